"""One ranked list over pages and records, for one reader."""

from collections.abc import Callable
from datetime import date

import pytest
from django.contrib.auth.models import User
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kb.language.codes import ENGLISH, SIMPLIFIED, TRADITIONAL, Language
from kb.models import GlossaryAlias
from kb.search.backends import engine
from kb.search.filters import Filters
from kb.search.results import Hit, Results, search
from tests import factories as make

pytestmark = pytest.mark.django_db


def hits(text: str, user: User, reader: Language = ENGLISH, **filters: object) -> list[Hit]:
    return list(look(text, user, reader, **filters).hits)


def look(text: str, user: User, reader: Language = ENGLISH, **filters: object) -> Results:
    """Search with a value of a facet, or `start` and `end` of a period."""
    period = {name: filters.pop(name) for name in ("start", "end") if name in filters}
    chosen = {name: (str(value),) for name, value in filters.items()}
    return search(text, user, reader, Filters(chosen, **period))  # type: ignore[arg-type]


def objects(text: str, user: User, **filters: object) -> set[object]:
    return {hit.object.pk for hit in hits(text, user, **filters)}


def chinese(title: str, text: str) -> object:
    parent = make.section(f"栏目{title}", make.home("zh-hans"))
    return make.article(title, parent, body=make.stream(("text", f"<p>{text}</p>")))


@pytest.fixture
def sorry(db: None) -> object:
    return make.term(
        "Apology · 道歉",
        GlossaryAlias(text="致歉", language="zh"),
        definition="A regret · 认错的话",
    )


# --- Ten searches -------------------------------------------------------------


def test_a_word_of_two_characters_inside_a_sentence(reader: User) -> None:
    page = chinese("一场风波", "公司当晚公开道歉并终止合作。")
    assert objects("道歉", reader) == {page.pk}


def test_a_single_character(reader: User) -> None:
    page = chinese("一场风波", "当晚道歉。")
    assert objects("歉", reader) == {page.pk}


def test_a_traditional_query_for_a_simplified_text(reader: User) -> None:
    page = chinese("一场风波", "雷军在直播中回应争议。")
    assert objects("雷軍", reader) == objects("爭議", reader) == {page.pk}


def test_a_simplified_query_for_a_text_typed_in_traditional(reader: User) -> None:
    page = chinese("一場風波", "雷軍在直播中回應爭議。")
    assert objects("争议", reader) == {page.pk}


def test_taiwan_wording_for_a_mainland_text(reader: User) -> None:
    page = chinese("一场风波", "在互联网上传播。")
    assert objects("網際網路", reader) == {page.pk}


def test_an_english_word_by_its_stem(reader: User) -> None:
    page = make.article("Affair", body=make.stream(("text", "<p>They apologised at night.</p>")))
    assert objects("apologises", reader) == {page.pk}


def test_an_english_word_for_a_chinese_text_through_the_glossary(
    reader: User, sorry: object
) -> None:
    page = chinese("一场风波", "当晚公开道歉。")
    other = chinese("又一场", "公司致歉。")
    found = {hit.object.pk: hit for hit in hits("apology", reader)}
    assert {page.pk, other.pk} < set(found)
    (reason,) = found[page.pk].reasons
    assert (reason.kind, reason.typed, reason.text) == ("translation", "apology", "道歉")


def test_an_alias_of_a_person(reader: User) -> None:
    person = make.person("Lei Jun · 雷军", make.alias("雷布斯", "zh"))
    page = chinese("一场风波", "雷布斯回应争议。")
    english = make.article("Affair", body=make.stream(("text", "<p>Lei Jun answered.</p>")))
    for typed in ("雷军", "雷軍", "Lei Jun", "雷布斯"):
        assert objects(typed, reader) == {person.pk, page.pk, english.pk}
    (found,) = [
        hit for hit in hits("雷军", reader) if hit.kind == "article" and hit.object.pk == page.pk
    ]
    assert [reason.kind for reason in found.reasons] == ["name"]


def test_words_of_an_alias_elsewhere_in_a_text_are_no_match(reader: User) -> None:
    make.person("Lei Jun · 雷军")
    apart = make.article("Affair", body=make.stream(("text", "<p>Jun asked Lei.</p>")))
    assert apart.pk not in objects("雷军", reader)


def test_every_word_is_required_in_title_or_text(reader: User) -> None:
    both = chinese("雷军", "当晚公开道歉。")
    chinese("雷军发言", "没有别的。")
    assert objects("雷军 道歉", reader) == {both.pk}


