"""Articles loaded in batches are like any other."""

import json
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.management import CommandError, call_command
from django.test import Client
from wagtail.models import Page, PageLogEntry, ReferenceIndex, Revision
from wagtail.test.utils.form_data import nested_form_data, rich_text, streamfield

from kb.articles.lines import read_line
from kb.articles.shelves import shelf
from kb.language.codes import ENGLISH
from kb.models import ArticlePage, SectionPage
from kb.search.entries import Entry
from kb.search.results import search
from tests.admin_form import AdminForm

pytestmark = pytest.mark.django_db

ROWS = [
    {"id": "one", "lang": "en", "title": "A lantern", "text": "The company apologised."},
    {"id": "two", "lang": "zh-Hans", "title": "灯笼", "text": "公司公开道歉。\n第二段。"},
    {"id": "three", "lang": "zh-Hant", "title": "燈籠", "text": "公司公開道歉。"},
]


def load(path: Path, rows: list[Any]) -> str:
    """Load rows and return what the command says; raises CommandError when some are left out."""
    file = path / "articles.jsonl"
    lines = (row if isinstance(row, str) else json.dumps(row) for row in rows)
    file.write_text("".join(f"{line}\n" for line in lines))
    out = StringIO()
    call_command("load_articles", str(file), stdout=out, stderr=StringIO())
    return out.getvalue()


def article(slug: str) -> ArticlePage:
    found: ArticlePage = ArticlePage.objects.get(slug=slug)
    return found


def test_articles_are_published_found_and_in_their_language(
    tmp_path: Path, reader: User, reader_client: Client
) -> None:
    assert "3 new" in load(tmp_path, ROWS)
    assert {page.locale.language_code for page in ArticlePage.objects.filter(slug="one")} == {"en"}
    assert article("three").locale.language_code == "zh-hans"
    assert {hit.object.slug for hit in search("道歉", reader, ENGLISH).hits} == {"two", "three"}
    for slug, words in (("one", "apologised"), ("two", "公开道歉"), ("three", "公开道歉")):
        response = reader_client.get(article(slug).url)
        assert response.status_code == 200
        assert words in response.content.decode()


def test_a_loaded_article_has_the_rows_of_one_made_by_hand(tmp_path: Path) -> None:
    load(tmp_path, ROWS)
    by_hand = ArticlePage(title="A lantern", slug="hand", body=read_line(_raw(0), 1).body)
    shelf("en").add_child(instance=by_hand)
    by_hand.save_revision().publish()
    loaded, made = article("one"), article("hand")
    differing = {
        name
        for name in (field.attname for field in ArticlePage._meta.concrete_fields)
        if getattr(loaded, name) != getattr(made, name)
    }
    assert differing <= {
        "id", "page_ptr_id", "path", "slug", "url_path", "translation_key", "live_revision_id",
        "latest_revision_id", "first_published_at", "last_published_at",
        "latest_revision_created_at", "body",
    }  # fmt: skip
    (first,), (hand,) = Revision.objects.for_instance(loaded), Revision.objects.for_instance(made)
    assert first.content.keys() == hand.content.keys()
    assert first.as_object().body == loaded.body
    assert loaded.live_revision_id == loaded.latest_revision_id == first.pk
    actions = PageLogEntry.objects.filter(page=loaded).values_list("action", flat=True)
    assert set(actions) == {"wagtail.create", "wagtail.publish"}
    assert list(ReferenceIndex.get_references_for_object(loaded)) == list(
        ReferenceIndex.get_references_for_object(made)
    )
    assert Page.find_problems() == ([], [], [], [], [])


def _raw(number: int) -> bytes:
    return json.dumps(ROWS[number]).encode()


def test_a_loaded_article_is_edited_like_any_other(
    tmp_path: Path, administrator_client: Client, reader: User
) -> None:
    load(tmp_path, ROWS)
    page = article("one")
    form = AdminForm(administrator_client, f"/admin/pages/{page.pk}/edit/")
    body = streamfield([("text", rich_text("<p>The company apologised.</p>"))])
    form.type(title="Another lantern", **nested_form_data({"body": body}))
    form.send("publish")
    assert article("one").title == "Another lantern"
    assert search("Another", reader, ENGLISH).total == 1


def test_loading_again_changes_only_what_the_file_changed(tmp_path: Path, reader: User) -> None:
    load(tmp_path, ROWS)
    assert "0 new, 0 changed, 3 as they were" in load(tmp_path, ROWS)
    changed = [ROWS[0] | {"text": "A walrus."}, *ROWS[1:]]
    assert "0 new, 1 changed, 2 as they were" in load(tmp_path, changed)
    assert article("one").revisions.count() == 2
    assert search("walrus", reader, ENGLISH).total == 1
    assert search("apologised", reader, ENGLISH).total == 0
    assert "0 new, 0 changed, 3 as they were" in load(tmp_path, changed)


def test_what_somebody_edited_since_is_kept(tmp_path: Path) -> None:
    load(tmp_path, ROWS)
    page = article("one")
    page.title = "By hand"
    page.save_revision().publish()
    assert "3 as they were" in load(tmp_path, ROWS)
    with pytest.raises(CommandError, match="1 lines were left out"):
        load(tmp_path, [ROWS[0] | {"text": "A walrus."}])
    assert article("one").title == "By hand"


def test_bad_lines_are_left_out_by_number_and_the_rest_is_loaded(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "articles.jsonl"
    lines = [json.dumps(ROWS[0]), "", "nonsense", json.dumps(ROWS[0]), json.dumps(ROWS[1])]
    file.write_text("\n".join(lines))
    said = StringIO()
    with pytest.raises(CommandError, match="2 lines were left out"):
        call_command("load_articles", str(file), stdout=StringIO(), stderr=said)
    assert "line 3: is not JSON" in said.getvalue()
    assert "line 4: has the id 'one' of line 1" in said.getvalue()
    assert ArticlePage.objects.filter(slug__in=["one", "two"]).count() == 2


def test_an_address_that_is_taken_is_left_to_its_page(tmp_path: Path) -> None:
    taken = ArticlePage(title="Mine", slug="one")
    shelf("en").add_child(instance=taken)
    with pytest.raises(CommandError):
        load(tmp_path, ROWS)
    assert article("one").title == "Mine"
    assert ArticlePage.objects.filter(slug="two").exists()


def test_the_same_id_in_two_languages_is_one_article_in_two_languages(tmp_path: Path) -> None:
    load(tmp_path, [ROWS[0], ROWS[1] | {"id": "one"}])
    one, other = ArticlePage.objects.filter(slug="one")
    assert one.translation_key == other.translation_key
    assert one.locale != other.locale


def test_sections_are_made_once_and_are_translations_of_each_other(tmp_path: Path) -> None:
    load(tmp_path, ROWS)
    load(tmp_path, ROWS)
    english, chinese = SectionPage.objects.filter(slug="articles").order_by("locale_id")
    assert english.translation_key == chinese.translation_key
    assert english.numchild == english.get_children().count() == 1
    assert chinese.numchild == chinese.get_children().count() == 2


def test_a_file_that_is_not_there_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="Cannot read"):
        call_command("load_articles", str(tmp_path / "none.jsonl"))


def test_a_batch_is_loaded_in_few_statements(
    tmp_path: Path, django_assert_max_num_queries: Any
) -> None:
    load(tmp_path, ROWS)
    many = [ROWS[0] | {"id": f"doc-{number}", "text": f"Text {number}"} for number in range(150)]
    with django_assert_max_num_queries(60):
        load(tmp_path, many)
    assert Entry.objects.filter(kind="article").count() == 153
