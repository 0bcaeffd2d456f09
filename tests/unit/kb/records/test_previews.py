"""Every record is previewed as its readers would see it, in each language, and nothing is kept."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.apps import apps
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse

from cases.models import Incident, Person
from kb.language.protected_terms import current
from kb.search.entries import Entry
from tests import factories as make
from tests.admin_form import AdminForm

pytestmark = pytest.mark.django_db
DRAFTS: dict[str, Callable[[], Any]] = {
    "incident": lambda: make.incident("Quetzal · 格查尔", make.event("It began"), live=False),
    "person": lambda: make.person("Quetzal · 格查尔", make.alias("Quex"), live=False),
    "organisation": lambda: make.organisation("Quetzal · 格查尔", live=False),
    "source": lambda: make.source("Quetzal · 格查尔", live=False),
    "statement": lambda: make.statement("Quetzal · 格查尔", live=False),
    "rule": lambda: make.rule("FW99", title="Quetzal · 格查尔", live=False),
    "term": lambda: make.term("Quetzal · 格查尔", live=False),
}


def url(thing: Any, view: str, *args: object) -> str:
    meta = thing._meta
    keys = [thing.pk, *args] if thing.pk else args
    return reverse(f"wagtailsnippets_{meta.app_label}_{meta.model_name}:{view}", args=keys)


def everything() -> dict[str, list[Any]]:
    """Return all rows of the database that a preview could change."""
    return {
        model._meta.label: sorted(map(repr, model._base_manager.values_list()))
        for model in apps.get_models(include_auto_created=True)
        if model._meta.label not in ("sessions.Session", "wagtailadmin.FormState")
        and model._meta.managed
    }


def shown(client: Client, thing: Any, form: AdminForm | None = None, mode: str = "en") -> str:
    """Return the preview panel of a draft, after sending it what is typed."""
    view = "preview_on_edit" if thing.pk else "preview_on_add"
    form = form or AdminForm(client, url(thing, "edit"))
    data = {name: value for name, value in form.fields.items() if value is not None}
    answer = client.post(url(thing, view), data).json()
    assert answer == {"is_valid": True, "is_available": True}
    response = client.get(url(thing, view), {"mode": mode, "in_preview_panel": "true"})
    assert response.status_code == 200
    return str(response.content.decode())


@pytest.mark.parametrize("kind", DRAFTS)
def test_every_kind_is_previewed_in_three_languages_and_nothing_is_kept(
    kind: str, editor_client: Client
) -> None:
    draft = DRAFTS[kind]()
    form = AdminForm(editor_client, url(draft, "edit"))
    shown(editor_client, draft, form)
    before = everything()
    for mode, lang, words in (
        ("en", "en", "Quetzal"),
        ("zh-hans", "zh-Hans", "格查尔"),
        ("zh-hant", "zh-Hant", "格查爾"),
    ):
        page = editor_client.get(url(draft, "preview_on_edit"), {"mode": mode}).content.decode()
        assert f'<html lang="{lang}"' in page
        assert words in page, mode
    assert everything() == before


def test_a_preview_shows_what_is_typed_and_not_saved(editor_client: Client) -> None:
    incident = make.incident("A quarrel", make.event("It began"))
    form = AdminForm(editor_client, url(incident, "edit"))
    form.type(title_en="A long quarrel")
    event = form.add("events", what_en="It went on", when="2026-01-08")
    form.add(f"{event}-citations", source=str(make.common_source().pk), quote="on it went")
    page = shown(editor_client, incident, form)
    for words in ("A long quarrel", "It began", "It went on", "on it went"):
        assert words in page
    assert make.fresh(incident).title.en == "A quarrel"
    assert incident.events.count() == 1


def test_a_record_that_was_never_saved_is_previewed(editor_client: Client) -> None:
    form = AdminForm(editor_client, url(Incident(), "add"))
    form.type(title_en="A new quarrel")
    assert "A new quarrel" in shown(editor_client, Incident(), form)
    assert not Incident.objects.exists()


def test_what_is_not_cited_yet_is_shown_and_says_so(editor_client: Client) -> None:
    draft = make.incident("A quarrel", make.event("It began", sources=()), sources=(), live=False)
    page = shown(editor_client, draft)
    assert "It began" in page
    assert "Not cited yet" in page
    assert "尚未引用" in shown(editor_client, draft, mode="zh-hans")


def test_what_a_draft_names_and_nobody_reads_yet_is_shown(editor_client: Client) -> None:
    source = make.source("A coming report", live=False)
    draft = make.incident("A quarrel", make.event("It began", sources=[source]), live=False)
    page = shown(editor_client, draft)
    assert "It began" in page
    assert "A coming report" in page
    assert not make.fresh(source).live


def test_facts_whose_sources_the_previewer_may_not_open_stay_hidden(
    editor_client: Client, legal_editor_client: Client
) -> None:
    letter = make.source("A secret letter", groups=[make.legal_group()])
    draft = make.incident("A quarrel", make.event("It leaked", sources=[letter]), live=False)
    assert "It leaked" not in shown(editor_client, draft)
    assert "It leaked" in shown(legal_editor_client, draft)


def test_a_hidden_draft_of_somebody_else_is_not_shown_through_what_names_it(
    editor_client: Client,
) -> None:
    hidden = make.incident("Sealed", groups=[make.legal_group()], live=False)
    draft = make.incident("A quarrel", make.link(hidden), live=False)
    assert "Sealed" not in shown(editor_client, draft)


def test_a_preview_leaves_names_and_search_as_they_were(editor_client: Client) -> None:
    person: Person = make.person("Somebody · 范伟")
    form = AdminForm(editor_client, url(person, "edit"))
    form.type(name_zh="范偉")
    entries, names = Entry.objects.count(), current()
    shown(editor_client, person, form, "zh-hant")
    assert current() == names
    assert Entry.objects.count() == entries
    assert make.fresh(person).name.zh == "范伟"


def test_versions_and_what_waits_for_review_are_previewed(
    reviewer_client: Client, editor: User
) -> None:
    incident = make.incident("A quarrel", make.event("It began"))
    older = incident.latest_revision
    make.add(incident, make.event("It went on"))
    first = reviewer_client.get(url(incident, "revisions_view", older.pk)).content.decode()
    assert "It began" in first
    assert "It went on" not in first
    draft = make.incident("Waiting", make.event("It waits"), live=False)
    Incident.get_default_workflow().start(draft, editor)
    task = draft.current_workflow_task
    page = reviewer_client.get(url(draft, "workflow_preview", task.pk))
    assert "It waits" in page.content.decode()


def test_modes_are_named_in_the_language_of_the_desk(editor_client: Client) -> None:
    page = editor_client.get(url(make.incident(), "edit")).content.decode()
    assert "Traditional Chinese" in page


def test_pages_are_previewed_in_the_languages_they_are_read_in(editor_client: Client) -> None:
    chinese = make.article("格查尔", make.section("书架", make.home("zh-hans")), body=make.stream())
    english = make.article("Quetzal", body=make.stream())
    assert [code for code, _name in english.preview_modes] == ["en"]
    assert [code for code, _name in chinese.preview_modes] == ["zh-hans", "zh-hant"]
    for mode, lang, words in (("zh-hans", "zh-Hans", "格查尔"), ("zh-hant", "zh-Hant", "格查爾")):
        address = reverse("wagtailadmin_pages:view_draft", args=[chinese.pk])
        page = editor_client.get(address, {"mode": mode}).content.decode()
        assert f'<html lang="{lang}"' in page
        assert words in page
