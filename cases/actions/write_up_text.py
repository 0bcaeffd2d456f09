"""What the records say of an incident, as the first text of a case study."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _

from cases.choices import Certainty, Stance
from cases.models import Citation, Incident
from cases.open_facts import OpenFacts
from kb.models import CaseStudyPage
from kb.records.bilingual import Bilingual
from kb.templatetags.times import when
from kb.text_parts import Half

# What is not settled: the section on what we do not know says so.
UNSETTLED = (Certainty.CLAIMED, Certainty.DISPUTED, Certainty.DENIED, Certainty.UNVERIFIED)
Block = dict[str, Any]


@dataclass(frozen=True)
class Told:
    """Title, summary, and the six streams by name."""

    title: str
    summary: str
    streams: dict[str, Any]


def sections(incident: Incident, half: Half) -> Told:
    """Return the text of a case study in one language, the other half where one is missing.

    Only facts that every reader of the incident may check go in.
    """
    writer = _Writer(incident, half)
    streams = {
        "background": writer.background(),
        "what_happened": [_block("timeline", {"incident": incident.pk})],
        "response": list(writer.response()),
        "outcome": [_block("outcomes", {"incident": incident.pk})],
        "lessons": writer.lessons(),
        "unknowns": writer.unknowns(),
    }
    return Told(
        title=writer.say(incident.title),
        summary=writer.say(incident.verdict),
        streams={name: _stream(name, blocks) for name, blocks in streams.items()},
    )


def _block(kind: str, value: Any) -> Block:
    return {"type": kind, "value": value}


def _stream(name: str, blocks: list[Block]) -> Any:
    field: Any = CaseStudyPage._meta.get_field(name)
    return field.stream_block.to_python(blocks)


def _list(lines: Iterable[str]) -> list[Block]:
    items = format_html_join("", "<li>{}</li>", ((line,) for line in lines))
    return [_block("text", format_html("<ul>{}</ul>", items))] if items else []


def _in_time(fact: Any) -> tuple[bool, float, int]:
    return fact.when_start is None, fact.when_start.timestamp() if fact.when_start else 0, fact.pk


class _Writer:
    def __init__(self, incident: Incident, half: Half) -> None:
        self.incident, self.half = incident, half
        self.open = OpenFacts(incident)

    def say(self, text: Bilingual) -> str:
        first, second = (text.zh, text.en) if self.half == "zh" else (text.en, text.zh)
        return first or second

    def background(self) -> list[Block]:
        blocks = [_block("incident_card", {"incident": self.incident.pk})]
        paragraphs = [line for line in self.say(self.incident.summary).splitlines() if line.strip()]
        if paragraphs:
            text = format_html_join("", "<p>{}</p>", ((line,) for line in paragraphs))
            blocks.append(_block("text", text))
        return blocks

    def response(self) -> Iterator[Block]:
        for response, citations in self._facts("responses", "response"):
            head = ", ".join(part for part in (when(response.when), self._name(response)) if part)
            line = self.say(response.summary)
            yield _block("text", format_html("<p><b>{}</b> {}</p>", head, line))
            yield from self._quotations(citations)

    def lessons(self) -> list[Block]:
        lessons = self.incident.lessons.order_by("sort_order", "pk")
        return _list(self.say(lesson.text) for lesson in lessons)

    def unknowns(self) -> list[Block]:
        lines = []
        for name in ("event", "response", "outcome"):
            for fact, citations in self._facts(f"{name}s", name):
                against = [one for one in citations if one.stance == Stance.CONTRADICTS]
                if fact.certainty in UNSETTLED or against:
                    lines.append(self._doubt(fact, against))
        return _list(lines)

    def _doubt(self, fact: Any, against: list[Citation]) -> str:
        what = self.say(fact.summary if hasattr(fact, "summary") else fact.what)
        line = _("%(fact)s (%(certainty)s)") % {
            "fact": what,
            "certainty": fact.get_certainty_display(),
        }
        views = [
            _("%(source)s says otherwise: %(view)s")
            % {"source": self.say(one.source.title), "view": self.say(one.view) or one.quote}
            for one in against
            if one.source
        ]
        return " ".join([line, *views])

    def _facts(self, relation: str, name: str) -> Iterator[tuple[Any, list[Citation]]]:
        facts = sorted(getattr(self.incident, relation).all(), key=_in_time)
        return self.open.supported(name, facts)

    def _name(self, fact: Any) -> str:
        actor = fact.actor
        if isinstance(actor, Bilingual):
            return self.say(actor)
        return self.say(actor.name) if self.open.readers.may_all_see(actor) else ""

    def _quotations(self, citations: list[Citation]) -> Iterator[Block]:
        for one in citations:
            if one.quote and one.source_id:
                yield _block(
                    "quotation",
                    {"text": one.quote, "speaker": "", "source": one.source_id, "place": one.place},
                )
