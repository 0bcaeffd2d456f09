"""A raw document as one person reads it: its cleaned text, and what is found in it for them."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from cases.importing.finder_kept import kept_finder
from cases.importing.parts import WHOLE, Part, item_key, parts_of
from cases.models import Organisation, Person
from kb.importing.document import Document
from kb.importing.mentions import Mention
from kb.importing.mentions.candidates import Candidate, find_candidates
from kb.importing.mentions.quotations import Quotation, find_quotations
from kb.importing.structure.digest import Item
from kb.imports.taking_apart import apart
from kb.language.side_by_side.sentences import spans
from kb.models import Channel, GlossaryTerm, RawDocument
from kb.permissions import User

LONGEST_QUOTE = 100
MODELS: dict[str, Any] = {"person": Person, "organisation": Organisation, "term": GlossaryTerm}


class Reading:
    """What one person is shown of a raw document; everything is found when it is first asked for.

    Names are those of records this person may see: others are no names here.
    """

    def __init__(self, document: RawDocument, user: User) -> None:
        self.document = document
        self.user = user
        # Filled when names are looked for: the records named, by kind and slug.
        self.records: dict[str, dict[str, Any]] = {}

    @cached_property
    def apart(self) -> Document:
        """The document repaired and taken apart."""
        return apart(self.document)

    @property
    def text(self) -> str:
        """The cleaned text, in which all places count."""
        return self.apart.text

    @cached_property
    def mentions(self) -> list[Mention]:
        """Where known people, organisations, channels and terms are named."""
        found = kept_finder(self.user).find(self.text)
        known = {kind: self._visible(model, kind, found) for kind, model in MODELS.items()}
        return [one for one in found if one.kind not in known or one.record in known[one.kind]]

    def _visible(self, model: Any, kind: str, found: list[Mention]) -> dict[str, Any]:
        slugs = {mention.record for mention in found if mention.kind == kind}
        if not slugs:
            return {}
        self.records[kind] = {
            one.slug: one for one in model.objects.visible_to(self.user).filter(slug__in=slugs)
        }
        return self.records[kind]

    @cached_property
    def channels(self) -> dict[str, Channel]:
        """All channels by their keys."""
        return {one.key: one for one in Channel.objects.all()}

    @cached_property
    def candidates(self) -> list[Candidate]:
        """Names that no record bears."""
        return find_candidates(self.text, self.mentions)

    @cached_property
    def quotations(self) -> list[Quotation]:
        """Words in quotation marks, with who said them."""
        return find_quotations(self.text, self.mentions)

    @cached_property
    def _sentences(self) -> list[tuple[int, int]]:
        found = []
        place = 0
        for line in self.text.split("\n"):
            found += [(place + start, place + end) for start, end in spans(line)]
            place += len(line) + 1
        return found

    def sentence(self, start: int, end: int) -> tuple[int, int]:
        """Return where the sentence of a place begins and ends, without spaces around it."""
        around = [one for one in self._sentences if one[0] < end and start < one[1]]
        first, last = (around[0][0], around[-1][1]) if around else (start, end)
        words = self.text[first:last]
        return first + len(words) - len(words.lstrip()), last - len(words) + len(words.rstrip())

    def quote(self, start: int, end: int) -> str:
        """Return the words around a place, of its sentence, as long as a quote may be."""
        first, last = self.sentence(start, end)
        if last - first > LONGEST_QUOTE:
            room = max(LONGEST_QUOTE - (end - start), 0)
            first = max(first, min(start - room // 2, last - LONGEST_QUOTE))
            last = min(last, first + LONGEST_QUOTE)
        return self.text[first:last].strip()

    def raw_key(self, start: int, end: int) -> str:
        """Return what names a place however many repairs are refused."""
        pieces = self.apart.cleaned.pieces
        return f"{pieces.raw_start(start)}-{pieces.raw_end(end)}"

    def item_at(self, place: int) -> Item | None:
        """Return the item of a digest that a place lies in; a title goes with the text below it."""
        return next((item for item in self.apart.items if place < item.end), None)

    @cached_property
    def parts(self) -> dict[str, Part]:
        """What the document would become as sources, as editors mended it, by keys."""
        return {part.key: part for part in parts_of(self.document)}

    def part_key(self, place: int) -> str:
        """Return what names the part of a document a place lies in: an item, or the whole."""
        item = self.item_at(place)
        return item_key(self.apart, item) if item else WHOLE

    def record_of(self, mention: Mention) -> Any:
        """Return the record that a mention is of; None for a channel."""
        return self.records.get(mention.kind, {}).get(mention.record)
