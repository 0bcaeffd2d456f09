"""A person, organisation or source is made inside a chooser, as a draft, and chosen at once."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse
from wagtail.models import ModelLogEntry

from cases.models import Organisation, Person, Source
from kb.records.choosers import NEW
from tests import factories as make

pytestmark = pytest.mark.django_db


def create(client: Client, kind: str, /, **fields: Any) -> Any:
    """Send the short form of a chooser, and return what it answers."""
    address = reverse(f"wagtailsnippetchoosers_cases_{kind}:create")
    posted = {f"{NEW}-{name}": value for name, value in fields.items()}
    response = client.post(address, posted, headers={"x-requested-with": "XMLHttpRequest"})
    assert response.status_code == 200
    return response.json()


@pytest.mark.parametrize(
    ("kind", "model", "fields"),
    [
        ("person", Person, {"name_en": "Lin Wei", "name_zh": "林薇"}),
        ("organisation", Organisation, {"name_zh": "星河科技", "kind": "company"}),
        ("source", Source, {"title_en": "A report", "kind": "web"}),
    ],
)
def test_a_new_record_is_a_draft_with_a_history_and_is_chosen(
    editor_client: Client, editor: User, kind: str, model: Any, fields: dict[str, str]
) -> None:
    answer = create(editor_client, kind, **fields)
    made = model.objects.get()
    assert answer["step"] == "chosen"
    assert answer["result"]["id"] == str(made.pk)
    assert not made.live
    assert made.latest_revision.user == editor
    assert ModelLogEntry.objects.filter(action="wagtail.create", object_id=str(made.pk)).exists()


def test_a_name_in_one_writing_is_enough_and_in_none_too_little(editor_client: Client) -> None:
    assert create(editor_client, "person")["step"] == "reshow_creation_form"
    assert create(editor_client, "person", name_zh="林薇")["step"] == "chosen"


@pytest.mark.parametrize("typed", ["lin wei ", "林薇", "Vivian"])
def test_one_of_the_same_name_is_offered_first(editor_client: Client, typed: str) -> None:
    there = make.person("Lin Wei · 林薇", make.alias("Vivian"))
    half = "name_zh" if typed == "林薇" else "name_en"
    answer = create(editor_client, "person", **{half: typed})
    assert answer["step"] == "reshow_creation_form"
    assert "Choose Lin Wei · 林薇" in answer["htmlFragment"]
    assert Person.objects.count() == 1
    answer = create(editor_client, "person", **{half: typed}, namesake=str(there.pk))
    assert answer["result"]["id"] == str(there.pk)
    assert Person.objects.count() == 1
    create(editor_client, "person", **{half: typed}, namesake="another")
    assert Person.objects.count() == 2


def test_a_name_in_the_other_script_is_the_same_name(editor_client: Client) -> None:
    make.organisation("Galaxy · 银河")
    answer = create(editor_client, "organisation", name_zh="銀河", kind="company")
    assert "银河" in answer["htmlFragment"]


def test_the_one_that_was_there_is_chosen_whatever_the_form_lacks(editor_client: Client) -> None:
    there = make.organisation("Galaxy · 银河")
    answer = create(editor_client, "organisation", name_zh="银河", namesake=str(there.pk))
    assert answer["result"]["id"] == str(there.pk)


def test_a_source_with_the_same_address_is_offered(editor_client: Client) -> None:
    make.source("A report", address="https://news.invalid/1")
    address = "https://news.invalid/1"
    answer = create(editor_client, "source", title_en="Another", kind="web", address=address)
    assert "Choose A report" in answer["htmlFragment"]


def test_a_hidden_namesake_is_not_mentioned(
    editor_client: Client, legal_editor_client: Client
) -> None:
    hidden = make.person("Lin Wei", groups=[make.legal_group()])
    assert create(editor_client, "person", name_en="Lin Wei")["step"] == "chosen"
    guessed = create(editor_client, "person", name_en="Quiet", namesake=str(hidden.pk))
    assert guessed["result"]["id"] != str(hidden.pk)
    answer = create(legal_editor_client, "person", name_en="Lin Wei")
    assert answer["step"] == "reshow_creation_form"


def test_a_new_record_may_be_kept_to_a_group_from_the_start(
    legal_editor_client: Client, editor: User
) -> None:
    group = make.legal_group()
    create(legal_editor_client, "person", name_en="Lin Wei", keep_to=[str(group.pk)])
    assert not Person.objects.editable_by(editor).exists()


def test_those_who_may_not_add_make_nothing(reader_client: Client) -> None:
    address = reverse("wagtailsnippetchoosers_cases_person:create")
    assert reader_client.post(address, {f"{NEW}-name_en": "Lin Wei"}).status_code in (302, 403)
    assert not Person.objects.exists()
