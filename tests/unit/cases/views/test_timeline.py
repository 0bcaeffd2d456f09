"""The timeline of everything, and several incidents on one axis."""

import re
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from cases.models import Incident
from cases.querysets.months import is_month, within_month
from cases.timeline.counting import count
from cases.timeline.moments import Moments
from kb.permissions import User
from tests import factories as make

pytestmark = pytest.mark.django_db


def page(client: Client, address: str) -> str:
    """Return the HTML at an address below English."""
    answer = client.get(f"/en/{address}")
    assert answer.status_code == 200, address
    return answer.content.decode()


def bars(html: str) -> dict[str, tuple[int, str]]:
    """Return the bars of the density: by label, the count and the address it leads to."""
    found = re.findall(
        r'class="density__bar" href="([^"]*)".*?density__label">(.*?)</span> '
        r'<span class="density__count">(\d+)<',
        html,
        re.DOTALL,
    )
    return {label: (int(n), address.replace("&amp;", "&")) for address, label, n in found}


@pytest.fixture
def quarrel() -> Incident:
    """An incident with events known well, badly and not at all."""
    return make.incident(
        "A quarrel · 一场争吵",
        make.event("Somebody complained", "2026-01-07", kind="exposure"),
        make.event("It was in the papers", "2026-01-09", kind="media"),
        make.event("They spoke", "2026-01-07 21:30", kind="statement"),
        make.event("Some time that year", "2026", kind="action"),
        make.event("Long before", "2020-03", kind="action"),
        make.event("Nobody knows when", "", kind="ruling"),
    )


def test_each_count_leads_to_as_many_events(reader_client: Client, quarrel: Incident) -> None:
    html = page(reader_client, "timeline/?month=2026")
    found = bars(html)
    assert {label: n for label, (n, _url) in found.items()} == {
        "2020": 1,
        "2026": 5,
        "no time": 1,
        "Jan": 4,
        "no month": 1,
    }
    for n, address in found.values():
        shown = page(reader_client, address.removeprefix("/en/"))
        assert f"{n} moment" in shown
        assert shown.count('class="timeline__event ') == n


def test_without_a_choice_the_latest_year_is_shown(
    reader_client: Client, quarrel: Incident
) -> None:
    assert reader_client.get("/en/timeline/").headers["Location"] == "/en/timeline/?month=2026"
    assert "7 moments" in page(reader_client, "timeline/?month=all")


def test_what_is_still_to_come_is_not_what_the_timeline_opens_with(
    reader_client: Client, quarrel: Incident
) -> None:
    house = make.organisation("Lantern")
    make.person("Wang Min", make.role(house, began="2020", ended="2199-03"))
    assert reader_client.get("/en/timeline/").headers["Location"] == "/en/timeline/?month=2026"
    assert "2199" in page(reader_client, "timeline/?month=all")


def test_a_site_without_events_says_so(reader_client: Client) -> None:
    assert "Nothing has been recorded yet." in page(reader_client, "timeline/")


def test_what_is_no_month_is_left_out_and_said(reader_client: Client, quarrel: Incident) -> None:
    for typed in ("2026-13", "soon", "0000", "２０２６"):
        html = page(reader_client, f"timeline/?month={typed}")
        assert "has no value" in html
        assert "7 moments" in html


def test_the_timeline_narrows_by_kind_and_who_took_part(reader_client: Client) -> None:
    house, guest = make.organisation("House · 某社"), make.person("Guest · 客人")
    make.incident(
        "One",
        make.event("They spoke", kind="statement", actors=[house]),
        make.event("A guest spoke", kind="statement", actors=[guest]),
        make.event("The papers", kind="media"),
    )
    for query, what in (
        ("lane=media", "The papers"),
        (f"organisation={house.slug}&lane=statement", "They spoke"),
        (f"person={guest.slug}&from=2026-01-01&to=2026-01-31&lane=statement", "A guest spoke"),
    ):
        html = page(reader_client, f"timeline/?{query}")
        assert "1 moment<" in html
        assert what in html


def test_hidden_events_are_not_counted(reader_client: Client, legal_client: Client) -> None:
    make.incident("Open", make.event("Seen"))
    make.incident("Closed", make.event("Hidden"), groups=[make.legal_group()])
    assert bars(page(reader_client, "timeline/?month=2026"))["Jan"][0] == 2
    assert bars(page(legal_client, "timeline/?month=2026"))["Jan"][0] == 4


