"""What a glossary term changes: where its wording holds, and the list that is shown before."""

from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse

from kb.language import protected_terms
from kb.language.conversion import convert
from kb.models import GlossaryTerm
from kb.models.glossary import GlossaryCase, Scope
from kb.records import actions
from kb.wording import term_views
from kb.wording.effects import change_to, effects, without_wording
from tests import factories as make
from tests.admin_form import AdminForm
from tests.cast import persona

pytestmark = pytest.mark.django_db


def address(name: str, term: GlossaryTerm | None = None) -> str:
    return reverse(f"wagtailsnippets_kb_glossaryterm:{name}", args=[term.pk] if term else [])


def wording(*cases: Any, **fields: Any) -> GlossaryTerm:
    return make.term("user · 用户", *cases, **{"in_traditional": "使用者", **fields})


def read_at(page: Any, text: str = "用户来了", to: Any = "zh-hant") -> str:
    with protected_terms.reading_at(page.path):
        return convert(text, to)


def chinese(title: str, parent: Any = None, body: str = "用户来了", **how: Any) -> Any:
    english = make.article(f"In English {title}", parent)
    return make.translated(english, title, body=make.stream(("text", f"<p>{body}</p>")), **how)


def test_a_wording_is_read_in_its_script_and_no_other() -> None:
    wording(in_hong_kong="用家")
    assert [convert("用户来了", to) for to in ("zh-hant", "zh-hk", "zh-hans")] == [
        "使用者來了",
        "用家來了",
        "用户来了",
    ]


def test_hong_kong_reads_taiwans_in_its_own_glyphs() -> None:
    make.term("inside · 内部", in_traditional="裡面")
    assert convert("内部", "zh-hk") == "裏面"


def test_a_draft_and_an_archived_term_exchange_nothing() -> None:
    term = wording(live=False)
    assert convert("用户来了", "zh-hant") == "用戶來了"
    term.get_latest_revision().publish()
    assert convert("用户来了", "zh-hant") == "使用者來了"
    actions.archive(GlossaryTerm.objects.get(pk=term.pk), persona("reviewer"))
    assert convert("用户来了", "zh-hant") == "用戶來了"


def test_the_narrower_scope_wins_and_holds_nowhere_else() -> None:
    section = make.section("Guides")
    inside, beside = chinese("里面", section), chinese("旁边")
    alone = chinese("单独", section)
    wording()
    wording(in_traditional="甲方", scope=Scope.SECTION, scope_page=section)
    wording(in_traditional="乙方", scope=Scope.PAGE, scope_page=alone)
    assert [read_at(page) for page in (beside, inside, alone)] == [
        "使用者來了",
        "甲方來了",
        "乙方來了",
    ]


def test_a_page_that_moves_away_leaves_the_scope() -> None:
    section, other = make.section("Guides"), make.section("Others")
    page = chinese("里面", section)
    wording(scope=Scope.SECTION, scope_page=section)
    target = make.translated(other, "别处")
    page.move(target, pos="last-child")
    page.refresh_from_db()
    assert read_at(page) == "用戶來了"


def test_the_longer_term_wins_whatever_its_scope() -> None:
    page = chinese("里面")
    make.term("user agreement · 用户协议", in_traditional="使用條款")
    wording(scope=Scope.PAGE, scope_page=page)
    assert read_at(page, "用户协议和用户") == "使用條款和使用者"


def listed(term: GlossaryTerm, username: str = "editor") -> dict[str, list[str]]:
    draft = term.get_latest_revision_as_object()
    found = effects(change_to(draft, term), persona(username))
    return {
        str(one.thing): [
            "".join(p.text for p in line.segments if p.kind == "added") for line in one.lines
        ]
        for one in found
    }


def test_the_list_names_what_changes_with_before_and_after() -> None:
    page = chinese("一页")
    make.incident("A quarrel · 用户之争")
    (entry,) = [
        one
        for one in effects(change_to(wording(live=False), None), persona("editor"))
        if one.thing.pk == page.pk
    ]
    taiwan, hong_kong = ([(p.kind, p.text) for p in one.segments] for one in entry.lines)
    assert taiwan == [("removed", "用戶"), ("added", "使用者"), ("same", "來了")]
    assert hong_kong == [("removed", "用户"), ("added", "使用者"), ("same", "來了")]


def test_the_list_has_only_what_one_may_read_and_no_number_of_the_rest() -> None:
    chinese("公开")
    chinese("保密", groups=[make.legal_group()])
    term = wording(live=False)
    assert set(listed(term)) == {"公开"}
    assert set(listed(term, "legal_editor")) == {"公开", "保密"}


def test_the_list_keeps_to_the_scope() -> None:
    inside = chinese("里面")
    chinese("外面")
    term = wording(live=False, scope=Scope.PAGE, scope_page=inside)
    assert set(listed(term)) == {"里面"}


