"""The window of a mark, and the preview of a paragraph."""

import json
from typing import Any

import pytest
from django.test import Client

pytestmark = pytest.mark.django_db
MARK, PREVIEW = "/admin/wording/mark/", "/admin/wording/preview/"


def paragraph(text: str, **more: Any) -> dict[str, Any]:
    block = {"key": "a", "text": text, "type": "unstyled", "depth": 0}
    block |= {"inlineStyleRanges": [], "entityRanges": []} | more.pop("ranges", {})
    return {"content": {"blocks": [block], "entityMap": more.pop("entities", {})}} | more


def ask(client: Client, body: Any) -> Any:
    answer = client.post(PREVIEW, json.dumps(body), content_type="application/json")
    return answer.json() if answer.status_code == 200 else answer.status_code


def texts(answer: Any) -> dict[str, str]:
    return {row["to"]: "".join(piece["text"] for piece in row["pieces"]) for row in answer["rows"]}


def test_the_preview_reads_a_paragraph_in_each_script(editor_client: Client) -> None:
    assert texts(ask(editor_client, paragraph("他们发现这里"))) == {
        "zh-hant": "他們發現這裡",
        "zh-hk": "他們發現這裏",
    }


def test_the_preview_follows_the_marks(editor_client: Client) -> None:
    keep = {"inlineStyleRanges": [{"offset": 0, "length": 2, "style": "KEEP"}]}
    say = {"entityRanges": [{"offset": 2, "length": 2, "key": 0}]}
    words = {"0": {"type": "SAY", "mutability": "MUTABLE", "data": {"zh-hant": "使用者"}}}
    body = paragraph("头发用户", ranges=keep | say, entities=words)
    assert texts(ask(editor_client, body))["zh-hant"] == "头发使用者"


def test_the_preview_marks_what_is_doubtful(editor_client: Client) -> None:
    (taiwan, _hong_kong) = ask(editor_client, paragraph("头上的发，发展"))["rows"]
    marked = [piece for piece in taiwan["pieces"] if "kind" in piece]
    assert marked == [{"text": "發", "kind": "doubt", "title": "髮"}]


@pytest.mark.parametrize("body", [[], {}, {"content": []}, {"content": {"blocks": 1}}, "x"])
def test_what_is_no_text_of_the_editor_is_refused(editor_client: Client, body: Any) -> None:
    assert ask(editor_client, body) == 400


def test_the_window_asks_for_the_words_and_shows_what_comes_by_itself(
    editor_client: Client,
) -> None:
    answer = editor_client.get(MARK, {"text": "软件"}).json()
    assert answer["step"] == "words"
    assert 'placeholder="軟件"' in answer["html"]


def test_the_window_hands_over_the_words(editor_client: Client) -> None:
    posted = {"text": "软件", "zh_hant": " 軟體 ", "zh_hk": "", "zh_hans": ""}
    answer = editor_client.post(MARK, posted).json()
    assert answer == {"step": "chosen", "words": {"zh-hant": "軟體"}}


def test_the_window_asks_again_when_nothing_was_written(editor_client: Client) -> None:
    assert editor_client.post(MARK, {"text": "软件"}).json()["step"] == "words"


def test_a_mark_is_taken_off(editor_client: Client) -> None:
    posted = {"text": "软件", "zh_hant": "軟體", "remove": "1"}
    assert editor_client.post(MARK, posted).json()["words"] == {}
