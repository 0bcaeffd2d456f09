"""Every page in Chinese: the interface says nothing in English, and each script is itself."""

import re
from collections.abc import Iterator
from html.parser import HTMLParser

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import URLPattern, reverse
from django.utils.translation import override

from cases import urls as cases_urls
from cases.choices import OrganisationKind
from kb import urls as kb_urls
from kb.language.detection import HAN
from kb.language.script_tables import SIMPLIFIED_ONLY, TRADITIONAL_ONLY
from kb.models import (
    Channel,
    CrisisType,
    GlossaryAlias,
    OutcomeKind,
    PlaybookMeasure,
    PlaybookPhase,
    PlaybookQuestion,
    Strategy,
    Topic,
)
from tests import factories as make
from tests.cast import client_of

pytestmark = pytest.mark.django_db

# Not words of the interface: names, codes and units.
ALLOWED = {"FW"}
WORD = re.compile(r"[A-Za-z]{2,}")
SPOKEN_ATTRIBUTES = ("title", "aria-label", "placeholder", "alt", "aria-description")
SILENT = {"script", "style", "code", "kbd", "template"}
VOID = {"br", "hr", "img", "input", "link", "meta", "source", "wbr"}


class Words(HTMLParser):
    """What a page says, aloud or on screen, by the language it is marked with."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.said: list[tuple[str, str]] = []
        self._open: list[tuple[str, str, bool]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = dict(attrs)
        _tag, language, silent = self._open[-1] if self._open else ("", "", False)
        language = attributes.get("lang") or language
        silent = silent or tag in SILENT
        if tag not in VOID:
            self._open.append((tag, language, silent))
        for name in SPOKEN_ATTRIBUTES:
            if text := attributes.get(name):
                self.said.append((language, text))
        if tag == "input" and attributes.get("type") == "submit":
            self.said.append((language, attributes.get("value") or ""))

    def handle_endtag(self, tag: str) -> None:
        while self._open and self._open.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        if self._open and not self._open[-1][2] and data.strip():
            self.said.append((self._open[-1][1], data.strip()))


@pytest.fixture
def addresses() -> dict[str, list[str]]:
    """A small world told in Simplified Chinese alone, and the addresses of its pages by language."""
    channel = make.channel("microblog")
    company = make.organisation(
        "灯笼公司", make.milestone("在台上发布", sources=[make.source("发展报道")])
    )
    outlet = make.organisation("晚报", kind=OrganisationKind.OUTLET)
    person = make.person("范发", make.alias("范总", language="zh"), make.role(company, "总经理"))
    report = make.source("后来的报道", outlet=outlet, author="记者", published="2026-01-08")
    rule = make.rule(
        "FW01", title="不谈个人", trigger="发言时", rationale="为了后续", alternative="只谈产品"
    )
    statement = make.statement("道歉声明", actor=person, words="我们发自内心道歉", channel=channel)
    first = make.incident("前一场争论", verdict="一周后平息", summary="经过很简单")
    incident = make.incident(
        "一场争论",
        make.event("发布会引发质疑", actors=[person], sources=[report, make.source("另一篇报道")]),
        make.response("公司发表声明", actor=person, statements=[statement], channel=channel),
        make.outcome("内部通报", actor=company),
        make.involvement(person),
        make.lesson("尽快回应", rule, read_by="编辑"),
        make.link(first, reason="同一类争论"),
        verdict="一句话总结",
        summary="争论的经过",
        topics=[make.topic("apology")],
        crisis_type=make.crisis_type("victim"),
    )
    term = make.term("后台", GlossaryAlias(text="幕后", language="zh"), definition="台下发生的事")
    section = make.section("资料", make.home("zh-hans"), slug="zi-liao")
    pages = [
        make.home("zh-hans"),
        section,
        make.article(
            "发展", section, summary="这里面", body=make.stream(("text", "<p>发展里面</p>"))
        ),
        make.guidance("后续指引", section, body=make.stream(("text", "<p>发展</p>"))),
        make.glossary("术语表", make.home("zh-hans")),
        make.case_study("案例", section, background=make.stream(("text", "<p>发展</p>"))),
    ]
    make.write_up(pages[-1], incident)
    measure = PlaybookMeasure(
        title="先说", solution="<p>马上说</p>", owner="公关", locale=section.locale
    )
    phase = PlaybookPhase(title="头一个小时", locale=section.locale, measures=[measure])
    question = PlaybookQuestion(question="谁知道？", answer="没有人。", locale=section.locale)
    pages.append(make.playbook("行动手册", section, phases=[phase], questions=[question]))
    slugs = {
        "incident": incident.slug,
        "person": person.slug,
        "organisation": company.slug,
        "source": report.slug,
        "statement": statement.slug,
        "rule": rule.slug,
        "term": term.slug,
    }
    for vocabulary in (Channel, CrisisType, OutcomeKind, Strategy, Topic):
        vocabulary.objects.update(label_zh_hans="发展", label_zh_hant="發展")
    found: dict[str, list[str]] = {}
    for code in ("zh-hans", "zh-hant"):
        with override(code):
            found[code] = [*views(slugs), *(page.get_url() for page in pages)]
            found[code] += [f"{reverse('search')}?q=公司", f"{reverse('search')}?q=7"]
    return found


def views(slugs: dict[str, str]) -> Iterator[str]:
    """Yield the addresses of all views that take nothing, or the slug of a record of the world."""
    for pattern in (*kb_urls.in_a_language, *cases_urls.in_a_language):
        if not isinstance(pattern, URLPattern) or not pattern.name:
            continue
        takes = set(pattern.pattern.converters)
        if not takes:
            yield reverse(pattern.name)
        elif takes == {"slug"} and pattern.name in slugs:
            yield reverse(pattern.name, args=[slugs[pattern.name]])


def said(client: Client, address: str) -> list[tuple[str, str]]:
    response = client.get(address)
    assert response.status_code == 200, address
    return Words(response.content.decode()).said


def english(words: list[tuple[str, str]], user: User) -> list[str]:
    """Return what is said in English without being marked so; the reader's own name may be."""
    names = {user.username, user.first_name, user.last_name}
    return [
        text
        for language, text in words
        if language != "en" and set(WORD.findall(text)) - ALLOWED - names
    ]


