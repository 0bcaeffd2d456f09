"""A document read, repaired and taken apart: what an import knows before anybody decides."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date

from kb.importing.dates import FoundDate
from kb.importing.read_text import ReadText
from kb.importing.repairs.cleaning import Cleaned, clean
from kb.importing.structure.dated import dates_of, earliest_day, published
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
    published: FoundDate | None
    dates: list[FoundDate]
    item_dates: list[FoundDate | None]

    @property
    def text(self) -> str:
        """The repaired text, in which every offset counts."""
        return self.cleaned.text

    def published_of(self, item: Item) -> FoundDate | None:
        """Return when an item of the digest was published."""
        return self.item_dates[self.items.index(item)]


def taken_apart(read: ReadText, refused: Collection[str] = ()) -> Document:
    """Return a read document with every repair made but those refused."""
    return of_cleaned(read, clean(read.text, refused))


def of_cleaned(read: ReadText, cleaned: Cleaned) -> Document:
    """Return a read document whose text is repaired already.

    The dates of a digest's items are counted from the day of each.
    """
    found = items(cleaned)
    spoken = passages(cleaned.text)
    said = _shared_head(found, read) if found else head(read, cleaned)
    tongue = spoken[0].language.tag if spoken else ""
    day = earliest_day(cleaned.text, tongue)
    written = published(said.date, tongue, day)
    of_items = [published(item.date, tongue, day) for item in found]
    return Document(
        read=read,
        cleaned=cleaned,
        languages=languages(spoken),
        head=said,
        items=found,
        halves=None if found else halves(cleaned.text, spoken),
        plan=Plan() if found else plan(cleaned.text),
        headings=[] if found else headings(cleaned.text),
        published=written,
        dates=_dates(cleaned.text, tongue, written, day, list(zip(found, of_items, strict=True))),
        item_dates=of_items,
    )


def _shared_head(found: list[Item], read: ReadText) -> Head:
    """Return what versions of one article have in common; other items share only their file."""
    first = found[0]
    if any(item.title_key != first.title_key for item in found):
        return Head(url=read.url)
    return Head(
        title=first.title,
        outlet=first.outlet,
        author=first.author,
        date=first.date,
        date_from="byline",
        url=read.url,
        title_from="digest",
        outlet_from="byline",
        author_from="byline",
        url_from="file",
    )


def _dates(
    text: str,
    language: str,
    written: FoundDate | None,
    day: date | None,
    items_dated: list[tuple[Item, FoundDate | None]],
) -> list[FoundDate]:
    """Return the dates of a text; where an item has a date of its own, counted from that."""
    found = dates_of(text, language, written, day)
    for item, own in items_dated:
        if own is None:
            continue
        inside = [
            replace(within, start=within.start + item.start, end=within.end + item.start)
            for within in dates_of(item.text, language, own)
        ]
        outside = [d for d in found if d.end <= item.start or d.start >= item.end]
        found = sorted([*outside, *inside], key=lambda d: d.start)
    return found
