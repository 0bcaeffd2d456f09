"""What each role may do with the records."""

import pytest
from django.contrib.auth.models import User

from cases.models import Incident, Organisation, Person, Risk, Source, Statement
from kb.models import Channel, GlossaryTerm, Rule
from kb.permissions import may

pytestmark = pytest.mark.django_db

ROOTS = (Incident, Person, Organisation, Source, Statement, Risk, Rule, GlossaryTerm)


@pytest.mark.parametrize("model", ROOTS)
def test_editors_draft_and_reviewers_publish(
    model: type, reader: User, editor: User, reviewer: User, legal_editor: User
) -> None:
    for action in ("add", "change"):
        assert not may(reader, action, model)
        assert may(editor, action, model)
        assert may(reviewer, action, model)
    assert not may(editor, "publish", model)
    assert may(reviewer, "publish", model)
    assert may(legal_editor, "publish", model)
    assert not may(reviewer, "delete", model)


def test_vocabularies_are_kept_by_reviewers(editor: User, reviewer: User) -> None:
    assert not may(editor, "change", Channel)
    assert may(reviewer, "change", Channel)
