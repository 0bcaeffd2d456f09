"""Walks of many people through a world of one language, and what they found said in another one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from io import StringIO

from django.contrib.auth.models import User
from django.core.management import call_command
from django.test import Client
from wagtail.models import Site, get_page_models
from wagtail.users.models import UserProfile

from kb.models import Channel, CrisisType, OutcomeKind, Strategy, Topic
from kb.starter.people import CAST
from tests import cast
from tests.wording.one_language import tell_in
from tests.wording.said import LATIN, foreign
from tests.wording.walk import Walk, admin_beginnings, beginnings

VOCABULARIES = (Channel, CrisisType, OutcomeKind, Strategy, Topic)
EVERYBODY = ("", *(persona.username for persona in CAST))  # "" has not signed in


@dataclass
class Found:
    """One walk: how many pages it saw, and each foreign piece with the first page that said it."""

    who: str
    language: str
    where: str
    pages: int = 0
    failed: list[str] = field(default_factory=list)
    pieces: dict[str, str] = field(default_factory=dict)

    def lines(self) -> Iterator[str]:
        """Yield what is wrong, one line each."""
        for piece, address in self.pieces.items():
            yield f"{self.who or 'nobody'} {address} {piece}"
        yield from self.failed


def prepare(content: str) -> None:
    """Load the starter content and tell it in one language, `en` or `zh`."""
    call_command("load_starter", verbosity=0, stdout=StringIO())
    tell_in("zh" if content == "zh" else "en")


def walk(who: str, language: str, where: str = "site", each: int = 1, most: int = 400) -> Found:
    """Let somebody walk through the site, or the admin, in a language."""
    found = Found(who, language, where)
    client = cast.client_of(who) if who else Client()
    names = set(cast.USERNAMES)
    if where == "admin":
        _speak(who, language)
        first, within = admin_beginnings(), "/admin/"
        names |= codes()
    elif who:
        first, within = beginnings(language), f"/{language}/"
    else:
        # The sign-in page is outside the languages: it takes that of the browser.
        client = Client(headers={"accept-language": language})
        first, within = ["/accounts/login/"], "/accounts/"
    client.raise_request_exception = False  # a failure is told with the rest
    for visit in Walk(client, within, each, most).pages(*first):
        found.pages += 1
        if visit.status >= 500:
            found.failed.append(f"{who} {visit.address} answered {visit.status}")
        for piece in foreign(visit.page, language, names, where == "admin"):
            found.pieces.setdefault(piece, visit.address)
    return found


def codes() -> set[str]:
    """Return the words of the keys that the admin shows: vocabularies, kinds of page, hosts."""
    keys = [key for model in VOCABULARIES for key in model.objects.values_list("key", flat=True)]
    keys += Strategy.objects.values_list("scheme", flat=True)
    keys += Site.objects.values_list("hostname", flat=True)
    keys += [f"{model._meta.label_lower} {model._meta.model_name}" for model in get_page_models()]
    return {word for key in keys for word in LATIN.findall(key)}


def _speak(who: str, language: str) -> None:
    """Set the language in which somebody works in the admin."""
    profile = UserProfile.get_for_user(User.objects.get(username=who))
    profile.preferred_language = language
    profile.save()


def walks(people: Iterable[str], languages: Iterable[str], where: str = "site") -> Iterator[Found]:
    """Yield one walk after the other."""
    for language in languages:
        for who in people:
            yield walk(who, language, where)
