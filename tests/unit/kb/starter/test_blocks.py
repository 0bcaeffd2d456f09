"""Page streams of the starter: records by key, and nothing about records that are gone."""

import json
from typing import Any

from kb.starter.blocks import stream

RECORDS = {("incident", "storm"): 3, ("source", "paper"): 5}


def made(*tables: dict[str, Any]) -> list[dict[str, Any]]:
    text = stream(
        list(tables), "page/body", lambda kind, slug: RECORDS.get((kind, slug)), lambda slug: None
    )
    blocks: list[dict[str, Any]] = json.loads(text)
    return blocks


def test_a_block_names_its_record_by_primary_key() -> None:
    timeline, quotation = made(
        {"timeline": "storm"}, {"quotation": {"text": "x", "source": "paper", "place": "1"}}
    )
    assert (timeline["type"], timeline["value"]) == ("timeline", {"incident": 3})
    assert quotation["value"] == {"text": "x", "source": 5, "place": "1"}


def test_a_block_about_a_record_that_is_gone_is_left_out() -> None:
    assert made({"timeline": "calm"}, {"quotation": {"text": "x", "source": "lost"}}) == []


def test_citations_keep_those_whose_source_is_there() -> None:
    (block,) = made({"citations": [{"source": "lost"}, {"source": "paper", "quote": "x"}]})
    assert [item["value"] for item in block["value"]] == [{"note": "", "source": 5, "quote": "x"}]
    assert made({"citations": [{"source": "lost"}]}) == []


def test_the_same_block_has_the_same_identity_on_every_site() -> None:
    assert made({"text": "One."})[0]["id"] == made({"text": "One."})[0]["id"]
