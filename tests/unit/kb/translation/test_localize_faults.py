"""Faults of wagtail-localize that are kept out, and what restrictions mean for translations."""

from typing import Any

import pytest
from django.db import transaction
from django.db.models.signals import pre_delete
from django.urls import reverse
from wagtail.models import Page, TranslatableMixin, get_translatable_models
from wagtail.snippets.models import get_snippet_models
from wagtail_localize.models import TranslationSource

from kb import holders
from kb.holding import Held
from kb.models.closed_pages import open_to
from kb.translation.notices import notice
from tests import cast
from tests import factories as make
from tests.unit.kb.translation.test_localize import (
    WORDS,
    publish_translation,
    submitted,
    translate,
)
from tests.unit.kb.translation.test_steps import publish

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("shelf")]


# --- wagtail-localize issue 878: sources twice, after deleting and translating back ------


def test_no_snippet_is_translated_by_copies() -> None:
    # A snippet translated by copies gets a source for each language it comes back from.
    assert [one for one in get_snippet_models() if issubclass(one, TranslatableMixin)] == []
    assert all(
        issubclass(one, Page) or one.__name__.startswith("Playbook")
        for one in get_translatable_models()
    )


def test_a_page_with_a_translation_is_not_deleted(given: Any) -> None:
    target = submitted(given).get_target_instance()
    for page in (given, target):
        with pytest.raises(Held), transaction.atomic():
            page.delete()


def test_translated_back_and_forth_there_is_one_source_and_every_editor_opens(given: Any) -> None:
    submitted(given)
    target = given.get_translation(make.locale("zh-hans"))
    _delete_by_force(given)
    submitted(target, to="en")
    back = target.get_translation(make.locale("en")).specific
    _delete_by_force(target)
    submitted(back)
    assert TranslationSource.objects.count() == 1
    client = cast.client_of("reviewer")
    for page in Page.objects.filter(translation_key=given.translation_key):
        answer = client.get(reverse("wagtailadmin_pages:edit", args=[page.pk]))
        assert answer.status_code == 200, page.locale


def _delete_by_force(page: Any) -> None:
    """Delete a page past the gate that keeps what has a translation."""
    pre_delete.disconnect(dispatch_uid="refuse what is held")
    try:
        page.delete()
    finally:
        holders.register()


def test_a_playbook_is_translated_with_its_measures(
    given: Any,
    django_capture_on_commit_callbacks: Any,
) -> None:
    playbook = make.playbook("A plan")
    made = submitted(playbook)
    translate(made, {"A plan": "预案", "Say it first": "先说", "The first hour": "第一小时"})
    target = publish_translation(made, django_capture_on_commit_callbacks)
    measure = target.phases.get().measures.get()
    assert (measure.title, measure.locale) == ("先说", target.locale)
    assert make.fresh(playbook).phases.get().measures.get().title == "Say it first"


def test_a_copied_playbook_has_measures_of_its_own() -> None:
    playbook = make.playbook("A plan")
    copied = playbook.copy(update_attrs={"slug": "another-plan", "title": "Another plan"})
    fresh = make.fresh(copied)
    fresh.save_revision().publish()
    own, theirs = (page.phases.get().measures.get() for page in (fresh, make.fresh(playbook)))
    assert own.pk != theirs.pk
    assert own.translation_key != theirs.translation_key


def test_a_lock_of_somebody_else_holds_in_its_editor(given: Any) -> None:
    made = submitted(given)
    translate(made, WORDS)
    target = made.get_target_instance()
    Page.objects.filter(pk=target.pk).update(locked=True, locked_by=cast.persona("administrator"))
    client = cast.client_of("reviewer")
    edit = reverse("wagtailadmin_pages:edit", args=[target.pk])
    assert (
        "nothing was changed"
        in client.post(edit, {"action": "publish"}, follow=True).content.decode()
    )
    segment = made.source.stringsegment_set.first()
    string = reverse("wagtail_localize:edit_string_translation", args=[made.pk, segment.pk])
    answer = client.put(string, "value=x", "application/x-www-form-urlencoded")
    assert answer.status_code == 403
    assert not make.fresh(target).live


# --- Restrictions ----------------------------------------------------------------------


def test_a_restriction_set_after_translating_holds_for_the_translation_at_once(
    given: Any,
    django_capture_on_commit_callbacks: Any,
) -> None:
    made = submitted(given)
    translate(made, WORDS)
    target = publish_translation(made, django_capture_on_commit_callbacks)
    reader = cast.client_of("reader")
    assert reader.get(target.url).status_code == 200
    make.restrict(given, make.legal_group())
    assert reader.get(target.url).status_code == 404
    assert not open_to(Page.objects.all(), cast.persona("reader")).filter(pk=target.pk).exists()
    assert cast.client_of("legal").get(target.url).status_code == 200


def test_the_translation_of_a_restricted_page_is_restricted_from_its_first_moment(
    given: Any,
    django_capture_on_commit_callbacks: Any,
) -> None:
    make.restrict(given, make.legal_group())
    made = submitted(given, "legal_editor")
    translate(made, WORDS)
    target = publish_translation(made, django_capture_on_commit_callbacks, "administrator")
    assert target.live
    assert cast.client_of("reader").get(target.url).status_code == 404


def test_no_door_tells_passages_of_a_restricted_page_to_others(given: Any) -> None:
    open_page = make.article("Two days and two more")
    closed, made = submitted(given, "legal_editor"), submitted(open_page)
    translate(closed, WORDS)
    make.restrict(given, make.legal_group())
    client = cast.client_of("editor")
    target = made.get_target_instance()
    shown = client.get(reverse("wagtailadmin_pages:edit", args=[target.pk])).content.decode()
    assert "Some words of the article" in shown
    for text in ("The firm said it was sorry.", *WORDS.values()):
        assert text not in shown
    segment = closed.source.stringsegment_set.first()
    mixed = reverse("wagtail_localize:edit_string_translation", args=[made.pk, segment.pk])
    assert client.put(mixed, "value=x", "application/x-www-form-urlencoded").status_code == 404
    for name in ("own_pofile_download", "wagtail_localize:preview_translation"):
        assert client.get(reverse(name, args=[closed.pk])).status_code == 404
    report = client.get(reverse("own_localize_reports_translations")).content.decode()
    assert "Two days and two more" in report
    assert report.count("Two days") == report.count("Two days and two more")


def test_what_stands_on_a_hidden_source_is_neither_named_nor_counted(
    reader_client: Any,
) -> None:
    source = make.source("A leak")
    quotation = {"text": "Nobody knew.", "speaker": "", "source": source.pk, "place": ""}
    page = make.article("Words", body=make.stream(("quotation", quotation)))
    target = make.translated(page, "话", body=make.stream(("quotation", quotation)))
    publish(page, body=make.stream(("quotation", {**quotation, "text": "Everybody knew."})))
    assert "Everybody knew" not in reader_client.get(target.url).content.decode()
    told = notice(target, cast.persona("reader"))
    assert told is not None
    assert told.edits == 1
    type(source)._base_manager.filter(pk=source.pk).update(audience="groups")
    assert not notice(target, cast.persona("reader"))
    assert notice(target, cast.persona("administrator"))
