"""A partner is checked before contact, by one group, and what was found is gone in time."""

from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import Group, User
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import ModelLogEntry, ReferenceIndex

from cases.actions import partner_checks as actions
from cases.actions.partner_checks import Reading
from cases.choices import CheckAct, CheckStage
from cases.merging.merge import merge
from cases.merging.plan import plan
from cases.merging.telling import moving
from cases.models import CheckFinding, CheckLog, CheckStep, PartnerCheck
from kb.models import CheckQuestion
from kb.search.entries import EntryText
from tests import cast
from tests import factories as make
from tests.attention_contract import AttentionContract

pytestmark = pytest.mark.django_db

TODAY = timezone.localdate()


def begun(user: User, partner: Any = "Canary Partner", **fields: Any) -> PartnerCheck:
    asked = [make.check_question()]
    return actions.begin(user, partner, "An interview", make.legal_group(), asked, **fields)


def answered(check: PartnerCheck, user: User, rating: str = "minor") -> CheckStep:
    (step,) = check.steps.all()
    actions.answer(step, user, Reading("Weibo", TODAY - timedelta(900), TODAY, rating))
    return step


def signed(user: User, other: User, partner: Any = "Canary Partner") -> PartnerCheck:
    check = begun(user, partner)
    answered(check, user)
    actions.decide(check, user, "go", "Nothing speaks against it.", TODAY + timedelta(90))
    actions.sign(check, other)
    check.refresh_from_db()
    return check


class TestWaiting(AttentionContract):
    """Checks that wait for their owner."""

    source = "partner-checks"
    person = "legal"

    def wait(self, number: int) -> Any:
        return begun(self.user, f"Partner {number}")

    def test_what_is_closed_to_a_person_does_not_wait_for_them(self) -> None:
        PartnerCheck.objects.filter(pk=self.wait(1).pk).update(group=None)
        assert self.find(self.user) == []

    def test_a_decision_waits_for_who_has_not_checked(self) -> None:
        check = begun(self.user)
        answered(check, self.user)
        actions.decide(check, self.user, "no", "Too much.", None)
        assert self.find(self.user) == []
        (item,) = self.find(cast.persona("legal_editor"))
        assert "signed off" in str(item.reason)

    def test_its_owner_is_reminded_before_it_is_deleted(self) -> None:
        check = signed(self.user, cast.persona("legal_editor"))
        assert self.find(self.user) == []
        PartnerCheck.objects.filter(pk=check.pk).update(keep_until=TODAY + timedelta(9))
        assert [item.due for item in self.find(self.user)] == [TODAY + timedelta(9)]


def test_nobody_is_cleared_before_it_is_signed_off(legal: User, legal_editor: User) -> None:
    check = begun(legal)
    assert check.stage == CheckStage.OPEN
    with pytest.raises(ValidationError):
        actions.decide(check, legal, "go", "Fine.", TODAY + timedelta(90))
    answered(check, legal)
    with pytest.raises(ValidationError):
        actions.decide(check, legal, "go", "Fine.", None)
    actions.decide(check, legal, "conditions", "Only in writing.", TODAY + timedelta(90))
    check.refresh_from_db()
    assert check.stage == CheckStage.TO_SIGN
    with pytest.raises(PermissionDenied):
        actions.sign(check, legal)
    actions.sign(check, legal_editor)
    check.refresh_from_db()
    assert check.stage == CheckStage.CONDITIONS
    check.cleared_until = TODAY - timedelta(1)
    assert check.stage == CheckStage.ENDED


def test_what_is_decided_is_changed_only_after_it_is_opened_again(
    legal: User, legal_editor: User
) -> None:
    check = signed(legal, legal_editor)
    step = check.steps.get()
    with pytest.raises(ValidationError):
        actions.add_finding(step, legal, "They are all fools", "", None)
    actions.reopen(check, legal)
    actions.add_finding(step, legal, "They are all fools", "https://example.org/1", TODAY)
    check.refresh_from_db()
    assert check.stage == CheckStage.TO_DECIDE
    assert check.signed_by is None


def test_the_whole_way_without_scripts(legal_client: Client, legal_editor_client: Client) -> None:
    asked = CheckQuestion.objects.create(
        key="about_us", label_en="What of us?", label_zh_hans="说过什么？"
    )
    person = make.person("Wang Min")
    assert "No check on file" in legal_client.get(person.get_absolute_url()).content.decode()
    new = f"/en/partners/new/?person={person.slug}"
    assert "What of us?" in legal_client.get(new).content.decode()
    told = {"purpose": "An interview", "group": make.legal_group().pk, "questions": [asked.key]}
    told |= {"keep_until": TODAY + timedelta(30)}
    page = legal_client.post(new, told)["Location"]
    step = f"{page}{CheckStep.objects.get().pk}/"
    legal_client.post(step, {"does": "finding", "quote": "All fools", "said_on": "2024-05-01"})
    refused = legal_client.post(step, {"does": "finding", "quote": "x" * 101})
    assert refused.status_code == 200
    reading = {"channels": "Weibo", "read_from": "2020-01-01", "read_to": "2026-01-01"}
    legal_client.post(step, {"does": "read", "rating": "grave", **reading})
    decision = {"decision": "no", "reason": "It hurts our users."}
    assert legal_client.post(f"{page}decide/", decision).status_code == 302
    assert legal_client.post(f"{page}act/", {"does": "sign"}).status_code == 403
    for _twice in range(2):  # a second click is no error
        assert legal_editor_client.post(f"{page}act/", {"does": "sign"}).status_code == 302
    assert CheckLog.objects.filter(act=CheckAct.SIGNED).count() == 1
    shown = legal_client.get(page).content.decode()
    for words in ("All fools", "Weibo", "It hurts our users.", "Not cleared: refused"):
        assert words in shown
    assert "refused" in legal_client.get(person.get_absolute_url()).content.decode()
    chinese = legal_client.get(page.replace("/en/", "/zh-hant/")).content.decode()
    assert "說過什麼" in chinese


