"""A brief as lines of text in one writing, which page, copied text and document all show."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cases.brief.choice import Chosen
from cases.dossier import Dossier
from cases.evidence import NumberedSource
from cases.timeline.answers import FirstAnswer
from kb.language.codes import Language
from kb.language.reader import current_reader
from kb.language.reading import read
from kb.templatetags.times import when

Kind = Literal["title", "verdict", "fact", "heading", "paragraph", "item", "left", "source"]


@dataclass(frozen=True, slots=True)
class Line:
    """One line: what stands before its text, the text, what follows, and its sources' numbers.

    `tag` is the language of the text where it is not that of the sheet, for want of a half.
    """

    kind: Kind
    text: str
    label: str = ""
    after: str = ""
    numbers: tuple[int, ...] = ()
    tag: str = ""
    address: str = ""

    @property
    def plain(self) -> str:
        """The line as plain text."""
        marks = "".join(f"[{number}]" for number in self.numbers)
        before = f"{self.label}: " if self.label and self.kind == "fact" else f"{self.label} "
        text = f"{before if self.label else ''}{self.text}{marks}"
        return f"{text} ({self.after})" if self.after else text


@dataclass(slots=True)
class Sheet:
    """A brief in one writing."""

    language: Language
    lines: list[Line] = field(default_factory=list)

    def add(self, kind: Kind, value: Any, **how: Any) -> None:
        """Add a line; nothing for an empty text."""
        passage = read(value, self.language)
        if passage.text:
            tag = passage.language.tag if passage.foreign else ""
            self.lines.append(Line(kind, passage.text, tag=tag, **how))


def sheet(known: Dossier, chosen: Chosen, answer: FirstAnswer, language: Language) -> Sheet:
    """Return the brief of an incident in one writing."""
    with translation.override(language.code):
        made = Sheet(current_reader())
        numbers = _Numbers(known.sources)
        _head(made, known, answer, numbers)
        _facts(made, _("What happened"), chosen.events, chosen.more_events, numbers)
        _facts(made, _("What was said and done"), chosen.responses, chosen.more_responses, numbers)
        _facts(made, _("How it ended"), chosen.outcomes, chosen.more_outcomes, numbers)
        _accounts(made, chosen, numbers)
        _lessons(made, chosen)
        _sources(made, numbers)
        return made


class _Numbers:
    """Numbers of sources in the order in which this brief cites them."""

    def __init__(self, sources: Iterable[NumberedSource]) -> None:
        self.known = {one.number: one.source for one in sources}
        self.given: dict[int, int] = {}

    def of(self, fact: Any) -> tuple[int, ...]:
        numbers = (one.number for one in fact.shown_citations)
        return tuple(
            self.given.setdefault(number, len(self.given) + 1) for number in dict.fromkeys(numbers)
        )


def _head(made: Sheet, known: Dossier, answer: FirstAnswer, numbers: _Numbers) -> None:
    incident = known.incident
    made.add("title", incident.title)
    made.add("verdict", incident.verdict, numbers=numbers.of(incident))
    made.add("fact", when(incident.began) if incident.began else "", label=_("Began"))
    ended = when(incident.ended) if incident.ended else _("not ended, as far as is known")
    made.add("fact", ended, label=_("Ended"))
    made.add("fact", str(incident.get_status_display()), label=_("Status"))
    made.add("fact", str(incident.get_certainty_display()), label=_("Certainty"))
    if incident.severity:
        reading = _("the team’s reading")
        severity = str(incident.get_severity_display())
        made.add("fact", severity, label=_("Severity"), after=reading)
    if kind := incident.crisis_type:
        text = f"{kind.parent}: {kind}" if kind.parent else str(kind)
        made.add("fact", text, label=_("Cluster"), after=_("the team’s reading"))
    made.add("fact", _joined(str(one) for one in incident.topics.all()), label=_("Topics"))
    made.add("fact", _joined(map(_who, known.involvements)), label=_("Who"))
    made.add("fact", answer.text, label=_("Time to first statement"))


def _who(involvement: Any) -> str:
    name = read(involvement.actor_name, current_reader()).text if involvement.actor_name else ""
    return f"{name} ({involvement.get_role_display()})" if name else ""


def _joined(texts: Iterable[str]) -> str:
    return _(", ").join(text for text in texts if text)


def _facts(made: Sheet, heading: str, facts: Sequence[Any], more: int, numbers: _Numbers) -> None:
    if not facts and not more:
        return
    made.lines.append(Line("heading", heading))
    for fact in facts:
        text = getattr(fact, "summary", None) or fact.what
        label = when(fact.when) if fact.when else _("time not known")
        made.add("item", text, label=label, after=_about(fact), numbers=numbers.of(fact))
    _left(made, more)


def _about(fact: Any) -> str:
    """Return who, where and by which strategies, or the figure of an outcome."""
    parts = []
    if getattr(fact, "actor_name", None):
        parts.append(read(fact.actor_name, current_reader()).text)
    if getattr(fact, "channel", None):
        parts.append(str(fact.channel))
    if hasattr(fact, "strategies"):
        parts.append(_joined(str(one) for one in fact.strategies.all()))
    if getattr(fact, "metric", None):
        parts.append(_metric(fact))
    parts.append(str(fact.get_certainty_display()))
    return " · ".join(part for part in parts if part)


def _metric(outcome: Any) -> str:
    figures = [f"{one.normalize():f}" for one in (outcome.before, outcome.after) if one is not None]
    name = read(outcome.metric, current_reader()).text
    distance = outcome.get_distance_display() if outcome.distance else ""
    return " ".join(part for part in (name, " → ".join(figures), outcome.unit, distance) if part)


def _accounts(made: Sheet, chosen: Chosen, numbers: _Numbers) -> None:
    if not chosen.conflicts:
        return
    made.lines.append(Line("heading", _("Where accounts differ")))
    for conflict in chosen.conflicts:
        views = [
            view
            for account in conflict.accounts
            for one in account.citations
            if (view := read(one.citation.view, made.language).text)
        ]
        made.add("item", conflict.subject, after=" / ".join(dict.fromkeys(views)))
    _left(made, chosen.more_conflicts)


def _lessons(made: Sheet, chosen: Chosen) -> None:
    if not chosen.lessons and not chosen.more_lessons:
        return
    made.lines.append(Line("heading", _("Lessons")))
    for shown in chosen.lessons:
        lesson = shown.lesson
        target = read(shown.target.title, made.language).text if shown.target else ""
        stance = f"{lesson.get_stance_display()}: {target}" if target else ""
        who = read(lesson.read_by, made.language).text
        by = _("Read so by %(who)s") % {"who": who} if who else ""
        made.add("item", lesson.text, after=" · ".join(part for part in (stance, by) if part))
    _left(made, chosen.more_lessons)


def _left(made: Sheet, more: int) -> None:
    if more:
        text = ngettext("%(n)s more on the page", "%(n)s more on the page", more) % {"n": more}
        made.lines.append(Line("left", text))


def _sources(made: Sheet, numbers: _Numbers) -> None:
    if not numbers.given:
        return
    made.lines.append(Line("heading", _("Sources")))
    for number, place in numbers.given.items():
        source = numbers.known[number]
        outlet = read(source.outlet.name, made.language).text if source.outlet else ""
        published = when(source.published) if source.published else ""
        about = _(", ").join(part for part in (outlet, published) if part)
        made.add(
            "source",
            source.title,
            label=f"[{place}]",
            after=about,
            address=source.get_absolute_url(),
        )
