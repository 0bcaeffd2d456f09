"""The five sample documents, where they lie beside the project: 24 sources and one playbook."""

from pathlib import Path

import pytest

from cases.importing.parts import parts_of
from cases.importing.playbook_draft import make_playbook
from cases.importing.sources import make_drafts
from cases.models import Source
from kb.imports.taking_apart import apart
from tests import factories as make
from tests.cast import persona

SAMPLES = Path(__file__).resolve().parents[5] / "shared" / "sources"
FILES = sorted(SAMPLES.glob("*.txt"))
pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(len(FILES) != 5, reason="the samples are not beside the project"),
]


def test_they_become_24_drafts_and_one_playbook_of_ten_measures() -> None:
    make.translated(make.section("Plans"), "Plans")
    editor = persona("editor")
    documents = [make.raw_document(file.read_bytes(), file.name) for file in FILES]
    numbers = [
        len(make_drafts(one, editor, [part.key for part in parts_of(one)])) for one in documents
    ]
    assert numbers == [1, 2, 19, 1, 1]
    assert Source.objects.filter(live=False, version_of__isnull=False).count() == 1
    plans = [one for one in documents if apart(one).plan.measures]
    (page,) = (make_playbook(one, editor) for one in plans)
    draft = page.get_latest_revision_as_object()
    measures = [one for phase in draft.phases.all() for one in phase.measures.all()]
    assert len(measures) == 10
    assert all(one.solution and one.advantages and one.drawbacks and one.steps for one in measures)
