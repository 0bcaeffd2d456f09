"""What somebody may have meant."""

import pytest

from kb.language.codes import language
from kb.search.corrections import alternatives
from kb.search.results import search
from tests import factories as make
from tests.cast import persona

pytestmark = pytest.mark.django_db


def meant(text: str, who: str = "reader", reader: str = "en") -> list[tuple[str, int]]:
    user, language_ = persona(who), language(reader)
    total = search(text, user, language_).total
    return [(one.text, one.total) for one in alternatives(text, total, user, language_)]


@pytest.fixture
def world(db: None) -> None:
    make.person("Lei Jun · 雷军")
    make.term("Apology · 道歉")
    make.incident("Lei Jun gives an apology · 雷军公开道歉")


@pytest.mark.parametrize(
    ("typed", "corrected"),
    [
        ("apolgy", "apology"),
        ("appology", "apology"),
        ("paology", "apology"),
        ("Lie Jun", "lei jun"),
        ("lei jun aplogy", "lei jun apology"),
        ("雷君", "雷军"),
        ("雷軍道謙", "雷军道歉"),
        ("道谦", "道歉"),
    ],
)
def test_a_slip_is_corrected_and_says_what_that_finds(
    typed: str, corrected: str, world: None
) -> None:
    if corrected == "雷军道歉":
        make.term("雷军道歉")
    found = dict(meant(typed))
    assert found[corrected] == search(corrected, persona("reader"), language("en")).total > 0


def test_characters_are_the_readers(world: None) -> None:
    assert meant("雷君", reader="zh-hant")[0][0] == "雷軍"


@pytest.mark.parametrize(
    "typed", ["apology", "雷军", "zzzz", "", "a", "的", "?", "x" * 900, "君" * 90]
)
def test_what_is_right_or_near_nothing_is_left_alone(typed: str, world: None) -> None:
    assert meant(typed) == []


def test_nothing_is_offered_that_finds_nothing_for_this_person(world: None) -> None:
    make.person("Nightingale · 夜莺", groups=[make.legal_group()])
    assert meant("nightingal") == []
    assert meant("叶莺") == []
    assert meant("nightingal", who="legal") == [("nightingale", 1)]
    assert meant("叶莺", who="legal") == [("夜莺", 1)]


def test_a_hidden_word_neither_offers_nor_hides_one() -> None:
    make.incident("Nothing", summary="nightingales sing")
    make.term("Nightingaly")
    before = meant("nightingalx")
    make.person("Nightingale", groups=[make.legal_group()])
    assert meant("nightingalx") == before == [("nightingaly", 1)]


def test_one_word_is_corrected_alone_when_all_together_find_nothing(world: None) -> None:
    assert meant("apolgy nightingale") == [("apology", 2)]
