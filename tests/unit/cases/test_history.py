"""What the history and the list of changes show, and to whom: line by line."""

import html as entities
import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import Group, User
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.log_actions import log
from wagtail.models import ModelLogEntry

from cases.actions.confirm import confirm
from cases.actions.report import add_event
from cases.models import Incident, Source
from kb.history.kinds import ChangeKind
from kb.history.stream import stream
from kb.history.versions import history
from kb.records.actions import archive, restore, set_audience
from kb.records.spans import parse_typed
from tests import factories as make

pytestmark = pytest.mark.django_db


def kinds(record: Any, user: User) -> list[str]:
    return [one.kind.value for one in history(record, user)]


def told(user: User) -> list[tuple[str, str]]:
    """Return the list of changes, oldest first: what, and which kind of change."""
    return [(str(one.record), one.kind.value) for one in stream(user).changes[::-1]]


def shown(client: Client, record: Any, query: str = "", language: str = "en") -> str:
    kind = record._meta.model_name
    answer = client.get(f"/{language}/history/{kind}/{record.slug}/{query}")
    assert answer.status_code == 200
    return entities.unescape(answer.content.decode())


def edited(record: Any, user: User | None = None, **fields: Any) -> Any:
    """Publish a record with other values."""
    draft = record.get_latest_revision_as_object()
    for name, value in fields.items():
        setattr(draft, name, value)
    draft.save_revision(user=user).publish(user=user, skip_permission_checks=True)
    return make.fresh(record)


def without(words: str, *pages: str) -> None:
    assert [page for page in pages if words in page] == []


# --- What happened --------------------------------------------------------------------


def test_each_publication_is_a_version_with_its_kind(reader: User, editor: User) -> None:
    one = make.incident("Quarrel")
    one = edited(one, editor, verdict_en="It is over")
    one = edited(one, editor, summary_zh="一场争吵", title_zh="争吵")
    one = make.add(one, make.event("It went on"))
    assert kinds(one, reader) == ["published", "updated", "translated", "event"]
    assert [one.by for one in history(one, reader)][1] == editor.get_full_name()


def test_events_added_on_the_site_and_confirmations_are_told(
    reader: User, editor: User, reviewer: User
) -> None:
    one = make.incident("Quarrel")
    add_event(one, editor, "Somebody called", parse_typed("2026-01-09"))
    confirm(Incident.objects.get(pk=one.pk), reviewer, "confirmed")
    assert kinds(one, reader) == ["published", "event", "confirmed"]


def test_a_version_that_changed_nothing_is_none(reader: User) -> None:
    one = edited(make.person("Wang Min"))
    assert kinds(one, reader) == ["published"]


def test_drafts_are_in_no_version_and_in_no_change(reader: User, reader_client: Client) -> None:
    one = make.person("Wang Min", note_en="First")
    draft = one.get_latest_revision_as_object()
    draft.note_en = "Canary draft"
    draft.save_revision()
    make.person("Canary unpublished", live=False)
    without("Canary", shown(reader_client, one), str(told(reader)))
    draft.note_en = "Second"
    draft.save_revision().publish()
    without("Canary", shown(reader_client, one))


def test_a_difference_shows_what_was_removed_and_what_was_added(reader_client: Client) -> None:
    one = edited(make.incident("Quarrel", verdict="They said no"), verdict_en="They said yes")
    page = shown(reader_client, one)
    assert re.search(r"They said <del>.*?no</del><ins>.*?yes</ins>", page)


def test_differences_are_in_the_readers_writing(reader_client: Client) -> None:
    one = edited(make.incident("Quarrel · 争吵", verdict="No · 没有"), verdict_zh="没有说话")
    assert "說話" in shown(reader_client, one, language="zh-hant")
    assert "说话" in shown(reader_client, one, language="zh-hans")


