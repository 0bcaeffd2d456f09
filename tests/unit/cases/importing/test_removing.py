"""An import is removed only while nothing was made from it."""

import pytest

from cases.models import ProposalDecision
from kb.holding import Held
from kb.imports.acts import remove
from kb.models import Import
from tests import factories as make
from tests.cast import persona

pytestmark = pytest.mark.django_db


def decided(answer: str) -> Import:
    document = make.raw_document("One text.")
    ProposalDecision.objects.create(
        document=document, kind="source", proposal="whole", answer=answer
    )
    batch: Import = document.file.batch
    return batch


def test_what_something_was_made_from_stays() -> None:
    with pytest.raises(Held):
        remove(decided("accepted"), persona("administrator"))


def test_a_refused_proposal_holds_nothing() -> None:
    remove(decided("refused"), persona("administrator"))
    assert not Import.objects.exists()
