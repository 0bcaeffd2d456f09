"""The page of one incident: what stands on it, in which order, and what each mark leads to."""

import re
from collections.abc import Callable

import pytest
from django.test import Client

from cases.choices import Certainty, EventKind, InvolvementRole
from cases.models import Incident
from kb.records.actions import change_slug
from tests import factories as make

pytestmark = pytest.mark.django_db


def page(client: Client, incident: Incident, language: str = "en") -> str:
    """Return the page of an incident as text."""
    answer = client.get(f"/{language}/incidents/{incident.slug}/")
    assert answer.status_code == 200
    return answer.content.decode()


def headings(html: str) -> list[str]:
    """Return the headings of the page's parts."""
    return re.findall(r'<h2 id="[^"]*">([^<]+)', html)


def test_the_parts_stand_in_the_order_people_ask_in(reader_client: Client) -> None:
    other = make.incident("Another")
    source = make.source()
    doubt = make.source("A doubt")
    event = make.event(sources=[source])
    event.citations.add(make.contradiction(doubt, "It was the day after · 是第二天"))
    found = make.incident(
        "One", event, make.response(), make.outcome(), make.lesson(), make.link(other)
    )
    make.write_up(make.case_study(), found)
    assert headings(page(reader_client, found)) == [
        "Timeline",
        "Responses",
        "Outcomes",
        "Conflicting accounts",
        "Lessons",
        "Linked incidents",
        "Cases like this one",
        "Write-ups",
        "Sources",
        "What links here",
    ]


def test_events_stand_in_order_of_time_and_undated_ones_last(reader_client: Client) -> None:
    found = make.incident(
        "One",
        make.event("Third", ""),
        make.event("Second", "2026-01-07 evening"),
        make.event("First", "2026-01-07 morning"),
    )
    html = page(reader_client, found)
    assert html.index("First") < html.index("Second") < html.index("Third")


def test_the_fact_box_marks_what_is_the_teams_reading(reader_client: Client) -> None:
    cluster = make.crisis_type("preventable")
    found = make.incident(
        "One", severity=4, crisis_type=make.crisis_type("misdeed", parent=cluster)
    )
    html = page(reader_client, found)
    assert html.count("the team’s reading") == 2
    assert "?type=preventable" in html
    assert "?type=misdeed" in html


def test_every_fact_has_a_marker_that_opens_quote_and_source(reader_client: Client) -> None:
    source = make.source("The report · 报道")
    found = make.incident(
        "One",
        make.event("An event", sources=[source]),
        make.response("A response", sources=[source]),
        make.outcome("An outcome", sources=[source]),
        sources=[source],
    )
    html = page(reader_client, found)
    markers = re.findall(r'popovertarget="([^"]+)"', html)
    cards = re.findall(r'class="citation-card" id="([^"]+)" popover', html)
    assert len(markers) == 4
    assert markers == cards
    assert len(set(cards)) == 4
    assert html.count("as it says") == 4
    assert html.count(f'href="/en/sources/{source.slug}/"') == 5  # four cards and the list


def test_sources_are_numbered_in_the_order_in_which_the_page_names_them(
    reader_client: Client,
) -> None:
    first, second = make.source("First source"), make.source("Second source")
    found = make.incident(
        "One", make.event(sources=[second]), make.outcome(sources=[first]), sources=[first]
    )
    html = page(reader_client, found)
    numbers = re.findall(
        r'source-list__number">\[(\d+)\].*?source-list__title[^>]*>([^<]+)<', html, re.S
    )
    assert numbers == [("1", "First source"), ("2", "Second source")]
    assert re.findall(r'citation-marker__number">(\d+)<', html) == ["1", "2", "1"]


def test_conflicting_accounts_stand_side_by_side_and_nobody_chose(reader_client: Client) -> None:
    event = make.event("It was announced", sources=[])
    event.citations.add(
        make.citation(make.source("A"), view="On the fifth · 五日", quote="on the fifth"),
        make.citation(make.source("B"), view="On the fifth · 五日", quote="the fifth"),
        make.contradiction(make.source("C"), "On the sixth · 六日", quote="the sixth"),
    )
    html = page(reader_client, make.incident("One", event))
    conflict = html[html.index('class="conflict"') :]
    assert conflict.count('class="conflict__account"') == 2
    assert conflict.index("On the fifth") < conflict.index("On the sixth")
    chinese = page(reader_client, Incident.objects.get(), "zh-hant")
    assert "六日" in chinese


def test_accounts_that_agree_are_no_conflict(reader_client: Client) -> None:
    event = make.event(sources=[])
    event.citations.add(make.citation(view="As it was"), make.citation(make.source("B")))
    assert "Conflicting accounts" not in page(reader_client, make.incident("One", event))


def test_who_took_part_is_named_with_what_as(reader_client: Client) -> None:
    person = make.person("Wang Min · 王敏")
    found = make.incident(
        "One",
        make.involvement(person, InvolvementRole.SPOKESPERSON),
        make.involvement("Fans · 粉丝", InvolvementRole.CRITIC),
    )
    html = page(reader_client, found)
    assert f'<a href="/en/people/{person.slug}/">Wang Min</a>' in html
    assert "Spokesperson" in html
    assert "Fans" in html
    assert "王敏" in page(reader_client, found, "zh-hans")


