"""When there is too little to compare: said in words beside every count it is true of."""

from cases.statistics.tallies import Count

# Below so many incidents, shares say more about chance than about what was tried. Responses to one
# incident are not independent of each other, so incidents are what is asked.
ENOUGH = 10


def is_few(count: Count) -> bool:
    """Return whether a count is too small to compare it with others."""
    return count.incidents < ENOUGH


def percent(part: Count, whole: Count) -> int | None:
    """Return the share of responses in percent, None where the whole is too small for one."""
    if is_few(whole) or not whole.responses:
        return None
    return round(100 * part.responses / whole.responses)
