"""What all pages share."""

import pytest
from django.test import Client

from kb.models import ArticlePage, SectionPage
from tests import factories as make
from tests.admin_form import AdminForm

pytestmark = pytest.mark.django_db


def slugs(section: SectionPage) -> list[str]:
    return sorted(section.get_children().values_list("slug", flat=True))


def test_an_address_taken_a_moment_ago_gets_a_number() -> None:
    section = make.section("Rooms")
    make.article("First", parent=section, slug="quarrel")
    # As when two people send the form at once: both were told that the address is free.
    section.add_child(instance=ArticlePage(title="Second", slug="quarrel"))
    assert slugs(section) == ["quarrel", "quarrel-1"]


def test_a_form_says_that_an_address_is_taken(reviewer_client: Client) -> None:
    section = make.section("Rooms")
    make.article("First", parent=section, slug="quarrel")
    form = AdminForm(reviewer_client, f"/admin/pages/add/kb/articlepage/{section.pk}/")
    form.type(**{"title": "Second", "slug": "quarrel", "body-count": "0"})
    response = form.send()
    assert response.status_code == 200
    assert "already in use" in response.content.decode()
    assert slugs(section) == ["quarrel"]
