"""Documents and images are read by those who may see what holds them, and by nobody else."""

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import Group, Permission, User
from django.core.files.base import ContentFile
from django.test import Client
from wagtail.models import CollectionViewRestriction

from cases.models import Incident
from kb.file_access import readable
from kb.models import ArticlePage
from kb.permissions import EDITORS
from tests import factories as make
from tests.masking import masked

pytestmark = pytest.mark.django_db

Clients = Callable[[str], Client]


def doors(document: Any) -> list[str]:
    """Return every address of a document."""
    return [document.url, f"/media/{document.file.name}"]


def statuses(client: Client, document: Any) -> set[int]:
    """Return how every address of a document answers, as one set."""
    return {status(client, address) for address in doors(document)}


def status(client: Client, address: str, headers: dict[str, str] | None = None) -> int:
    """Return how an address answers, and let go of the file."""
    response = client.get(address, headers=headers)
    response.getvalue()
    return response.status_code


def article_with(document: Any, **how: Any) -> ArticlePage:
    """Publish an article that links to a document in its text."""
    link = f'<p><a linktype="document" id="{document.pk}">the letter</a></p>'
    return make.article(body=make.stream(("text", link)), **how)


def test_nobody_reads_a_file_without_signing_in(client: Client) -> None:
    document = make.document()
    make.source("A report", make.attachment(document))
    for address in [*doors(document), "/documents/999/none.txt", "/media/none.txt"]:
        response = client.get(address)
        assert response.status_code == 302
        assert response.url.startswith("/accounts/login/?next=")


def test_an_attachment_is_read_by_those_who_see_its_source(client_of: Clients) -> None:
    document = make.document(content=b"Dear all")
    make.source("A report", make.attachment(document))
    for address in doors(document):
        assert client_of("reader").get(address).getvalue() == b"Dear all"


def test_an_attachment_of_a_restricted_source_exists_only_for_its_audience(
    client_of: Clients,
) -> None:
    document = make.document()
    make.source("A report", make.attachment(document), groups=[make.legal_group()])
    for username in ("reader", "editor", "reviewer"):
        assert statuses(client_of(username), document) == {404}, username
    for username in ("legal", "legal_editor", "administrator"):
        assert statuses(client_of(username), document) == {200}, username


@pytest.mark.parametrize("state", [{"live": False}, {"archived": True}])
def test_an_attachment_of_a_draft_or_archived_source_is_for_those_who_work_on_it(
    client_of: Clients, state: dict[str, bool]
) -> None:
    document = make.document()
    make.source("A report", make.attachment(document), **state)
    change = Permission.objects.get(codename="change_source")
    Group.objects.get(name=EDITORS).permissions.add(change)
    assert statuses(client_of("reader"), document) == {404}
    assert statuses(client_of("editor"), document) == {200}


def test_one_visible_holder_is_enough(client_of: Clients) -> None:
    document = make.document()
    make.source("Closed", make.attachment(document), groups=[make.legal_group()])
    assert statuses(client_of("reader"), document) == {404}
    make.source("Open", make.attachment(document))
    assert statuses(client_of("reader"), document) == {200}


def test_a_document_linked_from_a_page_follows_the_page(client_of: Clients) -> None:
    document = make.document()
    page = article_with(document)
    assert statuses(client_of("reader"), document) == {200}
    make.restrict(page, make.legal_group())
    assert statuses(client_of("reader"), document) == {404}
    assert statuses(client_of("legal"), document) == {200}


def test_a_document_of_a_page_follows_restrictions_above_and_in_translation(
    client_of: Clients,
) -> None:
    document = make.document()
    section = make.section("Closed rooms")
    article_with(document, parent=section)
    chinese = make.translated(section, "内部")
    assert statuses(client_of("reader"), document) == {200}
    make.restrict(chinese, make.legal_group())
    assert statuses(client_of("reader"), document) == {404}


def test_a_page_taken_back_takes_its_document_with_it(client_of: Clients) -> None:
    document = make.document()
    page = article_with(document)
    page.unpublish()
    assert statuses(client_of("reader"), document) == {404}
    assert statuses(client_of("editor"), document) == {200}


def test_a_file_that_nothing_holds_is_for_those_who_work_in_the_admin(client_of: Clients) -> None:
    document = make.document()
    for username in ("reader", "legal"):
        assert statuses(client_of(username), document) == {404}, username
    for username in ("editor", "reviewer", "administrator"):
        assert statuses(client_of(username), document) == {200}, username


def test_a_private_collection_closes_what_lies_in_it_and_below(client_of: Clients) -> None:
    shelf = make.collection("Legal's", groups=[make.legal_group()])
    below = shelf.add_child(name="Letters")
    document = make.document(collection=below)
    make.source("A report", make.attachment(document))
    assert statuses(client_of("reader"), document) == {404}
    assert statuses(client_of("editor"), document) == {404}
    assert statuses(client_of("legal"), document) == {200}