def test_taking_a_wording_away_is_listed_too() -> None:
    chinese("一页")
    found = effects(without_wording(wording()), persona("editor"))
    assert next(str(one.thing) for one in found) == "一页"


def send(client: Client, where: str, action: str = "", **fields: str) -> Any:
    form = AdminForm(client, where)
    form.type(**fields)
    return form.send(action)


def publish(client: Client, term: GlossaryTerm, **fields: str) -> Any:
    return client.get(send(client, address("edit", term), "publish", **fields).headers["Location"])


@pytest.mark.usefixtures("kept_contexts")
def test_publishing_first_shows_what_changes(reviewer_client: Client) -> None:
    chinese("一页")
    term = make.term("user · 用户")
    answer = publish(reviewer_client, term, in_traditional="使用者")
    page = answer.content.decode()
    assert answer.wsgi_request.path == address("publish_wording", term)
    assert "一页" in page
    assert "使用者" in page
    assert convert("用户来了", "zh-hant") == "用戶來了"
    version = answer.context["form"]["version"].value()
    reviewer_client.post(address("publish_wording", term), {"version": version})
    assert convert("用户来了", "zh-hant") == "使用者來了"


def test_a_change_of_no_text_is_published_at_once(reviewer_client: Client) -> None:
    term = make.term("user · 用户")
    publish(reviewer_client, term, definition_en="Somebody who uses it")
    assert GlossaryTerm.objects.get(pk=term.pk).definition.en == "Somebody who uses it"


def test_whoever_only_drafts_sees_what_it_would_change(editor_client: Client) -> None:
    chinese("一页")
    term = wording(live=False)
    assert "一页" in editor_client.get(address("wording_changes", term)).content.decode()


def test_archiving_and_deleting_show_it_as_well(
    reviewer_client: Client, administrator_client: Client
) -> None:
    chinese("一页")
    term = wording()
    for client, name in (
        (reviewer_client, "archive"),
        (administrator_client, "unpublish"),
        (administrator_client, "delete"),
    ):
        assert "一页" in client.get(address(name, term)).content.decode(), name


def test_long_lists_are_shown_page_by_page(
    reviewer_client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(term_views, "PER_PAGE", 1)
    make.incident("A quarrel · 用户之争")
    chinese("一页")
    where = address("publish_wording", wording(live=False))
    pages = [reviewer_client.get(where, {"p": page}).content.decode() for page in (1, 2, 99)]
    assert ["一页" in page for page in pages] == [False, True, True]
    assert ["用户之争" in page for page in pages] == [True, False, False]


@pytest.mark.parametrize(
    ("fields", "wrong"),
    [
        ({"scope": "page"}, "Choose the page."),
        ({"in_traditional": "<b>"}, "Write words only"),
        ({"in_traditional": "客", "term_zh": "户"}, "two characters or more"),
    ],
)
def test_the_form_says_what_does_not_go_together(
    editor_client: Client, fields: dict[str, str], wrong: str
) -> None:
    term = make.term("user · 用户")
    assert wrong in send(editor_client, address("edit", term), **fields).content.decode()


def test_whoever_adds_a_term_is_remembered(editor_client: Client) -> None:
    send(editor_client, address("add"), term_zh="用户", in_traditional="使用者")
    assert GlossaryTerm.objects.get(term_zh="用户").added_by == persona("editor")


def case(expected: str, typed: str = "用户来了") -> GlossaryCase:
    return GlossaryCase(typed=typed, to="zh-hant", expected=expected)


def test_sentences_are_checked_by_command(capsys: Any) -> None:
    wording(case("使用者來了"))
    call_command("check_glossary")
    assert "All 1 sentences read as they must." in capsys.readouterr().out
    make.term("come · 来了", in_traditional="到了")
    with pytest.raises(CommandError, match="1 of 1"):
        call_command("check_glossary")


def test_a_term_that_breaks_another_ones_sentence_says_so_before(reviewer_client: Client) -> None:
    wording(case("使用者來了"))
    other = make.term("come · 来了")
    answer = publish(reviewer_client, other, in_traditional="到了")
    assert "使用者到了" in answer.content.decode()


def test_readers_find_what_is_typed_with_the_other_word(reader_client: Client) -> None:
    page = chinese("一页")
    wording()
    answer = reader_client.get("/zh-hant/search/", {"q": "使用者"}).content.decode()
    assert page.get_url().replace("/zh-hans/", "/zh-hant/") in answer


def test_readers_find_the_words_of_a_mark(reader_client: Client) -> None:
    page = chinese("一页", body='本<span data-hant="軟體">软件</span>发布')
    for words in ("軟體", "软件"):
        answer = reader_client.get("/zh-hant/search/", {"q": words}).content.decode()
        assert page.get_url().replace("/zh-hans/", "/zh-hant/") in answer, words
