"""A document read, repaired and taken apart: what an import knows before anybody decides."""

from collections.abc import Collection
from dataclasses import dataclass

from kb.importing.read_text import ReadText
from kb.importing.repairs.cleaning import Cleaned, clean
from kb.importing.structure.digest import Item, items
from kb.importing.structure.halves import Halves, halves
from kb.importing.structure.head import Head, head
from kb.importing.structure.headings import Heading, headings
from kb.importing.structure.languages import languages, passages
from kb.importing.structure.plan import Plan, plan
from kb.language.codes import Language


@dataclass(frozen=True, slots=True)
class Document:
    """One raw document; a digest has items and no measures, halves or title of its own."""

    read: ReadText
    cleaned: Cleaned
    languages: list[Language]
    head: Head
    items: list[Item]
    halves: Halves | None
    plan: Plan
    headings: list[Heading]

    @property
    def text(self) -> str:
        """The repaired text, in which every offset counts."""
        return self.cleaned.text


def taken_apart(read: ReadText, refused: Collection[str] = ()) -> Document:
    """Return a read document with every repair made but those refused."""
    cleaned = clean(read.text, refused)
    found = items(cleaned)
    spoken = passages(cleaned.text)
    return Document(
        read=read,
        cleaned=cleaned,
        languages=languages(spoken),
        head=Head(url=read.url) if found else head(read, cleaned),
        items=found,
        halves=None if found else halves(cleaned.text, spoken),
        plan=Plan() if found else plan(cleaned.text),
        headings=[] if found else headings(cleaned.text),
    )
