"""A text in English and Chinese one after the other: its two halves, sentence by sentence."""

from collections.abc import Sequence
from dataclasses import dataclass

from kb.importing.structure.languages import Passage
from kb.language.codes import ENGLISH
from kb.language.side_by_side.texts import AlignedTexts, align_texts

# A half of less than this share is a quote or a summary.
_LEAST_SHARE = 0.2
# English takes about three times as many characters.
_WEIGHT = {"en": 1, "zh": 3}
_MOST_TURNS = 4


@dataclass(frozen=True, slots=True)
class Halves:
    """The English and the Chinese text of a bilingual document, and their sentences in pairs."""

    english: str
    chinese: str
    aligned: AlignedTexts


def halves(text: str, found: Sequence[Passage]) -> Halves | None:
    """Return the halves of a text by its passages; None when it is not bilingual."""
    parts: dict[str, list[str]] = {"en": [], "zh": []}
    for passage in found:
        half = "en" if passage.language == ENGLISH else "zh"
        parts[half].append(text[passage.start : passage.end].strip())
    sizes = {half: _WEIGHT[half] * sum(map(len, texts)) for half, texts in parts.items()}
    if min(sizes.values()) < _LEAST_SHARE * sum(sizes.values()) or len(found) > _MOST_TURNS:
        return None
    english, chinese = ("\n\n".join(parts[half]) for half in ("en", "zh"))
    return Halves(english, chinese, align_texts(english, chinese))
