"""The engine contract on PostgreSQL."""

from django.db import connection
from django.test.utils import CaptureQueriesContext

from kb.search.backends import engine, postgres
from kb.search.backends.codes import code
from kb.search.entries import Entry
from kb.worker import count_words
from tests.search_contract import EngineContract, found, only_on, put

only_on("postgresql")


class TestPostgreSQL(EngineContract):
    ranking = postgres

    def test_rare_words_weigh_more_once_the_statistics_are_fresh(self) -> None:
        for number in range(20):
            put("common", f"filler {number}")
        common = put("", "rare common common common")
        rare = put("", "rare rare rare common")
        engine().refresh()
        assert found("rare")[:2] == [rare, common]

    def test_the_index_on_tokens_is_used(self) -> None:
        put("道歉")
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL enable_seqscan = off")
            cursor.execute("EXPLAIN SELECT 1 FROM kb_entrytext WHERE tokens @> '{1}'::int[]")
            plan = "\n".join(row for (row,) in cursor.fetchall())
        assert "kb_entrytext_tokens" in plan

    def test_the_worker_counts_words_again_when_much_is_written(self) -> None:
        for number in range(10):
            put("common", f"filler {number}")
        count_words()
        assert counted("common") == 10
        gone = put("common rare")
        count_words()
        assert (counted("common"), counted("rare")) == (11, 1)
        Entry.objects.filter(pk=gone).delete()
        count_words()
        assert (counted("common"), counted("rare")) == (10, None)

    def test_the_worker_asks_one_thing_when_nothing_is_written(self) -> None:
        put("common")
        count_words()
        with CaptureQueriesContext(connection) as captured:
            count_words()
        assert len(captured) == 1


def counted(token: str) -> int | None:
    """Return in how many entries a word was, when they were last counted."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT entries FROM kb_searchterm WHERE code = %s", [code(token)])
        row = cursor.fetchone()
    return row and row[0]
