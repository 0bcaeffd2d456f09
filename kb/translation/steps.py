"""The state of one page in two languages: which is the source, and how far the other follows."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import TextChoices
from django.utils.translation import pgettext_lazy
from wagtail.models import Page, PageLogEntry, Revision
from wagtail_localize.models import Translation, TranslationSource

from kb.history.kinds import publishing
from kb.language.codes import ENGLISH, SIMPLIFIED, Language, language
from kb.language.detection import language_of
from kb.models import TranslationStep
from kb.translation.passages import passages
from kb.translation.tracking import (
    Passage,
    Tracked,
    advance,
    edits,
    restored,
    start,
    stored,
    waiting,
)

# The content locales; the one a page has not is the one it is translated into.
CONTENT = (ENGLISH, SIMPLIFIED)
# A shorter text that is the same in both languages may well be a name.
_SHORTEST = {"en": 12, "zh": 6}


class State(TextChoices):
    """How a page stands in its other language."""

    MISSING = "missing", pgettext_lazy("of a translation", "Missing")
    STARTED = "in-translation", pgettext_lazy("of a translation", "In translation")
    BEHIND = "behind", pgettext_lazy("of a translation", "Behind")
    COMPLETE = "complete", pgettext_lazy("of a translation", "Complete")
    DETACHED = "detached", pgettext_lazy("of a translation", "Detached")


@dataclass(frozen=True, slots=True)
class Step:
    """One page in two languages. `row` is None while nothing was published or decided since."""

    source: Page
    target: Page | None
    row: TranslationStep | None = None

    @property
    def key(self) -> UUID:
        """What both pages share."""
        key: UUID = self.source.translation_key
        return key

    @property
    def source_language(self) -> Language:
        """The language that the other follows."""
        return language(self.source.locale.language_code)

    @property
    def target_language(self) -> Language:
        """The language that follows."""
        return next(one for one in CONTENT if one != self.source_language)

    @property
    def state(self) -> State:
        """How the translation stands."""
        if self.target is None or self.target.alias_of_id:
            return State.MISSING
        if not self.target.live:
            return State.STARTED
        if self.row and self.row.detached:
            return State.DETACHED
        if self.row and self.row.untranslated:
            return State.STARTED
        return State.BEHIND if self.row and self.row.behind else State.COMPLETE

    @property
    def is_older(self) -> bool:
        """Whether the source was published after the translation: all that is known of one
        that is detached."""
        last = self.target and self.target.last_published_at
        return bool(last and self.source.last_published_at and last < self.source.last_published_at)

    @property
    def tracked(self) -> list[Tracked]:
        """The source's passages, with what the translation follows."""
        if self.row is None:
            return start(published(self.source))
        return restored(self.row.passages)

    @property
    def minor(self) -> frozenset[int]:
        """The versions of the source that count for nothing."""
        return frozenset(self.row.minor) if self.row else frozenset()


def published(page: Page) -> list[Passage]:
    """Return the passages of a page as readers see it."""
    model: Any = page.specific_class
    if page.live_revision_id:
        found = Revision.objects.filter(pk=page.live_revision_id).values_list("content", flat=True)
        if content := found.first():
            return passages(model, content)
    return passages(model, page.specific.serializable_data())


def step_of(page: Page) -> Step | None:
    """Return how a page and its translation stand, None for the root; nothing is written."""
    return step_for(page.translation_key)


def step_for(key: UUID) -> Step | None:
    """Return how the pages of a translation key stand; None when there are none."""
    row = TranslationStep.objects.filter(translation_key=key).first()
    step = _step(key, row)
    return step and Step(step.source, step.target, brought_forward(step))


def _step(key: UUID, row: TranslationStep | None) -> Step | None:
    pages = list(Page.objects.filter(translation_key=key, depth__gt=1).select_related("locale"))
    begun = None
    if row is None and len(pages) > 1:
        sources = TranslationSource.objects.filter(object_id=key, translations__isnull=False)
        begun = sources.values_list("locale_id", flat=True).first()
    return pair(pages, row, begun)


def pair(pages: Sequence[Page], row: TranslationStep | None, begun: int | None) -> Step | None:
    """Return which of the pages of one key is the source.

    What somebody chose, else what was given to wagtail-localize (`begun`, a locale), else what was
    published first.
    """
    if not pages:
        return None
    chosen = row.source_locale_id if row else begun
    of_chosen = [page for page in pages if page.locale_id == chosen]
    source = of_chosen[0] if of_chosen else min(pages, key=_age)
    others = [page for page in pages if page.locale_id != source.locale_id]
    return Step(source, others[0] if others else None, row)


def _age(page: Page) -> tuple[bool, bool, float, int]:
    first = page.first_published_at
    return bool(page.alias_of_id), first is None, first.timestamp() if first else 0, page.pk


# --- Following the source -----------------------------------------------------


def can_be_followed(step: Step) -> bool:
    """Return whether both pages have been out, so that one can be in step with the other."""
    both = step.target is not None and not step.target.alias_of_id
    return bool(both and step.source.first_published_at and step.target.first_published_at)  # type: ignore[union-attr]


