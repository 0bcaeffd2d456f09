"""What stood at an address before it was archived, for those who may restore it."""

from collections.abc import Callable

import pytest
from django.contrib.auth.models import User
from django.test import Client

from kb.archiving import archive
from tests import factories as make

pytestmark = pytest.mark.django_db


def test_the_desk_is_told_what_was_archived_at_an_address_and_readers_are_not(
    client_of: Callable[[str], Client], reviewer: User
) -> None:
    person, term = make.person("Canary · 金丝雀"), make.term("Canary word")
    page = make.article("Canary page")
    chinese = make.translated(page, "金丝雀页")
    for thing in (person, term, page):
        archive(thing, reviewer)
    addresses = [person.get_absolute_url(), term.get_absolute_url(), page.get_url()]
    addresses += [chinese.get_url(), chinese.get_url().replace("zh-hans", "zh-hant", 1)]
    for address in addresses:
        response = client_of("editor").get(address)
        assert response.status_code == 404
        assert "notice__archived" in response.content.decode(), address
        assert "notice__archived" not in client_of("reader").get(address).content.decode()


def test_what_is_hidden_stays_hidden(client_of: Callable[[str], Client]) -> None:
    person = make.person("Canary", archived=True, groups=[make.legal_group()])
    address = person.get_absolute_url()
    assert "Canary" not in client_of("editor").get(address).content.decode()
    assert "Canary" in client_of("legal_editor").get(address).content.decode()
