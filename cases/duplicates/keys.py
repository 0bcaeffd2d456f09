"""The keys by which records that may be one find each other.

Two records are compared only when they have a key in common: spelling, sound, a pair of telling
words, an address. A key is a number of 63 bits, made of a text that begins with its sort.
"""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import blake2b
from itertools import combinations

from cases.duplicates.addresses import is_front_page, plain_address
from cases.duplicates.organisations import core
from cases.duplicates.people import personal
from cases.duplicates.profile import Profile
from cases.duplicates.spelling import said, sounds
from cases.duplicates.titles import Wording, wording

# Raise it when other keys are made of the same record: all get new ones, a few at a time.
KEYS_VERSION = 1
_TELLING = 4  # words of a title of which each two make a key
_LONGEST_SPAN = 62  # days over which a title has a key for each month
_MOST_AROUND = 3


def keys_of(profile: Profile) -> frozenset[int]:
    """Return the keys of a record; those of two kinds have nothing to do with each other."""
    made = _MAKERS[profile.kind](profile)
    return frozenset(_number(f"{profile.kind}:{key}") for key in made)


def _number(key: str) -> int:
    digest = blake2b(key.encode("utf-8", "replace"), digest_size=8).digest()
    return int.from_bytes(digest) >> 1


def _with_company(profile: Profile, keys: list[str]) -> Iterator[str]:
    """Yield keys, and each of them with an employer: a name of many people leads on by those."""
    for key in keys:
        yield key
        yield from (f"{key}@{one}" for one in sorted(profile.around)[:_MOST_AROUND])


def _person(profile: Profile) -> Iterator[str]:
    yield from _with_company(profile, list(dict.fromkeys(_person_keys(profile))))


def _person_keys(profile: Profile) -> Iterator[str]:
    for name in profile.names:
        spelt = personal(name)
        yield f"spelt:{''.join(sorted(spelt.latin))}{spelt.han}"
        if spelt.han and spelt.latin:
            continue
        for parts in sounds(spelt.han, spelt.latin):
            yield f"sound:{'|'.join(sorted(parts))}"
        for one in said(spelt.han):
            yield f"run:{one}"
        if not spelt.han:
            yield f"run:{''.join(spelt.latin)}"
            yield from _latin_keys(spelt.latin)


def _latin_keys(latin: tuple[str, ...]) -> Iterator[str]:
    """Yield what stays of a name when one of its words is misspelt, or cut to a letter."""
    told = [word for word in latin if len(word) > 1]
    if len(told) > 1:
        yield f"spelt:{''.join(sorted(told))}"
    if len(latin) == 2:
        for word, other in (latin, latin[::-1]):
            if len(word) > 1:
                yield f"near:{word}|{other[:1]}"
    elif len(latin) > 2:
        for number in range(len(latin)):
            left = sorted(latin[:number] + latin[number + 1 :])
            yield f"near:{'|'.join(left)}|{latin[number][:1]}"


def _organisation(profile: Profile) -> Iterator[str]:
    for name in profile.names:
        told = core(name)
        yield f"spelt:{told.joined}"
        yield f"group:{told.group}"
        if not (told.han and told.latin):
            yield from (f"run:{one}" for one in said(told.han))
            if told.latin:
                yield f"run:{''.join(told.latin)}"
        if len(told.latin) > 1 and not told.han:
            for number, word in enumerate(told.latin):
                left = told.latin[:number] + told.latin[number + 1 :]
                yield f"near:{'|'.join(left)}|{word[:1]}"
        elif len(told.joined) >= 6 and not told.han:
            word = told.joined
            yield from (f"slip:{word[:place] + word[place + 1 :]}" for place in range(len(word)))
            yield f"slip:{word}"


def _titles(profile: Profile) -> Iterator[str]:
    months = _months(profile)
    around = sorted(profile.around)[:_MOST_AROUND]
    for title in filter(None, profile.titles):
        told = wording(title)
        whole = f"title:{'|'.join(sorted(told.stems))}{told.han}"
        yield whole
        # A title that many have leads on by its month, or by who is in it.
        yield from (f"{whole}@{one}" for one in (*months, *around))
        for pair in _pairs(told):
            yield from (f"{pair}@{month}" for month in months or [""])


def _pairs(told: Wording) -> Iterator[str]:
    """Yield each two of the longest words: a title that says a little more has two of them, too."""
    pieces = told.pieces[:_TELLING]
    for pair in combinations(pieces, 2):
        yield f"pair:{'|'.join(sorted(pair))}"
    if len(pieces) < 2 and told.figures:
        yield f"pair:{'|'.join([*pieces, *sorted(told.figures)])}"


def _months(profile: Profile) -> list[str]:
    """Return the months in which a record begins, and those three days away."""
    if profile.start is None or profile.end is None:
        return []
    if (profile.end - profile.start).days > _LONGEST_SPAN:
        return []
    days = (profile.start, profile.end)
    return sorted({f"{day:%Y-%m}" for day in days})


def _source(profile: Profile) -> Iterator[str]:
    address = plain_address(profile.address)
    if address and not is_front_page(address):
        yield f"address:{address}"
    yield from _titles(profile)


def _incident(profile: Profile) -> Iterator[str]:
    yield from _titles(profile)
    if profile.start and profile.end and (profile.end - profile.start).days <= 1:
        around = sorted(profile.around)[:_MOST_AROUND]
        for pair in combinations(around, 2):
            yield f"day:{profile.start:%Y-%m-%d}|{'|'.join(pair)}"


_MAKERS = {
    "person": _person,
    "organisation": _organisation,
    "source": _source,
    "incident": _incident,
}
