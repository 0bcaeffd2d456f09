"""Marks go through the editor and back as they were."""

import json

import pytest
from wagtail.admin.rich_text.converters.contentstate import ContentstateConverter

from kb.blocks.text import FEATURES, PLAIN

MARKED = [
    '<p>他的<span data-script="keep" translate="no">头发</span>白了</p>',
    '<p>本<span data-hant="軟體" data-hk="軟件">软件</span>发布</p>',
    '<p>一<span data-hans="范先生">範先生</span></p>',
    '<p><b>粗<span data-hant="使用者">用户</span></b></p>',
    '<ul><li><a href="https://example.org/">见</a><span data-hant="&quot;&lt;b&gt;">此</span></li></ul>',
    '<p>前<span data-hant="網路"><span data-script="keep" translate="no">网</span>络</span>后</p>',
]


def round_trip(html: str, features: list[str]) -> str:
    converter = ContentstateConverter(features)
    state = json.loads(converter.from_database_format(html))
    made: str = converter.to_database_format(json.dumps(state))
    keys = [block["key"] for block in state["blocks"]]
    for key in keys:
        made = made.replace(f' data-block-key="{key}"', "")
    return made


def merged(html: str) -> str:
    """Styles split where an entity ends: the same words are marked, in more pieces."""
    return html.replace("</b><b>", "")


@pytest.mark.parametrize("html", MARKED)
def test_a_mark_survives_the_editor(html: str) -> None:
    once = round_trip(html, FEATURES)
    assert round_trip(once, FEATURES) == once
    for part in ("data-script", "data-hant", "data-hk", "data-hans", "translate"):
        assert once.count(part) >= html.count(part)


@pytest.mark.parametrize("html", MARKED[:3])
def test_a_mark_alone_comes_back_to_the_letter(html: str) -> None:
    assert round_trip(html, FEATURES) == html


def test_where_marks_are_no_feature_the_words_stay() -> None:
    assert round_trip(MARKED[0], PLAIN) == "<p>他的头发白了</p>"


def test_an_entity_without_words_is_plain_text() -> None:
    state = {
        "blocks": [
            {
                "key": "a",
                "text": "软件",
                "type": "unstyled",
                "depth": 0,
                "inlineStyleRanges": [],
                "entityRanges": [{"offset": 0, "length": 2, "key": 0}],
            }
        ],
        "entityMap": {"0": {"type": "SAY", "mutability": "MUTABLE", "data": {"zh-hant": " "}}},
    }
    made = ContentstateConverter(FEATURES).to_database_format(json.dumps(state))
    assert made == '<p data-block-key="a">软件</p>'