@pytest.mark.parametrize("code", ["zh-hans", "zh-hant"])
def test_no_page_says_anything_in_english(
    addresses: dict[str, list[str]], code: str, reviewer: User
) -> None:
    client = client_of("reviewer")
    wrong = [
        (address, text)
        for address in addresses[code]
        for text in english(said(client, address), reviewer)
    ]
    assert not wrong, "\n".join(f"{address} {text!r}" for address, text in wrong)


@pytest.mark.parametrize(
    ("code", "foreign"), [("zh-hans", TRADITIONAL_ONLY), ("zh-hant", SIMPLIFIED_ONLY)]
)
def test_no_page_mixes_the_scripts(
    addresses: dict[str, list[str]], code: str, foreign: frozenset[str]
) -> None:
    tag = {"zh-hans": "zh-Hans", "zh-hant": "zh-Hant"}[code]
    wrong = [
        (address, text)
        for address in addresses[code]
        for language, text in said(client_of("reviewer"), address)
        if language == tag and foreign & set(text)
    ]
    assert not wrong, "\n".join(f"{address} {text!r}" for address, text in wrong)


@pytest.mark.parametrize("code", ["zh-hans", "zh-hant"])
def test_what_is_not_there_is_told_in_chinese(
    reader: User, reader_client: Client, code: str
) -> None:
    response = reader_client.get(f"/{code}/nowhere/")
    assert response.status_code == 404
    assert english(Words(response.content.decode()).said, reader) == []


@pytest.mark.parametrize("code", ["en", "zh-hans", "zh-hant"])
def test_the_sign_in_page_speaks_the_language(client: Client, code: str) -> None:
    client.get(f"/{code}/")
    words = Words(client.get("/accounts/login/").content.decode()).said
    plain = [text for language, text in words if language.lower() == code]
    assert plain
    if code == "en":
        assert not [text for text in plain if HAN.search(text)]
    else:
        assert not [text for text in plain if set(WORD.findall(text)) - ALLOWED]
