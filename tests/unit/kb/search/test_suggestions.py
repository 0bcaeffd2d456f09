"""What the search box suggests while somebody types."""

import pytest

from kb.language.codes import Language, language
from kb.search.suggestions import Suggestion, suggest
from tests import factories as make
from tests.cast import persona

pytestmark = pytest.mark.django_db
ENGLISH, SIMPLIFIED, TRADITIONAL = map(language, ("en", "zh-hans", "zh-hant"))


@pytest.fixture
def lei(db: None) -> None:
    make.person("Lei Jun · 雷军", make.alias("雷布斯", "zh"))


def found(text: str, who: str = "reader", reader: Language = ENGLISH) -> list[str]:
    return [one.title.text for one in suggest(text, persona(who), reader)]


def one(text: str, reader: Language = ENGLISH) -> Suggestion:
    (suggestion,) = suggest(text, persona("reader"), reader)
    return suggestion


BEGINNINGS = [
    "雷",
    "雷军",
    "雷軍",
    "军",
    "leijun",
    "Lei",
    "l",
    "le",
    "jun",
    "lj",
    "布斯",
    "leibusi",
    "lbs",
    "雷jun",
    "lei军",
    "ｌｅｉ",
]
SPACED = ["lei jun", "LEI J", "jun lei", "雷 军"]


@pytest.mark.parametrize("typed", [*BEGINNINGS, *SPACED])
def test_a_person_is_suggested_by_any_beginning(typed: str, lei: None) -> None:
    make.person("Han Meimei · 韩梅梅")
    assert found(typed) == ["Lei Jun"]


@pytest.mark.parametrize(
    "typed", ["", " ", "x", "雷君", "jin", "ei", "？", "雷军雷", "\0", "%", "l*"]
)
def test_what_begins_nothing_suggests_nothing(typed: str, lei: None) -> None:
    assert found(typed) == (["Lei Jun"] if typed == "l*" else [])


def test_the_name_typed_stands_beside_the_one_shown(lei: None) -> None:
    assert one("lei").other is None
    assert one("雷军").other.text == "雷军"  # type: ignore[union-attr]
    assert one("雷布").other.text == "雷布斯"  # type: ignore[union-attr]
    assert one("lj", SIMPLIFIED).other is None
    assert one("Lei Jun", SIMPLIFIED).other.text == "Lei Jun"  # type: ignore[union-attr]


def test_titles_and_addresses_are_the_readers(lei: None) -> None:
    suggestion = one("leijun", TRADITIONAL)
    assert suggestion.title.text == "雷軍"
    assert suggestion.title.language.tag == "zh-Hant"


def test_the_start_of_a_name_comes_before_a_later_word_and_that_before_the_inside_of_a_run() -> (
    None
):
    make.term("说道歉")
    make.term("How to 道歉")
    make.term("道歉信")
    assert found("道歉", reader=SIMPLIFIED) == ["道歉信", "How to 道歉", "说道歉"]


def test_what_is_typed_to_the_end_comes_first() -> None:
    make.term("Apologies")
    make.term("Apology of the whole house")
    make.term("Apology")
    assert found("apology") == ["Apology", "Apology of the whole house"]


def test_pinyin_knows_surnames_and_both_spellings_of_u_umlaut() -> None:
    make.person("单国强")
    make.person("吕布")
    for typed in ("shanguo", "sgq", "danguo"):
        assert found(typed, reader=SIMPLIFIED) == ["单国强"]
    for typed in ("lvbu", "lubu", "lb"):
        assert found(typed, reader=SIMPLIFIED) == ["吕布"]


def test_many_of_one_kind_leave_room_for_others() -> None:
    for number in range(12):
        make.term(f"Storm {number}")
    make.person("Storm Petrel of the north")
    kinds = [one.kind for one in suggest("storm", persona("reader"), ENGLISH)]
    assert kinds == ["term"] * 7 + ["person"]


def test_a_page_is_suggested_in_the_readers_language_when_it_has_it() -> None:
    english = make.article("Weibo 微博 in short")
    make.translated(english, "微博简述 Weibo")
    assert found("weibo") == ["Weibo 微博 in short"]
    assert found("weibo", reader=SIMPLIFIED) == ["微博简述 Weibo"]


def test_nobody_is_suggested_what_they_may_not_see() -> None:
    make.person("Nightingale · 夜莺", make.alias("Nachtigall", "en"), groups=[make.legal_group()])
    make.person("Nightjar", live=False)
    make.person("Nightshade", archived=True)
    for typed in ("n", "ni", "night", "nacht", "夜", "yeying", "yy"):
        assert found(typed) == []
        assert found(typed, who="deactivated") == []
    assert found("night", who="legal") == ["Nightingale"]


def test_what_is_hidden_takes_nobodys_place() -> None:
    group = [make.legal_group()]
    for number in range(90):
        make.term(f"Owl {number}", groups=group)
    make.term("Owl of the north, which has a longer name")
    assert found("owl") == ["Owl of the north, which has a longer name"]
    assert found("ow") == ["Owl of the north, which has a longer name"]


def test_a_new_name_is_suggested_at_once_and_an_old_one_no_more() -> None:
    person = make.person("Ada")
    person.name_en = "Grace"
    make.publish(person)
    assert (found("ada"), found("grace")) == ([], ["Grace"])
