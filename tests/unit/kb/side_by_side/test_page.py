"""A page read side by side: what its readers see, and what its editors correct."""

import re
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse
from django.utils.translation import override
from wagtail.models import PageLogEntry

from kb.models import ArticlePage, PairCorrection
from kb.side_by_side.kinds import kinds
from tests import factories as make

pytestmark = pytest.mark.django_db

EN = "<h2>Why</h2><p>Nobody came on 3 May. It rained.</p><ul><li>A boat</li><li>A train</li></ul>"
ZH = "<h2>为什么</h2><p>5月3日没有人来。那天下雨。他们走了三百里路才到。</p><ul><li>船</li><li>火车</li></ul>"


def pages(zh: str = ZH, **how: Any) -> ArticlePage:
    page = make.article("Weather", body=make.stream(("text", EN)))
    make.translated(page, "天气", slug="tian-qi", body=make.stream(("text", zh)), **how)
    return page


def address(page: Any, language: str = "en", query: str = "") -> str:
    with override(language):
        return reverse("side_by_side", args=["page", page.translation_key]) + query


def rows(html: str) -> list[str]:
    return re.findall(
        r'<div class="sbs__pair.*?(?=<div class="sbs__pair|<form|<section|</main)', html, re.S
    )


def get(client: Client, page: Any, language: str = "en", query: str = "") -> str:
    answer = client.get(address(page, language, query))
    assert answer.status_code == 200
    return answer.content.decode()


def test_passages_stand_beside_each_other_each_in_its_language(reader_client: Client) -> None:
    page = pages()
    html = get(reader_client, page)
    found = rows(html)
    assert len(found) == 5
    assert '<h2 class="sbs__h2">Why</h2>' in found[1]
    assert '<h2 class="sbs__h2">为什么</h2>' in found[1]
    assert "<li>火车</li>" in found[4]
    assert all('lang="en"' in row and 'lang="zh-Hans"' in row for row in found)
    assert "為什麼" in get(reader_client, page, "zh-hant")
    assert "為什麼" in get(reader_client, page, query="?script=zh-hant")


def test_a_sentence_without_counterpart_says_so(reader_client: Client) -> None:
    page = pages()
    html = get(reader_client, page)
    assert '<span class="sentence sentence--alone" data-sentence="2">他们走了三百里路才到。' in html
    assert "no counterpart in English" in html
    by_sentence = rows(get(reader_client, page, query="?by=sentence"))
    alone = [row for row in by_sentence if "sbs__pair--alone" in row]
    assert len(alone) == 1
    assert "他们走了" in alone[0]


def test_the_page_leads_there_and_only_with_a_translation(reader_client: Client) -> None:
    page = pages()
    assert address(page) in reader_client.get(page.url).content.decode()
    alone = make.article("Alone")
    assert "side-by-side" not in reader_client.get(alone.url).content.decode()
    assert reader_client.get(address(alone)).status_code == 404


def test_what_is_hidden_in_one_language_does_not_exist(
    reader_client: Client, legal_client: Client
) -> None:
    closed = pages(groups=[make.legal_group()])
    assert reader_client.get(address(closed)).status_code == 404
    assert legal_client.get(address(closed)).status_code == 200
    draft = make.article("Draft")
    make.translated(draft, "草稿", slug="cao-gao", live=False)
    assert reader_client.get(address(draft)).status_code == 404
    assert reader_client.get("/en/side-by-side/page/nothing/").status_code == 404
    assert reader_client.get("/en/side-by-side/thing/x/").status_code == 404


def test_a_quotation_of_a_hidden_source_is_on_neither_side(
    reader_client: Client, legal_client: Client
) -> None:
    source = make.source("Closed letter · 密函", groups=[make.legal_group()])
    quote = ("quotation", {"text": "cnry words", "speaker": "X", "source": source.pk, "place": ""})
    page = make.article("Quoting", body=make.stream(quote))
    make.translated(page, "引用", slug="yin-yong", body=make.stream(quote))
    assert "cnry" not in get(reader_client, page)
    assert "cnry" in get(legal_client, page)


