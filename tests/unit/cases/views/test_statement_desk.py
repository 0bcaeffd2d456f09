"""The statements desk on the site: what waits, one step on, the words as text, new from old."""

from collections.abc import Callable

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from cases.models import Statement
from tests import factories as make

pytestmark = pytest.mark.django_db

Clients = Callable[[str], Client]
DESK = "/en/statements/desk/"


def test_the_desk_is_for_those_who_work_on_statements(client_of: Clients) -> None:
    assert client_of("reader").get(DESK).status_code == 403
    assert client_of("editor").get(DESK).status_code == 200


def test_the_desk_shows_drafts_and_hides_what_is_closed(client_of: Clients) -> None:
    make.statement("Draft words", live=False)
    make.statement("Canary words", groups=[make.legal_group()])
    page = client_of("editor").get(DESK).content.decode()
    assert "Draft words" in page
    assert "Not published" in page
    assert "Canary" not in page
    assert "1 statement<" in page
    assert "Canary words" in client_of("legal_editor").get(DESK).content.decode()


def test_the_desk_is_narrowed_by_state_kind_channel_and_topic(
    reviewer_client: Client,
) -> None:
    channel, topic = make.channel("microblog"), make.topic("apology")
    make.statement("First", kind="holding", channel=channel)
    make.statement("Second", topics=[topic])
    for query, shown in (
        ("kind=holding", "First"),
        ("channel=microblog", "First"),
        ("topics=apology", "Second"),
    ):
        page = reviewer_client.get(f"{DESK}?{query}").content.decode()
        other = {"First": "Second", "Second": "First"}[shown]
        assert f">{shown}</a>" in page, query
        assert f">{other}</a>" not in page, query
    assert ">First</a>" not in reviewer_client.get(f"{DESK}?state=released").content.decode()
    broken = reviewer_client.get(f"{DESK}?state=nonsense&channel=none")
    assert broken.status_code == 200
    assert "nonsense" in broken.content.decode()


def test_a_reviewer_approves_from_the_desk(reviewer_client: Client, editor_client: Client) -> None:
    statement = make.statement("Words")
    assert 'name="after" value="approved"' in reviewer_client.get(DESK).content.decode()
    assert 'name="after"' not in editor_client.get(DESK).content.decode()
    path = f"/en/statements/{statement.slug}/state/"
    told = {"before": "drafted", "after": "approved", "next": "desk"}
    assert reviewer_client.post(path, told)["Location"] == DESK
    assert make.fresh(statement).state == "approved"
    assert reviewer_client.get(path).status_code == 405
    assert editor_client.post(path, {"before": "approved", "after": "released"}).status_code == 403
    again = reviewer_client.post(path, told, follow=True).content.decode()
    assert "Meanwhile it is approved" in again


def test_a_hidden_statement_has_no_doors(client_of: Clients) -> None:
    hidden = make.statement("Canary", groups=[make.legal_group()])
    draft = make.statement("Draft", live=False)
    base = f"/en/statements/{hidden.slug}"
    assert client_of("reviewer").post(f"{base}/state/").status_code == 404
    assert client_of("reviewer").get(f"{base}/text/").status_code == 404
    assert client_of("reviewer").get(f"{base}/use/").status_code == 404
    assert client_of("reader").get(f"/en/statements/{draft.slug}/text/").status_code == 404
    assert client_of("reader").get(f"/en/statements/{draft.slug}/use/").status_code == 404
    assert client_of("legal").get(f"{base}/text/").status_code == 200


@pytest.mark.parametrize(
    ("address", "text"),
    [
        ("en/statements/words/text/", "We are sorry for the development"),
        ("zh-hans/statements/words/text/", "我们为发展道歉"),
        ("zh-hant/statements/words/text/", "我們為發展道歉"),
        ("en/statements/words/text/?writing=zh-Hant", "我們為發展道歉"),
        ("zh-hant/statements/words/text/?writing=en", "We are sorry for the development"),
    ],
)
def test_the_words_are_text_in_every_writing(
    reader_client: Client, address: str, text: str
) -> None:
    make.statement("Words", words="We are sorry for the development · 我们为发展道歉")
    response = reader_client.get(f"/{address}")
    assert response["Content-Type"] == "text/plain; charset=utf-8"
    assert response.content.decode() == text


