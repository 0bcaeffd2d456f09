"""One ranked list over pages and records, for one reader, in two tiers.

Above the line is what holds every word asked for; it alone is counted. Below it follows what holds
some of the words, or is found through the dictionary.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from kb.language.codes import Language
from kb.permissions import User
from kb.search.backends import engine
from kb.search.dictionary.lookup import dictionary
from kb.search.engine import Asking, Ranked
from kb.search.expressions import all_of, any_of
from kb.search.facets import Counts
from kb.search.filters import Filters
from kb.search.hits import Dresser, Hit
from kb.search.meanings import COORDINATION, Meaning, meanings
from kb.search.names import known_names
from kb.search.narrowed import Narrowed, understand
from kb.search.operators import Parsed, parse
from kb.search.permission import visible_entries
from kb.search.query import Names, Query, Typed, exact, read
from kb.search.sources import sources
from kb.search.sql import Sql, all_sql

# Below the line: further down nothing is worth reading.
MOST_BELOW = 100


@dataclass(frozen=True, slots=True)
class Results:
    """How many things match, by facet, and a slice of them.

    `below` continues `hits` with what is not counted; `total_below` is None where the slice does
    not reach that far.
    """

    asked: Parsed
    query: Query
    narrowed: Narrowed
    total: int
    counts: Counts
    hits: tuple[Hit, ...] = ()
    below: tuple[Hit, ...] = ()
    total_below: int | None = None

    @property
    def is_list(self) -> bool:
        """Whether the text asks for anything: words, words to leave out, or operators."""
        return bool(self.query or self.query.excluded or self.narrowed.understood)


def search(
    text: str,
    user: User,
    reader: Language,
    filters: Filters | None = None,
    start: int = 0,
    stop: int = 20,
    request: Any = None,
    *,
    newest: bool = False,
) -> Results:
    """Return what this person may see and that holds the words of a text, best first.

    Anything may be typed: what holds no word and no operator finds nothing.
    """
    filters = filters or Filters()
    asked = parse(text)
    visible = visible_entries(user, sources)
    narrowed = understand(asked, user, visible)
    names = known_names(list(dict.fromkeys(_possible_names(asked, narrowed))), visible)
    query = _query(asked, narrowed, names)
    if not (query or query.excluded or narrowed.understood or filters):
        return Results(asked, query, narrowed, 0, {})
    where = _where(query, narrowed, visible)
    ranked = engine().rank(
        query.or_everything,
        where,
        start,
        stop,
        narrowing=filters.narrowing(),
        newest=newest or not query,
    )
    found = [pk for pk, _score in ranked.scored]
    meant: list[Meaning] = []
    some: list[int] = []
    total_below = None
    if stop > ranked.total:
        meant = meanings(query, dictionary()) if query else []
        below = _below(query, meant, filters.condition() & where, ranked)
        some = below[max(0, start - ranked.total) : stop - ranked.total]
        total_below = len(below)
    dresser = Dresser(query, reader, request, [*found, *some])
    return Results(
        asked,
        query,
        narrowed,
        ranked.total,
        ranked.counts,
        tuple(dresser.hits(found)),
        tuple(dresser.hits(some, meant)),
        total_below,
    )


def totals(texts: Sequence[str], user: User) -> list[int]:
    """Return how much each of some texts finds for this person: the totals of their searches."""
    visible = visible_entries(user, sources)
    read_texts = []
    for text in texts:
        asked = parse(text)
        read_texts.append((asked, understand(asked, user, visible)))
    keys = [key for one in read_texts for key in _possible_names(*one)]
    names = known_names(list(dict.fromkeys(keys)), visible)
    found = []
    for asked, narrowed in read_texts:
        query = _query(asked, narrowed, names)
        is_asked = query or query.excluded or narrowed.understood
        where = _where(query, narrowed, visible)
        found.append(engine().count(query.or_everything, where) if is_asked else 0)
    return found


def _where(query: Query, narrowed: Narrowed, visible: Sql) -> Sql:
    """Return the condition on an entry beside the words: operators, exclusions, permission."""
    excluded = (~engine().matches(part) for part in query.excluded)
    return all_sql([*narrowed.conditions, *excluded, visible])


def _unwanted(asked: Parsed) -> list[tuple[Typed, str]]:
    return [
        (read(piece.value), piece.kind)
        for piece in asked.pieces
        if piece.excluded and piece.kind != "operator"
    ]


def _possible_names(asked: Parsed, narrowed: Narrowed) -> Iterator[str]:
    yield from read(asked.words(*narrowed.as_words)).possible_names()
    for one, _kind in _unwanted(asked):
        yield from one.possible_names()


def _query(asked: Parsed, narrowed: Narrowed, names: Names) -> Query:
    """Return the words that were asked for, given what is known under `_possible_names`."""
    typed = read(asked.words(*narrowed.as_words))
    unwanted = _unwanted(asked)
    query = typed.query(names)
    return Query(
        asked.text,
        query.terms,
        exact=tuple(
            stretch
            for piece in asked.pieces
            if piece.kind == "exact" and not piece.excluded and (stretch := exact(piece.value))
        ),
        excluded=tuple(
            exact(one.text) or any_of(())
            if kind == "exact"
            else all_of(term.expression for term in one.query(query.names).terms)
            for one, kind in unwanted
            if one.units
        ),
        names=query.names,
        cut=asked.cut or typed.cut,
    )


def _below(query: Query, meant: list[Meaning], where: Sql, ranked: Ranked) -> list[int]:
    """Return the entries with some of the words but not all of them, best first."""
    if not meant:
        return []
    if ranked.total:
        where = ~engine().matches(query.expression) & where
    best = _with_some(meant, where)
    return sorted(best, key=lambda pk: (-best[pk], -pk))[:MOST_BELOW]


def _with_some(meant: Sequence[Meaning], where: Sql) -> dict[int, float]:
    """Return entries with some of what is meant, with their scores."""
    best: dict[int, float] = {}
    # A translation counts in texts of its language alone: an English word in a Chinese text is no
    # sign that the text is about it, and what is written in both is found by the words as typed.
    askings = [Asking([one.sure for one in meant])]
    for half in ("en", "zh"):
        if any(one.other and one.language != half for one in meant):
            concepts = [one.concept for one in meant]
            askings.append(Asking(concepts, COORDINATION[half], _only_in(half)))
    for found in engine().loosely(askings, where, MOST_BELOW):
        for pk, score in found:
            best[pk] = max(best.get(pk, 0.0), score)
    return best


def _only_in(half: str) -> Sql:
    return Sql("kb_entry.language = %s", (half,))
