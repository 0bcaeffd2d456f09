"""Above the line what holds every word, below it the rest; operators; nothing hidden in either."""

from typing import Any

import pytest
from django.contrib.auth.models import User

from kb.language.codes import ENGLISH, SIMPLIFIED, TRADITIONAL, Language
from kb.models import GlossaryAlias
from kb.search.filters import Filters
from kb.search.results import Results, search
from tests import factories as make

pytestmark = pytest.mark.django_db


def look(text: str, user: User, reader: Language = ENGLISH, **more: Any) -> Results:
    return search(text, user, reader, **more)


def titles(hits: Any) -> list[str]:
    return [hit.title.text for hit in hits]


def english(title: str, text: str) -> Any:
    return make.article(title, body=make.stream(("text", f"<p>{text}</p>")))


def chinese(title: str, text: str) -> Any:
    parent = make.section(f"栏目{title}", make.home("zh-hans"))
    return make.article(title, parent, body=make.stream(("text", f"<p>{text}</p>")))


# --- Two tiers ----------------------------------------------------------------


def test_only_what_has_every_word_is_counted(reader: User) -> None:
    english("Both", "A recall and a refund.")
    english("One", "Only a recall.")
    results = look("recall refund", reader)
    assert (results.total, titles(results.hits), titles(results.below)) == (1, ["Both"], ["One"])
    assert results.below[0].missing == ("refund",)
    assert sum(results.counts["kind"].values()) == 1


def test_a_question_finds_its_answer_below_the_line(reader: User) -> None:
    chinese("总部", "该公司总部位于北京海淀区。")
    chinese("会议", "公司在上海举行会议。")
    results = look("公司的总部在哪里？", reader, SIMPLIFIED)
    assert results.total == 0
    assert titles(results.below)[0] == "总部"


def test_pages_of_both_tiers_fit_together(reader: User) -> None:
    for number in range(7):
        english(f"Both {number}", "recall refund")
        english(f"One {number}", "recall only")
    whole = look("recall refund", reader, stop=20)
    seen: list[str] = []
    for start in range(0, 14, 4):
        some = look("recall refund", reader, start=start, stop=start + 4)
        assert some.total == 7
        seen += titles(some.hits + some.below)
    assert seen == titles(whole.hits + whole.below)
    assert len(set(seen)) == 14
    assert look("recall refund", reader, start=0, stop=4).total_below is None


# --- Across languages ---------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "language", "wanted"),
    [
        ("kidney", ENGLISH, "健康"),
        ("apologised", ENGLISH, "认错"),
        ("火山", SIMPLIFIED, "Eruption"),
        ("鐵路", TRADITIONAL, "Line"),
    ],
)
def test_the_dictionary_leads_to_the_other_language_below_the_line(
    typed: str, language: Language, wanted: str, reader: User
) -> None:
    chinese("健康", "肾脏的作用。")
    chinese("认错", "公司道歉。")
    english("Eruption", "The volcano erupted.")
    english("Line", "The railway opened.")
    results = look(typed, reader, language)
    assert results.total == 0
    (hit,) = results.below
    assert hit.title.text == wanted
    assert [reason.kind for reason in hit.reasons] == ["dictionary"]
    assert "<mark>" in (hit.excerpt.html if hit.excerpt else "")


def test_what_is_written_in_both_languages_is_not_found_by_the_dictionary(reader: User) -> None:
    make.person("Kidney Stone · 石先生")
    english("Organ", "What the kidney does.")
    assert titles(look("肾脏", reader, SIMPLIFIED).below) == ["Organ"]


def test_a_glossary_term_counts_from_the_moment_it_is_changed(reader: User) -> None:
    chinese("通报", "公司发布了致歉信。")
    term = make.term("Apology · 道歉")
    assert look("apology", reader).total == 1
    term.aliases.add(GlossaryAlias(text="致歉", language="zh"))
    term.save_revision().publish()
    results = look("apology", reader)
    assert results.total == 2
    (hit,) = [hit for hit in results.hits if hit.kind == "article"]
    assert [(reason.kind, reason.text) for reason in hit.reasons] == [("translation", "致歉")]


