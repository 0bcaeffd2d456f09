"""Scripts, controls and addresses that run code leave no reader."""

import pytest

from kb.importing.read_text import ReadText
from kb.importing.tidying import tidied, without


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("a<script>x()</script>b", "ab"),
        ("a<SCRIPT src=x>x()</script >b", "ab"),
        ("a<script>x()\nb", "a\nb"),
        ("the <scripture> and a < script", "the <scripture> and a < script"),
        ("<scr<script></script>ipt>x()</script>", ""),
    ],
)
def test_scripts_go_with_what_they_hold(text: str, wanted: str) -> None:
    assert without("script", text) == wanted


def test_controls_go_and_marks_of_direction_that_texts_need_stay() -> None:
    found = tidied(ReadText("a", "a\x00b\u202ec\u2066d\x1b[31m\ud800e\u200f\t\n", "utf-8"))
    assert found.text == "abcd[31me\u200f\t\n"


@pytest.mark.parametrize(
    "url",
    ["javascript:alert(1)", " JavaScript:x", "data:text/html,x", "//a.example", "https://a b"],
)
def test_only_addresses_of_the_web_are_kept(url: str) -> None:
    assert tidied(ReadText("a", "a", "utf-8", url=url)).url == ""
    assert tidied(ReadText("a", "a", "utf-8", url="https://a.example/b")).url


def test_what_a_file_says_of_itself_is_short() -> None:
    assert len(tidied(ReadText("a", "a", "utf-8", title="x" * 1_000_000)).title) == 500
