"""How a translation would stand if drafts of a page, in either language, were published now."""

from collections.abc import Collection
from typing import Any

from wagtail.models import Page

from kb.translation.passages import passages
from kb.translation.steps import Step, can_be_followed, published, untranslated
from kb.translation.tracking import Passage, advance, start, waiting


def behind_if_published(step: Step, drafts: Collection[int]) -> tuple[int, int]:
    """Return how many passages would wait, and how many would still be the words of the source.

    `drafts` are the primary keys of the pages whose newest versions would be out. A translation
    that goes out for the first time counts as in step with its source, as it will then.
    """
    target: Any = step.target
    source = _version(step.source, drafts)
    tracked = start(source)
    if can_be_followed(step):
        tracked = advance(step.tracked, source, step.source.latest_revision_id or 0)
    left = untranslated(tracked, _version(target, drafts), step.source_language)
    return len(waiting(tracked, step.minor)), left


def _version(page: Page, drafts: Collection[int]) -> list[Passage]:
    if page.pk not in drafts or page.latest_revision is None:
        return published(page)
    return passages(page.specific_class, page.latest_revision.content)
