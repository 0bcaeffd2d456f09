"""How pages in two languages are kept in step: what counts, who decides, what is written down."""

import json
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from wagtail.models import PageLogEntry

from kb.models import TranslationStep
from kb.translation import changes
from kb.translation.board import work_out_all
from kb.translation.notices import notice, passages_behind
from kb.translation.steps import State, Step, step_of
from kb.translation.tracking import edits
from tests import cast
from tests import factories as make

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("shelf")]

ONE, TWO, THREE = "The firm said it was sorry.", "Shops closed for two days.", "Nobody was hurt."
ENGLISH = (("text", f"<p>{ONE}</p><p>{TWO}</p>"), ("text", f"<p>{THREE}</p>"))
CHINESE = (("text", "<p>公司表示道歉。</p><p>门店停业两天。</p>"), ("text", "<p>没有人受伤。</p>"))


def publish(page: Any, old: str = "", new: str = "", **fields: Any) -> Any:
    """Publish a page with a word of its text exchanged, or fields set; return it fresh."""
    fresh = page.specific_class.objects.get(pk=page.pk)
    if old:
        raw = fresh.body.stream_block.get_prep_value(fresh.body)
        fresh.body = json.dumps([{**one, "value": one["value"].replace(old, new)} for one in raw])
    for name, value in fields.items():
        setattr(fresh, name, value)
    fresh.save_revision(user=cast.persona("reviewer")).publish(user=cast.persona("reviewer"))
    return make.fresh(fresh)


def step(page: Any) -> Step:
    """Return how a page stands now."""
    found = step_of(page)
    assert found is not None
    return found


def row(page: Any) -> TranslationStep:
    """Return what is stored of a page."""
    found: TranslationStep = TranslationStep.objects.get(translation_key=page.translation_key)
    return found


def test_a_page_in_one_language_is_missing_in_the_other() -> None:
    page = make.article("Alone")
    assert step(page).state == State.MISSING
    assert step(page).source.pk == page.pk


def test_a_draft_of_a_translation_is_in_translation() -> None:
    page = make.article("Begun")
    make.translated(page, "开始", live=False)
    assert step(page).state == State.STARTED


def test_a_pair_made_by_hand_is_in_step_and_needs_no_row(english: Any) -> None:
    assert step(english).state == State.COMPLETE
    assert not TranslationStep.objects.exists()


def test_an_edit_of_the_source_leaves_the_translation_behind(english: Any) -> None:
    publish(english, "two days", "three days")
    now = step(english)
    assert (now.state, row(english).edits, row(english).behind) == (State.BEHIND, 1, 1)


def test_what_changes_no_text_is_no_edit(english: Any) -> None:
    publish(english)
    publish(english, "sorry", "<b>sorry</b>")
    assert step(english).state == State.COMPLETE


def test_a_draft_of_the_source_is_no_edit_until_it_is_published(english: Any) -> None:
    english.title = "Three days"
    english.save_revision()
    assert step(english).state == State.COMPLETE


def test_publishing_the_translation_alone_does_not_say_that_it_caught_up(english: Any) -> None:
    publish(english, "two days", "three days")
    publish(step(english).target, title="三天")
    assert step(english).state == State.BEHIND


def test_the_page_published_first_is_the_source_in_either_language() -> None:
    home = make.home("zh-hans")
    page = make.article("先写中文", parent=make.section("文库", home))
    make.translated(page, "Chinese came first", "en")
    assert step(page).source_language.code == "zh-hans"
    publish(page, title="先写的是中文")
    assert step(page).state == State.BEHIND


def test_the_source_can_be_changed_and_counts_as_in_step(english: Any) -> None:
    publish(english, "two days", "three days")
    changes.make_source(step(english), cast.persona("reviewer"))
    chinese = step(english).source
    assert (chinese.title, step(english).state) == ("两天", State.COMPLETE)
    publish(chinese.specific, title="三天")
    assert step(english).state == State.BEHIND
    publish(english, title="Three days")
    assert row(english).edits == 1


