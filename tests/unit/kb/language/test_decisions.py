"""Decisions about single spots: where they hold, and that they win."""

import pytest

from kb.language.ambiguity import spots
from kb.language.conversion import Variant, convert
from kb.language.decisions import Decided, Decision, surroundings
from kb.language.protected_terms import Term, TermSet, term_set
from kb.language.rich_text import convert_html

TEXT = "他把发都剪了，又去发了一条微博。"


def decide(text: str, word: str, written: str, to: str = "zh-hant", place: int = 0) -> Decision:
    start = text.index(word, place)
    return Decision(to, word, *surroundings(text, start, start + len(word)), written)


def terms(*decisions: Decision) -> TermSet:
    return term_set([], "", decisions)


def test_a_decision_holds_at_its_spot_and_nowhere_else() -> None:
    made = convert(TEXT, "zh-hant", terms(decide(TEXT, "发", "髮")))
    assert made == "他把髮都剪了，又去發了一條微博。"


def test_it_survives_changes_elsewhere_and_follows_its_words() -> None:
    known = terms(decide(TEXT, "发", "髮"))
    assert convert("后来" + TEXT[:9], "zh-hant", known) != ""
    longer = "前一段。\n" + TEXT + "\n另外一段，里面说的是别的。"
    assert "他把髮都剪了" in convert(longer, "zh-hant", known)


def test_it_ends_when_its_surroundings_change() -> None:
    known = terms(decide(TEXT, "发", "髮"))
    assert "發都" in convert("她把发都剪了，又去发了一条微博。", "zh-hant", known)


def test_a_text_of_one_word_is_known_by_its_ends() -> None:
    known = terms(decide("发", "发", "髮"))
    assert convert("发", "zh-hant", known) == "髮"
    assert convert("发了", "zh-hant", known) == "發了"


def test_hong_kong_follows_taiwan_unless_it_has_its_own() -> None:
    known = [decide(TEXT, "发", "裡"), decide(TEXT, "剪", "翦", "zh-hk")]
    assert convert(TEXT, "zh-hk", terms(*known)).startswith("他把裏都翦了")
    assert convert(TEXT, "zh-hant", terms(*known)).startswith("他把裡都剪了")


def test_a_decision_wins_over_a_term_that_holds_its_words() -> None:
    text = "她留着头发"
    known = term_set(
        [Term(("头发",), says=(("zh-hant", "秀髮"),))], "", (decide(text, "头发", "頭髮"),)
    )
    assert convert(text, "zh-hant", known) == "她留著頭髮"


@pytest.mark.parametrize("written", ["髮", "頭髮們"])
def test_inline_tags_do_not_matter(written: str) -> None:
    known = terms(decide(TEXT, "发", written))
    html = "<p>他<b>把</b>发都<i>剪了</i>，又去发了一条微博。</p>"
    assert convert_html(html, "zh-hant", known) == (
        f"<p>他<b>把</b>{written}都<i>剪了</i>，又去發了一條微博。</p>"
    )


@pytest.mark.parametrize("to", ["zh-hant", "zh-hk", "zh-hans"])
def test_pieces_give_the_text_back(to: Variant) -> None:
    mixed = "范先生說：发了。Der Hund。於是发\0了，再发。"
    places = [place for place, one in enumerate(mixed) if one == "发"]
    known = terms(*(decide(mixed, "发", "髮髮", to, place) for place in places))
    assert convert(mixed, to, known).count("髮髮") == len(places)


def test_what_is_decided_is_no_open_spot() -> None:
    known = terms(decide(TEXT, "发", "發"))
    before = [spot.start for spot in spots(TEXT, "zh-hant", terms())]
    assert [spot.start for spot in spots(TEXT, "zh-hant", known)] == [
        place for place in before if place != TEXT.index("发")
    ]


def test_the_longest_decided_word_wins() -> None:
    text = "头发白了"
    found = Decided([decide(text, "头", "A"), decide(text, "头发", "B"), decide(text, "发", "C")])
    assert list(found.find(text)) == [(0, 2, "B")]