def test_a_reader_corrects_nothing(reader_client: Client) -> None:
    page = pages()
    assert "Correct pairs" not in get(reader_client, page)
    assert 'name="act"' not in get(reader_client, page, query="?correct=1")
    assert reader_client.post(address(page), {"act": "join x"}).status_code == 403
    assert not PairCorrection.objects.exists()


def test_an_editor_corrects_a_pair_and_takes_it_back(
    editor_client: Client, reader_client: Client, editor: User
) -> None:
    page = pages()
    html = get(editor_client, page, query="?correct=1")
    wrong = re.findall(r'value="(apart \w+)"', html)[-1]
    answer = editor_client.post(address(page, query="?correct=1"), {"act": wrong}, follow=True)
    assert "Corrected." in answer.content.decode()
    assert '<q lang="en">A train</q>' in answer.content.decode()
    read = rows(get(reader_client, page))
    assert len(read) == 6
    assert "No counterpart in Chinese" in read[4]
    correction = PairCorrection.objects.get()
    assert (correction.made_by, correction.action) == (editor, "apart")
    assert PageLogEntry.objects.filter(action="kb.pair", user=editor).count() == 2
    editor_client.post(address(page), {"act": f"undo {correction.pk}"})
    assert len(rows(get(reader_client, page))) == 5
    assert PageLogEntry.objects.filter(action="kb.pair.undo").count() == 2
    again = editor_client.post(address(page), {"act": f"undo {correction.pk}"}, follow=True)
    assert "undone this correction already" in again.content.decode()


def test_a_corrected_sentence_is_kept_as_well(editor_client: Client) -> None:
    page = pages()
    html = get(editor_client, page, query="?by=sentence&correct=1")
    acts = [row for row in rows(html) if "It rained." in row]
    join = re.findall(r'value="(join \w+)"', acts[0])[0]
    editor_client.post(address(page, query="?by=sentence"), {"act": join})
    by_sentence = rows(get(editor_client, page, query="?by=sentence"))
    assert not [row for row in by_sentence if "sbs__pair--alone" in row]
    assert "sentence--alone" not in get(editor_client, page)


def test_a_correction_survives_other_edits_and_falls_with_its_own_text(
    editor_client: Client,
) -> None:
    page = pages()
    html = get(editor_client, page, query="?correct=1")
    editor_client.post(address(page), {"act": re.findall(r'value="(apart \w+)"', html)[-1]})
    page.body = make.stream(("text", EN.replace("It rained.", "It snowed.")))
    page.save_revision().publish()
    assert len(rows(get(editor_client, page))) == 6
    page.body = make.stream(("text", EN.replace("A train", "A plane")))
    page.save_revision().publish()
    html = get(editor_client, page)
    assert len(rows(html)) == 5
    assert "no longer fits" in html


def test_an_act_on_a_pair_that_is_gone_says_so(editor_client: Client) -> None:
    page = pages()
    for act, words in (
        ("join 0123456789", "have changed meanwhile"),
        ("paint x", "Choose what to do"),
        ("undo x", "Choose what to do"),
        ("", "Choose what to do"),
    ):
        answer = editor_client.post(address(page), {"act": act}, follow=True)
        assert words in answer.content.decode()
    assert not PairCorrection.objects.exists()


def test_what_nobody_has_translated_yet_is_marked_as_what_it_is(reader_client: Client) -> None:
    page = pages(zh="<p>Nobody came on 3 May.</p><p>那天下雨。</p>")
    html = get(reader_client, page)
    assert re.search(r'<p><span lang="en">(<span class="sentence[^>]*>)?Nobody came', html)


def test_each_kind_knows_its_own_things_only(reader: User) -> None:
    page, term = pages(), make.term("Apology · 道歉", definition="A regret. · 认错。")
    known = {"page": page, "term": term}
    for kind in kinds:
        assert kind.key_of(object()) == ""
        for name, thing in known.items():
            key = kind.key_of(thing)
            assert bool(key) == (name == kind.name)
            found = kind.find(key, reader, "zh-hans") if key else None
            assert found is None or (found.english and found.chinese and not found.editable)
