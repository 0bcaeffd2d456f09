"""A case of which nothing is published yet, and the page on which it goes out together."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from bs4 import BeautifulSoup
from django.test import Client
from django.urls import reverse

from cases.models import Incident, Source
from kb.models import CaseStudyPage
from kb.records.publish_together import key_of
from tests import factories as make

CHINESE = make.stream(("text", "<p>事情是这样开始的，大家都没有想到。</p>"))


@dataclass
class Case:
    """An incident with its source, and its write-up in both languages."""

    incident: Incident
    source: Source
    english: CaseStudyPage
    chinese: CaseStudyPage

    @property
    def things(self) -> list[Any]:
        """All of it, the incident first."""
        return [self.incident, self.english, self.chinese, self.source]

    @property
    def keys(self) -> list[str]:
        """What names them in the form."""
        return [key_of(one) for one in self.things]

    @property
    def live(self) -> list[bool]:
        """Which of them readers have."""
        return [type(one)._base_manager.get(pk=one.pk).live for one in self.things]

    @property
    def address(self) -> str:
        """Where it goes out together."""
        return reverse("wagtailsnippets_cases_incident:bundle", args=[self.incident.pk])


def unpublished_case() -> None:
    """Make a case of drafts."""
    source = make.source("A report · 一篇报道", live=False)
    event = make.event("It began · 开始了", sources=[source])
    incident = make.incident("A quarrel · 一场争吵", event, sources=[source], live=False)
    english = make.case_study("The quarrel", live=False)
    make.translated(english, "争吵始末", background=CHINESE, live=False)
    make.write_up(english, incident)


def the_case() -> Case:
    """Return it as it is in the database."""
    pages = CaseStudyPage.objects.order_by("pk")
    return Case(Incident.objects.get(), Source.objects.get(), *pages)


def look(client: Client, case: Case) -> BeautifulSoup:
    """Open the page."""
    answer = client.get(case.address)
    assert answer.status_code == 200
    return BeautifulSoup(answer.content, "lxml")


def form_of(page: BeautifulSoup, act: str = "publish", **typed: Any) -> dict[str, Any]:
    """Return what the form of the page would send when a button is pressed."""
    ticked = [str(box["value"]) for box in page.select("form.bundle input[name=chosen][checked]")]
    hidden = page.select("form.bundle input[type=hidden]")
    kept = {str(one["name"]): one["value"] for one in hidden}
    return {"chosen": ticked, **kept, "act": act, **typed}
