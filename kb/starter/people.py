"""The cast: the people a new site starts with, whom all tests of permission are about."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.contrib.auth.models import Group, User
from django.db import transaction
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from kb.permissions import ADMINISTRATORS, EDITORS, READERS, REVIEWERS

LEGAL = "Legal"  # the audience group of the starter: lawyers and those who work with them


@dataclass(frozen=True)
class Persona:
    """One member of the cast; `does` says in a few words what this person may do."""

    username: str
    first_name: str
    last_name: str
    groups: tuple[str, ...]
    does: str | Promise
    is_superuser: bool = False


CAST = (
    Persona("reader", "Rui", "Reader", (READERS,), _("reads and searches")),
    Persona("legal", "Li", "Legal", (READERS, LEGAL), _("reads what is for the group Legal, too")),
    Persona("editor", "Ed", "Editor", (EDITORS,), _("drafts records and pages")),
    Persona(
        "legal_editor",
        "Lian",
        "Legal-Editor",
        (EDITORS, REVIEWERS, LEGAL),
        _("drafts and approves what is restricted to Legal"),
    ),
    Persona("reviewer", "Rong", "Reviewer", (REVIEWERS,), _("publishes what editors draft")),
    Persona(
        "administrator",
        "An",
        "Administrator",
        (ADMINISTRATORS,),
        _("sees and does everything"),
        is_superuser=True,
    ),
)


@transaction.atomic
def create_people(passwords: Mapping[str, str]) -> None:
    """Create those of the cast who are missing, each with the password under the username.

    An account that exists keeps its password, its groups and everything else.
    """
    for persona in CAST:
        user, is_new = User.objects.get_or_create(
            username=persona.username,
            defaults={
                "first_name": persona.first_name,
                "last_name": persona.last_name,
                "email": f"{persona.username}@casebook.invalid",
                "is_superuser": persona.is_superuser,
            },
        )
        if not is_new:
            continue
        user.set_password(passwords.get(persona.username))  # none: an account nobody can use
        user.save(update_fields=["password"])
        user.groups.set(Group.objects.get_or_create(name=name)[0] for name in persona.groups)
