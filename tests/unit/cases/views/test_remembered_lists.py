"""Long lists are counted once, until anything changes that could change a count."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from kb.records.base import Audience
from kb.search.backends import remembered
from tests import factories as make

ADDRESS = "/en/incidents/?status=open&from=2026-01-01"


@pytest.fixture
def every_list_is_long(monkeypatch: pytest.MonkeyPatch) -> None:
    """Remember lists of one row, too."""
    monkeypatch.setattr(remembered, "LONG", 1)
    monkeypatch.setattr(remembered, "memory", remembered._Memory())


def statements(client: Client) -> tuple[int, str]:
    """Return how many statements the list takes, and its text."""
    with CaptureQueriesContext(connection) as queries:
        text = client.get(ADDRESS).content.decode()
    return len(queries), text


@pytest.mark.usefixtures("every_list_is_long")
def test_a_list_is_counted_once_until_something_changes(
    reader_client: Client, legal_client: Client
) -> None:
    make.incident("A quarrel", make.involvement(make.person("Wang Min")))
    statements(reader_client)
    counted, _text = statements(reader_client)
    again, text = statements(reader_client)
    assert again <= counted < 12
    assert "1 incident" in text
    assert "Wang Min" in text
    second = make.incident("Another", make.involvement(make.person("Li Na")))
    _number, text = statements(reader_client)
    assert "2 incidents" in text
    assert "Li Na" in text
    second.audience_groups.set([make.legal_group()])
    second.audience = Audience.GROUPS
    second.save(update_fields=["audience"])
    _number, text = statements(reader_client)
    assert "2 incidents" not in text
    assert "Li Na" not in text
    assert "2 incidents" in statements(legal_client)[1]
