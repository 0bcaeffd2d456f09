"""A small world with one record of each kind in its middle that is restricted afterwards."""

from dataclasses import dataclass
from typing import Any
from unittest.mock import patch

from django.utils import timezone

from cases.actions.checklists import tick
from cases.choices import IncidentLinkKind
from cases.models import Checklist, Citation, PartnerCheck
from kb.records.base import Audience, refresh_indexes
from kb.suggested_changes.saying import suggest
from tests import cast
from tests import factories as make


@dataclass(frozen=True)
class Middle:
    """The restricted records by kind, and the public ones by their names in `addresses.txt`."""

    hidden: dict[str, Any]
    public: dict[str, Any]

    @property
    def names(self) -> dict[str, Any]:
        """All of them by their names in `addresses.txt`: what is hidden may be asked for as well."""
        return self.public | {f"hidden_{kind}": record for kind, record in self.hidden.items()}


def hidden(kind: str) -> str:
    """Return the name of a restricted record in both languages."""
    return f"Zyxhidden {kind} · 隐秘者{kind}"


def build() -> Middle:
    """Make the world; everything is public and cited as it should be before some is restricted."""
    with patch("tests.factories.records.publish", _put_live):
        middle = _everything()
    for record in middle.hidden.values():
        _restrict(record)
    return middle


def _put_live(record: Any, **how: Any) -> Any:
    """Save a record as if published: without a draft, a revision and a log of it."""
    assert how == {}
    record.live = True
    record.save()
    refresh_indexes(record)
    return record


def _everything() -> Middle:
    secret: dict[str, Any] = {}
    secret["organisation"] = house = make.organisation(hidden("house"))
    secret["source"] = source = make.source(hidden("report"))
    lantern = make.organisation("Lantern · 灯笼", parent=house)
    kite = make.organisation("Kite · 风筝", parent=lantern)
    report = make.source("Open report · 公开报道", outlet=house, text="They argued. 他们争论。")
    secret["person"] = person = make.person(hidden("person"), make.role(lantern))
    wang = make.person(
        "Wang Min · 王敏",
        make.role(house, "Adviser · 顾问"),
        make.role(lantern, sources=[report]),
        make.milestone("Gave a talk · 演讲", "2025-04", sources=[source]),
        make.alias("Minmin"),
    )
    li = make.person("Li Na · 李娜", make.role(lantern))
    rule = make.rule("T01")
    guidance = make.guidance()
    article = make.article("A write-up")
    shared: dict[str, Any] = {
        "crisis_type": make.crisis_type(),
        "topics": [make.topic()],
        "severity": 3,
        "status": "closed",  # so that one practises with them
    }
    other = make.incident(
        "A later quarrel · 后来的争吵",
        make.event("It came back · 再次发生", "2026-03-01", actors=[wang, person]),
        make.response("They denied it · 他们否认", "2026-03-02", actor=li, **_coded("scct:denial")),
        make.outcome("A fine · 罚款", "2026-04-01", actor=kite),
        make.involvement(person),
        make.involvement(kite),
        sources=[report],
        began="2026-03-01",
        **shared,
    )
    secret["incident"] = affair = make.incident(
        hidden("affair"),
        make.event("It went on · 事情继续", "2026-01-12", actors=[wang, lantern, person]),
        make.response("So they said · 如此回应", "2026-01-13", actor=wang, **_coded("scct:excuse")),
        make.outcome("It cost a lot · 代价很大", "2026-02-12", actor=lantern, distance="month"),
        make.involvement(wang),
        make.involvement(lantern),
        make.involvement(kite),
        make.link(other),
        make.lesson("Ask before · 事先询问", rule, stance="contradicts"),
        make.lesson(
            "Look twice · 再看一遍", page_key=guidance.translation_key, stance="contradicts"
        ),
        began="2026-01-12",
        **shared,
    )
    secret["statement"] = words = make.statement(
        hidden("words"), actor=wang, channel=make.channel(), incident=other, topics=[make.topic()]
    )
    secret["risk"] = make.risk(
        hidden("risk"), make.concern(lantern), topics=[make.topic()], impact=3
    )
    risk = make.risk(
        "It may come again · 可能再来",
        make.signal("They ask for it · 他们要求", source=source),
        make.signal("They said it · 他们说了", source=report),
        make.concern(person),
        make.concern(house),
        make.concern(lantern),
        topics=[make.topic()],
        impact=3,
        became=affair,
    )
    first = make.incident(
        "A quarrel · 一场争吵",
        make.event("It began · 开始", "2026-01-07", kind="trigger", actors=[wang, person, house]),
        make.event("A report came · 报道", "2026-01-05", sources=[source], actors=[lantern]),
        make.response(
            "He answered · 他作了回应",
            "2026-01-08",
            actor=person,
            statements=[words],
            **_coded("scct:apology"),
        ),
        make.response(
            "Nobody answered · 无人回应", "2026-01-09", sources=[source], **_coded("scct:denial")
        ),
        make.outcome("It ended · 结束", "2026-02-07", actor=house, distance="month"),
        make.outcome("It was measured · 测量", "2026-01-14", sources=[source], distance="week"),
        make.involvement(wang),
        make.involvement(person),
        make.involvement(house),
        make.involvement(lantern, sources=[source]),
        make.link(affair, IncidentLinkKind.CAUSED),
        make.link(other),
        make.lesson("Answer sooner · 尽早回应", rule),
        make.lesson("Say it first · 先说", page_key=guidance.translation_key),
        sources=[report],
        **shared,
    )
    event = first.events.get(what_en="It began")
    Citation.objects.create(event=event, source=source, stance="contradicts", view_en="Earlier")
    statement = make.statement(actor=person, incident=affair, channel=make.channel())
    merged = make.person("Min Wang"), make.person("Somebody")
    for one, into in zip(merged, (wang, person), strict=True):
        one.merged_into, one.archived_at = into, timezone.now()
        one.save(update_fields=["merged_into", "archived_at"])
    for incident in (first, affair):
        make.write_up(article, incident)
    for partner in (wang, person):
        PartnerCheck.objects.create(
            name=str(partner.name),
            person=partner,
            group=make.legal_group(),
            keep_until=timezone.localdate(),
        )
    plan = make.playbook("Plan", topics=[make.topic()])
    for incident in (first, affair):
        tick(make.checklist(incident, plan).items.get(), cast.persona("administrator"))
    for incident in (first, affair):
        suggest(incident, cast.persona("reader"), f"Say more of {incident.slug}.")
    public = {
        "incident": first,
        "playbook": plan,
        "checklist": Checklist.objects.get(incident=first),
        "other_incident": other,
        "person": wang,
        "other_person": li,
        "merged_person": merged[0],
        "merged_into_hidden_person": merged[1],
        "organisation": lantern,
        "other_organisation": kite,
        "source": report,
        "statement": statement,
        "rule": rule,
        "risk": risk,
        "guidance": guidance,
        "article": article,
    }
    return Middle(secret, public)


def _coded(code: str) -> dict[str, Any]:
    return {"strategies": [make.strategy(code)], "channel": make.channel()}


def _restrict(record: Any) -> None:
    """Let only the group Legal know of a record from now on; what names it is written again."""
    record.audience_groups.set([make.legal_group()])
    record.audience = Audience.GROUPS
    record.save(update_fields=["audience"])