# --- Names --------------------------------------------------------------------


def test_equivalents_follow_an_editors_change_at_once(reader: User) -> None:
    page = chinese("一场风波", "公司致歉。")
    term = make.term("Apology · 道歉")
    assert page.pk not in objects("apology", reader)
    make.add(term, GlossaryAlias(text="致歉", language="zh"))
    assert page.pk in objects("apology", reader)


def test_a_name_nobody_may_match_is_not_looked_for(reader: User) -> None:
    make.person("Rice · 大米", make.alias("米", "zh", matchable=False))
    page = chinese("吃饭", "一碗大米。")
    chinese("喝粥", "一碗小米。")
    assert objects("大米", reader) - {page.pk} == {
        hit.object.pk for hit in hits("大米", reader) if hit.kind == "person"
    }


def test_the_alias_of_somebody_hidden_translates_nothing(reader: User, legal: User) -> None:
    page = chinese("一场风波", "王敏回应。")
    before = look("Nightingale", reader).total
    make.person("Wang Min · 王敏", make.alias("Nightingale"), groups=[make.legal_group()])
    assert look("Nightingale", reader).total == before == 0
    assert page.pk in objects("Nightingale", legal)


# --- Filters ------------------------------------------------------------------


def test_filters_by_kind(reader: User, sorry: object) -> None:
    page = chinese("一场风波", "公开道歉。")
    assert objects("道歉", reader, kind="article") == {page.pk}
    assert {hit.kind for hit in hits("道歉", reader, kind="term")} == {"term"}


def test_filters_by_language(reader: User, sorry: object) -> None:
    page = chinese("一场风波", "公开道歉。")
    english = make.article("Affair", body=make.stream(("text", "<p>An apology.</p>")))
    in_english = objects("道歉", reader, language="en")
    assert english.pk in in_english
    assert page.pk not in in_english
    assert page.pk in objects("道歉", reader, language="zh")


def test_filters_by_period(reader: User) -> None:
    early = make.incident("Early quarrel · 早先的争吵", began="2025-11-03")
    late = make.incident("Late quarrel · 后来的争吵", began="2026-01-07")
    undated = chinese("无日期", "争吵")
    assert {early.pk, late.pk} <= objects("quarrel", reader)
    assert objects("quarrel", reader, start=date(2026, 1, 1)) == {late.pk}
    assert objects("争吵", reader, kind="incident", end=date(2025, 12, 31)) == {early.pk}
    assert undated.pk not in objects("争吵", reader, end=date(2025, 12, 31))


# --- Order and pages ----------------------------------------------------------


def test_a_title_comes_before_a_text(reader: User) -> None:
    text = chinese("另一件事", "后来有人道歉。")
    title = chinese("道歉", "后来的另一件事。")
    found = hits("道歉", reader, kind="article")
    assert [hit.object.pk for hit in found] == [title.pk, text.pk]


def test_slices_fit_together(reader: User) -> None:
    for number in range(7):
        make.term(f"Apology {number} · 道歉{number}")
    whole = [hit.object.pk for hit in search("道歉", reader, ENGLISH, None, 0, 20).hits]
    parts = [
        hit.object.pk
        for at in (0, 3, 6)
        for hit in search("道歉", reader, ENGLISH, None, at, at + 3).hits
    ]
    assert parts == whole
    assert look("道歉", reader).total == 7


# --- Permission ---------------------------------------------------------------


def test_what_is_restricted_is_neither_found_nor_counted(reader: User, legal: User) -> None:
    chinese("公开", "公开道歉。")
    before = look("道歉", reader).total
    closed = make.article(
        "Closed", groups=[make.legal_group()], body=make.stream(("text", "<p>道歉</p>"))
    )
    term = make.term("Secret · 道歉秘密", groups=[make.legal_group()])
    assert look("道歉", reader).total == before
    assert {closed.pk, term.pk} <= objects("道歉", legal)


def test_a_restriction_holds_at_once_for_pages_below_and_translations(
    reader: User, legal: User
) -> None:
    section = make.section("Cases")
    page = make.article("Affair", section, body=make.stream(("text", "<p>nightingale</p>")))
    other = make.translated(page, "风波", body=make.stream(("text", "<p>nightingale</p>")))
    assert objects("nightingale", reader) == {page.pk, other.pk}
    make.restrict(section, make.legal_group())
    assert objects("nightingale", reader) == set()
    assert objects("nightingale", legal) == {page.pk, other.pk}


