"""HTML in the reader's script: tags, attributes and addresses are never touched."""

import tomllib
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.language.catalogues import ROOT
from kb.language.conversion import VARIANTS, Variant
from kb.language.protected_terms import NO_TERMS, Term, TermSet, term_set
from kb.language.rich_text import convert_html
from kb.language.script_tables import SIMPLIFIED_ONLY


@pytest.mark.parametrize(
    ("html", "read"),
    [
        ("<p>发展</p>", "<p>發展</p>"),
        # Addresses and attributes.
        (
            '<a href="/后台/?q=发展" title="里面">里面</a>',
            '<a href="/后台/?q=发展" title="里面">裡面</a>',
        ),
        ('<p data-x="a>发">发展</p>', '<p data-x="a>发">發展</p>'),
        # What is not to be converted.
        ("<p>发展<code>发展</code>发展</p>", "<p>發展<code>发展</code>發展</p>"),
        ('<p>发展<span lang="en">发展 of</span></p>', '<p>發展<span lang="en">发展 of</span></p>'),
        (
            '<span translate="no">发展<b>发展</b></span>发展',
            '<span translate="no">发展<b>发展</b></span>發展',
        ),
        ('<p lang="zh-Hans">发展</p>', '<p lang="zh-Hans">发展</p>'),
        (
            '<p lang="zh">发展</p><p lang="zh-TW">发展</p>',
            '<p lang="zh">發展</p><p lang="zh-TW">發展</p>',
        ),
        (
            '<i translate="no">发<i translate="yes">发展</i></i>',
            '<i translate="no">发<i translate="yes">發展</i></i>',
        ),
        (
            "<style>发展</style><script>'发展'</script>",
            "<style>发展</style><script>'发展'</script>",
        ),
        ("<!-- 发展 -->发展", "<!-- 发展 -->發展"),
        # Words run on through inline tags, but not into another block.
        ("<p>一<b>只</b>猫，头<i>发</i></p>", "<p>一<b>隻</b>貓，頭<i>髮</i></p>"),
        ("<p>头</p><p>发现</p>", "<p>頭</p><p>發現</p>"),
        ("<p>展示<br>了如何<em>被</em>发明</p>", "<p>展示<br>了如何<em>被</em>發明</p>"),
        # Odd markup.
        ("发展 < 后台 & <b>发展", "發展 < 後臺 & <b>發展"),
        ("<p>发&amp;展&nbsp;发&#21457;</p>", "<p>發&amp;展&nbsp;發&#21457;</p>"),
        ("</p>发展</div>\n<img alt='发'>发展", "</p>發展</div>\n<img alt='发'>發展"),
        # What an editor wants kept, or said otherwise.
        (
            '后台<span data-script="keep">后台<b>发展</b></span>后台',
            '後臺<span data-script="keep">后台<b>发展</b></span>後臺',
        ),
        (
            '一个<span data-hant="軟體 &amp; 雲">软件<b>发展</b></span>公司',
            '一個<span data-hant="軟體 &amp; 雲">軟體 &amp; 雲<b></b></span>公司',
        ),
        (
            '<p><span data-hant="軟體">软&nbsp;件<br><i data-hant="雲">云</i>发</span>发</p>发',
            '<p><span data-hant="軟體">軟體<br><i data-hant="雲"></i></span>發</p>發',
        ),
        (
            '<span data-script="keep"><i data-hant="雲">云</i></span><i data-hant="">后台</i>',
            '<span data-script="keep"><i data-hant="雲">云</i></span><i data-hant="">後臺</i>',
        ),
        ('<i data-hant="雲">发<code>发</code>发', '<i data-hant="雲">雲<code>发</code>'),
        # A heading that both scripts write alike follows what stands around it.
        ("<h2>后里</h2><p>這裡說話</p>", "<h2>后里</h2><p>這裡說話</p>"),
    ],
)
def test_only_text_is_converted(html: str, read: str) -> None:
    assert convert_html(html, "zh-hant", NO_TERMS) == read


@pytest.mark.parametrize(
    ("to", "read"), [("zh-hans", "软件"), ("zh-hant", "軟體"), ("zh-hk", "軟件")]
)
def test_what_is_said_otherwise_is_said_to_readers_of_that_script(to: Variant, read: str) -> None:
    mark = '<span data-hant="軟體" data-hk="軟件">'
    assert convert_html(f"{mark}软件</span>", to, NO_TERMS) == f"{mark}{read}</span>"


