"""What a reader is told of a page's translation: how far behind it is, and in which passages."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.apps import apps
from django.core.exceptions import FieldDoesNotExist
from django.utils.text import Truncator, capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.models import Page

from kb.history.seen import Seen
from kb.language.codes import Language
from kb.language.detection import script_of
from kb.language.reader import current_reader
from kb.language.reading import in_script
from kb.models import TranslationStep
from kb.models.closed_pages import open_to
from kb.permissions import User
from kb.translation.matching import blocks, counterparts
from kb.translation.steps import Step, published, step_of
from kb.translation.tracking import Kind, Tracked, edits

_WORDS, _CHARACTERS = 12, 32


@dataclass(frozen=True, slots=True)
class Behind:
    """One passage that has changed since: what became of it, where, and its first words.

    `text` is of the translation where there is such a passage, else of the source; `tag` is the
    language it is in. `block` is the key of the block or part of the translation where it stands,
    or in front of which it is missing; empty where that is not known.
    """

    place: int
    kind: Kind
    label: str
    text: str
    tag: str
    block: str = ""
    path: str = ""

    @property
    def anchor(self) -> str:
        """Where on the page of the translation it is, empty where that has no anchor."""
        if not self.block:
            return ""
        match self.path.partition(".")[0]:
            case "phases":
                return f"phase-{self.block}"
            case "questions":
                return ""
        return f"passage-{self.block}"


@dataclass(frozen=True, slots=True)
class Notice:
    """How a page and its translation stand, as far as one reader may know."""

    step: Step
    page: Page
    edits: int = 0
    behind: Sequence[Behind] = ()
    untranslated: int = 0
    is_older: bool = False
    marks: dict[str, list[Behind]] = field(default_factory=dict)

    @property
    def is_of_target(self) -> bool:
        """Whether the page is the translation, not the source."""
        return bool(self.page.locale_id != self.step.source.locale_id)

    @property
    def sentence(self) -> str:
        """How far the translation is behind, in one sentence."""
        chinese = self.step.target_language.half == "zh"
        if self.edits and chinese:
            return ngettext(
                "The Chinese is %(number)s edit behind the English.",
                "The Chinese is %(number)s edits behind the English.",
                self.edits,
            ) % {"number": self.edits}
        if self.edits:
            return ngettext(
                "The English is %(number)s edit behind the Chinese.",
                "The English is %(number)s edits behind the Chinese.",
                self.edits,
            ) % {"number": self.edits}
        if self.untranslated and chinese:
            return ngettext(
                "%(number)s passage of the Chinese is still in English.",
                "%(number)s passages of the Chinese are still in English.",
                self.untranslated,
            ) % {"number": self.untranslated}
        if self.untranslated:
            return ngettext(
                "%(number)s passage of the English is still in Chinese.",
                "%(number)s passages of the English are still in Chinese.",
                self.untranslated,
            ) % {"number": self.untranslated}
        if chinese:
            return _("The Chinese is a text of its own; the English was published after it.")
        return _("The English is a text of its own; the Chinese was published after it.")

    def __bool__(self) -> bool:
        return bool(self.behind or self.untranslated or self.is_older)


def notice(page: Page, user: User) -> Notice | None:
    """Return what to tell a reader of a page; None when both are in step, or there is one only.

    One query while there is nothing to tell.
    """
    row = TranslationStep.objects.filter(translation_key=page.translation_key).first()
    if row is None or not (row.behind or row.untranslated or row.detached):
        return None
    versions = open_to(Page.objects.live(), user).filter(translation_key=page.translation_key)
    if versions.count() < 2:
        return None
    step = step_of(page)
    if step is None or step.target is None or step.row is None:
        return None
    if step.row.detached:
        return Notice(step, page, is_older=step.is_older) if step.is_older else None
    found = list(passages_behind(step, user))
    tracked = step.tracked
    known = edits((tracked[one.place] for one in found), step.minor)
    marks: dict[str, list[Behind]] = {}
    for one in found:
        if one.block:
            marks.setdefault(one.block, []).append(one)
    return Notice(step, page, len(known), found, step.row.untranslated, marks=marks) or None


def passages_behind(step: Step, user: User) -> Iterable[Behind]:
    """Yield the passages of a translation that its source has left behind, in reading order.

    What stands on a record that this person may not see is not there for them.
    """
    if step.target is None or step.row is None or step.row.detached:
        return
    tracked, minor, seen = step.tracked, step.minor, Seen(user)
    found = published(step.target)
    pairs = counterparts(tracked, found, step.source_language.half)
    keys = blocks(tracked, found, pairs)
    model: Any = step.source.specific_class
    for place, one in enumerate(tracked):
        if not one.waits(minor) or not may_be_read(one, seen):
            continue
        if place in pairs:
            text, spoken = found[pairs[place]].text, step.target_language
        else:
            text, spoken = one.text or one.base or "", step.source_language
        words, tag = in_writing(first_words(text, spoken), spoken)
        label = label_of(model, one.path)
        yield Behind(place, one.kind, label, words, tag, keys.get(place, ""), one.path)


def may_be_read(one: Tracked, seen: Seen) -> bool:
    """Return whether a reader may see everything that a passage stands on."""
    for held in one.held:
        name, _colon, key = held.partition(":")
        if not seen.may(apps.get_model(name), int(key) if key.isdigit() else None):
            return False
    return True


def in_writing(text: str, spoken: Language) -> tuple[str, str]:
    """Return a text of one language as the reader reads it, with the tag of what it is then in."""
    reader = current_reader()
    if spoken.half != "zh":
        return text, spoken.tag
    if reader.half != "zh":
        return text, script_of(text).tag
    return in_script(text, reader), reader.tag


def first_words(text: str, spoken: Language) -> str:
    """Return the beginning of a passage, enough to find it by."""
    shortened = Truncator(text)
    if spoken.half == "zh":
        return str(shortened.chars(_CHARACTERS))
    return str(shortened.words(_WORDS, truncate="…"))


def label_of(model: Any, path: str) -> str:
    """Return what the field or kind of part is called in which a passage stands."""
    try:
        found = model._meta.get_field(path.partition(".")[0])
    except FieldDoesNotExist:
        return ""
    meta = found.related_model._meta if found.is_relation else None
    return capfirst(str(meta.verbose_name if meta else found.verbose_name))
