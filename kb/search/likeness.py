"""How far texts of one kind speak of a situation that somebody describes in free words.

The words are read as the search reads them: in three writings, with names and their equivalents,
and through the dictionary. Nothing here knows of operators: a description has none.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Literal

from django.db import connection

from kb.permissions import User
from kb.search.analysis.segment import is_han
from kb.search.analysis.stopwords import NOT_LOOKED_UP, STOP_UNITS, TELL_NOTHING
from kb.search.backends import engine
from kb.search.dictionary.lookup import Dictionary, dictionary
from kb.search.engine import Asking, needle
from kb.search.expressions import Stretch
from kb.search.meanings import Meaning, cut_at_names, meanings
from kb.search.names import known_names
from kb.search.permission import visible_entries
from kb.search.query import Equivalent, Query, Term, read
from kb.search.sources import sources
from kb.search.sql import Sql, is_in

How = Literal["typed", "name", "dictionary"]
# What a word counts for that stands below the title, and for one that is there only by the
# dictionary; as typed, or by a name, in the title it is one. Measured: `make bench-precedents`.
BELOW_TITLE = 0.6
BY_DICTIONARY = 0.7
# A translation the search weighs less is a late sense or a part of a gloss: no reason for anybody.
_LEAST_WEIGHT = 0.7
MOST = 100  # texts that are looked at, the best of the search
MOST_WORDS = 24


@dataclass(frozen=True, slots=True)
class MetWord:
    """A word of the description, and what stands for it in the text, in which language."""

    typed: str
    text: str
    language: str
    how: How


@dataclass(frozen=True, slots=True)
class Likeness:
    """How far one text speaks of it: the share of the words it has, from 0 to 1, and which.

    `score` is that of the search; it orders what has the same share. `asked` is how many words the
    description has.
    """

    share: float
    score: float
    words: tuple[MetWord, ...]
    asked: int


@dataclass(frozen=True, slots=True)
class Likenesses:
    """The words of a description that tell something, and the objects that have some, by key."""

    asked: tuple[str, ...] = ()
    found: dict[int, Likeness] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Way:
    """One way a text may say a word: what stands in the stored text, and how it is written."""

    needle: str
    text: str
    language: str
    how: How


@dataclass(frozen=True, slots=True)
class _Word:
    """A word of the description with all ways to say it, the surest first."""

    typed: str
    ways: tuple[_Way, ...]

    def met_in(self, title: str, body: str, language: str) -> tuple[float, MetWord] | None:
        """Return how a text in one language, or in `both`, says it, and what that counts for."""
        found = [
            (_counted(way, place), MetWord(self.typed, way.text, way.language, way.how))
            for stored, place in ((title, 1.0), (body, BELOW_TITLE))
            if (way := self._way_in(stored, language))
        ]
        return max(found, key=lambda one: one[0], default=None)

    def _way_in(self, stored: str, language: str) -> _Way | None:
        """Return the surest way in a text; a translation counts where its language is written."""
        return next(
            (
                way
                for way in self.ways
                if way.needle in stored
                and (way.how != "dictionary" or language in (way.language, "both"))
            ),
            None,
        )


def _counted(way: _Way, place: float) -> float:
    return place * (BY_DICTIONARY if way.how == "dictionary" else 1.0)


def alike(text: str, user: User, kind: str) -> Likenesses:
    """Return the objects of a kind that this person may see and that have words of a text."""
    typed = read(text)
    names = known_names(typed.possible_names(), visible_entries(user, sources))
    query = typed.query(names)
    if not query:
        return Likenesses()
    known = dictionary()
    meant = meanings(query, known)
    words = tuple(_words(query, known, meant))[:MOST_WORDS]
    allowed = is_in("kb_entry.kind", [kind]) & visible_entries(user, [sources[kind]])
    scores = _with_some(meant, allowed)
    found = {}
    for entry_id, object_id, language, title, body in _texts(scores):
        met = [one for one in (word.met_in(title, body, language) for word in words) if one]
        if met:
            share = sum(counted for counted, _word in met) / len(words)
            of_text = tuple(word for _counted, word in met)
            found[object_id] = Likeness(share, scores[entry_id], of_text, len(words))
    return Likenesses(tuple(word.typed for word in words), found)


def _with_some(meant: Sequence[Meaning], where: Sql) -> dict[int, float]:
    """Return entries with some of what is meant, with their scores.

    Unlike a search, what is written in both languages is asked for translations as well: who
    describes a situation says it in words of their own.
    """
    askings = [Asking([one.sure for one in meant])]
    if any(one.other for one in meant):
        askings.append(Asking([one.concept for one in meant]))
    best: dict[int, float] = {}
    for found in engine().loosely(askings, where, MOST):
        for pk, score in found:
            best[pk] = max(best.get(pk, 0.0), score)
    return best


def _texts(entry_ids: Iterable[int]) -> list[tuple[int, int, str, str, str]]:
    """Return entries, the key of their object, language, stored title and body; one statement."""
    wanted: Sql = is_in("kb_entry.id", entry_ids)
    statement = f"""
        SELECT kb_entry.id, kb_entry.object_id, kb_entry.language,
            kb_entrytext.title, kb_entrytext.body
        FROM kb_entry JOIN kb_entrytext ON kb_entrytext.entry_id = kb_entry.id
        WHERE {wanted.text}
    """
    with connection.cursor() as cursor:
        cursor.execute(statement, wanted.params)
        rows: list[tuple[int, int, str, str, str]] = cursor.fetchall()
    return rows


# --- The words of a description -----------------------------------------------


def _words(query: Query, known: Dictionary, meant: Iterable[Meaning]) -> Iterator[_Word]:
    """Yield each word once, Chinese runs cut into the words of the dictionary and known names.

    Words that tell nothing of a situation stay out, unless there are no others.
    """
    translated = _translated(meant)
    found = {
        one.typed: one for term in query.terms for one in _of_term(term, query, known, translated)
    }
    telling = [one for one in found.values() if one.ways[0].needle.strip() not in TELL_NOTHING]
    yield from telling or found.values()


def _translated(found: Iterable[Meaning]) -> dict[str, list[_Way]]:
    """Return what the dictionary says of each word or expression of the description."""
    ways: dict[str, list[_Way]] = {}
    for meaning in found:
        ways.setdefault(meaning.text, []).extend(
            _Way(needle(way), text, "zh" if is_han(text) else "en", "dictionary")
            for way, weight, text in meaning.other
            # One character stands in too many words that mean something else.
            if weight >= _LEAST_WEIGHT and not (len(text) == 1 and is_han(text))
        )
    return ways


def _of_term(
    term: Term, query: Query, known: Dictionary, translated: dict[str, list[_Way]]
) -> Iterator[_Word]:
    if term.equivalents or len(term.units) > 1 or term.language == "en":
        own = [_Way(needle(Stretch(term.units)), term.text, term.language, "typed")]
        yield _Word(term.text, (*own, *_same(term.equivalents), *translated.get(term.text, ())))
        return
    for piece, same in cut_at_names(term.units[0], query.names):
        if same:
            yield _Word(piece, (_as_typed(piece), *_same(same)))
            continue
        for part in dict.fromkeys(known.cut(piece)):
            if part not in NOT_LOOKED_UP and part not in STOP_UNITS and len(part) > 1:
                yield _Word(part, (_as_typed(part), *translated.get(part, ())))


def _as_typed(text: str) -> _Way:
    return _Way(text, text, "zh", "typed")


def _same(equivalents: Iterable[Equivalent]) -> Iterator[_Way]:
    for one in equivalents:
        yield _Way(needle(Stretch(one.units)), one.text, one.language, "name")
