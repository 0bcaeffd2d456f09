"""The screens of translations: what readers are told, the board, and what its buttons do."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.models import PageLogEntry

from kb.translation.board import lines
from kb.translation.notices import notice
from kb.translation.steps import State
from tests import cast
from tests import factories as make
from tests.admin_form import AdminForm
from tests.unit.kb.translation.test_steps import publish, row, step

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("shelf")]

BOARD = reverse("translation_board")


@pytest.fixture
def behind(english: Any) -> Any:
    """An article whose Chinese is one edit behind."""
    publish(english, "two days", "three days")
    return english


def text(client: Client, address: str, **query: str) -> str:
    """Return what an address answers, once it has."""
    answer = client.get(address, query)
    assert answer.status_code == 200
    return answer.content.decode()


def of(page: Any) -> str:
    """Return the address of the screen about a page."""
    return reverse("translation_step", args=[page.pk])


def test_readers_of_either_script_are_told_on_the_page_and_at_the_passage(
    behind: Any, reader_client: Client
) -> None:
    target: Any = step(behind).target
    block = target.specific.body[0].id
    simplified = text(reader_client, target.get_url())
    assert "中文落后英文1次修改" in simplified
    assert f'href="#passage-{block}"' in simplified
    assert f'id="passage-{block}"' in simplified
    traditional = text(reader_client, target.get_url().replace("/zh-hans/", "/zh-hant/"))
    assert "中文落後英文1次修改" in traditional
    assert "門店停業兩天" in traditional
    assert "1 edit behind" in text(reader_client, behind.get_url())


def test_a_page_in_step_says_nothing_and_costs_one_query(
    english: Any, reader_client: Client
) -> None:
    assert "in-step" not in text(reader_client, english.get_url()).replace("in_step.css", "")
    reader = cast.persona("reader")
    with CaptureQueriesContext(connection) as asked:
        assert notice(english, reader) is None
    assert len(asked) == 1


def test_the_board_shows_what_needs_most_first_and_is_filtered(behind: Any) -> None:
    make.article("Alone")
    client = cast.client_of("editor")
    shown = text(client, BOARD)
    assert shown.index("Two days") < shown.index("Alone")
    assert "Two days" not in text(client, BOARD, state="missing").partition('id="pages"')[2]
    assert "Alone" in text(client, BOARD, words="aLO")
    assert "No page is like that" in text(client, BOARD, words="no such page")
    assert "Alone" in text(client, BOARD, state="nonsense", section="x", source="fr", p="99")


def test_the_board_lists_what_somebody_works_on_and_nothing_kept_from_them(behind: Any) -> None:
    assert cast.client_of("reader").get(BOARD).status_code == 302
    make.restrict(behind, make.legal_group())
    assert "Two days" not in text(cast.client_of("editor"), BOARD)
    assert cast.client_of("editor").get(of(behind)).status_code == 404
    assert "Two days" in text(cast.client_of("legal_editor"), BOARD)


def test_the_board_takes_as_many_queries_for_many_pages_as_for_few(behind: Any) -> None:
    def asked() -> int:
        editor = cast.persona("editor")
        with CaptureQueriesContext(connection) as queries:
            lines(editor)
        return len(queries)

    few = asked()
    for number in range(4):
        page = make.article(f"Page {number}")
        make.translated(page, f"页面{number}")
        publish(page, title=f"Page {number} anew")
    assert asked() == few <= 8


def test_an_editor_sees_word_by_word_what_changed_beside_the_translation(behind: Any) -> None:
    shown = text(cast.client_of("editor"), of(step(behind).target))
    assert "<del><span" in shown
    assert "two</del>" in shown
    assert "three</ins>" in shown
    assert "门店停业两天。" in shown


def test_ticked_passages_are_in_step_and_the_rest_of_the_buttons_work(behind: Any) -> None:
    client, address = cast.client_of("editor"), of(behind)
    now = step(behind)
    place = next(n for n, one in enumerate(now.tracked) if one.edits)
    version = row(behind).version
    said = client.post(address, {"action": "passages", "version": version}, follow=True)
    assert "Tick the passages" in said.content.decode()
    client.post(address, {"action": "minor", "edit": version})
    assert step(behind).state == State.COMPLETE
    client.post(address, {"action": "not-minor", "edit": version})
    assert step(behind).state == State.BEHIND
    client.post(address, {"action": "passages", "version": version, "passage": place})
    assert step(behind).state == State.COMPLETE
    client.post(address, {"action": "detach"})
    assert step(behind).state == State.DETACHED
    client.post(address, {"action": "attach"})
    client.post(address, {"action": "source"})
    assert step(behind).source_language.code == "zh-hans"
    told = set(PageLogEntry.objects.values_list("action", flat=True))
    names = ("caught_up", "minor", "not_minor", "detach", "attach", "source")
    assert {f"kb.translation.{name}" for name in names} <= told


def test_a_form_of_nonsense_changes_nothing(behind: Any) -> None:
    client, address = cast.client_of("editor"), of(behind)
    for given in (
        {},
        {"action": "burn"},
        {"action": "minor", "edit": "x"},
        {"action": "minor", "edit": "9" * 30},
        {"action": "caught-up", "version": "1"},
        {"action": "passages", "version": str(row(behind).version), "passage": "-1"},
    ):
        assert client.post(address, given).status_code == 302, given
    assert step(behind).state == State.BEHIND
    assert not PageLogEntry.objects.filter(action__startswith="kb.translation").exists()


def test_a_minor_edit_is_published_as_one(english: Any) -> None:
    client = cast.client_of("reviewer")
    address = reverse("wagtailadmin_pages:edit", args=[english.pk])
    assert "Publish as a minor edit" in text(client, address)
    form = AdminForm(client, address)
    form.type(**{"title": "Two days.", "action-publish": "minor"})
    assert form.send().status_code == 302
    assert make.fresh(english).title == "Two days."
    assert (step(english).state, row(english).edits) == (State.COMPLETE, 0)
    assert len(row(english).minor) == 1
