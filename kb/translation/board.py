"""How every page stands in its other language, for those who work on pages."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.functional import cached_property
from wagtail.models import Page, get_default_page_content_type
from wagtail_localize.models import TranslationSource

from kb.language.codes import Language
from kb.language.reader import current_reader
from kb.models import TranslationStep
from kb.models.base import editable_pages
from kb.models.closed_pages import open_to
from kb.permissions import User
from kb.translation.steps import State, Step, brought_forward, can_be_followed, pair

# Of a page in the tree: root, home page, section.
_STEP = Page.steplen
SECTION_DEPTH = 3
_COLUMNS = (
    *("id", "translation_key", "locale", "title", "draft_title", "live", "path", "depth"),
    *("first_published_at", "last_published_at", "live_revision", "alias_of", "content_type"),
)


@dataclass(frozen=True)
class Line:
    """One page in both languages, and which of the two the person may work on.

    `section` is the translation key of the section it stands in, of its home page if in none.
    """

    step: Step
    section: str
    may_edit_source: bool
    may_edit_target: bool

    @cached_property
    def state(self) -> State:
        """How its translation stands."""
        return self.step.state

    @property
    def edits(self) -> int:
        """By how many edits the translation is behind."""
        return self.step.row.edits if self.step.row and self.state == State.BEHIND else 0

    @property
    def behind(self) -> int:
        """In how many passages the translation is behind."""
        return self.step.row.behind if self.step.row and self.state == State.BEHIND else 0

    @property
    def untranslated(self) -> int:
        """How many passages are still in the language of the source."""
        return self.step.row.untranslated if self.step.row else 0


@dataclass
class Coverage:
    """How many pages of a section, written in one language, stand how in the other."""

    title: str
    source: Language
    section: str = ""
    numbers: Counter[State] = field(default_factory=Counter)

    @property
    def total(self) -> int:
        """How many pages there are."""
        return self.numbers.total()

    @property
    def done(self) -> int:
        """How many need nothing: complete, or written freely."""
        return self.numbers[State.COMPLETE] + self.numbers[State.DETACHED]

    @property
    def percent(self) -> int:
        """The share of those that need nothing, 0 to 100, rounded down."""
        return 100 * self.done // self.total if self.total else 100

    @property
    def parts(self) -> list[tuple[State, int, float, float]]:
        """Each state that occurs: how many, and where its part of the bar begins, out of 100."""
        found, begin = [], 0.0
        for state in ORDER:
            if number := self.numbers[state]:
                width = round(100 * number / self.total, 2)
                found.append((state, number, round(begin, 2), width))
                begin += width
        return found


# As bars show them, what needs nothing first.
ORDER = (State.COMPLETE, State.DETACHED, State.BEHIND, State.STARTED, State.MISSING)
# As the list shows them, what needs most first.
_URGENT = {
    state: place
    for place, state in enumerate(
        (State.BEHIND, State.STARTED, State.MISSING, State.DETACHED, State.COMPLETE)
    )
}


def lines(user: User | None) -> list[Line]:
    """Return every page that this person may work on in some language, what needs most first.

    None stands for everybody's: all pages. A handful of queries, however many pages there are.
    What is archived is left out, and what was never published in any language.
    """
    pages = Page.objects.filter(depth__gt=1, archived=None).only(*_COLUMNS)
    # Of no kind: the page that Wagtail's own migrations put there.
    pages = pages.exclude(content_type=get_default_page_content_type())
    if user is not None:
        pages = open_to(pages, user)
    by_key: dict[Any, list[Page]] = {}
    for page in pages.select_related("locale", "content_type").order_by("path"):
        by_key.setdefault(page.translation_key, []).append(page)
    rows = {row.translation_key: row for row in TranslationStep.objects.defer("passages", "minor")}
    sections = {
        page.path: str(key)
        for key, several in by_key.items()
        for page in several
        if page.depth <= SECTION_DEPTH
    }
    begun = dict(
        TranslationSource.objects.filter(translations__isnull=False).values_list(
            "object_id", "locale_id"
        )
    )
    mine = set()
    if user is not None:
        mine = set(editable_pages(Page.objects.all(), user).values_list("pk", flat=True))
    found = []
    for key, several in by_key.items():
        if not any(page.live or page.first_published_at for page in several):
            continue
        step = pair(several, rows.get(key), begun.get(key))
        if step is None:
            continue
        edits_source = user is None or step.source.pk in mine
        edits_target = user is None or (step.target is not None and step.target.pk in mine)
        if edits_source or edits_target:
            section = sections.get(step.source.path[: _STEP * SECTION_DEPTH], "")
            found.append(Line(_as_it_is(step), section, edits_source, edits_target))
    return sorted(found, key=_need)


def _need(line: Line) -> tuple[int, int, int, str]:
    return _URGENT[line.state], -line.edits, -line.untranslated, line.step.source.path


def _as_it_is(step: Step) -> Step:
    """Return a pair with its row; one that no publication has written is worked out."""
    if step.row is not None or not can_be_followed(step):
        return step
    return Step(step.source, step.target, brought_forward(step))


def work_out_all() -> int:
    """Write, once, the rows of what was published before there were any; return how many."""
    if TranslationStep.objects.exists():
        return 0
    new = [line.step.row for line in lines(None) if line.step.row and not line.step.row.pk]
    TranslationStep.objects.bulk_create(new, ignore_conflicts=True)
    return len(new)


def coverage(found: Iterable[Line]) -> list[Coverage]:
    """Return how the pages of each section stand, for either language they are written in."""
    made: dict[tuple[str, str], Coverage] = {}
    for line in found:
        key = line.section, line.step.source_language.code
        if key not in made:
            made[key] = Coverage("", line.step.source_language, line.section)
        made[key].numbers[line.state] += 1
    places = _sections({section for section, _language in made})
    for (section, _language), one in made.items():
        one.title = places.get(section, ("", ""))[1]
    return [made[key] for key in sorted(made, key=lambda key: (places.get(key[0], key), key[1]))]


def _sections(keys: Iterable[str]) -> dict[str, tuple[str, str]]:
    """Return place in the tree and title of sections, in the reader's language if there is one."""
    reader = current_reader().content
    pages = Page.objects.filter(translation_key__in=[key for key in keys if key], depth__gt=1)
    found: dict[str, tuple[str, str]] = {}
    for key, code, path, title in pages.order_by("path").values_list(
        "translation_key", "locale__language_code", "path", "title"
    ):
        first = found.get(str(key), (path, title))
        found[str(key)] = (first[0], title if code == reader else first[1])
    return found


def altogether(parts: Sequence[Coverage], source: Language) -> Coverage:
    """Return the coverage of all sections written in one language together."""
    whole = Coverage("", source)
    for part in parts:
        if part.source == source:
            whole.numbers += part.numbers
    return whole
