"""The indexes are written once for a publication, and not at all for a draft."""

from collections.abc import Callable, Iterator
from unittest.mock import Mock, patch

import pytest

from tests import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def written() -> Iterator[Mock]:
    """What is called for each writing of a thing into the search index."""
    with patch("kb.search.indexing.index_objects") as index_objects:
        yield index_objects


@pytest.mark.parametrize("thing", [make.source, make.article])
def test_a_stored_draft_writes_neither_index(thing: Callable[[], object], written: Mock) -> None:
    made: object = thing()
    written.reset_mock()
    with patch("wagtail.tasks.ReferenceIndex.create_or_update_for_object") as references:
        made.save_revision()  # type: ignore[attr-defined]
    assert (written.call_count, references.call_count) == (0, 0)


@pytest.mark.parametrize("thing", [make.source, make.article])
def test_a_publication_writes_the_search_index_once(
    thing: Callable[[], object], written: Mock
) -> None:
    made: object = thing()
    revision = made.save_revision()  # type: ignore[attr-defined]
    written.reset_mock()
    revision.publish()
    assert written.call_count == 1


def test_any_other_save_writes_the_search_index(written: Mock) -> None:
    made = make.source()
    written.reset_mock()
    made.save()
    made.save(update_fields=["title_en"])
    assert written.call_count == 2
