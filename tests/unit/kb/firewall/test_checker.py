"""The checker finds what words do, says where, and leaves innocent words alone."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kb.firewall.acts import ACTS, EXEMPTIONS
from kb.firewall.bench import Example, surprises
from kb.firewall.checker import check, read
from kb.firewall.patterns import Words, sections
from kb.language.folding import fold
from kb.models import Act, Exemption
from kb.starter.files import read as read_toml
from kb.starter.rules import FILE, starter_rules
from tests.firewall_figures import DATA, labelled, measured

WORK = labelled()
PIECES = st.sampled_from([piece for row in WORK for piece in row["text"].split(" ") if piece])
TEXTS = st.lists(st.one_of(PIECES, st.text(max_size=8)), max_size=25).map(" ".join)
SPEAKERS = st.sampled_from(["founder", "company", "product", "executive", "spokesperson", None])


def codes(text: str, speaker: str | None = None, topic: str = "", channel: str = "") -> set[str]:
    """Return the rules that a text crosses."""
    statement = read(text, speaker, channel or None, [topic] if topic else [])
    return {found.rule for found in check(statement, starter_rules())}


@settings(max_examples=60, deadline=None)
@given(TEXTS, SPEAKERS)
def test_marked_words_are_words_of_the_text_as_typed(text: str, speaker: str | None) -> None:
    for found in check(read(text, speaker), starter_rules()):
        assert 0 <= found.start < found.end <= len(text)
        assert text[found.start : found.end].strip()


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=60))
def test_folding_keeps_the_length(text: str) -> None:
    assert len(fold(text)) == len(text)


@pytest.mark.parametrize("typed", ["處罰員工，致歉！", "处罚员工，致歉！"])
def test_both_scripts_fold_to_the_same(typed: str) -> None:
    assert fold(typed) == "处罚员工,致歉!"


def test_every_list_of_words_is_an_expression() -> None:
    for file in sorted((DATA.parents[2] / "kb" / "firewall" / "words").glob("*.txt")):
        words = Words(file.stem)
        for section in sections(file.stem):
            assert getattr(words, section)


def test_every_act_and_exemption_that_a_rule_may_name_is_found_by_code() -> None:
    assert set(Act.values) == set(ACTS)
    assert set(Exemption.values) == set(EXEMPTIONS)


def test_the_statements_worked_with_are_read_as_labelled() -> None:
    figures = measured(WORK)
    assert figures.f1 >= 0.9
    assert figures.exact >= 0.8 * figures.statements
    assert figures.innocent_flagged <= 0.05 * figures.innocent
    assert figures.gap <= 0.05


@pytest.mark.parametrize(
    "text",
    [
        "A reader wrote that “our brakes are rubbish”. Thank you for saying so.",
        "Whether the brakes are safe is for the institute to say.",
        "刹车是否安全，以检测机构的报告为准。",
        "煞車是否安全，以檢測機構的報告為準。",
    ],
)
def test_questions_quotations_and_deferral_are_no_claim(text: str) -> None:
    assert codes(text, "founder", "product_safety") == set()


@pytest.mark.parametrize(
    "text", ["Our brakes are safe.", "我们的刹车很安全。", "我們的煞車很安全。"]
)
def test_only_the_speaker_a_rule_names_crosses_it(text: str) -> None:
    assert codes(text, "founder", "product_safety") == {"FW01"}
    assert codes(text, "spokesperson", "product_safety") == set()


def test_what_is_not_stated_is_taken_from_the_text() -> None:
    assert codes("As the founder I give you my word of honour: our bread is what it says.") == {
        "FW03"
    }


@pytest.mark.parametrize("row", read_toml(FILE)["rule"], ids=lambda row: row["code"])
def test_the_examples_of_the_starter_come_out_as_they_say(row: dict[str, Any]) -> None:
    rule = next(rule for rule in starter_rules() if rule.code == row["code"])
    examples = [
        Example(example[half], example["triggers"])
        for example in row["examples"]
        for half in ("en", "zh")
    ]
    assert {example.triggers for example in examples} == {True, False}
    assert list(surprises(rule, examples)) == []


def test_severity_depends_on_the_speaker() -> None:
    def severity(speaker: str) -> str:
        return check(read("These critics are liars.", speaker), starter_rules())[0].severity

    assert (severity("founder"), severity("company")) == ("high", "medium")


def test_time_grows_no_faster_than_the_text() -> None:
    # A text without a full stop is read in pieces: no expression meets more than one of them.
    reading = read("我们" * 5_000).reading
    assert max(len(sentence.folded) for sentence in reading.sentences) <= 600
