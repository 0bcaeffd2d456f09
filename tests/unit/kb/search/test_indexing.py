"""Writing the search table."""

from collections import Counter

import pytest
from django.contrib.auth.models import User
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.images.models import Image
from wagtail.search import index
from wagtail.search.backends import get_search_backend

from kb.blocks.streams import ARTICLE, CASE_STUDY, GUIDANCE, PLAYBOOK
from kb.language.codes import ENGLISH
from kb.models import GlossaryTerm
from kb.search import checks
from kb.search.analysis import ANALYSIS_VERSION
from kb.search.entries import Entry, EntryName, EntryPrefix, EntryText
from kb.search.indexable import shown_parts, shown_text, tails
from kb.search.page_sources import block_parts, page_models, page_text
from kb.search.results import search
from kb.search.sources import sources
from kb.text_parts import TextPart
from tests import factories as make
from tests.benchmarks.written_rows import WrittenRows

pytestmark = pytest.mark.django_db


def entry_of(obj: object) -> Entry:
    return Entry.objects.get(
        kind=next(s.name for s in sources if s.model is type(obj)), object_id=obj.pk
    )  # type: ignore[attr-defined]


def test_every_kind_of_page_and_record_has_a_source() -> None:
    assert {source.name for source in sources} == {
        "article", "casestudy", "glossary", "guidance", "home", "playbook", "section",
        "term", "rule", "incident", "person", "organisation", "source", "statement", "risk",
    }  # fmt: skip
    assert {source.model for source in sources} >= set(page_models())


def test_a_save_without_a_change_writes_nothing() -> None:
    term = make.term("Apology · 道歉")
    with CaptureQueriesContext(connection) as captured:
        index.insert_or_update_object(term)
    writes = [
        query["sql"]
        for query in captured
        if query["sql"].startswith(("INSERT", "UPDATE", "DELETE"))
    ]
    # Only that somebody may find something else, for which the answer kept is asked again.
    assert all("kb_searchchange" in sql for sql in writes)


def test_a_save_asks_and_writes_as_much_in_a_large_table_as_in_a_small_one() -> None:
    def cost(number: int) -> tuple[int, Counter[str]]:
        term = make.term(f"Apology {number} · 道歉{number}")
        term.definition_en = "Changed"
        written = WrittenRows()
        with CaptureQueriesContext(connection) as captured, connection.execute_wrapper(written):
            index.insert_or_update_object(term)
        return len(captured), written.rows

    queries, rows = cost(100)
    for number in range(110, 150):
        make.term(f"Apology {number} · 道歉{number}")
    more_queries, more_rows = cost(200)
    assert more_queries <= queries
    assert more_rows == rows
    assert rows["insert kb_entry"] == rows["insert kb_entrytext"] == 1


def test_an_entry_keeps_its_number_when_the_text_changes() -> None:
    term = make.term("Apology · 道歉")
    before = entry_of(term).pk
    term.definition_en = "Another"
    index.insert_or_update_object(term)
    assert entry_of(term).pk == before
    assert "Another" in EntryText.objects.get(pk=before).shown


def test_names_and_beginnings_follow() -> None:
    term = make.term("Apology · 道歉")
    entry = entry_of(term)
    assert set(EntryName.objects.filter(entry=entry).values_list("key", "text", "language")) == {
        ("apolog", "Apology", "en"),
        ("道歉", "道歉", "zh"),
    }
    assert set(EntryPrefix.objects.filter(entry=entry).values_list("key", flat=True)) == {
        "apology", "道歉", "歉",
    }  # fmt: skip


def test_beginnings_of_a_run_start_at_every_character() -> None:
    assert tails("雷军道歉") == ["雷军道歉", "军道歉", "道歉", "歉"]
    assert tails("xiaomi") == ["xiaomi"]


