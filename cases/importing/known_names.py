"""The names that one person may see, to be found in texts: of records, channels and terms."""

from collections.abc import Iterator

from django.db import DatabaseError

from cases.models import Organisation, Person
from kb.importing.mentions import Name, NameFinder
from kb.models import Channel, GlossaryTerm
from kb.permissions import User


def known_names(user: User) -> Iterator[Name]:
    """Yield the names of the people, organisations, channels and terms that this person may see."""
    for kind, model in (("person", Person), ("organisation", Organisation)):
        for record in model.objects.visible_to(user).prefetch_related("aliases"):
            aliases = [alias.text for alias in record.aliases.all() if alias.matchable]
            yield _name(kind, record.slug, record.name.en, record.name.zh, *aliases)
    for channel in Channel.objects.all():
        labels = (channel.label_en, channel.label_zh_hans, channel.label_zh_hant)
        yield _name("channel", channel.key, *labels, *channel.aliases.splitlines())
    for term in GlossaryTerm.objects.visible_to(user).prefetch_related("aliases"):
        aliases = [alias.text for alias in term.aliases.all()]
        yield _name("term", term.slug, term.term.en, term.term.zh, *aliases)


def name_finder(user: User) -> NameFinder:
    """Return what finds these names; make it once for many texts.

    Before the first migration there are none.
    """
    try:
        return NameFinder(known_names(user))
    except DatabaseError:
        return NameFinder(())


def _name(kind: str, record: str, *spellings: str) -> Name:
    return Name(kind, record, tuple(dict.fromkeys(filter(None, map(str.strip, spellings)))))
