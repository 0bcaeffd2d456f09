"""How all translations stand, from the command line."""

import io
import json
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from tests import factories as make

pytestmark = pytest.mark.django_db


def printed(**options: Any) -> str:
    out, err = io.StringIO(), io.StringIO()
    call_command("translation_report", stdout=out, stderr=err, no_color=True, **options)
    assert err.getvalue() == ""
    return out.getvalue()


def test_json_is_one_object_with_pages_sections_and_passages() -> None:
    page = make.article("Two days", summary="Two days long.")
    make.translated(page, "两天")
    make.article("Alone")
    page.summary = "Three days long."
    page.save_revision().publish()
    found = json.loads(printed(json=True))
    assert list(found) == ["pages_total", "states", "sections", "pages"]
    assert (found["states"]["behind"], found["states"]["missing"]) == (1, 1)
    behind = found["pages"][0]
    assert {name: behind[name] for name in ("source", "target", "state", "edits_behind")} == {
        "source": "en",
        "target": "zh-Hans",
        "state": "behind",
        "edits_behind": 1,
    }
    (changed,) = behind["changed"]
    assert (changed["was"], changed["is"]) == ("Two days long.", "Three days long.")
    assert changed["edits"] == [make.fresh(page).live_revision_id]
    library = next(one for one in found["sections"] if one["title"] == "Library")
    assert (library["pages"], library["done"], library["percent"]) == (3, 1, 33)
    assert [one["title"] for one in json.loads(printed(json=True, state=["missing"]))["pages"]] == [
        "Alone"
    ]


def test_without_json_it_is_a_table_for_people() -> None:
    make.translated(make.article("Two days"), "两天")
    text = printed()
    assert "Two days" in text
    assert text.endswith("0 missing, 0 in-translation, 0 behind, 3 complete, 0 detached\n")


def test_it_says_who_is_not_known() -> None:
    with pytest.raises(CommandError, match="no account named 'nobody'"):
        printed(user="nobody")
