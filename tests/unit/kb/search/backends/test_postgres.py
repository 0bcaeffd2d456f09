"""The engine contract on PostgreSQL."""

from django.db import connection

from kb.search.backends import engine
from tests.search_contract import EngineContract, found, only_on, put

only_on("postgresql")


class TestPostgreSQL(EngineContract):
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