def test_a_response_says_what_it_answers_and_how(reader_client: Client) -> None:
    event = make.event("The trigger", kind=EventKind.TRIGGER)
    statement = make.statement("Our words")
    response = make.response(
        "We apologised",
        answers=event.key,
        strategies=[make.strategy("scct:apology")],
        statements=[statement],
        channel=make.channel("press"),
        effect="Fewer complaints",
    )
    html = page(reader_client, make.incident("One", event, response))
    assert f'href="#{event.key}">The trigger</a>' in html
    assert "?strategy=scct:apology" in html
    assert f"/en/statements/{statement.slug}/" in html
    assert "Fewer complaints" in html


def test_an_outcome_shows_its_figures_as_people_write_them(reader_client: Client) -> None:
    outcome = make.outcome(
        "Fewer orders",
        metric="Orders · 订单",
        unit="a day",
        before=1200,
        after="950.5000",
        distance="week",
    )
    html = page(reader_client, make.incident("One", outcome))
    assert re.search(r"Orders: 1200 → 950\.5 a day \(\+1 week\)", html)


def test_lessons_lead_to_rule_page_and_measure_in_the_readers_language(
    reader_client: Client,
) -> None:
    rule = make.rule("T07")
    guidance = make.guidance("The guidance")
    make.translated(guidance, "工作指引")
    playbook = make.playbook("The plan")
    measure = playbook.phases.get().measures.get()
    found = make.incident(
        "One",
        make.lesson("By rule", rule=rule),
        make.lesson("By page", page_key=guidance.translation_key),
        make.lesson("By measure", measure_key=measure.translation_key),
    )
    html = page(reader_client, found)
    assert rule.get_absolute_url() in html
    assert ">The guidance</a>" in html
    assert f"#measure-{measure.translation_key}" in html
    assert "Read so by Ed Editor" in html
    chinese = page(reader_client, found, "zh-hans")
    assert ">工作指引</a>" in chinese


def test_a_lesson_loses_its_target_for_those_who_may_not_see_it(
    client_of: Callable[[str], Client],
) -> None:
    legal = make.legal_group()
    rule = make.rule("T07", title="Canary rule", groups=[legal])
    guidance = make.guidance("Canary guidance", groups=[legal])
    playbook = make.playbook("Canary plan", groups=[legal])
    measure = playbook.phases.get().measures.get()
    found = make.incident(
        "One",
        make.lesson("By rule", rule=rule),
        make.lesson("By page", page_key=guidance.translation_key),
        make.lesson("By measure", measure_key=measure.translation_key),
    )
    study = make.case_study("Canary study", groups=[legal])
    make.write_up(study, found)
    html = page(client_of("reader"), found)
    assert "By measure" in html
    assert "Canary" not in html
    assert measure.title not in html
    assert page(client_of("legal"), found).count("Canary") >= 3


def test_a_link_is_shown_from_both_ends_with_its_reason(reader_client: Client) -> None:
    other = make.incident("Another")
    found = make.incident("One", make.link(other, reason="The same people · 同一批人"))
    assert "The same people" in page(reader_client, found)
    assert "The same people" in page(reader_client, other)


def test_pages_that_write_it_up_or_show_it_lead_back(reader_client: Client) -> None:
    found = make.incident("One")
    study = make.case_study(
        "The study", background=make.stream(("incident_card", {"incident": found.pk}))
    )
    make.write_up(study, found)
    html = page(reader_client, found)
    assert html.index("Write-ups") < html.index(">The study</a>")
    assert html.rindex(">The study</a>") > html.index("What links here")


def test_an_unverified_account_says_so(reader_client: Client) -> None:
    found = make.incident("One", certainty=Certainty.UNVERIFIED)
    assert "badge--unverified" in page(reader_client, found)


def test_only_those_who_may_edit_are_offered_to(client_of: Callable[[str], Client]) -> None:
    found = make.incident("One")
    edit = f"/admin/snippets/cases/incident/edit/{found.pk}/"
    assert edit not in page(client_of("reader"), found)
    assert edit in page(client_of("editor"), found)


def test_an_old_address_leads_to_the_new_one_for_those_who_may_see_it(
    client_of: Callable[[str], Client], persona: Callable[[str], object]
) -> None:
    found = make.incident("One")
    change_slug(found, persona("administrator"), "another-name")
    answer = client_of("reader").get("/zh-hant/incidents/one/")
    assert answer.status_code == 301
    assert answer["Location"] == "/zh-hant/incidents/another-name/"
    Incident.objects.update(audience="groups")
    assert client_of("reader").get("/en/incidents/one/").status_code == 404


def test_a_merged_incident_leads_to_the_one_it_became_part_of(
    client_of: Callable[[str], Client],
) -> None:
    kept, merged = make.incident("Kept"), make.incident("Merged")
    Incident.objects.filter(pk=merged.pk).update(merged_into=kept)
    answer = client_of("reader").get("/en/incidents/merged/")
    # Not for ever: the merge may be undone.
    assert answer.status_code == 302
    assert answer["Location"] == "/en/incidents/kept/"
    Incident.objects.filter(pk=kept.pk).update(audience="groups")
    assert client_of("reader").get("/en/incidents/merged/").status_code == 404


@pytest.mark.parametrize("slug", ["nothing", "9" * 80, "x" * 500, "%00", "a%20b", "../../etc"])
def test_no_address_is_a_server_error(reader_client: Client, slug: str) -> None:
    for kind in ("incidents", "people", "organisations", "sources", "statements"):
        assert reader_client.get(f"/en/{kind}/{slug}/").status_code in (301, 404)


def test_a_missing_half_is_shown_in_the_other_language_and_marked(reader_client: Client) -> None:
    found = make.incident("Only English", verdict="Only in English")
    html = page(reader_client, found, "zh-hans")
    assert '<span lang="en">Only English</span>' in html