def test_any_two_versions_can_be_held_against_each_other(reader_client: Client) -> None:
    one = make.person("Wang Min", note_en="alpha")
    for words in ("beta", "gamma"):
        one = edited(one, note_en=words)
    page = shown(reader_client, one, "?from=3&to=1")
    assert "From version 1 to version 3" in page
    assert re.search(r"<del>.*?alpha</del><ins>.*?gamma</ins>", page)
    for query in ("?from=1&to=9", "?from=x&to=%00", "?page=zz"):
        assert "From version" not in shown(reader_client, one, query)


def test_what_becomes_of_a_statement_is_told(reader: User, reviewer: User) -> None:
    one = make.statement("Sorry")
    hidden = make.statement("Canary", groups=[make.legal_group()])
    for statement in (one, hidden):
        log(instance=statement, action="cases.statement.released", user=reviewer)
    assert kinds(one, reader) == ["published", "released"]
    assert [what for what, kind in told(reader) if kind == "released"] == ["Sorry"]


# --- What one may not see does not exist ----------------------------------------------


def test_a_hidden_or_archived_record_has_no_history(
    client_of: Callable[[str], Client], administrator: User
) -> None:
    hidden = make.person("Canary", groups=[make.legal_group()])
    address = f"/en/history/person/{hidden.slug}/"
    for name, expected in (("reader", 404), ("editor", 404), ("legal", 200)):
        assert client_of(name).get(address).status_code == expected
    assert b"Canary" not in client_of("reader").get("/en/changes/").content
    assert b"Canary" in client_of("legal").get("/en/changes/").content
    archive(hidden, administrator)
    assert client_of("legal").get(address).status_code == 404
    assert b"Canary" not in client_of("legal").get("/en/changes/").content


@pytest.mark.parametrize("made", [make.event, make.response, make.outcome])
def test_a_fact_that_only_a_hidden_source_holds_is_in_no_version(
    client_of: Callable[[str], Client], reader: User, legal: User, made: Callable[..., Any]
) -> None:
    secret = make.source("Canary source", groups=[make.legal_group()])
    other = make.source("Another")
    fact = made("Canary fact", sources=[secret, other])
    one = make.incident("Quarrel", fact, sources=[make.common_source()])
    assert "Canary fact" in shown(client_of("reader"), one)
    without("Canary source", shown(client_of("reader"), one))
    Source.objects.filter(pk=other.pk).update(audience="groups")
    page = shown(client_of("reader"), one)
    without("Canary", page)
    assert "Canary fact" in shown(client_of("legal"), one)


def test_a_change_of_a_hidden_part_only_does_not_exist(
    client_of: Callable[[str], Client], reader: User, legal: User
) -> None:
    secret = make.source("Canary source", groups=[make.legal_group()])
    other = make.source("Another")
    one = make.incident("Quarrel", make.event("Canary", sources=[secret, other]))
    draft = one.get_latest_revision_as_object()
    events = list(draft.events.all())
    events[0].what_en = "Canary again"
    draft.events.set(events)
    draft.save_revision().publish()
    assert kinds(one, reader) == ["published", "updated"]
    Source.objects.filter(pk=other.pk).update(audience="groups")
    assert kinds(one, reader) == ["published"]
    assert kinds(one, legal) == ["published", "updated"]
    assert told(reader).count(("Quarrel", "updated")) == 0
    assert told(legal).count(("Quarrel", "updated")) == 1
    home = client_of("reader").get("/en/changes/?kind=updated").content.decode()
    without("Quarrel", home)