def test_hong_kong_reads_what_is_said_in_traditional_and_simplified_its_own() -> None:
    assert (
        convert_html('<b data-hant="軟體">软件</b>', "zh-hk", NO_TERMS)
        == '<b data-hant="軟體">軟體</b>'
    )
    assert (
        convert_html('<b data-hans="影像">視訊</b>', "zh-hans", NO_TERMS)
        == '<b data-hans="影像">影像</b>'
    )


def test_a_name_across_tags_is_still_a_name() -> None:
    names = TermSet("names", (Term(("范佳来",), "person"),))
    assert convert_html("<b>范</b>佳来在范围", "zh-hant", names) == "<b>范</b>佳來在範圍"


def test_a_word_of_another_length_leaves_its_neighbours_their_context() -> None:
    terms = term_set([Term(("用户",), says=(("zh-hant", "使用者"),))])
    html = '<p>用户有一<a href="/用户/">只</a>猫，<b>用</b>户</p>'
    read = '<p>使用者有一<a href="/用户/">隻</a>貓，<b>使用者</b></p>'
    assert convert_html(html, "zh-hant", terms) == read


class _Skeleton(HTMLParser):
    """All of a document but its text."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=False)
        self.parts: list[object] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.parts.append((tag, attrs))

    def handle_endtag(self, tag: str) -> None:
        self.parts.append(tag)

    def handle_comment(self, data: str) -> None:
        self.parts.append(("comment", data))

    def handle_entityref(self, name: str) -> None:
        self.parts.append(("entity", name))

    def handle_charref(self, name: str) -> None:
        self.parts.append(("character", name))


def _is_reference(part: object) -> bool:
    """Return whether a part stands for a character: text, which a mark may replace."""
    return isinstance(part, tuple) and part[0] in ("entity", "character")


TEXT = st.text(st.sampled_from("一个中国发里后面说說這裡范 \n<>&;\"'/=aB\ue000\0"), max_size=12)
ATTRIBUTE = st.sampled_from(
    [
        "",
        ' lang="en"',
        ' translate="no"',
        ' data-script="keep"',
        ' data-hant="雲<&"',
        ' title="发展>"',
        " data-发='后'",
        " href=/里/",
        " 发",
    ]
)
ELEMENT = st.sampled_from(["p", "b", "a", "code", "span", "li", "br", "img", "h2", "script", "svg"])


def _wrapped(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.one_of(
        st.builds(lambda a, b: a + b, inner, inner),
        st.builds(
            lambda tag, attribute, text: f"<{tag}{attribute}>{text}</{tag}>",
            ELEMENT,
            ATTRIBUTE,
            inner,
        ),
        st.builds(
            lambda tag, attribute, text: f"<{tag}{attribute}/>{text}", ELEMENT, ATTRIBUTE, inner
        ),
        st.builds(lambda text: f"<!--{text}-->", inner),
    )


HTML = st.recursive(TEXT, _wrapped, max_leaves=12)


@given(HTML, st.sampled_from(VARIANTS))
def test_no_element_attribute_or_address_ever_changes(html: str, to: Variant) -> None:
    converted = convert_html(html, to, NO_TERMS)
    changed = [part for part in _Skeleton(converted).parts if not _is_reference(part)]
    assert changed == [part for part in _Skeleton(html).parts if not _is_reference(part)]
    if "data-hant" not in html:
        assert _Skeleton(converted).parts == _Skeleton(html).parts
        assert len(converted) == len(html)


def _texts(value: object) -> Iterator[str]:
    """Yield every text of a file of starter content."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for inner in value.values():
            yield from _texts(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _texts(inner)


STARTER = sorted(
    file for app in ("kb", "cases") for file in (ROOT / app / "starter").rglob("*.toml")
)


@pytest.mark.parametrize("file", STARTER, ids=lambda file: file.name)
def test_no_element_of_the_starter_content_changes(file: Path) -> None:
    for html in _texts(tomllib.loads(file.read_text())):
        converted = convert_html(html, "zh-hant", NO_TERMS)
        assert _Skeleton(converted).parts == _Skeleton(html).parts
        assert not SIMPLIFIED_ONLY & set(converted)
        assert convert_html(converted, "zh-hant", NO_TERMS) == converted


@given(st.text(), st.sampled_from(VARIANTS))
def test_no_markup_whatever_breaks_it(html: str, to: Variant) -> None:
    convert_html(html, to, NO_TERMS)
