"""Pages written by hand, taken over into translating passage by passage."""

import json
from typing import Any

import polib
import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from wagtail_localize.models import Translation

from kb.translation.adopting import adopt
from kb.translation.po import exported, imported
from kb.translation.steps import State
from tests import cast
from tests import factories as make
from tests.unit.kb.translation.test_localize import publish_translation
from tests.unit.kb.translation.test_steps import CHINESE, publish, step

pytestmark = pytest.mark.django_db


def stored(page: Any) -> Any:
    """Return what a page says."""
    raw = json.loads(page.serializable_data()["body"])
    return page.title, page.slug, page.summary, [one["value"] for one in raw]


def test_taken_over_and_published_a_translation_says_what_it_said(
    english: Any, django_capture_on_commit_callbacks: Any
) -> None:
    target: Any = step(english).target.specific  # type: ignore[union-attr]
    before = stored(target)
    made = adopt(step(english), cast.persona("editor"))
    assert made.get_status_display() == "Up to date"
    assert stored(publish_translation(made, django_capture_on_commit_callbacks)) == before
    assert step(english).state == State.COMPLETE


def test_taken_over_it_goes_out_as_a_po_file_and_comes_back(english: Any) -> None:
    made = adopt(step(english), cast.persona("editor"))
    po = polib.pofile(exported(made))
    assert all(entry.msgstr for entry in po)
    next(entry for entry in po if entry.msgid == "Two days").msgstr = "二日"
    assert imported(made, str(po).encode(), cast.persona("editor")).changed == 1


def test_what_would_be_lost_is_not_taken_over(english: Any) -> None:
    target: Any = step(english).target
    more = make.stream(*CHINESE, ("text", "<p>只有中文才有的一段。</p>"))
    publish(target, body=more)
    with pytest.raises(ValidationError, match="Text"):
        adopt(step(english), cast.persona("editor"))
    publish(
        target, body=make.stream(("text", "<p>公司<a href='https://x.example/'>道歉</a>。</p>"))
    )
    with pytest.raises(ValidationError, match="Text"):
        adopt(step(english), cast.persona("editor"))
    assert not Translation.objects.exists()


def test_what_is_behind_or_has_a_draft_is_not_taken_over(english: Any) -> None:
    target: Any = step(english).target.specific  # type: ignore[union-attr]
    target.title = "草稿"
    target.save_revision()
    with pytest.raises(ValidationError, match="draft"):
        adopt(step(english), cast.persona("editor"))
    publish(english, "two days", "three days")
    with pytest.raises(ValidationError, match="in step"):
        adopt(step(english), cast.persona("editor"))
    with pytest.raises(PermissionDenied):
        adopt(step(english), cast.persona("reader"))
