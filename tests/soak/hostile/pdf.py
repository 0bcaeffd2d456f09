"""PDF files: loops of objects, pages by the thousand, streams that unpack without end, actions."""

import zlib
from collections.abc import Iterator, Sequence
from random import Random

from tests.soak.hostile.archives import damaged

_FONT = b"/Resources<</Font<</F1<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>>>"
_CATALOG = b"<</Type/Catalog/Pages 2 0 R>>"
_PAGES = b"<</Type/Pages/Kids[3 0 R]/Count 1>>"


def pdf(objects: Sequence[bytes], trailer: bytes = b"") -> bytes:
    """Return a PDF of these objects, numbered from 1; the first is its catalog."""
    pieces, places, at = [b"%PDF-1.7\n"], [], 9
    for number, body in enumerate(objects, 1):
        places.append(at)
        pieces.append(b"%d 0 obj%s endobj\n" % (number, body))
        at += len(pieces[-1])
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(objects) + 1
    pieces.append(b"xref\n0 %d\n0000000000 65535 f \n%s" % (size, table))
    pieces.append(b"trailer<</Size %d/Root 1 0 R%s>>\nstartxref\n%d\n%%%%EOF" % (size, trailer, at))
    return b"".join(pieces)


def _page(contents: bytes = b"4 0 R", more: bytes = b"") -> bytes:
    return b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents %s%s%s>>" % (contents, _FONT, more)  # fmt: skip


def _stream(data: bytes, more: bytes = b"") -> bytes:
    return b"<</Length %d%s>>stream\n%s\nendstream" % (len(data), more, data)


def _shown(line: bytes, times: int = 1) -> bytes:
    return b"BT /F1 12 Tf 72 700 Td " + b"(%s) Tj 0 -2 Td " % line * times + b"ET"


def _flat(data: bytes) -> bytes:
    return _stream(zlib.compress(data, 1), b"/Filter/FlateDecode")


def _of_pages(count: int, contents: bytes) -> bytes:
    kids = b" ".join(b"%d 0 R" % number for number in range(4, 4 + count))
    pages = b"<</Type/Pages/Kids[%s]/Count %d>>" % (kids, count)
    return pdf([_CATALOG, pages, contents, *[_page(b"3 0 R")] * count])


def of_lines(lines: Sequence[str]) -> bytes:
    """Return a PDF that shows lines of Latin letters, fifty on a page, packed by nobody."""
    pages = [lines[at : at + 50] for at in range(0, len(lines), 50)]
    shown = [
        b"BT /F1 9 Tf 40 760 Td "
        + b"".join(f"({line}) Tj 0 -14 Td ".encode() for line in page)
        + b"ET"
        for page in pages
    ]
    first = 3
    kids = b" ".join(b"%d 0 R" % (first + 2 * number) for number in range(len(pages)))
    objects = [_CATALOG, b"<</Type/Pages/Kids[%s]/Count %d>>" % (kids, len(pages))]
    for number, content in enumerate(shown):
        objects += [_page(b"%d 0 R" % (first + 2 * number + 1)), _stream(content)]
    return pdf(objects)


