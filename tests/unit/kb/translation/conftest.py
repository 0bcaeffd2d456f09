"""What tests of translations begin with."""

from typing import Any

import pytest

from tests import factories as make
from tests.unit.kb.translation.test_steps import CHINESE, ENGLISH


@pytest.fixture
def english() -> Any:
    """An article in English, with a translation that was made by hand."""
    page = make.article("Two days", body=make.stream(*ENGLISH))
    make.translated(page, "两天", body=make.stream(*CHINESE))
    return page


@pytest.fixture
def given() -> Any:
    """An article in English that is given to be translated."""
    make.home()
    make.translated(make.section(), "文库")
    return make.article("Two days", body=make.stream(*ENGLISH))
