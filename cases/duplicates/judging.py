"""How likely two records of a kind are one: one door for all kinds."""

from collections.abc import Callable

from cases.duplicates.organisations import judge_organisations
from cases.duplicates.people import judge_people
from cases.duplicates.profile import Judgement, Profile
from cases.duplicates.titled import judge_incidents, judge_sources

JUDGES: dict[str, Callable[[Profile, Profile], Judgement]] = {
    "person": judge_people,
    "organisation": judge_organisations,
    "source": judge_sources,
    "incident": judge_incidents,
}
# In the order people work with them.
KINDS = ("person", "organisation", "source", "incident")


def judge(one: Profile, other: Profile) -> Judgement:
    """Return how likely two records of one kind are the same, and why."""
    return JUDGES[one.kind](one, other)
