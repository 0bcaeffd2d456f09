"""Differences between versions: by words in English, by characters in Chinese, part by part."""

from kb.history.differences import difference, labels, segments
from kb.history.outline import Outline, PartWords, Words


def pieces(before: str, after: str) -> list[tuple[str, str]]:
    return [(one.kind, one.text) for one in segments(before, after)]


def part(**texts: str) -> PartWords:
    return PartWords("event", "Event", {name: Words(name, text) for name, text in texts.items()})


def test_english_differs_by_words() -> None:
    assert pieces("They said no.", "They said yes.") == [
        ("same", "They said "),
        ("removed", "no"),
        ("added", "yes"),
        ("same", "."),
    ]


def test_words_changed_beside_each_other_are_one_change() -> None:
    assert pieces("a quick fox ran", "a slow dog ran") == [
        ("same", "a "),
        ("removed", "quick fox"),
        ("added", "slow dog"),
        ("same", " ran"),
    ]


def test_chinese_differs_by_characters() -> None:
    assert pieces("公司已经道歉。", "公司没有道歉。") == [
        ("same", "公司"),
        ("removed", "已经"),
        ("added", "没有"),
        ("same", "道歉。"),
    ]


def test_what_was_not_there_is_added_whole_and_what_is_gone_is_removed_whole() -> None:
    assert pieces("", "New words") == [("added", "New words")]
    assert pieces("Old words", "") == [("removed", "Old words")]


def test_long_unchanged_stretches_are_left_out() -> None:
    long = " ".join(f"word{n}" for n in range(400))
    found = pieces(f"{long} old {long}", f"{long} new {long}")
    assert [kind for kind, _text in found] == [
        "gap", "same", "removed", "added", "same", "gap",
    ]  # fmt: skip
    assert sum(len(text) for _kind, text in found) < 400


def test_texts_of_many_thousand_words_are_compared_line_by_line() -> None:
    lines = [f"line {n} says something of its own" for n in range(2000)]
    changed = [*lines[:1000], "another line", *lines[1001:]]
    kinds = [kind for kind, _text in pieces("\n".join(lines), "\n".join(changed))]
    assert "removed" in kinds
    assert "added" in kinds


def test_the_pieces_that_are_not_added_are_the_old_text_and_those_not_removed_the_new() -> None:
    pairs = [
        ("one two three", "two three four"),
        ("雷军说了话", "雷军没说话了"),
        ("a b\nc  d", "a c\n\nd"),
        ("x", "xx"),
    ]
    for before, after in pairs:
        found = pieces(before, after)
        assert "".join(text for kind, text in found if kind != "added") == before
        assert "".join(text for kind, text in found if kind != "removed") == after


def test_parts_are_told_apart_by_key() -> None:
    before = Outline({}, {"1": part(what_en="Stays"), "2": part(what_en="Goes")})
    after = Outline({}, {"3": part(what_en="Comes"), "1": part(what_en="Stays here")})
    found = difference(before, after)
    assert [(one.action, one.title and one.title.text) for one in found.parts] == [
        ("added", "Comes"),
        ("changed", "Stays here"),
        ("removed", "Goes"),
    ]
    assert found.added == {"event"}
    assert labels(found) == ["Event"]


def test_the_same_version_differs_in_nothing() -> None:
    same = Outline({"title_en": Words("Title", "A")}, {"1": part(what_en="B")})
    assert not difference(same, same)


def test_filling_the_empty_half_of_a_text_is_a_translation_and_nothing_else_is() -> None:
    english = Outline({"title_en": Words("Title", "A")}, {"1": part(what_en="B")})
    both = {"title_en": Words("Title", "A"), "title_zh": Words("Title (Chinese)", "甲")}
    translated = Outline(both, {"1": part(what_en="B", what_zh="乙")})
    assert difference(english, translated).is_translation
    changed = Outline({**both, "title_en": Words("Title", "C")}, translated.parts)
    assert not difference(english, changed).is_translation
    more = Outline({**both, "status": Words("Status", "Open")}, translated.parts)
    assert not difference(english, more).is_translation
    assert not difference(english, english).is_translation


def test_a_part_is_named_by_its_text_not_by_how_sure_it_is() -> None:
    named = part(certainty="Confirmed", remark_en="Perhaps", what_en="It happened")
    assert named.title is not None
    assert named.title.text == "It happened"