def test_names_of_hidden_people_and_links_to_hidden_incidents_are_in_no_version(
    client_of: Callable[[str], Client], reader: User
) -> None:
    legal = [make.legal_group()]
    person = make.person("Canary person", groups=legal)
    house = make.organisation("Canary house", groups=legal)
    hidden = make.incident("Canary incident", groups=legal)
    one = make.incident(
        "Quarrel",
        make.event("Open event", actors=[person, house]),
        make.response("Open answer", actor=person),
        make.outcome("Open end", actor=house),
        make.involvement(person, remark="Canary remark"),
        make.link(hidden, reason="Canary reason"),
        make.lesson("Open lesson", rule=make.rule("X1", title="Canary rule", groups=legal)),
    )
    worker = make.person("Wang Min", make.role(house, "Canary office"))
    speech = make.statement("A statement", actor=person, incident=hidden)
    pages = [shown(client_of("reader"), record) for record in (one, worker, speech)]
    without("Canary", *pages)
    for words in ("Open event", "Open answer", "Open end", "Open lesson"):
        assert words in pages[0]
    seen = "".join(shown(client_of("legal"), record) for record in (one, worker, speech))
    for words in ("person", "house", "incident", "remark", "reason", "rule", "office"):
        assert f"Canary {words}" in seen


def test_an_incident_version_without_an_open_citation_of_its_own_is_none(
    reader: User, legal: User
) -> None:
    secret = make.source("Secret", groups=[make.legal_group()])
    one = make.incident("Quarrel", sources=[secret, make.source("Was open")])
    Source.objects.filter(title_en="Was open").update(audience="groups")
    draft = one.get_latest_revision_as_object()
    draft.citations.add(make.citation(make.source("Open")))
    draft.verdict_en = "Another line"
    draft.save_revision().publish()
    assert kinds(one, reader) == ["published"]
    assert kinds(one, legal) == ["published", "updated"]


def test_versions_from_before_a_record_was_opened_are_for_those_who_could_read_them(
    client_of: Callable[[str], Client], reader: User, legal: User, administrator: User
) -> None:
    one = make.person("Wang Min", note_en="Canary closed", live=False)
    set_audience(one, administrator, "groups", [make.legal_group()])
    one.get_latest_revision().publish()
    one = edited(make.fresh(one), note_en="What all may read")
    set_audience(one, administrator, "all")
    one = edited(make.fresh(one), note_en="What all may read now")
    assert kinds(one, reader) == ["published", "updated"]
    assert kinds(one, legal) == ["published", "updated", "updated"]
    without(
        "Canary", shown(client_of("reader"), one), shown(client_of("reader"), one, "?from=1&to=2")
    )
    assert "Canary" in shown(client_of("legal"), one)
    assert told(reader).count(("Wang Min", "published")) == 1


def test_what_was_published_while_closed_or_archived_and_replaced_before_is_never_shown(
    client_of: Callable[[str], Client], reader: User, administrator: User
) -> None:
    one = make.person("Wang Min", note_en="Open first")
    set_audience(one, administrator, "groups", [make.legal_group()])
    one = edited(make.fresh(one), note_en="Canary while closed")
    one = edited(one, note_en="Open again")
    set_audience(one, administrator, "all")
    archive(make.fresh(one), administrator)
    one = edited(make.fresh(one), note_en="Canary while archived")
    one = edited(one, note_en="Open at last")
    restore(make.fresh(one), administrator)
    without("Canary", shown(client_of("reader"), one))
    assert kinds(one, reader) == ["published", "updated", "updated"]


def test_what_is_restored_unchanged_is_told_as_restored(reader: User, administrator: User) -> None:
    one = make.person("Wang Min")
    archive(one, administrator)
    restore(make.fresh(one), administrator)
    assert kinds(make.fresh(one), reader) == ["published", "restored"]


def test_a_purged_revision_is_no_version(reader: User) -> None:
    one = make.person("Wang Min", note_en="One")
    first = one.live_revision
    one = edited(one, note_en="Two")
    first.delete()
    assert kinds(one, reader) == ["published"]


# --- The list of changes --------------------------------------------------------------


def test_changes_can_be_narrowed_by_kind_and_by_who_did_it(
    reader: User, reader_client: Client, editor: User
) -> None:
    edited(make.person("Wang Min"), editor, note_en="More")
    make.organisation("Lantern")
    by_editor = stream(reader, by=editor.username).changes
    assert [(str(one.record), one.kind) for one in by_editor] == [("Wang Min", ChangeKind.UPDATED)]
    page = reader_client.get("/en/changes/?kind=published").content.decode()
    assert "Lantern" in page
    for query in ("kind=bogus", "kind=%00", "until=soon", "before=x", "by=%00", "until=0001-01-01"):
        assert reader_client.get(f"/en/changes/?{query}").status_code == 200


