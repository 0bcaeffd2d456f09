"""The languages of a text, passage by passage: lines, joined with like ones beside them."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from kb.language.codes import Language
from kb.language.detection import language_of

# A language of less than this share of a text is that of its names and quotes.
_LEAST_SHARE = 0.03


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of a text in one language; `start` and `end` count characters."""

    start: int
    end: int
    language: Language


def passages(text: str) -> list[Passage]:
    """Return the passages of a text in their order; lines without letters belong to none."""
    found: list[Passage] = []
    place = 0
    for line in text.split("\n"):
        end = place + len(line)
        language = language_of(line)
        if language is not None:
            if found and found[-1].language == language:
                found[-1] = Passage(found[-1].start, end, language)
            else:
                found.append(Passage(place, end, language))
        place = end + 1
    return found


def languages(found: Iterable[Passage]) -> list[Language]:
    """Return the languages of a text's passages, that of the first one first."""
    sizes: Counter[Language] = Counter()
    for passage in found:
        sizes[passage.language] += passage.end - passage.start
    least = _LEAST_SHARE * sizes.total()
    return [language for language, size in sizes.items() if size >= least]
