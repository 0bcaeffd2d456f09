"""A page somebody may not see answers like an address of nothing, on every door of the site."""

from collections.abc import Callable

import pytest
from django.contrib.auth.models import User
from django.test import Client
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import PageViewRestriction

from kb.models import ArticlePage, KnowledgePage
from tests import factories as make
from tests.masking import masked

pytestmark = pytest.mark.django_db

Clients = Callable[[str], Client]
KINDS = [make.section, make.article, make.case_study, make.guidance, make.playbook, make.glossary]


@pytest.fixture
def reader_client(client_of: Clients) -> Client:
    return client_of("reader")


def addresses(page: KnowledgePage) -> list[str]:
    """Return the addresses of a page in all writings."""
    url = page.get_url()
    if url.startswith("/zh-hans/"):
        return [url, url.replace("/zh-hans/", "/zh-hant/", 1)]
    return [url]


@pytest.mark.parametrize("make_page", KINDS)
def test_a_page_closed_to_a_group_is_a_404_for_others(
    client_of: Clients, make_page: Callable[..., KnowledgePage]
) -> None:
    page = make_page("Canary")
    chinese = make.translated(page, "金丝雀")
    urls = [*addresses(page), *addresses(chinese)]
    assert [client_of("reader").get(url).status_code for url in urls] == [200] * 3
    make.restrict(page, make.legal_group())
    for username, status in (("reader", 404), ("legal", 200), ("administrator", 200)):
        client = client_of(username)
        assert [client.get(url).status_code for url in urls] == [status] * 3, username


@pytest.mark.parametrize("first", ["restriction", "translation"])
def test_translations_are_closed_whichever_came_first(client_of: Clients, first: str) -> None:
    section = make.section("Rooms")
    page = make.article("Canary", parent=section)
    if first == "restriction":
        make.restrict(section, make.legal_group())
        chinese = make.translated(page, "金丝雀")
    else:
        chinese = make.translated(page, "金丝雀")
        make.restrict(section, make.legal_group())
    for url in [*addresses(page), *addresses(chinese), *addresses(chinese.get_parent())]:
        assert client_of("reader").get(url).status_code == 404, url
        assert client_of("legal").get(url).status_code == 200, url


@pytest.mark.parametrize("kind", ["groups", "password"])
def test_nobody_is_asked_for_a_group_or_a_password(client_of: Clients, kind: str) -> None:
    page = make.article("Canary")
    restriction = make.restrict(page, kind=kind)
    client = client_of("reader")
    for path, nothing in (
        ("library/canary/", "library/no-such-page/"),
        (f"_util/authenticate_with_password/{restriction.pk}/{page.pk}/", "_util/nothing/"),
        ("_util/login/", "_util/nothing/"),
    ):
        response, missing = client.get(f"/en/{path}"), client.get(f"/en/{nothing}")
        assert response.status_code == 404
        assert masked(response.content).replace(path, nothing) == masked(missing.content)


def test_a_page_for_everybody_signed_in_is_open(client_of: Clients) -> None:
    page = make.article("Open")
    make.restrict(page, kind=PageViewRestriction.LOGIN)
    assert client_of("reader").get(page.get_url()).status_code == 200


def test_lifting_a_restriction_opens_the_page_again(client_of: Clients) -> None:
    page = make.article("Canary")
    restriction = make.restrict(page, make.legal_group())
    assert client_of("reader").get(page.get_url()).status_code == 404
    restriction.delete()
    assert client_of("reader").get(page.get_url()).status_code == 200


def test_a_draft_is_nothing_to_a_reader(client_of: Clients) -> None:
    page = make.article("Canary", live=False)
    assert client_of("reader").get(page.get_url()).status_code == 404


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_lists_leave_a_closed_page_out(client_of: Clients, language: str) -> None:
    section = make.section("Rooms")
    inner = make.section("Canary room", parent=section)
    page = make.article("Canary", parent=section)
    chinese = make.translated(page, "Canary 金丝雀")
    make.translated(inner, "Canary 房间")
    home = make.home(language)
    lists = [home.get_url(), (section if language == "en" else chinese.get_parent()).get_url()]
    make.restrict(page, make.legal_group())
    make.restrict(inner, make.legal_group())
    for url in lists:
        assert "Canary" not in client_of("reader").get(url).content.decode(), url
    assert "Canary" in client_of("legal").get(lists[1]).content.decode()


def test_a_closed_section_is_in_no_menu(client_of: Clients) -> None:
    section = make.section("Canary", show_in_menus=True)
    other = make.article("Other")
    make.restrict(section, make.legal_group())
    for url in (other.get_url(), make.home().get_url(), "/en/no-such-page/"):
        assert "Canary" not in client_of("reader").get(url).content.decode(), url


# --- Moved pages -------------------------------------------------------------


def moved(page: ArticlePage) -> str:
    """Change a page's slug, as an editor does; return its old address."""
    old = page.get_url()
    page.slug = "canary-now"
    page.save_revision().publish()
    Redirect.add_redirect(old, redirect_to=ArticlePage.objects.get(pk=page.pk))
    return str(old)


def test_a_moved_page_is_found_at_its_old_address(client_of: Clients) -> None:
    page = make.article("Page")
    response = client_of("reader").get(moved(page))
    assert response.status_code == 301
    assert response.url == "/en/library/canary-now/"


def test_the_old_address_of_a_closed_page_says_nothing(client_of: Clients) -> None:
    page = make.article("Page")
    old = moved(page)
    make.restrict(page, make.legal_group())
    response = client_of("reader").get(old)
    assert response.status_code == 404
    assert "canary" not in masked(response.content)
    assert client_of("legal").get(old).status_code == 301


def test_redirects_tell_nothing_without_signing_in(client: Client) -> None:
    make.home()
    page = make.article("Page")
    Redirect.add_redirect("/canary", redirect_to=page)
    Redirect.add_redirect("/canary-link", redirect_to="https://example.org/canary")
    for path in ("/canary", "/canary-link"):
        response = client.get(path)
        assert "canary" not in response.get("Location", "")
        assert response.status_code == 404


def test_redirects_of_odd_addresses_do_not_break(client_of: Clients) -> None:
    make.home()
    for path in ("/%00", "/%ff%fe", "/x" * 500, "/?" + "q=" * 600, "/en/%00/"):
        assert client_of("reader").get(path).status_code in (301, 302, 404), path


# --- Previews ----------------------------------------------------------------


def test_previews_are_not_for_readers(client_of: Clients, reader: User) -> None:
    page = make.article("Canary")
    revision = page.save_revision()
    for path in (
        f"/admin/pages/{page.pk}/view_draft/",
        f"/admin/pages/{page.pk}/edit/preview/",
        f"/admin/pages/{page.pk}/revisions/{revision.pk}/view/",
        f"/admin/pages/{page.pk}/revisions/compare/live...latest/",
        f"/admin/pages/{page.pk}/history/",
        f"/admin/pages/{page.pk}/",
        "/admin/api/main/pages/",
    ):
        response = client_of("reader").get(path)
        assert response.status_code in (302, 403, 404), path
        assert "Canary" not in response.content.decode()


def test_a_long_section_is_read_in_parts(reader_client: Client) -> None:
    section = make.section("Library")
    for number in range(51):
        make.article(f"Article {number}", section)
    first = reader_client.get(section.url).content.decode()
    second = reader_client.get(f"{section.url}?page=2").content.decode()
    assert first.count("/article-") + second.count("/article-") == 51
    assert "Article 0" in second
    assert reader_client.get(f"{section.url}?page=nonsense").status_code == 200
