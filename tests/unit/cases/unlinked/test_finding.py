"""Which names in texts lead nowhere, and when a text is looked through again."""

from collections.abc import Iterator
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import transaction
from pytest_django import DjangoDbBlocker

from cases.models import Incident, MentionDecision, Organisation, Person, UnlinkedMention
from cases.unlinked.finding import due, look
from kb.models import ArticlePage
from kb.records.base import Audience
from tests import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module", autouse=True)
def world(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """An incident and an article that name more than they link."""
    with django_db_blocker.unblock(), transaction.atomic():
        wang = make.person("Wang Min · 王敏", make.alias("Common", matchable=False))
        make.person("Zhao Qian · 赵倩")
        lantern = make.organisation("Lantern · 灯笼公司")
        incident = make.incident(
            "A quarrel · 一场争吵",
            make.involvement(wang, "spokesperson"),
            make.event("Lantern apologised · 灯笼公司道歉", actors=["Readers"]),
            summary="Wang Min wrote to Zhao Qian. Nobody answered. · 王敏致信趙倩。",
        )
        make.article(
            "About it",
            body=make.stream(
                ("incident_card", {"incident": incident.pk}),
                ("text", "<p>Wang Min spoke, Lantern listened. Common was the answer.</p>"),
            ),
        )
        assert lantern
        look(None)
        yield
        transaction.set_rollback(True)


def named() -> set[tuple[str, str]]:
    """Return what is found: which kind of thing, and whom it names."""
    models = {"person": Person, "organisation": Organisation}
    return {
        (row.content_type.model, models[row.named_kind].objects.get(pk=row.named).name.en)
        for row in UnlinkedMention.objects.undecided()
    }


def test_whom_a_thing_names_and_does_not_link_is_found(world: None) -> None:
    assert named() == {
        ("incident", "Zhao Qian"),
        ("incident", "Lantern"),
        ("articlepage", "Lantern"),
    }


def test_the_sentences_are_kept_in_both_languages_with_the_words_marked() -> None:
    zhao = Person.objects.get(name_en="Zhao Qian")
    row = UnlinkedMention.objects.get(named_kind="person", named=zhao.pk)
    told = [(one["language"], one["text"], one["marks"]) for one in row.excerpts]
    assert told == [
        ("en", "Wang Min wrote to Zhao Qian.", [[18, 27]]),
        ("zh", "王敏致信趙倩。", [[4, 6]]),
    ]
    assert (row.count, row.language, row.is_live) == (2, "both", True)


def test_a_link_takes_the_name_off_and_so_for_the_page_that_shows_the_incident() -> None:
    draft = make.fresh(Incident.objects.get())
    draft.involvements.add(make.involvement(Organisation.objects.get(), "accused"))
    make.publish(draft)
    look(None)
    assert named() == {("incident", "Zhao Qian")}


def test_an_incident_that_not_all_readers_of_the_page_may_know_of_links_nobody() -> None:
    Incident.objects.update(audience=Audience.GROUPS)
    make.fresh(Incident.objects.get()).audience_groups.set([make.legal_group()])
    call_command("find_unlinked_mentions", "--all", stdout=StringIO(), stderr=StringIO())
    assert ("articlepage", "Wang Min") in named()


def test_a_new_name_is_found_in_texts_that_were_looked_through() -> None:
    make.person("Nobody · 无人")
    assert due().count() == 1
    look(None)
    assert ("incident", "Nobody") in named()
    Person.objects.get(name_en="Nobody").delete()


def test_a_name_kept_to_a_group_never_hides_another() -> None:
    make.organisation("Lantern listened", groups=[make.legal_group()])
    look(None)
    assert {("articlepage", "Lantern"), ("articlepage", "Lantern listened")} <= named()


def test_a_decision_holds_until_the_text_around_the_name_changes() -> None:
    rows = UnlinkedMention.objects.filter(content_type__model="articlepage")
    where = rows.values("content_type_id", "object_id", "named_kind", "named", "seen").get()
    MentionDecision.objects.create(answer="not_meant", **where)
    page = ArticlePage.objects.get()
    page.body = make.stream(("text", "<p>Another word. Wang Min spoke, Lantern listened.</p>"))
    page.save_revision().publish()
    look(None)
    assert ("articlepage", "Lantern") not in named()
    page.body = make.stream(("text", "<p>Lantern listened well.</p>"))
    page.save_revision().publish()
    look(None)
    assert ("articlepage", "Lantern") in named()


def test_looking_twice_writes_nothing_twice() -> None:
    before = list(UnlinkedMention.objects.order_by("pk").values())
    out = StringIO()
    call_command("find_unlinked_mentions", "--all", stdout=out, stderr=StringIO())
    assert list(UnlinkedMention.objects.order_by("pk").values()) == before
    assert "3 unlinked mentions" in out.getvalue()
