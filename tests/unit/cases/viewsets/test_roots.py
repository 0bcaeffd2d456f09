"""Every root is written, published and listed in the admin."""

import pytest
from django.test import Client
from django.urls import reverse

from cases.models import Organisation, Person, Risk, Source, Statement
from kb.models import GlossaryTerm, Rule
from tests import factories as make
from tests.admin_form import AdminForm, shown_messages

pytestmark = pytest.mark.django_db

ROOTS = (
    (Person, {"name_en": "Wang Min", "name_zh": "王敏"}),
    (Organisation, {"name_en": "Lantern", "kind": "company"}),
    (Source, {"title_zh": "一篇报道", "published": "2026-01 early"}),
    (Statement, {"title_en": "We are sorry", "words_en": "Sorry.", "said": "2026-01-08"}),
    (Risk, {"title_en": "Batteries may fail", "likelihood": "3", "review_date": "2026-02-01"}),
    (Rule, {"code": "T01", "title_en": "A rule"}),
    (GlossaryTerm, {"term_en": "Firewall", "term_zh": "防火墙"}),
)


def url(model: type, name: str, *args: object) -> str:
    """Return an address of the admin of a kind."""
    meta = model._meta  # type: ignore[attr-defined]
    return reverse(f"wagtailsnippets_{meta.app_label}_{meta.model_name}:{name}", args=args)


@pytest.mark.parametrize(("model", "typed"), ROOTS)
def test_a_reviewer_writes_and_publishes_one(
    reviewer_client: Client, model: type, typed: dict[str, str]
) -> None:
    form = AdminForm(reviewer_client, url(model, "add"))
    form.type(**typed)
    form.send("publish")
    made = model.objects.get()  # type: ignore[attr-defined]
    assert made.live
    assert str(made) in reviewer_client.get(url(model, "list")).content.decode()
    again = AdminForm(reviewer_client, url(model, "edit", made.pk))
    assert {name: again.fields[name] for name in typed} == typed


@pytest.mark.parametrize(("model", "typed"), ROOTS)
def test_a_chooser_shows_both_names(
    editor_client: Client, model: type, typed: dict[str, str]
) -> None:
    maker = {
        "organisation": make.organisation,
        "person": make.person,
        "source": make.source,
        "statement": make.statement,
        "risk": make.risk,
        "rule": make.rule,
        "glossaryterm": make.term,
    }[model._meta.model_name]  # type: ignore[attr-defined]
    made = maker()
    meta = model._meta  # type: ignore[attr-defined]
    chooser = f"wagtailsnippetchoosers_{meta.app_label}_{meta.model_name}"
    page = editor_client.get(reverse(f"{chooser}:choose")).json()["html"]
    assert str(made) in page
    assert " · " in str(made)
    chosen = editor_client.get(reverse(f"{chooser}:chosen", args=[made.pk])).json()
    assert chosen["result"]["string"] == str(made)


def test_a_role_and_a_milestone_need_a_citation(reviewer_client: Client) -> None:
    person = make.person("Wang Min", live=False)
    form = AdminForm(reviewer_client, url(Person, "edit", person.pk))
    organisation = str(make.organisation().pk)
    form.add("roles", title_en="Spokesperson", began="2025", organisation=organisation)
    form.add("milestones", what_en="Joined the team", when="2025-03")
    response = form.send("publish")
    shown = " ".join(shown_messages(reviewer_client, response["Location"]))
    assert "Joined the team" in shown
    assert "Spokesperson" in shown
    assert not make.fresh(person).live


def test_what_an_editor_knows_of_a_role_needs_none(reviewer_client: Client) -> None:
    organisation = make.organisation()
    person = make.person("Wang Min", live=False)
    form = AdminForm(reviewer_client, url(Person, "edit", person.pk))
    form.add(
        "roles", title_en="Spokesperson", organisation=str(organisation.pk), own_knowledge="on"
    )
    form.send("publish")
    assert make.fresh(person).live


def test_an_actor_is_one_of_three_kinds(editor_client: Client) -> None:
    form = AdminForm(editor_client, url(Statement, "add"))
    form.type(title_en="Sorry", person=str(make.person().pk), group_en="The team")
    page = form.send().content.decode()
    assert "only one of them" in page


def test_the_menu_leads_to_records_and_vocabularies(editor_client: Client) -> None:
    page = editor_client.get(reverse("wagtailadmin_home")).content.decode()
    for model in (Person, Organisation, Source, Statement, Rule, GlossaryTerm):
        assert url(model, "list") in page
    channels = reverse("wagtailsnippets_kb_channel:list")
    assert channels in page
    assert editor_client.get(channels).status_code == 200
    assert reverse("incidents_to_confirm") not in page


def test_terms_of_a_vocabulary_stand_below_their_parents(editor_client: Client) -> None:
    family = make.strategy("scct:deny")
    child = make.strategy("scct:denial")
    type(child).objects.filter(pk=child.pk).update(parent=family)
    choices = type(child).grouped_choices(blank=False)
    assert choices == [(family.heading, [(family.pk, family.label), (child.pk, child.label)])]
