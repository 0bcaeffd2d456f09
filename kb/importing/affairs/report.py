"""One report of something, as it is compared: its title, its text and their words."""

import re
from dataclasses import dataclass
from functools import cached_property

import rjieba

from kb.importing.affairs.plain_words import PLAIN_WORDS
from kb.language.conversion import fold_script
from kb.language.detection import has_han

_WORD = re.compile(r"[\u4e00-\u9fffa-z]")
_KEPT = re.compile(r"[^0-9a-z\u3400-\u9fff]+")
_LATIN = re.compile(r"[a-z][a-z'-]{2,}")


LEAD = 240  # characters


@dataclass(frozen=True)
class Report:
    """A title and a text; both may be cut."""

    title: str
    text: str

    @cached_property
    def folded(self) -> str:
        """Title and text in Simplified and lower case."""
        whole = f"{self.title}\n{self.text}"
        return (fold_script(whole) if has_han(whole) else whole).lower()

    @cached_property
    def words(self) -> frozenset[str]:
        """The words of title and lead that say something; those of all reports are left out.

        A long text has every word of a short one somewhere; what it reports stands at its top.
        """
        text = self.folded[: len(self.title) + LEAD]
        cut = rjieba.cut(text, True) if has_han(text) else _LATIN.findall(text)
        found = {word for word in cut if len(word) > 1 and _WORD.search(word)}
        return frozenset(found - PLAIN_WORDS)

    @cached_property
    def normalised(self) -> str:
        """The text's letters, figures and characters alone, in which runs are compared."""
        return _KEPT.sub("", self.folded.partition("\n")[2])
