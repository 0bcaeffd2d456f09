"""The address of the graph: no database."""

import pytest
from django.http import QueryDict

from cases.graph.address import Address


def test_a_state_comes_back_from_its_address() -> None:
    query = (
        "from=incident:a-quarrel&from=person:wang-min&expand=person:wang-min:all&kind=person"
        "&relation=subject&since=2025-01-01&until=2026-01-31&depth=2"
    )
    address, sentences = Address.read(QueryDict(query))
    assert (address.query(), sentences) == (query, [])


@pytest.mark.parametrize(
    "wrong",
    [
        "from=incident", "from=dragon:x", "from=incident:<b>", "expand=person:a:dragon", "kind=x",
        "relation=x", "since=yesterday", "until=20260101", "since=0001-01-01", "depth=9", "depth=-1",
        "since=2026-02-01&until=2026-01-01",
    ],
)  # fmt: skip
def test_what_cannot_be_used_is_left_out_and_said(wrong: str) -> None:
    address, sentences = Address.read(QueryDict(wrong))
    assert len(sentences) == 1
    assert Address.read(QueryDict(address.query())) == (address, [])
