"""The engine contract on SQLite."""

import pytest
from django.db import connection

from kb.search.backends import engine, fts5_ranking
from tests.search_contract import EngineContract, found, only_on, put, rewrite

only_on("sqlite")


class TestSQLite(EngineContract):
    ranking = fts5_ranking

    def test_the_full_text_table_is_whole_after_many_changes(self) -> None:
        entries = [put(f"道歉 {number}", f"文字 {number} alpha") for number in range(30)]
        for entry in entries[::2]:
            rewrite(entry, "换过的题目", "换过的文字 beta 米")
        engine().erase(entries[::3])
        with connection.cursor() as cursor:
            cursor.execute("INSERT INTO kb_searchwords (kb_searchwords) VALUES ('integrity-check')")
        assert entries[2] in found("换过的文字")

    @pytest.mark.parametrize("character", ["'", "*", "^", ":", "-"])
    def test_no_character_of_a_word_is_an_operator(self, character: str) -> None:
        entry = put(f"道{character}歉 a{character}b")
        assert found("道") == [entry]