def files(dice: Random) -> Iterator[tuple[str, str, bytes]]:
    """Yield kind, name and bytes."""
    story = _stream(_shown(b"The bakery pulled its rye loaf."))
    whole = pdf([_CATALOG, _PAGES, _page(), story])
    for count in (200, 1_000, 3_000, 100_000):
        yield "PDF of many pages", f"pages{count}.pdf", _of_pages(count, story)
    yield "PDF of many pages", "full.pdf", _of_pages(900, _flat(_shown(b"The bakery pulled it.", 200)))  # fmt: skip
    yield "PDF of many pages", "count.pdf", pdf([_CATALOG, b"<</Type/Pages/Kids[3 0 R]/Count 999>>", _page(), story])  # fmt: skip
    yield "PDF loop", "tree.pdf", pdf([_CATALOG, b"<</Type/Pages/Kids[2 0 R 2 0 R]/Count 900>>"])
    yield "PDF loop", "kids.pdf", pdf([_CATALOG, b"<</Type/Pages/Kids[3 0 R]/Count 900>>", b"<</Type/Pages/Kids[2 0 R]/Count 900>>"])  # fmt: skip
    yield "PDF loop", "root.pdf", pdf([b"1 0 R"])
    yield "PDF loop", "length.pdf", pdf([_CATALOG, _PAGES, _page(), b"<</Length 4 0 R>>stream\nBT ET\nendstream"])  # fmt: skip
    yield "PDF loop", "contents.pdf", pdf([_CATALOG, _PAGES, _page(b"[4 0 R 4 0 R]"), b"[4 0 R 4 0 R]"])  # fmt: skip
    form = b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X 4 0 R>>>>"
    yield "PDF loop", "form.pdf", pdf([_CATALOG, _PAGES, _page(b"5 0 R", b"/Resources<</XObject<</X 4 0 R>>>>"), _stream(b"/X Do " * 20, form), _stream(b"/X Do " * 20)])  # fmt: skip
    levels = [_stream(b"/X Do " * 20, b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X %d 0 R>>>>" % (n + 1)) for n in range(5, 15)]  # fmt: skip
    page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents 4 0 R/Resources<</XObject<</X 5 0 R>>>>>>"
    yield "PDF loop", "fan.pdf", pdf([_CATALOG, _PAGES, page, _stream(b"/X Do " * 20), *levels, _stream(_shown(b"x"))])  # fmt: skip
    yield "PDF loop", "prev.pdf", whole.replace(b"/Root", b"/Prev %d/Root" % whole.rindex(b"xref\n0"))  # fmt: skip
    deep = b"[" * 500_000
    yield "PDF loop", "arrays.pdf", pdf([_CATALOG, _PAGES, _page(more=b"/A " + deep), story])
    outline = b"<</Title(a)/Next 5 0 R/First 5 0 R/Parent 5 0 R>>"
    yield "PDF loop", "outline.pdf", pdf([b"<</Type/Catalog/Pages 2 0 R/Outlines 5 0 R>>", _PAGES, _page(), story, outline])  # fmt: skip
    for name, data in (
        ("zeros", b"\0" * 200_000_000), ("spaces", b" " * 200_000_000), ("text", _shown(b"x" * 90, 400_000)),
        ("one", _shown(b"x" * 20_000_000)), ("letters", _shown(b"x", 1_000_000)), ("states", b"q " * 20_000_000),
        ("paths", b"0 0 m 9 9 l S " * 3_000_000), ("numbers", b"1 " * 30_000_000), ("arrays", b"[" * 9_000_000),
        ("images", b"BI /W 9999 /H 9999 ID x EI " * 200_000),
    ):  # fmt: skip
        yield "PDF bomb", f"{name}.pdf", pdf([_CATALOG, _PAGES, _page(), _flat(data)])
    twice = _stream(zlib.compress(zlib.compress(b"\0" * 200_000_000, 1), 1), b"/Filter[/FlateDecode/FlateDecode]")  # fmt: skip
    yield "PDF bomb", "twice.pdf", pdf([_CATALOG, _PAGES, _page(), twice])
    for action in (
        b"/OpenAction<</S/JavaScript/JS(app.alert\\('EVIL'\\))>>", b"/AA<</O<</S/URI/URI(javascript:EVIL)>>>>",
        b"/Annots[<</Type/Annot/Subtype/Link/Rect[0 0 99 99]/A<</S/URI/URI(javascript:EVIL)>>>>]",
        b"/Annots[<</Type/Annot/Subtype/Link/Rect[0 0 99 99]/A<</S/Launch/F(EVIL.exe)>>>>]",
    ):  # fmt: skip
        catalog = b"<</Type/Catalog/Pages 2 0 R%s>>" % action
        yield "PDF action", "action.pdf", pdf([catalog, _PAGES, _page(more=action), story])
    shown = _stream(_shown(b"Before <script>EVIL</script> after"))
    yield "PDF action", "script.pdf", pdf([_CATALOG, _PAGES, _page(), shown])
    said = b"<</Title(<script>EVIL</script>\\000\\001 a)/Author(javascript:x)>>"
    yield "PDF action", "title.pdf", pdf([_CATALOG, _PAGES, _page(), story, said], b"/Info 5 0 R")
    yield "PDF action", "long.pdf", pdf([_CATALOG, _PAGES, _page(), story, b"<</Title(%s)>>" % (b"x" * 9_000_000)], b"/Info 5 0 R")  # fmt: skip
    secret = b"<</Filter/Standard/V 2/R 3/Length 128/P -4/O<%s>/U<%s>>>" % (b"ab" * 32, b"cd" * 32)
    locked = b"/Encrypt 5 0 R/ID[<00><00>]"
    yield "encrypted PDF", "secret.pdf", pdf([_CATALOG, _PAGES, _page(), story, secret], locked)
    for _ in range(6):
        yield "truncated PDF", "cut.pdf", whole[: dice.randrange(9, len(whole))]
        yield "broken PDF", "broken.pdf", damaged(whole, dice)
    yield "broken PDF", "noise.pdf", b"%PDF-1.7\n" + dice.randbytes(2_000_000)
    yield "broken PDF", "objects.pdf", b"%PDF-1.7\n" + b"1 0 obj<<>>endobj\n" * 900_000
