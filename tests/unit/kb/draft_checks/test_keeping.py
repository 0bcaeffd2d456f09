"""A check is kept when somebody asks for it, for whom they say, and removed by them."""

from typing import Any

import pytest
from django.contrib.auth.models import Group, User
from django.test import Client

from kb.draft_checks.comparison import compare
from kb.draft_checks.told import Draft, check_draft
from kb.models import DraftCheck
from tests import factories as make

pytestmark = pytest.mark.django_db

FIRST = "These critics are liars. They are trolls."
SECOND = "Thank you. These critics are liars."


@pytest.fixture(autouse=True)
def _rule() -> None:
    make.rule("T1", acts=["attack"])


def kept(client: Client, audience: str = "maker", **typed: Any) -> DraftCheck:
    """Keep a check of the first draft as somebody and return it."""
    data = {"text": FIRST, "keep": "1", "keep-audience": audience, "keep-title": "Trial", **typed}
    response = client.post("/en/firewall/check/", data)
    assert response.status_code == 302, response.content.decode()
    return DraftCheck.objects.latest("pk")


def seen_by(client_of: Any, check: DraftCheck) -> set[str]:
    """Return who may open a kept check and finds it in the list."""
    people = ("reader", "legal", "editor", "legal_editor", "reviewer", "administrator")
    found = set()
    for who in people:
        client = client_of(who)
        page = client.get(check.get_absolute_url())
        listed = check.get_absolute_url() in client.get("/en/firewall/checks/").content.decode()
        assert (page.status_code == 200) == listed
        assert page.status_code in (200, 404)
        if listed:
            found.add(who)
    return found


def test_a_check_is_for_its_maker_unless_shared(client_of: Any) -> None:
    check = kept(client_of("reader"))
    assert seen_by(client_of, check) == {"reader", "administrator"}
    assert Client().get(check.get_absolute_url()).status_code == 302


def test_a_check_is_shared_with_a_group_of_its_maker(client_of: Any) -> None:
    check = kept(client_of("legal"), str(make.legal_group().pk))
    assert seen_by(client_of, check) == {"legal", "legal_editor", "administrator"}


def test_a_check_is_shared_with_everybody(client_of: Any) -> None:
    check = kept(client_of("editor"), "all")
    assert len(seen_by(client_of, check)) == 6


@pytest.mark.parametrize("name", ["Legal", "Editors"])
def test_nobody_shares_with_a_group_they_are_not_in(client_of: Any, name: str) -> None:
    group = Group.objects.get(name=name)
    data = {"text": FIRST, "keep": "1", "keep-audience": str(group.pk)}
    response = client_of("reader").post("/en/firewall/check/", data)
    assert response.status_code == 200
    assert f"the group {name}" not in response.content.decode()
    assert not DraftCheck.objects.exists()


def test_only_its_maker_removes_a_check(client_of: Any) -> None:
    check = kept(client_of("editor"), "all")
    address = f"{check.get_absolute_url()}remove/"
    for other in ("reader", "legal", "legal_editor", "reviewer"):
        assert address not in client_of(other).get(check.get_absolute_url()).content.decode()
        assert client_of(other).post(address).status_code == 404
    assert client_of("editor").get(address).status_code == 405
    assert client_of("editor").post(address).status_code == 302
    assert not DraftCheck.objects.exists()


def test_a_kept_check_says_what_was_found_then(client_of: Any) -> None:
    check = kept(client_of("reader"))
    make.rule("T2", acts=["attack"])
    page = client_of("reader").get(check.get_absolute_url()).content.decode()
    assert "T1" in page
    assert "rule-t2" not in page
    assert "Trial" in page


def test_findings_of_a_hidden_rule_are_for_those_who_may_see_it(client_of: Any) -> None:
    hidden = make.rule("T3", acts=["attack"], groups=[make.legal_group()])
    check = kept(client_of("legal"), "all")
    assert hidden.slug in client_of("legal_editor").get(check.get_absolute_url()).content.decode()
    assert hidden.slug not in client_of("reader").get(check.get_absolute_url()).content.decode()


def test_a_second_draft_is_held_against_the_first(reader_client: Client) -> None:
    typed = {"text": SECOND, "last": FIRST, "compare": "1"}
    page = reader_client.post("/en/firewall/check/", typed).content.decode()
    assert "The first draft" in page
    check = kept(reader_client, text=SECOND, before=FIRST)
    shown = reader_client.get(check.get_absolute_url()).content.decode()
    for told in (page, shown):
        assert "trolls</q>" in told.split("Still there")[0]
        assert "liars</q>" in told.split("Still there")[1]
    alone = {"text": SECOND, "before": FIRST, "alone": "1"}
    assert (
        "The first draft" not in reader_client.post("/en/firewall/check/", alone).content.decode()
    )


def test_findings_go_stay_or_are_new() -> None:
    rules = [make.rule("A1", acts=["attack"]), make.rule("A2", acts=["mobilise"])]

    def checked(text: str) -> Any:
        return check_draft(Draft(text), rules)

    first = checked("These critics are liars.")
    assert [told.words for told in compare(first, first).stay] == [t.words for t in first.told]
    told = compare(first, checked("Thank you."))
    assert (len(told.gone), told.stay, told.new) == (len(first.told), [], [])
    told = compare(checked("Thank you."), first)
    assert (told.gone, told.stay, len(told.new)) == ([], [], len(first.told))


def test_a_kept_check_is_gone_on_with(client_of: Any) -> None:
    check = kept(client_of("reader"))
    address = f"/en/firewall/check/?first={check.key}"
    page = client_of("reader").get(address).content.decode()
    assert FIRST in page
    assert client_of("editor").get(address).status_code == 404
    assert client_of("reader").get("/en/firewall/check/?first=x").status_code == 404


def test_it_goes_with_its_maker(reader_client: Client) -> None:
    kept(reader_client)
    User.objects.get(username="reader").delete()
    assert not DraftCheck.objects.exists()
