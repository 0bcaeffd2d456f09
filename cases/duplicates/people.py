"""Whether two people may be one."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from cases.duplicates.profile import Judgement, Profile, Reason
from cases.duplicates.spelling import Spelling, is_pinyin, misspelt, said, sounds, spelling

_BEFORE_WORDS = """
dr prof professor mr mrs ms miss sir dame lord lady rev hon
"""
_BEFORE = frozenset(_BEFORE_WORDS.split())
_AFTER = ("先生", "女士", "小姐", "博士", "教授", "老师")
_SHORT_GIVEN = 1


@lru_cache(maxsize=16_384)
def personal(name: str) -> Spelling:
    """Return how a person's name is spelt, without the title before or after it."""
    spelt = spelling(name)
    latin = tuple(word for word in spelt.latin if word not in _BEFORE) or spelt.latin
    han = spelt.han
    for title in _AFTER:
        if han.endswith(title) and len(han) > len(title) + 1:
            han = han.removesuffix(title)
    return Spelling(spelt.text, latin, han)


def judge_people(one: Profile, other: Profile) -> Judgement:
    """Return how likely two people are one: names in any writing, then employers."""
    ours = [personal(name) for name in one.titles if name.strip()]
    theirs = [personal(name) for name in other.titles if name.strip()]
    # Two Chinese names that differ are two people, however alike they sound.
    apart = _differ(ours, theirs)
    best = max(
        [*_by_names(ours, theirs, apart), *_by_others(one, other)],
        key=lambda found: found[0],
        default=None,
    )
    if best is None:
        return Judgement(0)
    score, reason = best
    shared, strangers = one.around & other.around, bool(one.around and other.around)
    reasons = [reason]
    if shared:
        score += 40 if apart or reason.code == "initials" else 10
        reasons.append(Reason("same_around", min(shared)))
    elif strangers:
        score -= 20 if reason.code in ("sound", "latin_pinyin", "spelt_short") else 8
        reasons.append(Reason("other_around"))
    return Judgement(max(0, min(99, score)), tuple(reasons))


def _differ(ours: list[Spelling], theirs: list[Spelling]) -> bool:
    here, there = {a.han for a in ours if a.han}, {b.han for b in theirs if b.han}
    return bool(here and there and not here & there)


def _by_names(
    ours: list[Spelling], theirs: list[Spelling], apart: bool
) -> Iterator[tuple[int, Reason]]:
    for a in ours:
        for b in theirs:
            found = _compare(a, b, apart)
            if found:
                score, code = found
                yield score, Reason(code, a.text, b.text)


def _compare(a: Spelling, b: Spelling, apart: bool) -> tuple[int, str] | None:
    if a.han and a.han == b.han and a.latin == b.latin:
        # Wang Wei with other employers is another Wang Wei.
        short = len(a.han) == _SHORT_GIVEN + 1 and not a.latin
        return (90, "spelt_short") if short else (92, "spelt")
    if a.han and b.han:
        return (35, "homophone") if sounds(a.han) & sounds(b.han) else None
    if a.han or b.han:
        han, latin = (a.han, b.latin) if a.han else (b.han, a.latin)
        if apart or not _sound_alike(han, latin):
            return None
        # Many people are called Wang Wei: a given name of one syllable says less.
        return (72 if len(han) <= _SHORT_GIVEN + 1 else 82), "sound"
    return _compare_latin(a.latin, b.latin, apart)


def _sound_alike(han: str, latin: tuple[str, ...]) -> bool:
    if len(latin) == 1:
        return latin[0].replace("ü", "v") in said(han)
    return bool(sounds(han) & sounds("", latin))


def _compare_latin(a: tuple[str, ...], b: tuple[str, ...], apart: bool) -> tuple[int, str] | None:
    if not a or not b:
        return None
    here, there = sorted(a), sorted(b)
    alike = here == there or bool(sounds("", a) & sounds("", b)) or "".join(a) == "".join(b)
    short = is_pinyin("".join(a)) and is_pinyin("".join(b))
    if alike:
        if apart:
            return 35, "homophone"
        return (84, "latin_pinyin") if short else (90, "latin")
    if apart:
        return None
    long_a, long_b = _without_initials(here), _without_initials(there)
    if len(long_a) > 1 and long_a == long_b:
        return 82, "middle"
    if _initials_agree(here, there):
        return 45, "initials"
    if len(here) == len(there) > 1 and _one_slip(here, there):
        return 80, "slip"
    return None


def _without_initials(words: list[str]) -> list[str]:
    return [word for word in words if len(word) > 1]


def _initials_agree(here: list[str], there: list[str]) -> bool:
    """Return whether one is the other with given names cut to letters: J. Ashworth."""
    if len(here) != len(there) or len(here) < 2:
        return False
    left = list(there)
    cut = 0
    for word in sorted(here, key=len, reverse=True):
        same = next((other for other in left if other == word), None)
        if same is None:
            same = next(
                (one for one in left if one[:1] == word[:1] and min(len(one), len(word)) == 1), None
            )
            cut += 1
        if same is None:
            return False
        left.remove(same)
    return 0 < cut < len(here)


def _one_slip(here: list[str], there: list[str]) -> bool:
    """Return whether the names are equal but for one word that is misspelt."""
    left, right = list(here), list(there)
    for word in here:
        if word in right:
            left.remove(word)
            right.remove(word)
    return len(left) == len(right) == 1 and misspelt(left[0], right[0])


def _by_others(one: Profile, other: Profile) -> Iterator[tuple[int, Reason]]:
    """Yield what other names say; those too common to mean one person are not in a profile."""
    ours = {spelling(name).joined: name for name in one.others}
    theirs = {spelling(name).joined: name for name in other.others}
    names = {spelling(name).joined: name for name in other.titles}
    own = {spelling(name).joined: name for name in one.titles}
    for key in ours.keys() & (theirs.keys() | names.keys()):
        if key:
            yield 84, Reason("other_name", ours[key], theirs.get(key) or names[key])
    for key in own.keys() & theirs.keys():
        if key:
            yield 84, Reason("other_name", own[key], theirs[key])
