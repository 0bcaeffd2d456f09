"""How things are named to somebody in the admin."""

from collections.abc import Iterator

import pytest
from django.contrib.auth.models import User

from kb.permissions import asking
from kb.records.bilingual import Bilingual
from kb.records.usage import name_for_asker
from tests import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def asked_by_editor(editor: User) -> Iterator[None]:
    token = asking.set(editor)
    yield
    asking.reset(token)


@pytest.mark.usefixtures("asked_by_editor")
def test_a_name_that_is_no_records_stands_for_itself() -> None:
    assert name_for_asker(Bilingual("The team", "团队")) == "The team · 团队"
    assert name_for_asker("?") == "?"


@pytest.mark.usefixtures("asked_by_editor")
def test_a_record_of_others_has_no_name() -> None:
    assert "Wang" in name_for_asker(make.person("Wang Min"))
    assert "Wang" not in name_for_asker(make.person("Wang Min", groups=[make.legal_group()]))
