"""Why an incident is shown, in the reader's words."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cases.precedents.ranking import Agreement, Precedent
from cases.precedents.vocabulary import LABELS, Vocabulary
from kb.language.codes import language
from kb.language.reader import current_reader
from kb.language.reading import in_script
from kb.search.likeness import Likeness, MetWord


@dataclass(frozen=True, slots=True)
class Reason:
    """One reason: what agrees, how, and the points for it; `words` where it is words."""

    label: str | Promise
    value: Any
    points: int
    words: tuple["ShownWord", ...] = ()


@dataclass(frozen=True, slots=True)
class ShownWord:
    """A word that was met; `text` is what stands for it, empty where it stands as typed."""

    typed: str
    text: str
    how: str
    tag: str


def reasons(precedent: Precedent, known: Vocabulary) -> Iterator[Reason]:
    """Yield the reasons for an incident, in the order of the conditions."""
    for one in precedent.agreements:
        if one.condition == "words":
            assert precedent.words is not None
            words = tuple(map(_shown, precedent.words.words))
            yield Reason(_share(precedent.words), "", one.points, words)
        else:
            yield Reason(_label(one), known.label(one.condition, one.value), one.points)


def _share(likeness: Likeness) -> str:
    return ngettext("%(met)s of %(number)s word", "%(met)s of %(number)s words", likeness.asked) % {
        "met": len(likeness.words),
        "number": likeness.asked,
    }


def _label(agreement: Agreement) -> str | Promise:
    if agreement.extent == "part" and agreement.condition == "type":
        return _("Same cluster")
    if agreement.extent == "part" and agreement.condition == "severity":
        return _("One step of severity away")
    return LABELS[agreement.condition]


def _shown(word: MetWord) -> ShownWord:
    """Return a met word in the reader's script; a translation says in which language it stands."""
    reader = current_reader()
    typed, text = in_script(word.typed, reader), in_script(word.text, reader)
    half = "zh" if word.language == "zh" else "en"
    tag = reader.tag if reader.half == half else language("zh-hans" if half == "zh" else "en").tag
    how = {"typed": "", "name": _("another name"), "dictionary": _("through the dictionary")}
    return ShownWord(typed, text if text != typed else "", how[word.how], tag)
