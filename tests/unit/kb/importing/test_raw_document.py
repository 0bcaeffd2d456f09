"""Bytes of every kind become text, or a sentence that names the file and the reason."""

import io
import itertools
import zipfile

import pytest
from docx import Document

from kb.importing.failures import CannotRead
from kb.importing.raw_document import read, read_all

SIMPLIFIED = "晨星电器发布公告，宣布召回部分烤箱；公司表示用户可以选择退款或者换新。\n第二段。"
TRADITIONAL = "晨星電器發布公告，宣布召回部分烤箱；公司表示用戶可以選擇退款或者換新。\n第二段。"
ENGLISH = "The bakery pulled its rye loaf. Nobody was hurt.\n"


def docx(*paragraphs: str) -> bytes:
    document, file = Document(), io.BytesIO()
    for paragraph in paragraphs:
        document.add_paragraph(paragraph)
    document.save(file)
    return file.getvalue()


def packed(**files: bytes) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return file.getvalue()


def pdf(line: str) -> bytes:
    """Return the smallest PDF that shows a line of Latin letters."""
    content = f"BT /F1 12 Tf 72 700 Td ({line}) Tj ET".encode()
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents 4 0 R"
        b"/Resources<</Font<</F1<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>>>>>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(content), content),
    ]
    data, places = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(data))
        data += b"%d 0 obj%s endobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    return (
        data
        + b"xref\n0 5\n0000000000 65535 f \n%strailer<</Size 5/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF"
        % (table, len(data))
    )


@pytest.mark.parametrize(
    ("text", "codec", "encoding"),
    [
        (SIMPLIFIED, "utf-8", "utf-8"),
        (SIMPLIFIED, "utf-8-sig", "utf-8"),
        (SIMPLIFIED, "gb18030", "gb18030"),
        (SIMPLIFIED, "utf-16-le", "utf-16-le"),
        (SIMPLIFIED, "utf-16-be", "utf-16-be"),
        (SIMPLIFIED, "utf-16", "utf-16-le"),
        (TRADITIONAL, "big5", "big5"),
        (TRADITIONAL, "gb18030", "gb18030"),
        (TRADITIONAL, "utf-16-be", "utf-16-be"),
        (ENGLISH, "utf-16-le", "utf-16-le"),
        (ENGLISH, "utf-16-be", "utf-16-be"),
        ("“A café,” she said, “in Malmö.”\n" * 4, "cp1252", "windows-1252"),
    ],
)
def test_encodings_are_recognised(text: str, codec: str, encoding: str) -> None:
    found = read(text.encode(codec), "note.txt")
    assert (found.text, found.encoding) == (text, encoding)


def test_a_web_page_gives_its_article_and_what_its_head_says() -> None:
    page = f"""<!doctype html><html><head><meta charset="gbk"><title>召回公告 - 都市观察</title>
    <meta property="og:title" content="召回公告"><meta property="og:site_name" content="都市观察">
    <meta property="article:published_time" content="2024-06-03T09:00:00+08:00">
    <link rel="canonical" href="https://example.com/recall"></head>
    <body><nav><a href="/">首页</a></nav><article><h1>召回公告</h1>
    <p>{SIMPLIFIED}</p><p>{SIMPLIFIED}</p><p>{SIMPLIFIED}</p></article><script>alert(1)</script></body></html>"""
    found = read(page.encode("gb18030"), "page.html")
    assert (found.title, found.outlet, found.url, found.encoding) == (
        *("召回公告", "都市观察", "https://example.com/recall"),
        "gb18030",
    )
    assert found.published == "2024-06-03T09:00:00+08:00"
    assert "宣布召回部分烤箱" in found.text
    assert "alert" not in found.text


def test_a_page_keeps_every_sentence_and_loses_what_its_marks_say_is_beside() -> None:
    page = """<html><body><nav><a href="/">首页</a></nav><h1>召回</h1><p>联系<a href="javascript:x()">客服</a>
    办理。</p><ul><li>可以退款。</li><li>可以换新。</li></ul><table><tr><td>型号</td><td>CX</td></tr></table>
    <figure><img onerror="x()"><figcaption>烤箱门。</figcaption></figure>
    <ul><li><a href="/1">甲</a></li><li><a href="/2">乙</a></li><li><a href="/3">丙</a></li></ul>
    <div class="related-news"><p>某品牌致歉</p></div><footer>版权</footer></body></html>"""
    wanted = "召回\n联系客服 办理。\n可以退款。\n可以换新。\n型号\tCX\n烤箱门。"
    assert read(page.encode(), "a.html").text == wanted


