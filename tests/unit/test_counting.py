"""The plain scan that totals are compared with: apart from search, and of the same mind."""

import pytest
from django.contrib.auth.models import User

from kb.models import GlossaryAlias
from kb.search.analysis.pipeline import units
from tests import factories as make
from tests.counting.comparison import World, differences, some_words, world_of
from tests.counting.plain_scan import asked, holds_all, names_of, scanned, words

TEXTS = (
    "公司當晚公開道歉，并终止与 SU7 车主的合作。",
    "Lei Jun’s team apologised twice; the dealers' refunds weren't paid until May.",
    "維吉爾·范·戴克（Virgil van Dijk）說：「我們會負責。」",
    "网络连接与軟體品質：ＡＢＣ １２３ Ⅷ ½ café É́ 〇々",
)


@pytest.mark.parametrize("text", TEXTS)
def test_scan_and_search_cut_a_text_into_the_same_words(text: str) -> None:
    assert list(words(text)) == units(text)


def test_a_scanned_text_holds_runs_inside_runs_and_stems_whole() -> None:
    text = scanned(["道歉"], ["公司公开终止合作。合作 apologised van Dijk"])
    assert all(
        text.holds(words(one)) for one in ("歉", "终止", "合作", "apologises", "合作 apologise")
    )
    assert not any(text.holds(words(one)) for one in ("司合", "dij", "止公", "Dijk van"))


def test_a_query_is_cut_at_names_and_loses_what_only_asks() -> None:
    names = names_of([["Lei Jun", "雷军"]])
    terms = asked("what did Lei Jun say", names)
    assert terms == [words("Lei Jun"), words("say")]
    assert holds_all(scanned([], ["雷軍 says"]), terms, names)
    assert asked("what", names) == [("what",)]


@pytest.mark.django_db
def test_search_counts_what_a_plain_scan_counts(reader: User) -> None:
    for one, other in (TEXTS[:2], TEXTS[2:]):
        make.article(other, body=make.stream(("text", f"<p>{one}</p>")))
    make.person("Lei Jun · 雷军")
    make.term("apology · 道歉", GlossaryAlias(text="致歉", language="zh"))
    make.person("A hidden one · 道歉", groups=[make.legal_group()])
    world = world_of(reader)
    asked_for = [*some_words(TEXTS, 12, seed=1), "apology", "致歉 公司", "Lei Jun twice"]
    assert list(differences(asked_for, world, reader)) == []
    less = World({key: text for key, text in world.texts.items() if key[0] != "term"}, world.names)
    assert list(differences(["apology"], less, reader)) != []
