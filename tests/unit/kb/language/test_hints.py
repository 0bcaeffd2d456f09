"""Where terms of a glossary occur."""

import pytest

from kb.language.codes import ENGLISH, SIMPLIFIED, TRADITIONAL
from kb.language.hints import Hintable, HintFinder, find_in_html

pytestmark = pytest.mark.django_db

TERMS = (
    ("key opinion leader", "KOL", "关键意见领袖"),
    ("crisis", "危机"),
    ("crisis plan", "危机预案"),
    ("public relations", "公关"),
    ("IP", "IP防火墙"),
)


@pytest.fixture
def finder() -> HintFinder:
    return HintFinder(Hintable(key, spellings) for key, spellings in enumerate(TERMS))


def found(finder: HintFinder, text: str) -> list[str]:
    return [f"{text[spot.start : spot.end]} {spot.key}" for spot in finder.find(text)]


@pytest.mark.parametrize(
    ("text", "spots"),
    [
        ("Key opinion leaders’ posts", ["Key opinion leaders 0"]),
        ("the KOLs, a kol", ["KOLs 0"]),
        ("In crises, crisis-plans help", ["crises 1", "crisis-plans 2", "crisis 1"]),
        ("the public’s relations; public. Relations", []),
        ("a zip, an ip, IP", ["IP 4"]),
        ("criticise", []),
    ],
)
def test_english_terms_are_found_with_their_endings(
    finder: HintFinder, text: str, spots: list[str]
) -> None:
    assert found(finder, text) == spots


@pytest.mark.parametrize(
    ("text", "spots"),
    [
        ("关键意见领袖与KOL", ["关键意见领袖 0", "KOL 0"]),
        ("關鍵意見領袖談危機預案", ["關鍵意見領袖 0", "危機預案 2", "危機 1"]),
        ("公关部启动IP防火墙", ["公关 3", "IP防火墙 4", "IP 4"]),
        ("办公关系良好", []),
        ("辦公關係良好", []),
    ],
)
def test_chinese_terms_are_found_in_either_script_but_not_across_words(
    finder: HintFinder, text: str, spots: list[str]
) -> None:
    assert found(finder, text) == spots


def test_nothing_is_explained_in_links_headings_code_or_what_is_kept_as_written(
    finder: HintFinder,
) -> None:
    html = (
        '<h2>Crisis</h2><p><a href="/">crisis</a> <code>crisis</code> &amp; '
        '<i translate="no">crisis</i> <i data-script="keep">crisis</i> '
        '<i lang="zh-Hans">危机</i> <b title="crisis">crisis</b></p>'
    )
    assert [
        (html[spot.start - 1 : spot.end + 1]) for spot in find_in_html(html, ENGLISH, finder)
    ] == [">crisis<"]
    quote = '<q lang="zh-Hant">危機</q><q lang="zh-Hans">危机</q>'
    for reader, word in ((SIMPLIFIED, "危机"), (TRADITIONAL, "危機")):
        spots = find_in_html(quote, reader, finder)
        assert [quote[spot.start : spot.end] for spot in spots] == [word]


def test_a_glossary_without_terms_finds_nothing() -> None:
    assert HintFinder(()).find("crisis 危机") == []
