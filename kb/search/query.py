"""What somebody typed, whatever it is, as a query: terms that are all required."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from kb.search.analysis.normalise import clean, fold
from kb.search.analysis.pipeline import unit, units
from kb.search.analysis.segment import is_han, words
from kb.search.analysis.stopwords import STOP_UNITS
from kb.search.analysis.synonyms import cut_at_names, name_key, possible_names
from kb.search.expressions import (
    EVERYTHING,
    NOTHING,
    Expression,
    Stretch,
    all_of,
    any_of,
    word,
)

# What is read of a query; the rest of it is left out.
MOST_CHARACTERS = 1_000
MOST_UNITS = 64
LONGEST_RUN = 64
# Names are also looked for inside runs: of so many characters, so far into a run.
_LONGEST_NAME_INSIDE = 8
_RUN_LOOKED_INTO = 32


@dataclass(frozen=True, slots=True)
class Equivalent:
    """Another spelling of the very same thing: its units, as it is written, and its language."""

    units: tuple[str, ...]
    text: str
    language: str


Names = Mapping[str, Sequence[Equivalent]]


@dataclass(frozen=True, slots=True)
class Term:
    """A word asked for, or several that are one name, with what counts as the same."""

    units: tuple[str, ...]
    text: str
    equivalents: tuple[Equivalent, ...] = ()

    @property
    def language(self) -> str:
        """The half the term is typed in."""
        return "zh" if any(map(is_han, self.units)) else "en"

    @property
    def own(self) -> Expression:
        """The term as it was typed: each of its words."""
        return all_of(map(word, self.units))

    @property
    def expression(self) -> Expression:
        """The term or an equivalent of it, the latter word by word in order."""
        return any_of([self.own, *(Stretch(one.units) for one in self.equivalents)])


@dataclass(frozen=True, slots=True)
class Query:
    """The cleaned text and its terms; without terms it asks for nothing.

    `exact` must stand as typed and is never translated; what matches `excluded` is left out.
    `names` are all names known to be in the text, also inside its Han runs. `cut` says that the
    text was longer than what is read of one.
    """

    text: str
    terms: tuple[Term, ...] = ()
    exact: tuple[Stretch, ...] = ()
    excluded: tuple[Expression, ...] = ()
    names: Names = field(default_factory=dict)
    cut: bool = False

    def __bool__(self) -> bool:
        return bool(self.terms or self.exact)

    @property
    def expression(self) -> Expression:
        """Every term, by itself or an equivalent, and all that is exact."""
        asked = [*(term.expression for term in self.terms), *self.exact]
        return all_of(asked) if asked else NOTHING

    @property
    def or_everything(self) -> Expression:
        """The same where a query without words asks for all that other conditions leave."""
        return self.expression if self else EVERYTHING


@dataclass(frozen=True, slots=True)
class Typed:
    """A text cut into units, each with the word it was typed as, before names are known."""

    text: str
    units: tuple[str, ...]
    words: tuple[str, ...]
    cut: bool = False

    def possible_names(self) -> list[str]:
        """Return the keys of all names that could be in it, inside Han runs as well."""
        return list(dict.fromkeys([*possible_names(self.units), *self._inside_runs()]))

    def _inside_runs(self) -> Iterator[str]:
        for run in filter(is_han, self.units):
            for start in range(min(len(run), _RUN_LOOKED_INTO)):
                for end in range(start + 2, min(len(run), start + _LONGEST_NAME_INSIDE) + 1):
                    yield run[start:end]

    def query(self, names: Names) -> Query:
        """Return the query, given what is known under the keys of `possible_names`.

        Words that only connect or ask are dropped unless nothing else is left.
        """
        terms: dict[tuple[str, ...], Term] = {}
        position = 0
        for stretch in cut_at_names(self.units, names):
            text = " ".join(self.words[position : position + len(stretch)])
            position += len(stretch)
            same = tuple(one for one in names.get(name_key(stretch), ()) if one.units != stretch)
            terms.setdefault(stretch, Term(stretch, text, same))
        telling = [term for term in terms.values() if not _is_stop(term)]
        return Query(self.text, tuple(telling or terms.values()), names=names)


def read(text: str) -> Typed:
    """Read words that somebody may have typed; never fails."""
    cleaned = " ".join(clean(text[:MOST_CHARACTERS]).split())
    whole = words(fold(cleaned))
    found = [one[:LONGEST_RUN] for one in whole[:MOST_UNITS]]
    return Typed(cleaned, tuple(map(unit, found)), tuple(found), cut=found != whole)


def exact(text: str) -> Stretch | None:
    """Return a text as it must stand; None when it has no words."""
    found = units(text)[:MOST_UNITS]
    return Stretch(tuple(found)) if found else None


def _is_stop(term: Term) -> bool:
    return len(term.units) == 1 and term.units[0] in STOP_UNITS and not term.equivalents
