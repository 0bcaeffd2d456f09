"""Mails to those who answer for guidance that a newly published incident contradicts."""

from __future__ import annotations

from collections.abc import Iterable

from django.conf import settings
from django.contrib.auth.models import User
from django.urls import reverse
from django.utils.translation import gettext as _

from cases.models import Contradiction
from cases.pulse import Against, Thing, shown, things
from kb.language.reader import current_reader
from kb.language.reading import read
from kb.mails import mail_to


def tell_owners(pks: Iterable[int]) -> None:
    """Write to each owner who may see the incident; what cannot be sent is noted, not raised."""
    rows = Contradiction.objects.filter(pk__in=list(pks), answered_at=None)
    for owner in _owners(rows):
        for one in shown(rows, owner):
            found = things([one.row.target], owner).get(one.row.target)
            if found and found.owner == owner:
                _send(owner, one, found)


def _owners(rows: Iterable[Contradiction]) -> list[User]:
    """Return who answers for one of these things, as far as they have an address."""
    # Asked as an administrator sees it: who may know of it is asked for each owner.
    everything = User(is_superuser=True, is_active=True)
    found = things([row.target for row in rows], everything).values()
    owners = {thing.owner.pk: thing.owner for thing in found if thing.owner is not None}
    return [owner for owner in owners.values() if owner.is_active and owner.email]


def _send(owner: User, one: Against, thing: Thing) -> None:
    def write() -> tuple[str, str]:
        reader = current_reader()
        title, incident = (
            read(text, reader).text for text in (thing.title, one.lesson.incident.title)
        )
        address = f"{reverse('still_stands')}?about={one.row.target}"
        lines = [
            _("“%(incident)s” was published, and what it taught speaks against “%(title)s”:")
            % {"incident": incident, "title": title},
            read(one.lesson.text, reader).text,
            _("Change it, or say why it still stands: %(address)s")
            % {"address": f"{settings.WAGTAILADMIN_BASE_URL}{address}"},
        ]
        return _("A case speaks against “%(title)s”") % {"title": title}, "\n\n".join(lines)

    mail_to(owner, write)
