"""The filters through which all authored text goes."""

import re
from types import SimpleNamespace

import pytest
from django.template import Context, Template
from django.utils.safestring import mark_safe
from django.utils.translation import gettext_lazy, override
from wagtail.rich_text import RichText

from cases.models import Person
from kb.reading_page import reading
from kb.records.bilingual import Bilingual
from kb.templatetags.reading import unlike

pytestmark = pytest.mark.django_db


def shown(template: str, code: str, **context: object) -> str:
    """Render a template for a reader of a language."""
    with override(code):
        return Template("{% load reading wagtailcore_tags %}" + template).render(Context(context))


TITLE = Bilingual("Sorry & <b>", "发布<道歉>")


@pytest.mark.parametrize(
    ("code", "html"),
    [
        ("en", "Sorry &amp; &lt;b&gt;"),
        ("zh-hans", "发布&lt;道歉&gt;"),
        ("zh-hant", "發佈&lt;道歉&gt;"),
    ],
)
def test_a_bilingual_text_is_shown_in_the_readers_writing_and_escaped(code: str, html: str) -> None:
    assert shown("{{ title|reading }}", code, title=TITLE) == html


def test_a_missing_half_is_marked_with_its_own_language_and_says_so() -> None:
    english, chinese = Bilingual(en="Only <English>"), Bilingual(zh="只有中文发")
    only = {"zh-hans": "仅有英文", "zh-hant": "僅有英文"}
    for code in ("zh-hans", "zh-hant"):
        assert (
            shown("{{ title|reading }}", code, title=english)
            == f'<span class="only" data-only="{only[code]}">'
            '<span lang="en">Only &lt;English&gt;</span></span>'
        )
        assert shown("<a{% lang_attr title %}>", code, title=english) == '<a lang="en">'
    assert shown("{{ t|reading }}", "en", t=chinese) == (
        '<span class="only" data-only="in Chinese only"><span lang="zh-Hans">只有中文发</span></span>'
    )
    assert shown("<a{% lang_attr t %}>", "zh-hant", t=chinese) == "<a>"


def test_english_on_a_chinese_page_is_marked_as_such() -> None:
    for code in ("zh-hans", "zh-hant"):
        assert shown("{{ t|reading }}", code, t="John Smith") == '<span lang="en">John Smith</span>'
        assert shown("{{ t|reading }}", code, t="2026") == "2026"
        assert shown("{{ t|reading }}", code, t="小米SU7") == "小米SU7"


def test_paragraphs_stay_inside_the_mark_of_their_language() -> None:
    both, chinese = Bilingual("One\n\n<two>", "一"), Bilingual(zh="一\n\n二")
    template = "{{ t|reading_paragraphs }}"
    assert shown(template, "en", t=both) == "<p>One</p>\n\n<p>&lt;two&gt;</p>"
    assert shown(template, "en", t=chinese) == (
        '<div class="only" data-only="in Chinese only"><div lang="zh-Hans"><p>一</p>\n\n<p>二</p>'
        "</div></div>"
    )
    assert shown(template, "en", t=Bilingual()) == ""


def test_plain_text_has_no_markup_of_its_own() -> None:
    for code, text in (("en", "只有中文发"), ("zh-hant", "只有中文發")):
        chinese = Bilingual(zh="只有中文发")
        assert shown("{{ t|reading_text }}", code, t=chinese) == text


def test_a_page_title_is_converted() -> None:
    assert shown("{{ t|reading }}", "zh-hant", t="发布<") == "發佈&lt;"
    assert shown("{{ t|reading }}", "zh-hans", t="發佈") == "发布"


def test_nothing_is_shown_for_nothing() -> None:
    for code in ("en", "zh-hant"):
        assert (
            shown("[{{ t|reading }}{{ t|reading_text }}{{ t|reading_html }}]", code, t=None) == "[]"
        )
        assert shown("[{{ t|reading }}{% lang_attr t %}]", code, t=Bilingual()) == "[]"


def test_interface_wording_is_never_converted() -> None:
    assert shown("{{ t|reading }}", "zh-hant", t=gettext_lazy("发布")) == "发布"


def test_html_stays_html() -> None:
    html = mark_safe('<a href="/发布/">发布</a>')
    assert shown("{{ t|reading }}", "zh-hant", t=html) == '<a href="/发布/">發佈</a>'


def test_every_piece_of_rich_text_is_converted_in_one_spot() -> None:
    html = '<p>发布<code>发布</code> <a href="/发布/">里面</a></p>'
    read = '<p>發佈<code>发布</code> <a href="/发布/">裡面</a></p>'
    for template in ("{{ t|richtext }}", "{{ t|reading_html }}"):
        assert shown(template, "zh-hant", t=html) == read
        assert shown(template, "zh-hans", t=html) == html
        assert re.sub("</?span[^>]*>", "", shown(template, "en", t=html)) == html
    for template in ("{{ t }}", "{{ t|richtext }}", "{{ t|reading_html }}"):
        assert shown(template, "zh-hant", t=RichText(html)) == read


def test_rich_text_typed_in_traditional_reads_well_in_simplified() -> None:
    assert shown("{{ t }}", "zh-hans", t=RichText("<p>後台說話</p>")) == "<p>后台说话</p>"


def test_the_other_name_stands_beside_the_one_shown() -> None:
    name = Bilingual("Lei Jun", "雷军")
    assert shown("{{ n|other_writing }}", "en", n=name) == '<span lang="zh-Hans">雷军</span>'
    assert shown("{{ n|other_writing }}", "zh-hant", n=name) == '<span lang="en">Lei Jun</span>'
    assert shown("{{ n|other_writing }}", "zh-hant", n=Bilingual("IT之家", "IT之家")) == ""
    assert shown("{{ n|other_writing }}", "en", n=Bilingual(zh="雷军")) == ""


def test_a_page_introduces_a_name_with_the_other_one_once() -> None:
    person, other = (
        Person(pk=pk, slug=f"p{pk}", name_en="Lei Jun", name_zh="雷军") for pk in (1, 2)
    )
    link = "{% record_link p %}"
    beside = '<a href="/en/people/p1/">Lei Jun</a> <span class="other-name"><span lang="zh-Hans">雷军</span></span>'
    with reading():
        assert shown(link, "en", p=person) == beside
        assert shown(link, "en", p=person) == '<a href="/en/people/p1/">Lei Jun</a>'
        assert "雷军" in shown(link, "en", p=other)
        assert "雷军" in shown("{% other_name p always=True %}", "en", p=person)
    # Outside a page each text stands alone.
    assert shown(link, "en", p=person) == shown(link, "en", p=person) == beside


def test_traditional_readers_get_the_latin_name_beside() -> None:
    person = Person(pk=1, slug="p", name_en="Lei Jun", name_zh="雷军")
    assert shown("{% record_link p %}", "zh-hant", p=person) == (
        '<a href="/zh-hant/people/p/">雷軍</a> '
        '<span class="other-name"><span lang="en">Lei Jun</span></span>'
    )
    only = Person(pk=2, slug="o", name_zh="雷军")
    assert "other-name" not in shown("{% record_link p %}", "zh-hans", p=only)


def test_other_names_are_those_that_read_otherwise_than_the_name() -> None:
    aliases = [SimpleNamespace(text=text) for text in ("雷總", "雷军", "雷总", "Lei Jun", "雷布斯")]
    with override("zh-hant"):
        kept = unlike(aliases, Bilingual("Lei Jun", "雷軍"))
    assert [one.text for one in kept] == ["雷總", "雷布斯"]
