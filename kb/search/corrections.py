"""What somebody may have meant: other spellings and other characters, from what they may see.

A Latin word is compared with the words of names and titles (optimal string alignment: letters
added, left out, changed or swapped); Chinese with names and titles that sound the same. Nothing is
applied: each alternative is offered with how much it finds.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from django.db import connection
from rapidfuzz import process
from rapidfuzz.distance import OSA

from kb.language.codes import Language
from kb.language.reading import read as read_passage
from kb.permissions import User
from kb.records.bilingual import Bilingual
from kb.search.analysis.normalise import fold
from kb.search.analysis.readings import reading
from kb.search.analysis.segment import is_han, words
from kb.search.analysis.stopwords import STOP_WORDS
from kb.search.analysis.typed import LONGEST_KEY, SHORTEST_MISSPELT, plain
from kb.search.permission import visible_entries
from kb.search.query import read
from kb.search.results import totals
from kb.search.sources import sources
from kb.search.sql import Sql, is_in

# With so many results nobody needs another spelling.
ENOUGH = 3
MOST = 3
_MOST_WORDS = 6
_MOST_SPOKEN = 40
_LONGEST_SPOKEN = 8
_SHORTEST_SPOKEN = 2
_MOST_ALIKE = 24
_LONG = 6  # letters from which two mistakes are forgiven


@dataclass(frozen=True, slots=True)
class Alternative:
    """Other words to search for, as this reader writes them, and how much they find."""

    text: str
    language_tag: str
    total: int


def alternatives(text: str, total: int, user: User, reader: Language) -> list[Alternative]:
    """Return what finds more than `total` for this person and is spelt or sounds nearly so."""
    typed = read(text)
    if total >= ENOUGH or not typed.words or len(typed.words) > _MOST_WORDS:
        return []
    visible = visible_entries(user, sources)
    meant = _meant(typed.words, visible)
    together = list(dict.fromkeys(_combined(typed.words, meant)))
    # One word alone is offered only when all together find nothing.
    alone = [options[0] for options in meant if options] if len(typed.words) > 1 else []
    found: dict[str, Alternative] = {}
    for candidates in (together, alone):
        if not found:
            for candidate, finds in zip(candidates, totals(candidates, user), strict=True):
                half = "zh" if any(map(is_han, words(candidate))) else "en"
                passage = read_passage(Bilingual(**{half: candidate}), reader)
                if finds > total and passage.text not in found:
                    found[passage.text] = Alternative(passage.text, passage.language.tag, finds)
    return list(found.values())[:MOST]


def meant_words(typed: Sequence[str], user: User) -> list[list[str]]:
    """Return for each of some words what it may be a slip for, best first."""
    return _meant(typed, visible_entries(user, sources))


def _meant(typed: Sequence[str], visible: Sql) -> list[list[str]]:
    alike = _sounding_alike([word for word in typed if is_han(word)], visible)
    return [alike[word] if is_han(word) else list(_spelt_alike(word, visible)) for word in typed]


def _combined(typed: Sequence[str], meant: Sequence[Sequence[str]]) -> Iterator[str]:
    """Yield the whole query with each doubtful word replaced by what it may mean, best first."""
    most = max(map(len, meant), default=0)
    for place in range(min(most, MOST)):
        chosen = [
            options[min(place, len(options) - 1)] if options else word
            for word, options in zip(typed, meant, strict=True)
        ]
        yield " ".join(chosen)


# --- Latin words --------------------------------------------------------------


def _spelt_alike(typed: str, visible: Sql) -> Iterator[str]:
    """Yield the words nearest to a word that no name or title has; none for a known one."""
    word = plain(typed)[:LONGEST_KEY]
    if len(word) < SHORTEST_MISSPELT or word in STOP_WORDS:
        return
    mistakes = 1 if len(word) < _LONG else 2
    # Nearly all mistakes spare the first letter, and then few words need looking at.
    for first in (word[0], ""):
        near = process.extract(
            word,
            _vocabulary(first, len(word), mistakes),
            scorer=OSA.distance,
            score_cutoff=mistakes,
            limit=None,
        )
        ranked = sorted((distance, one) for one, distance, _place in near)
        known = _visible_words([one for _distance, one in ranked], visible)
        if word in known:
            return
        if known:
            yield from [one for _distance, one in ranked if one in known][:MOST]
            return


def _vocabulary(first: str, length: int, mistakes: int) -> list[str]:
    """Return the words of about that length that begin so: of all, so none is shown unasked."""
    where = Sql("length(word) BETWEEN %s AND %s", (length - mistakes, length + mistakes))
    if first:
        where &= Sql("word >= %s AND word < %s", (first, first + "\U0010ffff"))
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT DISTINCT word FROM kb_suggestionword WHERE {where.text}", where.params
        )
        return [word for (word,) in cursor.fetchall()]


def _visible_words(candidates: list[str], visible: Sql) -> set[str]:
    """Return the words that something has which this person may see."""
    if not candidates:
        return set()
    where = is_in("kb_suggestionword.word", candidates) & visible
    statement = f"""
        SELECT DISTINCT kb_suggestionword.word FROM kb_suggestionword
        JOIN kb_entry ON kb_entry.id = kb_suggestionword.entry_id WHERE {where.text}
    """
    with connection.cursor() as cursor:
        cursor.execute(statement, where.params)
        return {word for (word,) in cursor.fetchall()}


# --- Chinese ------------------------------------------------------------------


def _sounding_alike(runs: Iterable[str], visible: Sql) -> dict[str, list[str]]:
    """Return each run with a part of it replaced by what sounds the same in a name or title."""
    parts = {
        run: [part for part in _parts(run) if len(part) >= _SHORTEST_SPOKEN][:_MOST_SPOKEN]
        for run in runs
    }
    spoken = {part: "".join(reading(part)) for of_run in parts.values() for part in of_run}
    spellings = _spellings(set(spoken.values()), visible)
    found: dict[str, list[str]] = {}
    for run, of_run in parts.items():
        alike = (
            run.replace(part, same)
            for part in of_run
            for spelling in spellings.get(spoken[part], ())
            for same in _alike(spelling, part)
        )
        found[run] = list(dict.fromkeys(alike))[:MOST]
    return found


def _parts(run: str) -> Iterator[str]:
    """Yield the run and what is inside it, the longest first."""
    for length in range(min(len(run), _LONGEST_SPOKEN), 0, -1):
        for start in range(len(run) - length + 1):
            yield run[start : start + length]


def _alike(spelling: str, part: str) -> Iterator[str]:
    """Yield the stretches of a spelling that are read as the part is and written otherwise."""
    said = reading(part)
    for word in words(fold(spelling)):
        for start in range(len(word) - len(part) + 1) if is_han(word) else ():
            stretch = word[start : start + len(part)]
            if stretch != part and reading(stretch) == said:
                yield stretch


def _spellings(spoken: set[str], visible: Sql) -> dict[str, list[str]]:
    """Return, for each key of sounds, the Chinese names and titles of what it stands for."""
    if not spoken:
        return {}
    where = is_in("k.key", sorted(spoken)) & visible
    statement = f"""
        SELECT DISTINCT k.key, k.rank, k.weight, card.title_zh, name.text
        FROM kb_suggestionkey AS k
        JOIN kb_entry ON kb_entry.id = k.entry_id
        JOIN kb_suggestioncard AS card ON card.entry_id = kb_entry.id
        LEFT JOIN kb_entryname AS name ON name.entry_id = kb_entry.id AND name.language = 'zh'
        WHERE {where.text} ORDER BY k.rank, k.weight, card.title_zh, name.text LIMIT %s
    """
    found: dict[str, list[str]] = {}
    with connection.cursor() as cursor:
        cursor.execute(statement, [*where.params, _MOST_ALIKE * len(spoken)])
        for key, _rank, _weight, title, name in cursor.fetchall():
            listed = found.setdefault(key, [])
            listed += [one for one in (name, title) if one and one not in listed]
    return found
