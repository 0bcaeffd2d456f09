"""The door that answers searches line by line."""

import io
import json
import sys

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from tests import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def ask(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]):  # type: ignore[no-untyped-def]
    def answers(*lines: object, **options: str) -> tuple[list[list[str]], str]:
        typed = b"".join(
            (line if isinstance(line, bytes) else json.dumps(line).encode()) + b"\n"
            for line in lines
        )
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(typed)))
        out, err = io.StringIO(), io.StringIO()
        call_command("search_stdio", stdout=out, stderr=err, **options)
        return [json.loads(line) for line in out.getvalue().splitlines()], err.getvalue()

    return answers


@pytest.mark.usefixtures("kept_contexts")
def test_each_line_is_answered_with_the_slugs_of_the_search_page(
    ask, reader_client: Client
) -> None:  # type: ignore[no-untyped-def]
    make.home()
    make.term("Apology · 道歉")
    make.article("Affair", body=make.stream(("text", "<p>An apology.</p>")))
    response = reader_client.get("/en/search/", {"q": "apology"})
    shown = [hit.object.slug for hit in response.context["results"].hits]
    answers, errors = ask(
        {"query": "apology", "lang": "EN", "k": 5},
        {"query": "apology", "lang": None, "k": 1},
        {"query": "道歉", "lang": "zh-hant"},
    )
    assert answers == [shown, shown[:1], shown]
    assert not errors


@pytest.mark.parametrize(
    "line",
    [
        b"",
        b"\xff\xfe",
        b"[" * 100_000,
        b'{"query": "\\ud800"}',
        b"null",
        {"query": 7},
        {"query": "apology", "k": 0},
        {"query": "apology", "k": "9" * 5000},
        {"query": "apology", "lang": 5},
    ],
    ids=lambda line: ascii(line)[:20],
)
def test_a_bad_line_is_answered_and_the_next_one_too(line: object, ask) -> None:  # type: ignore[no-untyped-def]
    make.term("Apology · 道歉")
    answers, errors = ask(line, {"query": "apology"})
    assert answers == [[], ["apology"]]
    assert errors.startswith("line 1: ") or line == b'{"query": "\\ud800"}'


def test_what_can_be_understood_is_answered_and_said(ask) -> None:  # type: ignore[no-untyped-def]
    make.term("Apology · 道歉")
    answers, errors = ask(
        {"query": "apology", "lang": "tlh"},
        {"query": "apology", "k": 10**30},
        {"query": "apology", "k": 2.0},
    )
    assert answers == [["apology"]] * 3
    assert errors == "line 1: \"lang\" is 'tlh': read as en\n"


def test_it_finds_what_everybody_may_see_or_what_a_named_person_may(ask, legal_editor) -> None:  # type: ignore[no-untyped-def]
    make.term("Nightingale · 夜莺", groups=[make.legal_group()])
    assert ask({"query": "nightingale"})[0] == [[]]
    name = legal_editor.get_username()
    assert ask({"query": "nightingale"}, user=name)[0] == [["nightingale"]]
    with pytest.raises(CommandError, match="no account named 'nobody'"):
        ask(user="nobody")
