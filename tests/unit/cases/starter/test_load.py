"""Loading the starter: everything is published once, and what people did afterwards stays."""

from collections.abc import Iterator
from typing import Any
from uuid import uuid4

import pytest
from django.apps import apps
from django.db import models, transaction
from django.utils import timezone
from pytest_django import DjangoDbBlocker
from wagtail.models import Page, ReferenceIndex, Site

from cases.models import (
    Citation,
    Event,
    Incident,
    Organisation,
    Person,
    Response,
    Risk,
    Source,
    Statement,
    WriteUp,
)
from cases.starter.load import load_all
from kb.models import Channel, GlossaryTerm, HomePage, PlaybookPage, Rule, Topic
from kb.records.slugs import RetiredSlug
from kb.starter.files import stable_key
from kb.starter.memory import Tally

ROOTS = (Incident, Person, Organisation, Source, Statement, Risk, Rule, GlossaryTerm)

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module", autouse=True)
def starter(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[list[Tally]]:
    """The starter, loaded once for the tests of this file."""
    tallies: list[Tally] = []
    with django_db_blocker.unblock(), transaction.atomic():
        load_all(tallies.append)
        yield tallies
        transaction.set_rollback(True)


def load_again() -> list[Tally]:
    tallies: list[Tally] = []
    load_all(tallies.append)
    return tallies


def rows() -> dict[str, list[Any]]:
    """Return everything that stands in the tables of both apps, and the pages and revisions."""
    kept = [
        model
        for label in ("kb", "cases")
        for model in apps.get_app_config(label).get_models(include_auto_created=True)
    ]
    kept += [Page, Site, apps.get_model("wagtailcore", "Revision"), ReferenceIndex]
    return {model._meta.label: list(model._base_manager.order_by("pk").values()) for model in kept}


def test_nothing_had_to_stay_a_draft(starter: list[Tally]) -> None:
    assert [tally.drafts for tally in starter if tally.drafts] == []


@pytest.mark.parametrize("model", ROOTS)
def test_every_record_is_published_from_its_first_revision(model: Any) -> None:
    assert model.objects.exists()
    for record in model.objects.all():
        assert record.live
        assert record.live_revision_id == record.latest_revision_id
        assert not record.has_unpublished_changes
        assert record.publishing_problems() == []


def test_every_page_is_published_in_two_languages_that_are_translations_of_each_other() -> None:
    pages = Page.objects.filter(depth__gt=1)
    assert pages.count() == 26
    assert all(page.live for page in pages)
    keys = {
        code: set(
            pages.filter(locale__language_code=code).values_list("translation_key", flat=True)
        )
        for code in ("en", "zh-hans")
    }
    assert keys["en"] == keys["zh-hans"]
    assert Site.objects.get(is_default_site=True).root_page.specific_class is HomePage


def test_every_page_is_reached_from_the_front_page_of_its_language() -> None:
    for code in ("en", "zh-hans"):
        home = HomePage.objects.get(locale__language_code=code)
        pages = Page.objects.filter(locale__language_code=code, depth__gt=2)
        assert set(home.get_descendants()) == set(pages)
        assert all(
            page.url == f"/{code}{page.url_path[len(home.url_path) - 1 :]}" for page in pages
        )


def test_measures_are_translations_of_each_other() -> None:
    english, chinese = (
        {
            measure.translation_key
            for phase in PlaybookPage.objects.get(locale__language_code=code).phases.all()
            for measure in phase.measures.all()
        }
        for code in ("en", "zh-hans")
    )
    assert english == chinese
    assert len(english) == 10


def test_a_citation_of_a_response_appears_in_the_usage_of_its_source() -> None:
    citation = Citation.objects.exclude(response=None).select_related("source").first()
    assert citation is not None
    usage = ReferenceIndex.get_references_to(citation.source)
    assert usage.filter(model_path__contains="responses").exists()


def test_a_response_names_the_event_it_answers() -> None:
    answered = Response.objects.exclude(answers=None)
    assert answered.count() >= 5
    assert not set(answered.values_list("answers", flat=True)) - set(
        Event.objects.values_list("key", flat=True)
    )


def test_statements_of_the_starter_are_templates_that_nobody_has_approved() -> None:
    assert {one.state for one in Statement.objects.all()} == {"drafted"}
    assert not Statement.objects.filter(kind="statement").exists()


def test_risks_of_the_starter_are_unrated_readings_of_the_plan() -> None:
    for risk in Risk.objects.all():
        assert "team’s reading" in risk.description_en
        assert (risk.likelihood, risk.responsible) == (None, None)
        assert [signal.source.slug for signal in risk.signals.all()] == ["crisis-plan-article"]


def test_case_studies_are_tied_to_their_incidents() -> None:
    assert set(WriteUp.objects.values_list("page_key", "incident__slug")) == {
        (stable_key("page", "kol-contact-affair"), "kol-contact-2026"),
        (stable_key("page", "looks-and-safety"), "looks-and-safety-2025"),
    }


def test_everything_is_in_the_audit_log() -> None:
    incident = Incident.objects.get(slug="kol-contact-2026")
    log = apps.get_model("wagtailcore", "ModelLogEntry").objects.for_instance(incident)
    assert {entry.action for entry in log} >= {"wagtail.create", "wagtail.publish"}


def test_loading_twice_changes_nothing() -> None:
    before = rows()
    tallies = load_again()
    assert sum(tally.new for tally in tallies) == 0
    assert rows() == before


def test_what_people_changed_stays(administrator: Any) -> None:
    topic = Topic.objects.get(key="rumor")
    topic.label_en = "Hearsay"
    topic.save()
    person = Person.objects.get(slug="wang-hua")
    person.note_en = "Changed by an editor."
    person.save_revision(user=administrator).publish(user=administrator)
    page = Page.objects.get(slug="kml-model", locale__language_code="en").specific
    page.title = "KML"
    page.save_revision(user=administrator).publish(user=administrator)
    load_again()
    assert Topic.objects.get(key="rumor").label_en == "Hearsay"
    assert Person.objects.get(slug="wang-hua").note_en == "Changed by an editor."
    assert Page.objects.get(slug="kml-model", locale__language_code="en").title == "KML"


def test_an_archived_record_stays_archived_and_a_moved_one_is_not_made_anew() -> None:
    GlossaryTerm.objects.filter(slug="crisis").update(archived_at=timezone.now())
    person = Person.objects.get(slug="li-xiaoshuang")
    RetiredSlug.objects.create(kind="cases.person", slug=person.slug, object_id=person.pk)
    Person.objects.filter(pk=person.pk).update(slug="li-xs")
    load_again()
    assert GlossaryTerm.objects.get(slug="crisis").is_archived
    assert Person.objects.get(name_zh="李肖爽").slug == "li-xs"


def test_what_was_deleted_does_not_come_back() -> None:
    deleted: list[tuple[type[models.Model], dict[str, Any]]] = [
        (Channel, {"key": "app_push"}),
        (GlossaryTerm, {"slug": "hot-search"}),
        (Page, {"slug": "strategy-deck"}),
    ]
    for model, which in deleted:
        for obj in model._base_manager.filter(**which):
            if isinstance(obj, Page):
                # A page and its translation hold each other: here they are two pages.
                Page.objects.filter(pk=obj.pk).update(translation_key=uuid4())
                obj.refresh_from_db()
            obj.delete()
    load_again()
    for model, which in deleted:
        assert not model._base_manager.filter(**which).exists(), which


def test_links_between_pages_lead_to_pages_of_the_same_language() -> None:
    for code in ("en", "zh-hans"):
        page = Page.objects.get(slug="kml-model", locale__language_code=code).specific
        targets = Page.objects.filter(
            pk__in=[int(pk) for pk in _page_links(str(page.body.raw_data[0]["value"]))]
        )
        assert targets.count() == 3
        assert {target.locale.language_code for target in targets} == {code}


def _page_links(html: str) -> list[str]:
    return [part.split('"')[0] for part in html.split('linktype="page" id="')[1:]]