def test_drafts_and_archived_records_are_not_found(reader: User, administrator: User) -> None:
    make.term("Draft · 道歉草稿", live=False)
    make.term("Archived · 道歉存档", archived=True)
    make.article("Unpublished", live=False, body=make.stream(("text", "<p>道歉</p>")))
    assert look("道歉", reader).total == look("道歉", administrator).total == 0


@pytest.mark.parametrize("kind", ["all", "one"])
def test_nobody_signed_in_finds_nothing(kind: str, deactivated: User) -> None:
    make.term("Apology · 道歉")
    assert look("道歉", deactivated, kind="term" if kind == "one" else "").total == 0


# --- Excerpts -----------------------------------------------------------------


def test_an_excerpt_is_in_the_readers_script_with_the_words_marked(reader: User) -> None:
    chinese("一场风波", "雷军在直播中回应争议。")
    (hit,) = hits("争议", reader, TRADITIONAL)
    assert hit.excerpt is not None
    assert "雷軍在直播中回應<mark>爭議</mark>" in hit.excerpt.html
    assert hit.title.html == "一場風波"


def test_a_hit_in_the_other_language_says_so(reader: User) -> None:
    chinese("一场风波", "当晚道歉。")
    (hit,) = hits("道歉", reader, ENGLISH)
    assert hit.title.foreign
    assert hit.title.language == SIMPLIFIED


def test_an_excerpt_never_contains_markup_of_a_text(reader: User) -> None:
    make.term("Apology · 道歉", definition="<script>alert(1)</script> & regret")
    (hit,) = hits("regret", reader)
    assert hit.excerpt is not None
    assert "<script" not in hit.excerpt.html
    assert "&amp; <mark>regret</mark>" in hit.excerpt.html


def test_records_are_shown_in_the_readers_half(reader: User) -> None:
    make.term("Apology · 道歉", definition="A regret in words · 认错的话")
    (english,) = hits("道歉", reader, ENGLISH)
    (hans,) = hits("apology", reader, SIMPLIFIED)
    assert english.title.html == "<mark>Apology</mark>"
    assert hans.title.html == "<mark>道歉</mark>"


def test_an_excerpt_is_in_the_readers_language_when_the_title_shows_the_match(reader: User) -> None:
    make.term("Apology · 道歉", definition="A regret in words · 道歉就是认错的话")
    (hit,) = hits("apology", reader, ENGLISH)
    assert hit.excerpt is not None
    assert hit.excerpt.html == "A regret in words"


def test_an_excerpt_shows_the_match_in_the_other_language_when_only_that_has_it(
    reader: User,
) -> None:
    make.term("Regret · 认错", definition="Words of it · 有分量的道歉")
    (hit,) = hits("道歉", reader, ENGLISH)
    assert hit.excerpt is not None
    assert hit.excerpt.foreign
    assert "<mark>道歉</mark>" in hit.excerpt.html


# --- Anything at all ----------------------------------------------------------

HOSTILE = [
    '"', "'", "\x00", "(", ")", "%", "_", "*", "^", ":", "-", "\\", "AND", "OR NOT", "NEAR(a b)",
    "title:", '"道歉', "道歉*", "{title} : a", "\ud800", "\udfff道", "a" * 5_000, "道" * 5_000,
    " ".join(f"word{number}" for number in range(1_000)), "道 " * 1_000, "🙂" * 50,
    "\u202eright to left", "; DROP TABLE kb_entry", "%s", "%(a)s", "{}", "\n\t",
]  # fmt: skip


@pytest.mark.parametrize("text", HOSTILE, ids=lambda text: ascii(text[:20]))
def test_no_input_is_an_error(text: str, reader: User, sorry: object) -> None:
    assert look(text, reader).total >= 0


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(text=st.text(max_size=120))
def test_no_text_is_an_error(text: str, reader: User) -> None:
    assert look(text, reader).total >= 0


# --- Cost ---------------------------------------------------------------------


def test_the_number_of_queries_does_not_depend_on_the_number_of_records(
    reader: User, django_assert_max_num_queries: Callable[..., object]
) -> None:
    for number in range(30):
        make.term(f"Apology {number} · 道歉{number}", definition="道歉")
    engine().refresh()  # as the worker does on PostgreSQL: what is not counted is looked for
    look("道歉", reader)
    with django_assert_max_num_queries(6):
        assert len(hits("道歉", reader)) == 20