def test_a_page_of_a_few_words_keeps_them_and_never_a_script() -> None:
    found = read(b"<html><body><script>steal()</script><p>Hello there</p></body></html>", "a.html")
    assert found.text == "Hello there"


def test_word_pdf_and_markdown_give_their_text() -> None:
    assert read(docx("第一段。", "第二段。"), "a.docx").text == "第一段。\n第二段。"
    document, file = Document(), io.BytesIO()
    document.add_paragraph("表前。")
    table = document.add_table(2, 2)
    for cell, text in zip(table._cells, ("项目", "负责人", "应急灯", "店长"), strict=True):
        cell.text = text
    document.add_paragraph("表后。")
    document.save(file)
    assert read(file.getvalue(), "t.docx").text == "表前。\n项目\t负责人\n应急灯\t店长\n表后。"
    assert read(pdf("Nobody was hurt"), "a.pdf").text.strip() == "Nobody was hurt"
    noted = read("---\ntitle: 预案\ndate: 2024-01-02\n---\n# 预案\n".encode(), "a.md")
    assert (noted.title, noted.published, noted.text) == ("预案", "2024-01-02", "# 预案\n")


def test_a_zip_gives_its_files_and_refuses_what_is_unsafe_one_by_one() -> None:
    data = packed(
        **{
            "a.txt": ENGLISH.encode(),
            "深/b.docx": docx("一段。"),
            "../c.txt": b"outside",
            "d.zip": packed(e=b"inner"),
            "f.txt": packed(g=b"inner"),
            "h.txt": b"",
            "__MACOSX/a.txt": b"nobody means this",
        }
    )
    found = list(read_all(data, "many.zip"))
    assert [x.name if not isinstance(x, CannotRead) else x.key for x in found] == [
        "many.zip/a.txt",
        "many.zip/深/b.docx",
        *("unsafe_path", "nested_archive", "nested_archive", "empty"),
    ]


@pytest.mark.parametrize(
    ("data", "name", "key"),
    [
        (b"", "a.txt", "empty"),
        (b" \n\t", "a.txt", "empty"),
        (b"\x89PNG\r\n\x1a\n....", "a.txt", "unknown_kind"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1rest", "a.doc", "old_word"),
        (bytes(range(256)) * 4, "a.txt", "encoding"),
        (SIMPLIFIED.encode() + SIMPLIFIED.encode("gb18030"), "a.txt", "encoding"),
        (b"%PDF-1.7 nothing", "a.pdf", "broken_pdf"),
        (docx("text")[:-200], "a.docx", "broken_docx"),
        (packed(a=b"1")[:-9], "a.zip", "broken_zip"),
        (packed(a=b"0" * 70_000_000), "a.zip", "unpacks_too_large"),
        (packed(**{"word/document.xml": b"0" * 50_000_000}), "a.docx", "unpacks_too_large"),
        (packed(**{f"{n}.txt": b"1" for n in range(501)}), "a.zip", "too_many_files"),
        (packed(a=b"1") + b"PK\x01\x02" * 6_000, "a.zip", "too_many_files"),
        (b"x" * 20_000_001, "a.txt", "too_large"),
        (b"many words " * 100_000, "a.txt", "too_long"),
        (b"<html><body><script>x()</script></body></html>", "a.html", "no_text"),
    ],
    # Bytes of a zip hold the time it was made, so they may not name a test.
    ids=itertools.count(),
)
def test_what_cannot_be_read_says_which_file_and_why(data: bytes, name: str, key: str) -> None:
    (failure,) = read_all(data, name)
    assert isinstance(failure, CannotRead)
    assert failure.key == key
    assert name in str(failure)


def test_a_member_packed_otherwise_than_zips_do_is_refused() -> None:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_BZIP2) as archive:
        archive.writestr("a.txt", b"text")
    (failure,) = read_all(file.getvalue(), "a.zip")
    assert isinstance(failure, CannotRead)
    assert (failure.key, failure.values["name"]) == ("broken_zip", "a.zip/a.txt")


def test_a_link_in_markdown_that_runs_code_keeps_its_words() -> None:
    found = read(b"[here](javascript:x()) and [there](https://a.example/)", "a.md")
    assert found.text == "[here] and [there](https://a.example/)"


def test_comments_before_a_page_are_passed_over_however_many() -> None:
    assert read(b"<!-- a -->" * 400 + b"<html><body>Hello", "a").text == "Hello"
    assert read(b"<!-- a -->" * 400 + b"Hello", "a").text.startswith("<!-- a -->")
