"""A table read where it lies."""

from hypothesis import given
from hypothesis import strategies as st

from kb.search.dictionary.table import Table, pack

KEYS = st.text(alphabet="ab道歉 ", max_size=4)


@given(st.dictionaries(KEYS, st.text(alphabet="xy值\n\t", max_size=5), max_size=20), KEYS)
def test_a_table_answers_like_the_rows_it_was_packed_from(rows: dict[str, str], other: str) -> None:
    table = Table(memoryview(pack(rows)))
    for key in [*rows, other]:
        assert table.get(key) == rows.get(key)
        assert not key or table.has_prefix(key) == any(known.startswith(key) for known in rows)