def test_pages_of_changes_leave_nothing_out_nor_show_it_twice(reader: User) -> None:
    for number in range(12):
        make.organisation(f"House {number}")
    every = [str(one.record) for one in stream(reader, most=50).changes]
    found, before = [], None
    for _ in range(20):
        part = stream(reader, before=before, most=5)
        found += [str(one.record) for one in part.changes]
        before = part.further
        if before is None:
            break
    assert found == every
    assert len(set(found)) == 12


def test_changes_of_a_day_are_those_until_its_end(reader_client: Client) -> None:
    make.organisation("Old house")
    ago = timezone.now() - timedelta(days=3)
    ModelLogEntry.objects.update(timestamp=ago)
    make.organisation("New house")
    page = reader_client.get(f"/en/changes/?until={timezone.localdate(ago)}").content.decode()
    assert "Old house" in page
    assert "New house" not in page


def test_changes_take_as_many_queries_for_many_as_for_few(reader_client: Client) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            assert reader_client.get("/en/changes/").status_code == 200
        return len(captured)

    one = make.incident("Quarrel", make.event(actors=[make.person("Wang Min")]))
    make.statement(actor=make.organisation("Lantern"))
    queries()
    few = queries()
    for number in range(4):
        edited(one, verdict_en=f"Line {number}")
        make.incident(f"Other {number}", make.event(actors=[make.person(f"P {number}")]))
    assert queries() <= few


def test_nobody_reads_changes_or_histories_without_signing_in(client: Client) -> None:
    one = make.person("Wang Min")
    for path in ("/en/changes/", f"/en/history/person/{one.slug}/"):
        assert client.get(path)["Location"].startswith("/accounts/login/")


# --- Pages ----------------------------------------------------------------------------


def test_a_page_has_a_history_in_each_language_at_one_address(
    reader_client: Client, reader: User
) -> None:
    page = make.article("Advice", summary="First words")
    chinese = make.translated(page, "建议", slug="jian-yi")
    page.summary = "Second words"
    page.save_revision().publish()
    address = f"history/page/{page.translation_key}/"
    assert "建議" in reader_client.get(f"/zh-hant/{address}").content.decode()
    english = reader_client.get(f"/en/{address}").content.decode()
    assert re.search(r"<del>.*?First</del><ins>.*?Second</ins>", english)
    assert ("Advice", "updated") in told(reader)
    assert chinese.title not in english


def test_a_closed_page_has_no_history_and_is_no_news(client_of: Callable[[str], Client]) -> None:
    page = make.guidance("Canary", groups=[Group.objects.get(name="Legal")])
    address = f"/en/history/page/{page.translation_key}/"
    assert client_of("reader").get(address).status_code == 404
    assert client_of("legal").get(address).status_code == 200
    assert b"Canary" not in client_of("reader").get("/en/changes/").content
    for wrong in ("/en/history/page/x/", "/en/history/bogus/x/", "/en/history/person/x/"):
        assert client_of("reader").get(wrong).status_code == 404


def test_a_quotation_from_a_hidden_source_is_in_no_version(
    client_of: Callable[[str], Client],
) -> None:
    hidden = make.source("Canary source", groups=[make.legal_group()])
    words = {"text": "Canary words", "speaker": "", "source": hidden.pk, "place": ""}
    page = make.article(
        "Advice", body=make.stream(("text", "<p>Open words</p>"), ("quotation", words))
    )
    address = f"/en/history/page/{page.translation_key}/"
    html = client_of("reader").get(address).content.decode()
    assert "Open words" in html
    without("Canary", html)
    assert "Canary words" in client_of("legal").get(address).content.decode()
