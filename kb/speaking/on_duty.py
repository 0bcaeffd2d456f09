"""Who decides in a role on a day: its holder, or whoever stands in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from kb.models import DutyRole

# A chain of roles that stand in for each other is followed no further.
MOST_STEPS = 5


@dataclass(frozen=True)
class OnDuty:
    """A role on a day. `by` is the role whose holder decides, None when nobody does."""

    role: DutyRole
    holder: Any
    is_away: bool
    by: DutyRole | None

    @property
    def person(self) -> Any:
        """Who decides."""
        return holder_of(self.by) if self.by else None

    @property
    def is_stood_in(self) -> bool:
        """Whether another role decides for this one."""
        return self.by is not None and self.by.pk != self.role.pk


def holder_of(role: DutyRole) -> Any:
    """Return who holds a role: somebody with an account in use."""
    return role.holder if role.holder and role.holder.is_active else None


def on_duty(roles: dict[int, DutyRole], role: DutyRole, day: date) -> OnDuty:
    """Return who decides in a role on a day; `roles` are all of them by primary key."""
    by: DutyRole | None = role
    for _step in range(MOST_STEPS):
        if by is None or (holder_of(by) and not by.is_away(day)):
            break
        by = roles.get(by.stand_in_id or 0)
    else:
        by = None
    return OnDuty(role, holder_of(role), role.is_away(day), by)
