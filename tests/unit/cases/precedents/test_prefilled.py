"""From an incident to the question its facts make up, as its reader may know them."""

from urllib.parse import parse_qs, urlsplit

from django.contrib.auth.models import User
from django.test import Client

from cases.precedents.prefilled import like_incident
from kb.records.actions import set_audience
from tests import factories as make


def test_a_question_says_nothing_that_its_reader_could_not_check(
    reader: User, legal: User, administrator: User
) -> None:
    closed, secret = make.source("Closed later"), make.organisation("Secret", kind="authority")
    made = make.incident(
        "A fire",
        make.involvement(secret),
        make.involvement(make.organisation("Open", kind="product_line")),
        make.response(channel=make.channel("weibo"), sources=[closed]),
        make.response(channel=make.channel("weibo"), sources=[closed]),
        make.response(channel=make.channel("press")),
        severity=3,
        topics=[make.topic("recall")],
    )
    for one in (closed, secret):
        set_audience(one, administrator, "groups", [make.legal_group()])
    asked = like_incident(made, legal)
    assert (asked.organisation, asked.channel) == ("authority", "weibo")
    asked = like_incident(made, reader)
    assert (asked.organisation, asked.channel) == ("product_line", "press")
    assert (asked.words, asked.severity, asked.topic) == ("A fire", "3", ("recall",))


def test_cases_like_one_are_compared_with_it_and_leave_it_out(reader_client: Client) -> None:
    made = make.incident("Kettles burn", severity=3)
    make.incident("Kettles burn again", make.outcome("A fine"), severity=3)
    make.incident("Kettles burn in secret", groups=[make.legal_group()])
    address = f"/en/incidents/{made.slug}/like/"
    led = urlsplit(reader_client.get(address)["Location"])
    assert (led.path, parse_qs(led.query)["words"]) == ("/en/precedents/", ["Kettles burn"])
    few = reader_client.get(address, headers={"HX-Request": "true"}).content.decode()
    assert '<input type="hidden" name="incident" value="kettles-burn">' in few
    assert 'type="checkbox" name="incident" value="kettles-burn-again"' in few
    assert "A fine" in few
    assert "in secret" not in few
    assert few.count('class="result__title"') == 1


def test_an_empty_answer_says_what_was_looked_for_and_where_else(reader_client: Client) -> None:
    answer = reader_client.get("/zh-hant/precedents/?words=司機罷工").content.decode()
    assert "<mark>罷工</mark>" in answer
    assert "/zh-hant/search/?q=" in answer
