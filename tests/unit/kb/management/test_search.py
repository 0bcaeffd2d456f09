"""Searching from the command line."""

import io
import subprocess
import sys

import pytest
from django.core.management import CommandError, call_command

from tests import factories as make

pytestmark = pytest.mark.django_db


def printed(*words: str, **options: object) -> str:
    out = io.StringIO()
    call_command("search", *words, stdout=out, no_color=True, **options)
    return out.getvalue()


def test_it_prints_titles_excerpts_and_addresses() -> None:
    make.term("Apology · 道歉", definition="A regret & more · 认错的话")
    text = printed("regret", "more")
    assert text.startswith("1 result\n1. Apology\n   A regret & more\n")
    assert "/en/glossary/apology/" in text
    assert "認錯的話" in printed("道歉", lang="zh-Hant")


def test_what_stands_below_the_line_is_printed_below_one_with_the_reason() -> None:
    make.article("Recall and refund")
    make.article("Recall only")
    text = printed("recall", "refund")
    assert text.startswith("1 result\n1. Recall and refund\n")
    assert "\n\nOnly some of the words, or by the dictionary\n2. Recall only\n" in text
    assert text.endswith("without: refund\n")


def test_a_reader_who_has_heard_enough_ends_it_quietly() -> None:
    stopped = (
        "from kb.management.quiet_end import quiet_end\nwith quiet_end(): raise BrokenPipeError"
    )
    ended = subprocess.run([sys.executable, "-c", stopped], capture_output=True, check=False)
    assert (ended.returncode, ended.stderr) == (0, b"")


def test_it_says_what_is_wrong_with_an_option() -> None:
    with pytest.raises(CommandError, match="zh-Hant"):
        printed("apology", lang="fr")
    with pytest.raises(CommandError, match="1 to 1000"):
        printed("apology", n=0)


def test_it_finds_only_what_everybody_may_see() -> None:
    make.term("Nightingale · 夜莺", groups=[make.legal_group()])
    assert printed("nightingale") == "0 results\n"
