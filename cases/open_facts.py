"""The facts of a record that every reader of it may check: what one text for all may say."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any

from cases.choices import Stance
from cases.models import Citation
from kb.records.bilingual import Bilingual
from kb.search.openness import Readership
from kb.text_parts import TextPart


class OpenFacts:
    """The facts of one record that all its readers may check, with the quotes they may open."""

    def __init__(self, record: Any) -> None:
        self.readers = Readership(record)
        # People and organisations named so far: what the record is counted under.
        self.named: dict[str, set[str]] = {}

    def citations_of(self, name: str, facts: Iterable[Any]) -> dict[int, list[Citation]]:
        """Return the citations of facts, by the key that a citation calls such a fact `name`."""
        found: dict[int, list[Citation]] = defaultdict(list)
        if not (keys := [fact.pk for fact in facts]):
            return found
        rows = Citation.objects.filter(**{f"{name}__in": keys})
        for citation in rows.select_related("source").order_by("sort_order", "pk"):
            found[getattr(citation, f"{name}_id")].append(citation)
        return found

    def supported(
        self, name: str, facts: Iterable[Any], *, loose: bool = False
    ) -> Iterator[tuple[Any, list[Citation]]]:
        """Yield the facts that all readers may check, with their open citations.

        A `loose` fact needs no citation, and is hidden only when it has some, none of them open.
        """
        facts = list(facts)
        citations = self.citations_of(name, facts)
        for fact in facts:
            cited = citations[fact.pk]
            open_ones = [one for one in cited if self.readers.may_all_see(one.source)]
            carry = any(one.stance != Stance.CONTRADICTS for one in open_ones)
            needs_none = loose and all(one.stance == Stance.CONTRADICTS for one in cited)
            if carry or needs_none or getattr(fact, "own_knowledge", False):
                yield fact, open_ones

    def facets(self, **others: Iterable[str]) -> dict[str, tuple[str, ...]]:
        """Return what was named, and other values, as the facets of an entry."""
        found = self.named | others
        return {name: tuple(sorted(set(values))) for name, values in found.items()}

    def name_of(self, actor: Any) -> Iterator[TextPart]:
        """Yield the name of a person, organisation or described group, if all may see it."""
        if isinstance(actor, Bilingual):
            yield from actor.parts("name")
        elif actor is not None and self.readers.may_all_see(actor):
            self.named.setdefault(str(actor._meta.model_name), set()).add(str(actor.pk))
            yield from actor.name.parts("name")
