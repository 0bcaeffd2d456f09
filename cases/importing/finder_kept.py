"""The finder of known names, kept by each process as long as the names are the same."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Hashable
from threading import Lock
from typing import Any

from django.db import DatabaseError
from django.db.models import Count, Sum

from cases.importing.known_names import name_finder
from cases.models import Alias, Organisation, Person
from kb.importing.mentions import NameFinder
from kb.models import Channel, GlossaryTerm
from kb.models.glossary import GlossaryAlias
from kb.permissions import User, rights
from kb.protected_terms import stamp_of

# People with equal rights share one; each takes some ten MB when there are 20,000 names.
_MOST = 6
_kept: OrderedDict[Hashable, tuple[Any, NameFinder]] = OrderedDict()
_lock = Lock()


def kept_finder(user: User) -> NameFinder:
    """Return what finds the names this person may see; made anew when the names have changed.

    It costs five short queries while they are the same. Whoever shows what it found asks once more
    which of the records this person may see: an audience changed meanwhile shows nothing.
    """
    key, version = rights(user), _version(user)
    with _lock:
        if (found := _kept.get(key)) is not None and found[0] == version:
            _kept.move_to_end(key)
            return found[1]
    made = name_finder(user)
    with _lock:
        _kept[key] = (version, made)
        while len(_kept) > _MOST:
            _kept.popitem(last=False)
    return made


def _version(user: User) -> Any:
    """Return what changes with the names: revisions, and what a change of audience shows."""
    try:
        return (
            stamp_of(Person, Organisation, Alias, GlossaryTerm, GlossaryAlias),
            [
                model.objects.visible_to(user).aggregate(rows=Count("pk"), which=Sum("pk"))
                for model in (Person, Organisation, GlossaryTerm)
            ],
            list(Channel.objects.order_by("pk").values_list()),
        )
    except DatabaseError:
        return None