def test_outside_its_group_it_does_not_exist(
    legal: User, legal_editor: User, reviewer_client: Client, editor_client: Client
) -> None:
    person = make.person("Wang Min")
    places = [person.get_absolute_url(), "/en/partners/", "/en/search/?q=wang", "/en/attention/"]
    before = [editor_client.get(place).content for place in places]
    references = ReferenceIndex.objects.count(), ModelLogEntry.objects.count()
    check = signed(legal, legal_editor, person)
    for client in (reviewer_client, editor_client):
        assert client.get(check.get_absolute_url()).status_code == 404
        assert client.post(f"{check.get_absolute_url()}act/", {"does": "reopen"}).status_code == 404
    after = [editor_client.get(place).content for place in places]
    assert [_bare(one) for one in after] == [_bare(one) for one in before]
    assert (ReferenceIndex.objects.count(), ModelLogEntry.objects.count()) == references
    assert not EntryText.objects.filter(shown__contains="interview").exists()


def _bare(page: bytes) -> str:
    """Return a page without the tokens and nonces that differ each time."""
    text = page.decode()
    return "\n".join(line for line in text.splitlines() if "csrf" not in line.lower())


def test_a_check_of_somebody_one_may_not_know_of_does_not_exist(legal: User, reader: User) -> None:
    board = Group.objects.create(name="Board")
    person = make.person("Wang Min", groups=[board])
    PartnerCheck.objects.create(
        name="Wang Min", person=person, group=make.legal_group(), keep_until=TODAY
    )
    assert not PartnerCheck.objects.visible_to(legal).exists()
    with pytest.raises(PermissionDenied):
        begun(legal, person)
    with pytest.raises(PermissionDenied):
        begun(reader)


def test_a_merge_moves_it_and_tells_only_its_group(
    legal: User, legal_editor: User, reviewer: User
) -> None:
    kept, merged = make.person("Wang Min"), make.person("Min Wang")
    check = begun(legal, merged)
    moves = plan(kept, merged, reviewer)
    assert [one.label for one in moving(moves, reviewer)] == []
    assert [one.label for one in moving(moves, legal_editor)] == ["Checks of partners"]
    merge(kept, merged, reviewer)
    check.refresh_from_db()
    assert check.person == kept


def test_it_holds_no_record_and_keeps_the_name(legal: User, editor_client: Client) -> None:
    person = make.person("Wang Min")
    check = begun(legal, person)
    page = editor_client.get(reverse("held", args=["cases", "person", person.pk]))
    assert "What holds it" not in page.content.decode()
    person.delete()
    check.refresh_from_db()
    assert (check.person, check.name) == (None, "Wang Min")


def test_it_is_deleted_in_time_and_nothing_of_it_is_left(legal: User, legal_editor: User) -> None:
    check = signed(legal, legal_editor)
    CheckFinding.objects.create(step=check.steps.get(), quote="All fools")
    kept = begun(legal, "Another")
    PartnerCheck.objects.filter(pk=check.pk).update(keep_until=TODAY - timedelta(1))
    for _again in range(2):
        actions.delete_past_their_time()
    assert list(PartnerCheck.objects.all()) == [kept]
    assert not CheckFinding.objects.exists()
    (entry,) = CheckLog.objects.filter(number=check.pk)
    assert (entry.act, entry.by, entry.words) == ("deleted", None, "")


def test_its_owner_keeps_it_longer_with_a_reason(
    legal: User, legal_editor: User, legal_client: Client
) -> None:
    check = begun(legal)
    until = TODAY + timedelta(500)
    with pytest.raises(PermissionDenied):
        actions.prolong(check, legal_editor, until, "For the autumn")
    with pytest.raises(ValidationError):
        actions.prolong(check, legal, TODAY + timedelta(5000), "For ever")
    actions.prolong(check, legal, until, "For the autumn")
    check.refresh_from_db()
    assert check.keep_until == until
    assert "For the autumn" in legal_client.get(check.get_absolute_url()).content.decode()


def test_a_question_that_there_is_not_is_refused_with_a_reason(legal_client: Client) -> None:
    make.check_question()
    told = {"name": "Canary", "purpose": "x", "group": make.legal_group().pk}
    for asked in ("9" * 30, "no_such_question"):
        answer = legal_client.post("/en/partners/new/", {**told, "questions": [asked]})
        assert answer.status_code == 200
        assert f"Select a valid choice. {asked} is not one" in answer.content.decode()
    assert not PartnerCheck.objects.exists()