def test_a_translation_catches_up_in_part_and_as_a_whole(english: Any) -> None:
    publish(english, "two days", "three days")
    publish(english, title="Three days")
    editor, now = cast.persona("editor"), step(english)
    places = [place for place, one in enumerate(now.tracked) if one.edits]
    changes.mark_caught_up(now, editor, row(english).version, {places[0]})
    assert row(english).behind == 1
    changes.mark_caught_up(step(english), editor, row(english).version)
    assert step(english).state == State.COMPLETE
    assert PageLogEntry.objects.filter(action="kb.translation.caught_up", user=editor).count() == 2


def test_a_translation_does_not_catch_up_with_what_nobody_looked_at(english: Any) -> None:
    publish(english, "two days", "three days")
    seen = row(english).version
    publish(english, "three days", "four days")
    with pytest.raises(changes.OutOfDate):
        changes.mark_caught_up(step(english), cast.persona("editor"), seen)
    assert row(english).edits == 2


def test_a_minor_edit_counts_for_nothing_until_it_counts_again(english: Any) -> None:
    publish(english, "two days", "2 days")
    (edit,) = edits(step(english).tracked)
    editor = cast.persona("editor")
    changes.mark_minor(step(english), editor, edit)
    assert step(english).state == State.COMPLETE
    publish(english, title="2 days")
    assert (row(english).edits, row(english).behind) == (1, 1)
    changes.mark_minor(step(english), editor, edit, minor=False)
    assert (row(english).edits, row(english).behind) == (2, 2)
    logged = PageLogEntry.objects.filter(page=english.pk, action__startswith="kb.translation")
    assert sorted(logged.values_list("action", flat=True)) == [
        "kb.translation.minor",
        "kb.translation.not_minor",
    ]


def test_a_detached_translation_is_compared_by_date_only(english: Any) -> None:
    editor = cast.persona("editor")
    changes.detach(step(english), editor)
    assert (step(english).state, step(english).is_older) == (State.DETACHED, False)
    publish(english, "two days", "three days")
    assert (step(english).state, step(english).is_older) == (State.DETACHED, True)
    changes.attach(step(english), editor)
    assert (step(english).state, row(english).edits) == (State.BEHIND, 1)


def test_only_those_who_may_work_on_a_page_decide(english: Any) -> None:
    publish(english, "two days", "three days")
    now, reader = step(english), cast.persona("reader")
    (edit,) = edits(now.tracked)
    for decide in (
        lambda: changes.mark_caught_up(now, reader, row(english).version),
        lambda: changes.mark_minor(now, reader, edit),
        lambda: changes.detach(now, reader),
        lambda: changes.make_source(now, reader),
    ):
        with pytest.raises(PermissionDenied):
            decide()


def test_words_of_the_source_left_in_a_translation_are_counted() -> None:
    page = make.article("Copied", body=make.stream(*ENGLISH))
    make.translated(page, "复制", body=make.stream(ENGLISH[0], CHINESE[1]))
    assert (step(page).state, row(page).untranslated) == (State.STARTED, 2)
    publish(step(page).target.specific, body=make.stream(*CHINESE))  # type: ignore[union-attr]
    assert step(page).state == State.COMPLETE


def test_readers_are_told_which_passages(english: Any) -> None:
    publish(english, "two days", "three days")
    now, reader = step(english), cast.persona("reader")
    (one,) = passages_behind(now, reader)
    assert (one.kind, one.text) == ("changed", "门店停业两天。")
    target: Any = now.target
    assert one.block == target.specific.body[0].id
    told = notice(target, reader)
    assert told is not None
    assert "1 edit behind" in told.sentence


def test_what_was_published_before_there_were_rows_is_worked_out(english: Any) -> None:
    publish(english, "two days", "three days")
    publish(english, title="Three days")
    kept = row(english)
    TranslationStep.objects.all().delete()
    worked_out = step(english).row
    assert worked_out is not None
    assert (worked_out.edits, worked_out.behind) == (kept.edits, kept.behind) == (2, 2)
    assert not TranslationStep.objects.exists()
    assert (work_out_all(), work_out_all()) == (1, 0)
    assert row(english).edits == 2
