"""Whether two sources, or two incidents, may be one."""

from __future__ import annotations

from datetime import timedelta

from cases.duplicates.addresses import host_of, is_front_page, plain_address
from cases.duplicates.organisations import core
from cases.duplicates.profile import UNLIKE, Judgement, Profile, Reason
from cases.duplicates.titles import closeness, wording

NOTE = "note"
_ALIKE = 60  # percent of two titles that must be the same
_TELLING = 4  # words from which a title says enough by itself
_DAY = timedelta(days=1)


def _best_title(one: Profile, other: Profile) -> Reason | None:
    """Return the halves that are closest, English with English and Chinese with Chinese."""
    best: Reason | None = None
    for ours in filter(None, one.titles):
        for theirs in filter(None, other.titles):
            share = closeness(ours, theirs)
            if share >= _ALIKE and (best is None or share > best.share):
                best = Reason("title", ours, theirs, share)
    return best


def gap(one: Profile, other: Profile) -> timedelta | None:
    """Return how far apart two times certainly are, zero when they may be one; None if unknown."""
    ours, theirs = one.span, other.span
    if ours is None or theirs is None:
        return None
    return max(timedelta(0), ours[0] - theirs[1], theirs[0] - ours[1])


def judge_sources(one: Profile, other: Profile) -> Judgement:
    """Return how likely two sources are one: address first, then title, outlet and day."""
    ours, theirs = plain_address(one.address), plain_address(other.address)
    if ours and ours == theirs and not is_front_page(ours):
        return Judgement(97, (Reason("address", one.address, other.address),))
    if one.sort == other.sort == NOTE:
        # Everybody's own notes of one evening are called alike.
        return UNLIKE
    title = _best_title(one, other)
    if title is None:
        return UNLIKE
    score, reasons = 50 + title.share * 40 // 100, [title]
    if ours and theirs:
        score -= 15 if host_of(one.address) == host_of(other.address) else 40
        reasons.append(Reason("other_address", one.address, other.address))
    if one.outlet and other.outlet:
        if core(one.outlet).joined == core(other.outlet).joined:
            score += 6
            reasons.append(Reason("outlet"))
        else:
            score -= 40
            reasons.append(Reason("other_outlet"))
    if one.author and other.author and core(one.author).joined == core(other.author).joined:
        score += 6
        reasons.append(Reason("author", one.author))
    apart = gap(one, other)
    if apart is None:
        # Nothing but a title that many things have: a page of letters, a press release.
        score -= 12 if (ours and theirs) else 0
    elif _certainly_other_days(one, other):
        score -= 45
        reasons.append(Reason("other_time"))
    else:
        score += 4
        reasons.append(Reason("same_time"))
    return Judgement(max(0, min(96, score)), tuple(reasons))


def _certainly_other_days(one: Profile, other: Profile) -> bool:
    ours, theirs = one.span, other.span
    if ours is None or theirs is None:
        return False
    return ours[1] <= theirs[0] or theirs[1] <= ours[0]


def judge_incidents(one: Profile, other: Profile) -> Judgement:
    """Return how likely two incidents are one: title, when they began, who is part of them."""
    if one.pk and other.pk and (other.pk in one.linked or one.pk in other.linked):
        # An editor who links two incidents knows them both.
        return UNLIKE
    title, apart = _best_title(one, other), gap(one, other)
    shared = one.around & other.around
    if title is None:
        return _by_company(one, other, shared)
    score, reasons = 50 + title.share * 40 // 100, [title]
    if apart is None:
        score -= 4
    elif apart <= 3 * _DAY:
        score += 6
        reasons.append(Reason("same_time" if not apart else "near_time"))
    else:
        score -= 22 if apart <= 31 * _DAY else 50
        reasons.append(Reason("other_time"))
    if shared:
        score += 8
        reasons.append(Reason("same_around", min(shared)))
    elif one.around and other.around:
        longest = max(wording(title.ours).length, wording(title.theirs).length)
        score -= 15 if longest >= _TELLING else 35
        reasons.append(Reason("other_around"))
    return Judgement(max(0, min(97, score)), tuple(reasons))


def _by_company(one: Profile, other: Profile, shared: frozenset[str]) -> Judgement:
    """Return what the day and the people say where no writing is common to both titles."""
    ours = {bool(wording(title).han) for title in one.titles if title}
    theirs = {bool(wording(title).han) for title in other.titles if title}
    days = [span for span in (one.span, other.span) if span and span[1] - span[0] <= _DAY]
    if ours & theirs or len(shared) < 2 or len(days) < 2 or gap(one, other):
        return UNLIKE
    return Judgement(72, (Reason("same_time"), Reason("same_around", min(shared))))
