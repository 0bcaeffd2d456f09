"""A lock keeps all others from changing a page or record, by whichever door."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from wagtail.admin.utils import get_user_display_name


class Locked(ValidationError):
    """Somebody else has locked it; the message names who."""


def locked_by_another(thing: Any, user: Any) -> bool:
    """Return whether somebody else has locked a page or record."""
    return bool(thing.locked) and thing.locked_by_id != getattr(user, "pk", None)


def demand_unlocked(thing: Any, user: Any) -> None:
    """Raise Locked, naming who, when somebody else has locked it."""
    if not locked_by_another(thing, user):
        return
    if thing.locked_by is None:
        raise Locked(_("It is locked: nothing was changed. A reviewer can unlock it."))
    raise Locked(
        _("%(name)s has locked it: nothing was changed. Ask them, or a reviewer, to unlock it.")
        % {"name": get_user_display_name(thing.locked_by)}
    )
