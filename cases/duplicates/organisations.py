"""Whether two organisations may be one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from cases.duplicates.profile import UNLIKE, Judgement, Profile, Reason
from cases.duplicates.spelling import misspelt, said, spelling

_NOTHING_WORDS = """
the a an of and und
"""
_NOTHING = frozenset(_NOTHING_WORDS.split())
_FORMS_WORDS = """
ltd limited inc incorporated corp corporation co company llc plc gmbh ag sa srl bv nv pte pty kg
oy ab as spa kk
"""
_FORMS = frozenset(_FORMS_WORDS.split())
_HAN_FORMS = ("股份有限公司", "有限责任公司", "有限公司", "股份公司", "公司")
_GROUP, _HAN_GROUP = frozenset({"group", "holdings", "holding"}), ("集团", "控股")
# Kinds that editors choose now so, now so.
_NEAR = (
    {"company", "outlet"},
    {"team", "department"},
    {"community", "team"},
    {"company", "team"},
)


@dataclass(frozen=True, slots=True)
class Core:
    """A name without its legal form; `group` without "Group" as well, when it has that."""

    text: str
    latin: tuple[str, ...]
    han: str
    group: str

    @property
    def joined(self) -> str:
        """Everything without spaces."""
        return "".join(self.latin) + self.han


@lru_cache(maxsize=16_384)
def core(name: str) -> Core:
    """Return what of an organisation's name tells it apart."""
    spelt = spelling(name)
    latin = tuple(word for word in spelt.latin if word not in _NOTHING) or spelt.latin
    while len(latin) > 1 and latin[-1] in _FORMS:
        latin = latin[:-1]
    han = _without_end(spelt.han, _HAN_FORMS)
    bare = latin[:-1] if len(latin) > 1 and latin[-1] in _GROUP else latin
    group = "".join(bare) + _without_end(han, _HAN_GROUP)
    return Core(spelt.text, latin, han, group)


def _without_end(han: str, ends: tuple[str, ...]) -> str:
    for end in ends:
        if han.endswith(end) and len(han) > len(end) + 1:
            return han.removesuffix(end)
    return han


def judge_organisations(one: Profile, other: Profile) -> Judgement:
    """Return how likely two organisations are one: names without legal form, then their kind."""
    if (one.pk and one.pk == other.parent) or (other.pk and other.pk == one.parent):
        return UNLIKE
    ours = [core(name) for name in one.titles if name.strip()]
    theirs = [core(name) for name in other.titles if name.strip()]
    here, there = {a.han for a in ours if a.han}, {b.han for b in theirs if b.han}
    apart = bool(here and there and not here & there)
    found = [*_by_names(ours, theirs, apart), *_by_others(one, other)]
    if not found:
        return UNLIKE
    score, reason = max(found, key=lambda one: one[0])
    reasons = [reason]
    if one.sort and other.sort and one.sort != other.sort:
        score -= 8 if {one.sort, other.sort} in _NEAR else 35
        reasons.append(Reason("other_kind", one.sort, other.sort))
    if shared := one.around & other.around:
        score += 6
        reasons.append(Reason("same_around", min(shared)))
    return Judgement(max(0, min(99, score)), tuple(reasons))


def _by_names(ours: list[Core], theirs: list[Core], apart: bool) -> Iterator[tuple[int, Reason]]:
    for a in ours:
        for b in theirs:
            if found := _compare(a, b, apart):
                yield found[0], Reason(found[1], a.text, b.text)


def _compare(a: Core, b: Core, apart: bool) -> tuple[int, str] | None:
    if a.joined == b.joined:
        if a.han:
            return 92, "spelt"
        return (30 if apart else 90), "latin"
    if a.group == b.group and a.group:
        return (30 if apart and not a.han else 76), "group"
    if a.han and b.han:
        return None
    if a.han or b.han:
        han, latin = (a.han, b.latin) if a.han else (b.han, a.latin)
        mixed = bool(a.latin and a.han) or bool(b.latin and b.han)
        if not apart and not mixed and len(han) > 1 and "".join(latin) in said(han):
            return 80, "sound"
        return None
    if not apart and len(a.latin) == len(b.latin) and _one_slip(a.latin, b.latin):
        return 80, "slip"
    return None


def _one_slip(a: tuple[str, ...], b: tuple[str, ...]) -> bool:
    apart = [(x, y) for x, y in zip(a, b, strict=True) if x != y]
    return len(apart) == 1 and misspelt(*apart[0])


def _by_others(one: Profile, other: Profile) -> Iterator[tuple[int, Reason]]:
    ours = {core(name).joined: name for name in one.others}
    theirs = {core(name).joined: name for name in other.others}
    own = {core(name).joined: name for name in one.titles}
    names = {core(name).joined: name for name in other.titles}
    for left, right in ((ours, theirs | names), (own, theirs)):
        for key in left.keys() & right.keys() - {""}:
            yield 85, Reason("other_name", left[key], right[key])