def test_a_name_inside_a_run_is_translated(reader: User) -> None:
    make.person("Lei Jun · 雷军")
    english("Interview", "Lei Jun answered.")
    results = look("雷军说了什么", reader, SIMPLIFIED)
    (hit,) = [hit for hit in results.below if hit.kind == "article"]
    assert ("translation", "雷军", "Lei Jun") in [
        (reason.kind, reason.typed, reason.text) for reason in hit.reasons
    ]


# --- The query language -------------------------------------------------------


def test_quotes_and_minus(reader: User) -> None:
    english("Order", "A special inquiry followed.")
    english("Other", "The inquiry was special.")
    assert titles(look('"special inquiry"', reader).hits) == ["Order"]
    assert titles(look("inquiry -followed", reader).hits) == ["Other"]
    excluded = look("special nothing -followed", reader)
    assert titles(excluded.hits + excluded.below) == ["Other"]


def test_what_is_excluded_is_excluded_by_all_its_names(reader: User) -> None:
    make.person("Lei Jun · 雷军")
    chinese("直播", "雷军在直播中。")
    chinese("其他", "其他直播。")
    assert "直播" in titles(look('直播 -"nothing" -Jun', reader).hits)
    left = titles(look("直播 -雷軍", reader).hits)
    assert "其他" in left
    assert "直播" not in left


def test_operators_narrow_in_any_of_three_languages(reader: User) -> None:
    make.term("Apology · 道歉")
    english("Apology", "An apology.")
    for text in (
        "apology kind:term",
        "apology kind:terms",
        "apology 种类:术语",
        "apology 種類：術語",
    ):
        results = look(text, reader)
        assert [hit.kind for hit in results.hits] == ["term"], text
        assert [one.without for one in results.narrowed.understood] == ["apology"]
    assert [hit.kind for hit in look("apology -kind:term", reader).hits] == ["article"]


def test_a_person_is_meant_by_any_name(reader: User) -> None:
    person = make.person("Lei Jun · 雷军", make.alias("雷布斯", "zh"))
    for name in ("雷军", "雷軍", "雷布斯", '"Lei Jun"', "lei-jun"):
        results = look(f"person:{name}", reader)
        assert [hit.object for hit in results.hits] == [person], name


def test_without_words_the_newest_come_first(reader: User) -> None:
    old = make.incident("Old", began=make.span("2024-03-01"))
    new = make.incident("New", began=make.span("2025-03-01"))
    assert [hit.object for hit in look("kind:incident", reader).hits] == [new, old]
    assert [hit.object for hit in look("kind:incident before:2025", reader).hits] == [old]
    assert [hit.object for hit in look("kind:incident after:2025-03", reader).hits] == [new]


def test_a_mistake_is_read_as_words(reader: User) -> None:
    english("Nonsense", "nonsense apology")
    results = look("apology kind:nonsense", reader)
    assert titles(results.hits) == ["Nonsense"]
    assert [piece.value for piece in results.narrowed.as_words] == ["nonsense"]


def test_facets_and_operators_combine(reader: User) -> None:
    make.term("Apology · 道歉")
    english("Apology", "An apology.")
    chosen = Filters({"kind": ("term",)})
    assert look("apology kind:article", reader, filters=chosen).total == 0
    assert look("apology lang:en", reader, filters=chosen).total == 1


# --- Doors --------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "nightingale",
        "夜莺",
        "nightingale recall",
        "person:nightingale recall",
        '"the nightingale" recall',
        "recall -nightingale",
        "夜莺召回了什么",
        "songbird",
        "鸟 recall",
        "kind:person",
        "person:夜莺",
    ],
)
def test_what_is_hidden_changes_nothing_in_either_tier(text: str, reader: User) -> None:
    english("Open", "A recall of a bird. 召回")

    def seen() -> Any:
        results = look(text, reader)
        return (
            results.total,
            results.total_below,
            results.counts,
            [
                (
                    hit.url,
                    hit.title.html,
                    hit.excerpt and hit.excerpt.html,
                    hit.reasons,
                    hit.missing,
                )
                for hit in results.hits + results.below
            ],
            [one.values for one in results.narrowed.understood],
            [piece.value for piece in results.narrowed.as_words],
        )

    before = seen()
    legal = [make.legal_group()]
    make.person("Nightingale · 夜莺", make.alias("songbird", "en"), groups=legal)
    make.term("Bird · 鸟", GlossaryAlias(text="songbird", language="en"), groups=legal)
    make.incident("Nightingale recall · 夜莺召回", groups=legal)
    assert seen() == before