def test_the_page_offers_the_words_to_copy_without_scripts(reader_client: Client) -> None:
    statement = make.statement("Words", words="We are sorry · 我们道歉")
    page = reader_client.get(f"/zh-hant/statements/{statement.slug}/").content.decode()
    assert "readonly>我們道歉</textarea>" in page
    assert "readonly>We are sorry</textarea>" in page
    assert "狀態" in page
    assert 'name="after"' not in page


def test_an_unknown_writing_is_a_404(reader_client: Client) -> None:
    make.statement("Words", words="We are sorry")
    assert reader_client.get("/en/statements/words/text/?writing=fr").status_code == 404
    assert reader_client.get("/en/statements/words/text/?writing=zh-Hans").status_code == 404


def test_other_words_of_a_draft_are_shown_to_the_desk_only(
    client_of: Clients, reviewer: User
) -> None:
    statement = make.statement("Words", state="released")
    statement.words_en = "Canary words"
    statement.save_revision(user=reviewer)
    address = statement.get_absolute_url()
    assert "Canary" not in client_of("reader").get(address).content.decode()
    page = client_of("editor").get(address).content.decode()
    assert "Canary words" in page
    assert "The words above are the ones that count: Released." in page


def test_a_template_is_filled_in_on_the_site(editor_client: Client, editor: User) -> None:
    template = make.statement("Template", kind="template", words="On [date] we [what].")
    incident = make.incident("A quarrel")
    path = f"/en/statements/{template.slug}/use/"
    page = editor_client.get(path).content.decode()
    assert "date" in page
    told = {"title": "Ours", "incident": incident.pk, "place-0": "7 January", "place-1": ""}
    response = editor_client.post(path, told)
    made = Statement.objects.get(title_en="Ours")
    assert response["Location"] == f"/admin/snippets/cases/statement/edit/{made.pk}/"
    assert made.words.en == "On 7 January we [what]."
    assert made.incident == incident
    refused = editor_client.post(path, {"title": ""}).content.decode()
    assert "This field is required." in refused


def test_the_editor_leads_to_a_new_statement(editor_client: Client) -> None:
    template = make.statement("Template", kind="template")
    page = editor_client.get(f"/admin/snippets/cases/statement/edit/{template.pk}/")
    door = f"/admin/snippets/cases/statement/use/{template.pk}/"
    assert door in page.content.decode()
    assert editor_client.get(door)["Location"] == f"/en/statements/{template.slug}/use/"


def test_uses_are_counted_as_far_as_one_may_see(client_of: Clients) -> None:
    statement = make.statement("Words")
    make.incident("Open", make.response("One", statements=[statement]))
    source = make.source("Secret", groups=[make.legal_group()])
    make.incident(
        "Closed",
        make.response("Two", statements=[statement], sources=[source]),
        sources=[source],
        groups=[make.legal_group()],
    )
    assert "used in 1 response<" in client_of("editor").get(DESK).content.decode()
    assert "used in 2 responses<" in client_of("legal_editor").get(DESK).content.decode()


def test_the_desk_takes_as_many_queries_for_many_as_for_few(reviewer_client: Client) -> None:
    def queries() -> int:
        reviewer_client.get(DESK)
        with CaptureQueriesContext(connection) as captured:
            reviewer_client.get(DESK)
        return len(captured)

    make.statement("Words", incident=make.incident("One"))
    few = queries()
    for number in range(6):
        make.statement(f"Words {number}", incident=make.incident(f"Incident {number}"))
    assert queries() <= few
