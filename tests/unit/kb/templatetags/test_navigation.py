"""The main menu leads only where the reader may go; long lists number their pages."""

from django.contrib.auth.models import Group, User
from django.core.paginator import Paginator
from django.template import Context
from django.test import RequestFactory
from django.utils.translation import override
from pytest_django import DjangoAssertNumQueries

from kb.permissions import group_ids
from kb.templatetags.navigation import MenuLink, main_menu, page_range
from tests import factories as make


def menu(user: User, code: str = "en", path: str = "/en/") -> dict[str, MenuLink]:
    """Return the links of the menu by their label, as this person gets it at an address."""
    request = RequestFactory().get(path)
    request.user = user
    with override(code):
        return {
            str(link.label): link
            for group in main_menu(Context({"request": request}))
            for link in group.links
        }


def test_sections_stand_in_the_menu_in_the_readers_language(reader: User) -> None:
    section = make.section("Guidance", slug="guidance")
    make.translated(section, "工作指引", slug="zhi-yin")
    assert menu(reader)["Guidance"].url == "/en/guidance/"
    assert "工作指引" not in menu(reader)
    assert menu(reader, "zh-hans")["工作指引"].url == "/zh-hans/zhi-yin/"
    assert menu(reader, "zh-hant")["工作指引"].url == "/zh-hant/zhi-yin/"


def test_a_section_an_editor_took_out_does_not_stand_in_the_menu(reader: User) -> None:
    section = make.section("Guidance")
    section.show_in_menus = False
    section.save_revision().publish()
    assert "Guidance" not in menu(reader)


def test_a_restricted_section_does_not_exist_in_the_menu(reader: User, legal: User) -> None:
    make.section("Advice", groups=[Group.objects.get(name="Legal")])
    assert "Advice" not in menu(reader)
    assert "Advice" in menu(legal)


def test_the_menu_marks_where_the_reader_is(reader: User) -> None:
    make.section("Guidance", slug="guidance")
    assert menu(reader, path="/en/guidance/")["Guidance"].active == "page"
    assert menu(reader, path="/en/guidance/ip-firewall/")["Guidance"].active == "true"
    assert menu(reader, path="/en/firewall/")["Guidance"].active == ""
    assert menu(reader, path="/en/firewall/")["Firewall"].active == "page"


def test_the_menu_costs_two_queries(
    reader: User, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(5):
        make.section(f"Section {number}")
    group_ids(reader)
    menu(reader)
    with django_assert_num_queries(2):
        menu(reader)


def test_a_long_list_leaves_out_the_numbers_in_the_middle() -> None:
    page = Paginator(range(500), 20).page(7)
    assert page_range(page) == [1, None, 5, 6, 7, 8, 9, None, 25]
