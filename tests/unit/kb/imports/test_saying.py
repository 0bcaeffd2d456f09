"""Why a document was refused, in every language."""

from pathlib import Path

import polib
import pytest

from kb.importing.failures import MESSAGES
from kb.imports.saying import ADVICE

LOCALE = Path(__file__).parents[4] / "kb" / "locale"


@pytest.mark.parametrize("script", ["zh_Hans", "zh_Hant"])
def test_every_reason_is_in_the_catalogue(script: str) -> None:
    known = {entry.msgid for entry in polib.pofile(str(LOCALE / script / "LC_MESSAGES/django.po"))}
    assert set(MESSAGES.values()) <= known


def test_advice_is_for_reasons_that_there_are() -> None:
    assert ADVICE.keys() <= MESSAGES.keys()
