"""Search against the plain scan: the same things for the same words, above the line."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from random import Random

from opencc import OpenCC

from kb.language.codes import language
from kb.permissions import User
from kb.search.results import search
from kb.search.sources import sources
from tests.counting.plain_scan import (
    Names,
    ScannedText,
    asked,
    holds_all,
    is_han,
    names_of,
    scanned,
)

_TO_TRADITIONAL = OpenCC("s2tw")
_MOST_COMPARED = 300  # hits whose identity is compared, not only their number


@dataclass(frozen=True)
class World:
    """Everything one person may see, as plain texts by kind and key, and its names."""

    texts: dict[tuple[str, int], ScannedText]
    names: Names

    def matching(self, query: str) -> set[tuple[str, int]]:
        """Return what holds every word of a query."""
        terms = asked(query, self.names)
        return {key for key, text in self.texts.items() if holds_all(text, terms, self.names)}


def world_of(user: User) -> World:
    """Read everything a person may see, from the objects themselves."""
    texts, spellings = {}, []
    for source in sources:
        for obj in source.visible_to(user):
            whole = obj.specific if hasattr(obj, "specific") else obj
            if not isinstance(whole, source.model):
                continue
            read = source.text(whole)
            texts[source.name, obj.pk] = scanned(
                (part.text for part in read.title), (part.text for part in read.body)
            )
            if read.names:
                spellings.append([part.text for part in read.names])
    return World(texts, names_of(spellings))


def differences(queries: Iterable[str], world: World, user: User) -> Iterator[str]:
    """Yield, as a sentence, each query of which search counts something else than the scan."""
    for query in queries:
        wanted = world.matching(query)
        whole = len(wanted) <= _MOST_COMPARED
        results = search(query, user, language("en"), stop=len(wanted) + 1 if whole else 0)
        by_kind = sum(results.counts.get("kind", {}).values())
        if results.total != len(wanted) or by_kind != len(wanted):
            yield (
                f"{query}: {results.total} above the line, {by_kind} in the facet, "
                f"{len(wanted)} by the scan"
            )
        elif whole:
            found = {(hit.kind, hit.object_id) for hit in results.hits}
            if found != wanted:
                yield f"{query}: {sorted(found ^ wanted)} in one only"


def some_words(texts: Sequence[str], number: int, seed: int) -> list[str]:
    """Return words of texts: one to four characters in either script, English, and pairs.

    The same for a seed every time; half of the pairs stand in one text, the others anywhere.
    """
    dice = Random(seed)
    found: dict[str, None] = {}
    while len(found) < number:
        kind = dice.randrange(4)
        text = dice.choice(texts)
        one = _word(text, dice, latin=kind == 2)
        if kind == 3:
            beside = _word(
                text if dice.random() < 0.5 else dice.choice(texts), dice, latin=dice.random() < 0.2
            )
            one = f"{one} {beside}" if one and beside else ""
        if kind == 1:
            one = _TO_TRADITIONAL.convert(one)
        if one.strip():
            found.setdefault(one)
    return list(found)


def _word(text: str, dice: Random, *, latin: bool) -> str:
    among = [word for word in _split(text) if is_han(word[0]) is not latin]
    if not among:
        return ""
    word = dice.choice(among)
    if latin:
        return word
    length = min(dice.randint(1, 4), len(word))
    start = dice.randint(0, len(word) - length)
    return word[start : start + length]


def _split(text: str) -> Iterator[str]:
    """Yield the words of a text as somebody types them: runs of Han characters, and others."""
    run, han = "", False
    for character in text + " ":
        if run and (is_han(character) != han or not character.isalnum()):
            yield run
            run = ""
        if character.isalnum():
            run, han = run + character, is_han(character)
