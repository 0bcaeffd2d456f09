"""Translations made with wagtail-localize: what it is given, what it does not see, what it may."""

from typing import Any

import pytest
from django.urls import reverse
from wagtail_localize.models import (
    StringTranslation,
    Translation,
)

from kb.translation import changes
from kb.translation.steps import State
from tests import cast
from tests import factories as make
from tests.unit.kb.translation.test_steps import publish, row, step

pytestmark = pytest.mark.django_db

WORDS = {
    "Two days": "两天",
    "two-days": "liang-tian",
    "The firm said it was sorry.": "公司表示道歉。",
    "Shops closed for two days.": "门店停业两天。",
    "Nobody was hurt.": "没有人受伤。",
}


def submitted(page: Any, who: str = "reviewer", to: str = "zh-hans") -> Translation:
    """Give a page to be translated, by the form of the desk."""
    address = reverse("wagtail_localize:submit_page_translation", args=[page.pk])
    answer = cast.client_of(who).post(address, {"locales": [make.locale(to).pk]})
    assert answer.status_code == 302, answer.content
    made: Translation = Translation.objects.get(
        source__object_id=page.translation_key, target_locale=make.locale(to)
    )
    return made


def translate(made: Translation, words: dict[str, str]) -> None:
    """Translate passages one by one, as the editor of translations does."""
    for segment in made.source.stringsegment_set.select_related("string"):
        if words.get(segment.string.data):
            StringTranslation.objects.update_or_create(
                translation_of=segment.string,
                locale=made.target_locale,
                context=segment.context,
                defaults={"data": words[segment.string.data], "translation_type": "manual"},
            )


def publish_translation(made: Translation, django_capture: Any, who: str = "reviewer") -> Any:
    """Publish a translation by the button of its editor."""
    target = made.get_target_instance()
    with django_capture(execute=True):
        answer = cast.client_of(who).post(
            reverse("wagtailadmin_pages:edit", args=[target.pk]), {"action": "publish"}
        )
    assert answer.status_code == 302
    return make.fresh(target)


def finished(page: Any, django_capture: Any) -> tuple[Translation, Any]:
    """Give a page to be translated, translate all of it and publish that."""
    made = submitted(page)
    translate(made, WORDS)
    return made, publish_translation(made, django_capture)


def test_a_translation_begins_as_a_draft_and_is_complete_when_published(
    given: Any, django_capture_on_commit_callbacks: Any
) -> None:
    made = submitted(given)
    assert not made.get_target_instance().live
    assert step(given).state == State.STARTED
    translate(made, WORDS)
    target = publish_translation(made, django_capture_on_commit_callbacks)
    assert (target.live, target.title) == (True, "两天")
    assert step(given).state == State.COMPLETE


def test_a_translation_published_half_done_is_still_in_translation(
    given: Any, django_capture_on_commit_callbacks: Any
) -> None:
    made = submitted(given)
    translate(made, {"Two days": "两天"})
    publish_translation(made, django_capture_on_commit_callbacks)
    assert (step(given).state, row(given).untranslated) == (State.STARTED, 3)


def test_a_source_nobody_synchronised_is_seen_to_have_changed(
    given: Any, django_capture_on_commit_callbacks: Any
) -> None:
    made, _target = finished(given, django_capture_on_commit_callbacks)
    publish(given, "two days", "three days")
    assert made.get_status_display() == "Up to date"
    assert (step(given).state, row(given).edits, row(given).behind) == (State.BEHIND, 1, 1)


def test_what_the_source_said_when_it_was_given_is_what_a_translation_follows(
    given: Any, django_capture_on_commit_callbacks: Any
) -> None:
    made = submitted(given)
    publish(given, "two days", "three days")
    translate(made, WORDS)
    publish_translation(made, django_capture_on_commit_callbacks)
    assert step(given).state == State.BEHIND
    (behind,) = (one for one in step(given).tracked if one.edits)
    assert (behind.base, behind.text) == (
        "Shops closed for two days.",
        "Shops closed for three days.",
    )


def test_synchronised_and_translated_anew_it_has_caught_up(
    given: Any, django_capture_on_commit_callbacks: Any
) -> None:
    made, _target = finished(given, django_capture_on_commit_callbacks)
    publish(given, "two days", "three days")
    cast.client_of("reviewer").post(
        reverse("wagtail_localize:update_translations", args=[made.source_id]), {}
    )
    assert step(given).state == State.BEHIND
    translate(made, {"Shops closed for three days.": "门店停业三天。"})
    publish_translation(made, django_capture_on_commit_callbacks)
    assert step(given).state == State.COMPLETE


def test_started_again_after_the_source_was_changed_it_follows_what_it_was_given(
    given: Any, django_capture_on_commit_callbacks: Any
) -> None:
    _made, target = finished(given, django_capture_on_commit_callbacks)
    publish(given, "two days", "three days")
    changes.make_source(step(given), cast.persona("reviewer"))
    cast.client_of("reviewer").post(
        reverse("wagtailadmin_pages:edit", args=[target.pk]), {"localize-restart-translation": "1"}
    )
    assert step(given).source.pk == given.pk


def test_stopping_a_translation_detaches_it_and_starting_attaches_it(
    given: Any, django_capture_on_commit_callbacks: Any
) -> None:
    made, target = finished(given, django_capture_on_commit_callbacks)
    client = cast.client_of("reviewer")
    client.post(reverse("wagtail_localize:stop_translation", args=[made.pk]))
    assert step(given).state == State.DETACHED
    publish(given, "two days", "three days")
    assert step(given).is_older
    client.post(
        reverse("wagtailadmin_pages:edit", args=[target.pk]), {"localize-restart-translation": "1"}
    )
    assert step(given).state == State.BEHIND