def test_a_file_moved_into_a_private_collection_is_closed_at_once(client_of: Clients) -> None:
    document = make.document()
    make.source("A report", make.attachment(document))
    assert statuses(client_of("reader"), document) == {200}
    document.collection = make.collection("Legal's", groups=[make.legal_group()])
    document.save()
    assert statuses(client_of("reader"), document) == {404}


@pytest.mark.parametrize(("kind", "status"), [("login", 200), ("password", 404)])
def test_other_privacy_of_a_collection_never_asks_for_anything(
    client_of: Clients, kind: str, status: int
) -> None:
    shelf = make.collection("Shelf")
    CollectionViewRestriction.objects.create(
        collection=shelf, restriction_type=kind, password="open sesame"
    )
    document = make.document(collection=shelf)
    make.source("A report", make.attachment(document))
    assert statuses(client_of("reader"), document) == {status}


def test_renditions_follow_their_image(client_of: Clients) -> None:
    image = make.image()
    rendition = image.get_rendition("width-20")
    for name in (image.file.name, rendition.file.name):
        assert client_of("reader").get(f"/media/{name}").status_code == 404
        response = client_of("editor").get(f"/media/{name}")
        response.getvalue()
        assert response.status_code == 200
        assert response["Content-Type"] == "image/png"
        assert response["Content-Disposition"].startswith("inline")
    image.collection = make.collection("Legal's", groups=[make.legal_group()])
    image.save()
    assert client_of("editor").get(f"/media/{rendition.file.name}").status_code == 404


def test_all_refusals_look_the_same(client_of: Clients) -> None:
    hidden = make.document("Hidden")
    make.source("A report", make.attachment(hidden), groups=[make.legal_group()])
    client = client_of("reader")
    answers = {
        masked(client.get(address).content).replace(address, "ADDRESS")
        for address in (
            *doors(hidden),
            f"/documents/{hidden.pk}/wrong.txt",
            "/documents/424242/hidden.txt",
            "/media/documents/none.txt",
        )
    }
    assert len(answers) == 1


def test_a_guessed_validator_is_not_answered(client_of: Clients) -> None:
    hidden, shown = make.document("Hidden"), make.document("Shown", b"Dear you")
    make.source("A report", make.attachment(hidden), groups=[make.legal_group()])
    make.source("A report", make.attachment(shown))
    client = client_of("reader")
    for document, expected in ((hidden, 404), (shown, 200)):
        for address in doors(document):
            for headers in (
                {"If-None-Match": f'"{document.get_file_hash()}"'},
                {"If-None-Match": "*"},
                {"If-Modified-Since": "Fri, 01 Jan 2038 00:00:00 GMT"},
            ):
                assert status(client, address, headers) == expected


@pytest.mark.parametrize("username", ["reader", "administrator"])
@pytest.mark.parametrize(
    "path",
    [
        "/media/../secret_key",
        "/media/%2e%2e/secret_key",
        "/media/documents/../../secret_key",
        "/media//etc/passwd",
        "/media/..%5Csecret_key",
        "/media/%00",
        "/media/documents/%00.txt",
        "/media/documents/",
        "/documents/",
        "/documents/1/",
        "/documents/99999999999999999999999/x.txt",
        "/documents/1/%00",
        "/documents/1/a/b.txt",
        "/documents/authenticate_with_password/1/",
    ],
)
def test_odd_addresses_are_nothing(client_of: Clients, username: str, path: str) -> None:
    make.document()
    assert status(client_of(username), path) == 404


def test_answers_are_private_and_run_nothing(client_of: Clients) -> None:
    page = make.document("Evil")
    page.file.save('evil";x=1\r\n.html', ContentFile(b"<script>alert(1)</script>"))
    response = client_of("administrator").get(f"/media/{page.file.name}")
    assert response.getvalue() == b"<script>alert(1)</script>"
    assert response["Cache-Control"] == "private, no-store"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Security-Policy"] == "default-src 'none'"
    assert response["Content-Disposition"].startswith("attachment")
    assert "\n" not in response["Content-Disposition"]
    assert "ETag" not in response
    assert "Last-Modified" not in response


def test_files_are_only_read(client_of: Clients) -> None:
    document = make.document()
    for address in doors(document):
        assert client_of("administrator").post(address).status_code == 405


def test_a_file_missing_on_disk_is_a_404(client_of: Clients) -> None:
    document = make.document()
    document.file.storage.delete(document.file.name)
    assert statuses(client_of("administrator"), document) == {404}


def test_what_is_readable_takes_two_queries_one_of_them_for_closed_pages(
    reader: User, django_assert_num_queries: Callable[[int], Any]
) -> None:
    documents = [make.document(f"Letter {number}") for number in range(4)]
    for document in documents[:3]:
        make.source("A report", make.attachment(document))
    list(readable(type(documents[0]).objects.all(), reader))  # content types and groups are kept
    with django_assert_num_queries(2):
        assert set(readable(type(documents[0]).objects.all(), reader)) == set(documents[:3])
    assert not Incident.objects.exists()
