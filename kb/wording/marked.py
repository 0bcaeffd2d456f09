"""Marks of published pages, for texts that are no HTML: excerpts, histories, copies.

A mark is kept there like a decision about a spot: by its words and what stands around them.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db import transaction
from wagtail.signals import page_published, page_unpublished

from kb.language import protected_terms
from kb.language.conversion import VARIANTS
from kb.language.decisions import surroundings
from kb.language.detection import has_han
from kb.language.marks import marked
from kb.models.wording import LONGEST, WordingDecision
from kb.wording.texts import rich_texts_of


def rows_of(page: Any) -> Iterator[WordingDecision]:
    """Yield what the marks of a page say, as decisions."""
    for html in rich_texts_of(page):
        text, found = marked(html)
        # Indexes and excerpts have a text in one line.
        for whole in {text, " ".join(text.splitlines())}:
            for one in found:
                typed = whole[one.start : one.end]
                if not has_han(typed) or len(typed) > LONGEST or "\n" in typed:
                    continue
                before, after = surroundings(whole, one.start, one.end)
                for to, written in one.says or [(to, typed) for to in VARIANTS]:
                    yield WordingDecision(
                        to=to,
                        typed=typed,
                        before=before,
                        after=after,
                        written=written[:LONGEST],
                        machine=typed,
                        page=page,
                    )


@transaction.atomic
def keep(sender: Any, instance: Any, **_signal: Any) -> None:
    """Keep the marks of a page as it is published now; a decision about the same spot stays."""
    gone, _kinds = WordingDecision.objects.filter(page=instance.pk).delete()
    rows = list(rows_of(instance))
    WordingDecision.objects.bulk_create(rows, ignore_conflicts=True)
    if rows or gone:
        protected_terms.forget()


def drop(sender: Any, instance: Any, **_signal: Any) -> None:
    """Forget the marks of a page that nobody reads any more."""
    WordingDecision.objects.filter(page=instance.pk).delete()


def register() -> None:
    """Follow the publication of pages."""
    page_published.connect(keep, dispatch_uid="kb.wording.marked.keep")
    page_unpublished.connect(drop, dispatch_uid="kb.wording.marked.drop")