def test_the_text_to_quote_from_comes_back_in_its_parts() -> None:
    parts = [
        TextPart("Two\nlines\x00", "en", "summary"),
        TextPart(" ", "zh", "x"),
        TextPart("一", "zh", "x"),
    ]
    assert shown_parts(shown_text(parts)) == [("en", "Two lines"), ("zh", "一")]


def test_what_nobody_registered_is_found_by_its_search_fields() -> None:
    image = Image(title="夜莺 nightingale", file="x.png", width=1, height=1)
    image.save()
    assert list(Image.objects.search("夜鶯")) == [image]
    assert list(Image.objects.autocomplete("nightin")) == [image]
    assert Entry.objects.get(object_id=image.pk, kind="").language == "zh"


def test_a_page_is_found_by_all_its_fields_in_their_languages() -> None:
    page = make.playbook(
        "Plan",
        summary="In short",
        body=make.stream(
            ("bilingual", {"en": "<p>Both</p>", "zh": "<p>两种</p>"}),
            ("key_message", {"text": "Remember", "note": "这个"}),
            ("steps", {"title": "Do", "steps": [{"what": "Call", "who": "Min", "when": "now"}]}),
        ),
    )
    text = page_text(page)
    written = {(part.text, part.language) for part in text.body}
    assert written >= {
        ("In short", "en"), ("Both", "en"), ("两种", "zh"), ("Remember", "en"), ("这个", "zh"),
        ("Do", "en"), ("Call", "en"), ("Min", "en"), ("Say it first", "en"), ("At once.", "en"),
        ("Who knew?", "en"), ("Nobody.", "en"),
    }  # fmt: skip
    assert text.start == text.end is not None


@pytest.mark.parametrize("stream", [ARTICLE, CASE_STUDY, GUIDANCE, PLAYBOOK])
def test_every_block_of_every_page_can_be_read(stream: list[tuple[str, object]]) -> None:
    for _name, block in stream:
        empty = block.get_default()  # type: ignore[attr-defined]
        assert all(not part.text for part in block_parts(block, empty, "en", "body"))


# --- Another version of the analysis ------------------------------------------


def test_entries_of_another_analysis_are_noticed_and_made_anew() -> None:
    term = make.term("Apology · 道歉")
    assert checks.analysis_is_current(["default"]) == []
    Entry.objects.update(analysis_version=ANALYSIS_VERSION + 1)
    (warning,) = checks.analysis_is_current(["default"])
    assert "rebuild_search" in str(warning.hint)
    assert checks.analysis_is_current(None) == []
    call_command("rebuild_search", verbosity=0)
    assert checks.analysis_is_current(["default"]) == []
    assert list(get_search_backend().search("道歉", GlossaryTerm)) == [term]


def test_a_save_replaces_an_entry_of_another_analysis() -> None:
    term = make.term("Apology · 道歉")
    old = entry_of(term).pk
    Entry.objects.update(analysis_version=ANALYSIS_VERSION + 1)
    index.insert_or_update_object(term)
    assert entry_of(term).pk != old
    assert get_search_backend().search("道歉", GlossaryTerm).count() == 1


def test_wagtails_own_command_rebuilds_the_same_table() -> None:
    make.term("Apology · 道歉")
    Entry.objects.all().delete()
    call_command("update_index", verbosity=0)
    assert get_search_backend().search("道歉", GlossaryTerm).count() == 1


def test_measures_of_a_playbook_are_found_as_soon_as_it_is_published(reader: User) -> None:
    page = make.playbook("Plan")
    for text in ("say it first", "who knew", "first hour"):
        found = search(text, reader, ENGLISH).hits
        assert [hit.object.pk for hit in found] == [page.pk], text
    draft = page.get_latest_revision_as_object()
    phase = draft.phases.all()[0]
    phase.title = "The nightingale day"
    draft.phases.set([phase])
    draft.save_revision().publish()
    assert search("nightingale", reader, ENGLISH).total == 1
    assert search("first hour", reader, ENGLISH).total == 0
