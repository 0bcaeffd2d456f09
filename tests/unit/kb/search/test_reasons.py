"""Why a text was found, and what it lacks."""

import pytest

from kb.language import protected_terms
from kb.language.codes import ENGLISH, SIMPLIFIED
from kb.search.analysis.pipeline import stored, units
from kb.search.dictionary.lookup import dictionary
from kb.search.meanings import meanings
from kb.search.query import Equivalent, Names, Query, read
from kb.search.reasons import Reasons

NAMES = {
    "道歉": [
        Equivalent(("apolog",), "Apology", "en"),
        Equivalent(("道歉",), "道歉", "zh"),
        Equivalent(("致歉",), "致歉", "zh"),
    ]
}


@pytest.fixture(autouse=True)
def no_protected_terms(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(protected_terms, "current", lambda: protected_terms.NO_TERMS)


def query(text: str, names: Names) -> Query:
    return read(text).query(names)


def test_of_two_names_in_a_text_the_one_in_the_readers_language_is_told() -> None:
    text = stored(units("An apology. 公开致歉"))
    for reader, wanted in ((SIMPLIFIED, ("name", "致歉")), (ENGLISH, ("translation", "Apology"))):
        (reason,) = Reasons(query("道歉", NAMES), reader).why(text)
        assert (reason.kind, reason.text) == wanted


def test_what_the_dictionary_found_is_not_missing() -> None:
    asked = query("complaints refund", {})
    reasons = Reasons(asked, ENGLISH, meanings(asked, dictionary()))
    text = stored(units("用户的投诉"))
    assert [(one.kind, one.text) for one in reasons.why(text)] == [("dictionary", "投诉")]
    assert reasons.missing(text) == ("refund",)