def test_months_and_what_is_in_them_agree(reader: User, quarrel: Incident) -> None:
    everything = Moments(reader).of_kinds(["event"])
    counts = count(everything, "2026").by_time()
    assert counts["2026-01"] == {"signal": 1, "media": 1, "statement": 1}
    for written, lanes in counts.items():
        assert is_month(written)
        found = everything.each(lambda kind, rows, at=written: within_month(rows, at, kind.time))
        assert found.count() == sum(lanes.values())


# --- Several incidents ----------------------------------------------------------------------


def several(client: Client, *slugs: str, more: str = "") -> str:
    """Return the page of several incidents on one axis."""
    return page(client, "timeline/?" + "&".join(f"incident={slug}" for slug in slugs) + more)


def table(html: str) -> list[str]:
    """Return what the rows of the list say, without tags."""
    return [
        " ".join(re.sub(r"<[^>]*>", " ", row).split())
        for row in re.findall(r"<tr>\s*<td.*?</tr>", html, re.DOTALL)
    ]


def test_incidents_stand_in_the_order_of_the_calendar_or_of_day_zero(
    reader_client: Client, quarrel: Incident
) -> None:
    other = make.incident(
        "Another · 又一场",
        make.event("A leak", "2025-06-01", kind="exposure"),
        make.event("A long silence ended", "2025-07-01", kind="statement"),
    )
    html = several(reader_client, quarrel.slug, other.slug)
    assert "29 to 31 days" in html
    order = [row for row in table(html) if "leak" in row or "complained" in row]
    assert "leak" in order[0]
    aligned = table(several(reader_client, quarrel.slug, other.slug, more="&align=day0"))
    # The only first signal is day zero itself, however roughly its time is known.
    assert sum("day 0" in row for row in aligned) == 2
    places = {
        what: next(i for i, row in enumerate(aligned) if what in row)
        for what in ("complained", "leak", "papers", "silence", "knows when")
    }
    assert max(places["complained"], places["leak"]) < places["papers"] < places["silence"]
    # What has no time is listed last, never dropped.
    assert places["knows when"] == len(aligned) - 1


def test_an_incident_without_day_zero_says_that_it_cannot_be_aligned(
    reader_client: Client, quarrel: Incident
) -> None:
    quiet = make.incident("Quiet", make.event("They acted", kind="action"))
    html = several(reader_client, quarrel.slug, quiet.slug, more="&align=day0")
    assert "it has no day zero" in html
    assert "They acted" in html


def test_addresses_that_lead_nowhere_or_are_hidden_are_named_alike(
    reader_client: Client, quarrel: Incident
) -> None:
    hidden = make.incident("Hidden", groups=[make.legal_group()])
    for slug in (hidden.slug, "nothing-here", "%00"):
        html = several(reader_client, quarrel.slug, slug)
        assert "There is no incident at" in html
        assert "Somebody complained" in html
    assert "There is no incident at" in several(reader_client, "nothing-here")
    assert "is no way to align" in several(reader_client, quarrel.slug, more="&align=week")


def test_another_incident_is_found_by_words_and_added(
    reader_client: Client, quarrel: Incident
) -> None:
    other = make.incident("A strike · 一次罢工")
    html = several(reader_client, quarrel.slug, more="&find=罷工")
    assert f'href="/en/timeline/?incident={quarrel.slug}&amp;incident={other.slug}"' in html


def test_at_most_six_incidents_stand_together_and_take_as_many_queries_as_two(
    reader_client: Client,
) -> None:
    slugs = [make.incident(f"N {n}", make.event(), make.outcome()).slug for n in range(7)]
    html = several(reader_client, *slugs)
    assert "At most 6 incidents stand on one axis" in html
    assert html.count('class="several__line"') == 6

    def queries(*asked: Any) -> int:
        several(reader_client, *asked)
        with CaptureQueriesContext(connection) as captured:
            several(reader_client, *asked)
        return len(captured)

    assert queries(*slugs[:6]) == queries(*slugs[:2])


def test_rows_of_the_list_of_incidents_can_be_ticked(
    reader_client: Client, quarrel: Incident
) -> None:
    html = page(reader_client, "incidents/")
    assert re.search(r'<form [^>]*id="together" action="/en/timeline/" method="get"', html)
    assert re.search(rf'name="incident" value="{quarrel.slug}" form="together"', html)
