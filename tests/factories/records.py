"""Roots of records, published as editors publish them.

Every factory takes `groups=` (only they may know of it), `live=False` (a draft), `archived=True`,
and the record's own fields by name, texts as `"English · 中文"`, times as editors type them.
"""

from typing import Any

from cases.choices import OrganisationKind, SourceKind
from cases.models import Incident, Organisation, Person, Risk, Source, Statement, WriteUp
from cases.models.base import Fact
from kb.models import GlossaryTerm, Rule
from kb.models.base import KnowledgePage
from kb.records.base import Record
from kb.records.bilingual import Bilingual
from kb.records.parts import Part
from tests.factories.facts import Actor, Sources, actor_fields, citations
from tests.factories.publishing import fill, fresh, publish

# How each kind of part is called on its root.
RELATIONS = {
    "Alias": "aliases",
    "Attachment": "attachments",
    "Citation": "citations",
    "Event": "events",
    "GlossaryAlias": "aliases",
    "GlossaryCase": "cases",
    "IncidentLink": "links",
    "Involvement": "involvements",
    "Lesson": "lessons",
    "Milestone": "milestones",
    "Outcome": "outcomes",
    "Response": "responses",
    "RiskConcern": "concerns",
    "RiskSignal": "signals",
    "Role": "roles",
    "RuleExample": "examples",
    "RuleSeverity": "severities",
}
HOW = ("groups", "live", "archived")


def _make(record: Any, parts: tuple[Part | Fact, ...], fields: dict[str, Any]) -> Any:
    how = {name: fields.pop(name) for name in HOW if name in fields}
    fill(record, fields)
    _attach(record, parts)
    return publish(record, **how)


def _attach(record: Any, parts: tuple[Part | Fact, ...]) -> None:
    for part in parts:
        manager = getattr(record, RELATIONS[type(part).__name__])
        part.sort_order = len(manager.all())
        manager.add(part)


def incident(
    title: str | Bilingual = "A quarrel · 一场争吵",
    *parts: Part | Fact,
    sources: Sources = None,
    **fields: Any,
) -> Incident:
    """Publish an incident with these parts; `sources` are what the incident itself is cited from."""
    record = Incident(citations=citations(sources))
    defaults = {"began": "2026-01-07", "verdict": "In one line · 一句话", "summary": "What it was"}
    made: Incident = _make(record, parts, {"title": title, **defaults, **fields})
    return made


def person(name: str | Bilingual = "Wang Min · 王敏", *parts: Part | Fact, **fields: Any) -> Person:
    """Publish a person with these roles, milestones and other names."""
    made: Person = _make(Person(), parts, {"name": name, **fields})
    return made


def organisation(
    name: str | Bilingual = "Lantern · 灯笼", *parts: Part | Fact, **fields: Any
) -> Organisation:
    """Publish an organisation with these milestones and other names."""
    defaults = {"kind": OrganisationKind.COMPANY}
    made: Organisation = _make(Organisation(), parts, {"name": name, **defaults, **fields})
    return made


def source(
    title: str | Bilingual = "A report · 一篇报道", *parts: Part | Fact, **fields: Any
) -> Source:
    """Publish a source with these attachments."""
    defaults = {
        "kind": SourceKind.WEB,
        "published": "2026-01-08",
        "description": "Coverage · 报道",
        "language": "zh-hans",
    }
    made: Source = _make(Source(), parts, {"title": title, **defaults, **fields})
    return made


def statement(
    title: str | Bilingual = "A statement · 一份声明", *, actor: Actor = "The team", **fields: Any
) -> Statement:
    """Publish a statement."""
    defaults = {"words": "We are sorry · 我们道歉", "said": "2026-01-08", **actor_fields(actor)}
    made: Statement = _make(Statement(), (), {"title": title, **defaults, **fields})
    return made


def risk(
    title: str | Bilingual = "Batteries may fail · 电池可能失效", *parts: Part | Fact, **fields: Any
) -> Risk:
    """Publish a watched risk with these signals and those whom it concerns."""
    defaults = {"description": "What may happen · 可能发生的事", "likelihood": 3}
    made: Risk = _make(Risk(), parts, {"title": title, **defaults, **fields})
    return made


def rule(code: str = "T01", *parts: Part | Fact, **fields: Any) -> Rule:
    """Publish a rule of the firewall."""
    defaults = {
        "title": f"Rule {code} · 规则{code}",
        "trigger": "When it applies · 何时适用",
        "rationale": "Why · 为何",
        "alternative": "Better so · 更好的做法",
    }
    made: Rule = _make(Rule(code=code), parts, {**defaults, **fields})
    return made


def term(
    name: str | Bilingual = "Firewall · 防火墙", *parts: Part | Fact, **fields: Any
) -> GlossaryTerm:
    """Publish a glossary term."""
    defaults = {"definition": "What it means here · 在此的意思"}
    made: GlossaryTerm = _make(GlossaryTerm(), parts, {"term": name, **defaults, **fields})
    return made


def add(record: Record, *parts: Part | Fact, live: bool = True) -> Any:
    """Add parts to the newest draft of a record and publish it, or with `live=False` only save it."""
    draft = record.get_latest_revision_as_object()
    _attach(draft, parts)
    revision = draft.save_revision()
    if live:
        revision.publish()
    return fresh(record)


def write_up(page: KnowledgePage, incident: Incident) -> WriteUp:
    """Say that a page, in all its translations, writes an incident up."""
    return WriteUp.objects.create(page_key=page.translation_key, incident=incident)
