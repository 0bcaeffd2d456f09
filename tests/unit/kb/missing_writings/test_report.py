"""The report of what lacks one of its writings."""

import re
from collections.abc import Callable
from html import unescape

import pytest
from django.contrib.auth.models import User
from django.test import Client

from cases.models import Person
from kb.missing_writings.places import places
from kb.missing_writings.rows import Asked, counts, rows
from kb.missing_writings.texts import kinds, texts_of
from kb.models import Channel, GlossaryTerm
from kb.records.bilingual import Bilingual
from tests import factories as make

pytestmark = pytest.mark.django_db

ADDRESS = "/en/missing-writings/"


def told(client: Client, **query: str) -> list[tuple[str, ...]]:
    html = client.get(ADDRESS, query).content.decode()
    rows = re.findall(r"<tr>\s*(<th scope=\"row\">.*?)</tr>", html, re.DOTALL)
    plain = [unescape(re.sub(r"<[^>]*>", "|", row)) for row in rows]
    return [tuple(part.strip() for part in row.split("|") if part.strip()) for row in plain]


@pytest.fixture
def mixed() -> None:
    make.person(Bilingual("Ann Lee", ""), slug="ann")
    make.person("Bo Li · 李波", slug="bo", note=Bilingual("", "记者"))
    events = (make.event("A · 甲"), make.event(Bilingual("They quarrel", "")))
    make.incident("A quarrel · 争吵", *events, slug="quarrel")


def test_each_text_with_one_half_is_listed_with_the_way_to_its_field(
    mixed: None, editor: User, editor_client: Client
) -> None:
    assert told(editor_client, kind="person") == [
        ("Ann Lee", "Person", "Name", "Ann Lee", "Add the Chinese"),
        ("Bo Li", "Person", "Note", "记者", "Add the English"),
    ]
    assert told(editor_client, kind="incident", field="events.what") == [
        ("A quarrel", "Incident", "Event: what happened", "They quarrel", "Add the Chinese")
    ]
    page = editor_client.get(ADDRESS, {"kind": "incident", "field": "events.what"})
    assert "#id_events-1-what_zh" in page.content.decode()


def test_what_is_missing_narrows_and_numbers_follow(mixed: None, editor_client: Client) -> None:
    assert [row[0] for row in told(editor_client, kind="person", missing="en")] == ["Bo Li"]
    html = editor_client.get(ADDRESS, {"kind": "person"}).content.decode()
    assert re.search(r'English is missing <span class="section__count">1<', html)
    assert re.search(r'Chinese is missing <span class="section__count">1<', html)


def test_labels_of_vocabularies_and_terms_of_the_glossary_are_listed(editor: User) -> None:
    Channel.objects.create(key="wall", label_en="Wall", label_zh_hans="墙", label_zh_hant="")
    make.term(Bilingual("Firewall", ""), slug="wall")
    reviewer = User.objects.get(username="administrator")
    found = rows(Asked((Channel, GlossaryTerm)), reviewer, 0, 9)
    assert [(row.kind, row.field, row.missing, row.there) for row in found] == [
        ("kb.channel", "label", "zh", "Wall"),
        ("kb.glossaryterm", "term", "zh", "Firewall"),
    ]
    assert [place.missing for place in places(found)] == ["zh-hant", "zh"]


def test_nobody_counts_what_they_may_not_work_on(
    mixed: None, editor: User, legal_editor: User, reader_client: Client, client: Client
) -> None:
    make.person(Bilingual("Hidden", ""), groups=[make.legal_group()])
    make.person(Bilingual("Archived", ""), archived=True)
    draft = make.person(Bilingual("Draft", ""), live=False)
    for user, number in ((editor, 2), (legal_editor, 3)):
        asked = Asked((type(draft),), "name")
        assert sum(counts(asked, user).values()) == number
        assert len(rows(asked, user, 0, 99)) == number
    assert reader_client.get(ADDRESS).status_code == 403
    assert client.get(ADDRESS).status_code == 302


def test_a_half_that_waits_in_the_draft_is_said_to(editor_client: Client) -> None:
    ann = make.person(Bilingual("Ann Lee", ""))
    ann.name = Bilingual("Ann Lee", "安·李")
    ann.save_revision()
    assert told(editor_client, kind="person")[0][-1] == "in the draft already"


def test_a_list_of_hundreds_is_read_in_pages_with_few_queries(
    editor_client: Client, django_assert_max_num_queries: Callable[..., object]
) -> None:
    Person.objects.bulk_create(
        Person(name_en=f"Person {n:03}", slug=f"p{n}", live=True) for n in range(420)
    )
    first = told(editor_client, kind="person")
    with django_assert_max_num_queries(25):  # type: ignore[attr-defined]
        last = told(editor_client, kind="person", page="9")
    assert len(first) == 50
    assert [row[0] for row in last] == [f"Person {n:03}" for n in range(400, 420)]


def test_what_cannot_be_chosen_is_left_out_and_said(mixed: None, editor_client: Client) -> None:
    answer = editor_client.get(ADDRESS, {"kind": "x\0<y>", "missing": "fr", "page": "z"})
    assert answer.status_code == 200
    assert "was left out" in answer.content.decode()


def test_every_bilingual_text_has_its_place(administrator: User) -> None:
    for kind in kinds(administrator):
        if kind.__name__ not in (
            "Channel",
            "Topic",
            "CrisisType",
            "OutcomeKind",
            "Strategy",
            "CheckQuestion",
        ):
            assert texts_of(kind), kind
    codes = {text.code for kind in kinds(administrator) for text in texts_of(kind)}
    assert {"events.citations.view", "roles.title", "milestones.what", "examples.text"} <= codes
