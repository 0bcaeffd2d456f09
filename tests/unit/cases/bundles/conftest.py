"""A case of drafts for the tests of bundles."""

import pytest

from tests.bundled_case import Case, unpublished_case


@pytest.fixture
def case() -> Case:
    """A case of which nothing is published yet."""
    return unpublished_case()