def brought_forward(step: Step) -> TranslationStep | None:
    """Return the row as it should be now, not saved; None where nothing has happened yet."""
    if not can_be_followed(step):
        return step.row
    row, source = step.row, step.source
    if row is None:
        since = max(source.first_published_at, step.target.first_published_at)  # type: ignore[union-attr]
        if source.last_published_at is None or source.last_published_at <= since:
            return None
        return first_row(step)
    if row.version != source.live_revision_id and source.live:
        versions = _published_since(source, row.version)
        tracked = _through(source, restored(row.passages), versions)
        put(row, tracked, version=source.live_revision_id)
    return row


def first_row(step: Step) -> TranslationStep:
    """Return a new row, not saved: in step with what was out when the later of the two came out."""
    source, target = step.source, step.target
    row = TranslationStep(translation_key=step.key, source_locale_id=source.locale_id)
    since = max(one.first_published_at for one in (source, target) if one is not None)
    entries = _entries(source)
    before = [revision for at, revision in entries if at <= since]
    after = [revision for at, revision in entries if at > since]
    base = before[-1] if before else after.pop(0) if after else source.live_revision_id
    content = Revision.objects.filter(pk=base).values_list("content", flat=True).first()
    found = passages(source.specific_class, content) if content else published(source)
    # The log names a publication only after everybody was told of it.
    if source.live_revision_id and source.live_revision_id not in (base, *after):
        after.append(source.live_revision_id)
    versions = [one for one in after if one != base]
    put(row, _through(source, start(found), versions), version=source.live_revision_id)
    return row


def turned(step: Step, row: TranslationStep) -> None:
    """Let the translation be the source from now on; both count as in step."""
    source: Any = step.target
    row.source_locale_id = source.locale_id
    row.minor, row.detached = [], False
    tracked = start(published(source))
    put(row, tracked, version=source.live_revision_id)
    row.untranslated = untranslated(tracked, published(step.source), step.target_language)


def _entries(source: Page) -> list[tuple[Any, int]]:
    """Return when which version of a page was published, oldest first."""
    named = [one.name for one in publishing]
    rows = PageLogEntry.objects.filter(page=source.pk, action__in=named, revision__isnull=False)
    return list(rows.order_by("timestamp", "pk").values_list("timestamp", "revision_id"))


def _published_since(source: Page, version: int | None) -> list[int]:
    versions = [revision for _at, revision in _entries(source)]
    if version in versions:
        versions = versions[len(versions) - versions[::-1].index(version) :]
    else:
        versions = []
    if source.live_revision_id and versions[-1:] != [source.live_revision_id]:
        versions.append(source.live_revision_id)
    return versions


def _through(source: Page, tracked: list[Tracked], versions: Sequence[int]) -> list[Tracked]:
    contents = dict(Revision.objects.filter(pk__in=versions).values_list("pk", "content"))
    for version in versions:
        if version in contents:
            found = passages(source.specific_class, contents[version])
            tracked = advance(tracked, found, version)
    return tracked


def put(row: TranslationStep, tracked: Sequence[Tracked], *, version: int | None = None) -> None:
    """Write a tracked text into a row, with the numbers that follow from it."""
    if version is not None:
        row.version = version
    row.passages = stored(tracked)
    row.edits = len(edits(tracked, row.minor))
    row.behind = len(waiting(tracked, row.minor))
    row.total = sum(one.text is not None for one in tracked)


def untranslated(tracked: Iterable[Tracked], target: Iterable[Passage], source: Language) -> int:
    """Return how many passages of a translation are still the words of the source.

    Words that stand on a record, and passages in both languages, are the same in both.
    """
    texts = {text for one in tracked for text in (one.text, one.base) if text}
    return sum(
        one.text in texts
        and not one.held
        and not one.path.endswith((".en", ".zh"))
        and len(one.text) >= _SHORTEST[source.half]
        and (language_of(one.text) or source).half == source.half
        for one in target
    )


# --- When something is published ----------------------------------------------


def follow(page: Page) -> None:
    """Bring what is known of a page and its translation up to date, after one was published."""
    try:
        _follow(page)
    except IntegrityError:
        # Both pages were published for the first time at the same moment.
        _follow(page)


@transaction.atomic
def _follow(page: Page) -> None:
    key = page.translation_key
    row = TranslationStep.objects.select_for_update().filter(translation_key=key).first()
    step = _step(key, row)
    if step is None or not can_be_followed(step):
        return
    row = brought_forward(step)
    target: Any = step.target
    if page.locale_id == target.locale_id and (given := _given(step)):
        row = row or first_row(step)
        put(row, _as_given(step.source, given), version=step.source.live_revision_id)
    found = published(target)
    tracked = restored(row.passages) if row else start(published(step.source))
    number = untranslated(tracked, found, step.source_language)
    if row is None and number:
        row = first_row(step)
    if row is not None:
        row.untranslated = number
        row.save()


def _given(step: Step) -> TranslationSource | None:
    """Return the text that a translation being made with wagtail-localize was made from."""
    target: Any = step.target
    made = Translation.objects.filter(
        source__object_id=step.key, target_locale=target.locale_id, enabled=True
    )
    found = made.select_related("source").first()
    return found.source if found else None


def _as_given(source: Page, given: TranslationSource) -> list[Tracked]:
    """Return the text of a source as a translation follows it that was made from `given`."""
    then = passages(source.specific_class, json.loads(given.content_json))
    later = [revision for at, revision in _entries(source) if at > given.last_updated_at]
    return _through(source, start(then), later)
