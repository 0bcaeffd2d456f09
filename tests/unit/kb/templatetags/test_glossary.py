"""The glossary stands in the order of the reader's language."""

import pytest
from django.utils.translation import override

from kb.models import GlossaryTerm
from kb.templatetags.glossary import by_letter

pytestmark = pytest.mark.django_db

TERMS = [
    GlossaryTerm(term_en="Apology", term_zh="道歉"),
    GlossaryTerm(term_en="360 review", term_zh="全面评估"),
    GlossaryTerm(term_en="Holding statement", term_zh="初步声明"),
    GlossaryTerm(term_en="", term_zh="淡化"),
]


def letters(code: str) -> dict[str, list[str]]:
    with override(code):
        return {
            letter.name: [term.term.en or term.term.zh for term in letter.terms]
            for letter in by_letter(TERMS)
        }


def test_english_readers_find_terms_by_letter_and_the_rest_at_the_end() -> None:
    assert letters("en") == {
        "A": ["Apology"],
        "D": ["淡化"],
        "H": ["Holding statement"],
        "#": ["360 review"],
    }
    assert list(letters("en"))[-1] == "#"


@pytest.mark.parametrize("code", ["zh-hans", "zh-hant"])
def test_chinese_readers_find_terms_by_pinyin(code: str) -> None:
    assert letters(code) == {
        "C": ["Holding statement"],
        "D": ["淡化", "Apology"],
        "Q": ["360 review"],
    }
