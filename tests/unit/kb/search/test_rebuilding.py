"""Bringing the search table up to date while the site goes on."""

from collections.abc import Iterator
from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection
from wagtail.search.backends import get_search_backend

from kb.models import GlossaryTerm
from kb.search import rebuilding
from kb.search.analysis import ANALYSIS_VERSION
from kb.search.backends import engine
from kb.search.checks import analysis_is_current
from kb.search.entries import Entry, EntryText
from kb.search.expressions import all_of, word
from kb.search.sql import Sql
from tests import factories as make

pytestmark = pytest.mark.django_db


class Killed(BaseException):
    """What ends a run in the middle."""


@pytest.fixture
def terms(monkeypatch: pytest.MonkeyPatch) -> list[GlossaryTerm]:
    """Seven terms in a table that is complete, made in batches of two."""
    call_command("rebuild_search", verbosity=0)
    monkeypatch.setattr(rebuilding, "BATCH", 2)
    return [
        make.term(f"Apology {name} · 道歉") for name in ("a1", "b2", "c3", "d4", "e5", "f6", "g7")
    ]


def found(typed: str = "道歉") -> set[int]:
    return {term.pk for term in get_search_backend().search(typed, GlossaryTerm)}


def numbers() -> dict[int, int]:
    of_terms = Entry.objects.filter(kind="term")
    return dict(of_terms.values_list("object_id", "pk"))


def rebuild(**options: Any) -> str:
    out = StringIO()
    call_command("rebuild_search", stdout=out, **options)
    return out.getvalue()


def words_are_sound() -> bool:
    """Whether SQLite's word index holds each token as often as it says, and nothing else."""
    if connection.vendor != "sqlite":
        return True
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM kb_searchwords_docsize")
        (rows,) = cursor.fetchone()
        cursor.execute("SELECT doc FROM kb_searchvocabulary WHERE term = '道歉'")
        (holding,) = cursor.fetchone()
    return (rows, holding) == (Entry.objects.count(), len(found()))


def kill_after(monkeypatch: pytest.MonkeyPatch, batches: int) -> None:
    """End the next run when so many batches are written and the next one is half done."""
    write, done = rebuilding.index_objects, []

    def dying(*args: Any, **options: Any) -> None:
        write(*args, **options)
        done.append(1)
        if len(done) > batches:
            raise Killed

    monkeypatch.setattr(rebuilding, "index_objects", dying)
    with pytest.raises(Killed):
        rebuild()
    monkeypatch.setattr(rebuilding, "index_objects", write)


def test_nothing_is_written_when_nothing_is_due(terms: list[GlossaryTerm]) -> None:
    before = numbers()
    assert "0 made anew, 0 left over" in rebuild()
    assert numbers() == before


def test_a_killed_run_is_continued_where_it_was(
    terms: list[GlossaryTerm], monkeypatch: pytest.MonkeyPatch
) -> None:
    rebuilding.mark_all()
    others = Entry.objects.exclude(kind="term")
    others.update(analysis_version=ANALYSIS_VERSION)
    kill_after(monkeypatch, 2)
    made = Entry.objects.filter(kind="term", analysis_version=ANALYSIS_VERSION)
    assert made.count() == 4
    (warning,) = analysis_is_current(["default"])
    assert "rebuild_search" in str(warning.hint)
    assert "3/3 glossary terms" in rebuild()
    assert analysis_is_current(["default"]) == []
    assert words_are_sound()


@pytest.mark.parametrize("version", [rebuilding.MARKED, ANALYSIS_VERSION + 1])
def test_searches_find_everything_while_it_runs(
    terms: list[GlossaryTerm], monkeypatch: pytest.MonkeyPatch, version: int
) -> None:
    """By its old entry or its new one, once, before and after every batch."""
    everything = {term.pk for term in terms}
    Entry.objects.update(analysis_version=version)
    seen = []
    make_anew = rebuilding.make_anew

    def watched(*args: Any) -> Iterator[int]:
        for number in make_anew(*args):
            seen.append((found(), get_search_backend().search("apology", GlossaryTerm).count()))
            yield number

    monkeypatch.setattr("kb.management.commands.rebuild_search.make_anew", watched)
    rebuild()
    assert len(seen) >= 4
    assert all(one == (everything, len(everything)) for one in seen)
    ranked = engine().rank(all_of([word("道歉")]), Sql("kind = 'term'"))
    assert ranked.total == len(everything)


def test_all_makes_every_entry_anew_in_its_place(terms: list[GlossaryTerm]) -> None:
    before = numbers()
    GlossaryTerm.objects.filter(pk=terms[0].pk).update(definition_en="A nightingale")
    assert "7/7 glossary terms" in rebuild(all=True)
    assert numbers() == before
    assert found("nightingale") == {terms[0].pk}
    assert words_are_sound()


def test_what_is_missing_is_added_and_what_is_left_over_taken_out(
    terms: list[GlossaryTerm],
) -> None:
    Entry.objects.filter(pk=numbers()[terms[0].pk]).delete()
    EntryText.objects.filter(pk=numbers()[terms[1].pk]).delete()
    GlossaryTerm.objects.filter(pk=terms[2].pk)._raw_delete("default")  # past every signal
    assert "2 made anew, 1 left over" in rebuild()
    assert found() == {term.pk for term in terms} - {terms[2].pk}


def test_an_entry_of_another_split_gets_a_new_number(terms: list[GlossaryTerm]) -> None:
    before = numbers()
    Entry.objects.update(analysis_version=ANALYSIS_VERSION + 1)
    rebuild()
    assert not set(numbers().values()) & set(before.values())
    assert found() == {term.pk for term in terms}


def test_a_damaged_table_is_made_from_nothing(terms: list[GlossaryTerm]) -> None:
    engine().reset()
    assert not found()
    assert "7/7 glossary terms" in rebuild(empty=True)
    assert found() == {term.pk for term in terms}
    assert words_are_sound()
