"""Word files: bombs of XML, entities, scripts, and more paragraphs than anybody wrote."""

from collections.abc import Iterator
from pathlib import Path
from random import Random

from tests.soak.hostile.archives import damaged, packed

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_TYPES = b'<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'
_LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 12))


def docx(body: str | bytes, prolog: str = "", **others: bytes) -> bytes:
    """Return a Word file with such a body."""
    inner = body.encode() if isinstance(body, str) else body
    head = f'<?xml version="1.0" encoding="UTF-8"?>{prolog}<w:document xmlns:w="{_W}"><w:body>'
    xml = head.encode() + inner + b"</w:body></w:document>"
    return packed({"[Content_Types].xml": _TYPES, "word/document.xml": xml, **others})


def paragraph(text: str) -> str:
    """Return a paragraph of a Word file."""
    return f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"


def _core(title: str) -> bytes:
    return (
        '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
        f'xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>{title}</dc:title></cp:coreProperties>'
    ).encode()


def files(dice: Random) -> Iterator[tuple[str, str, bytes]]:
    """Yield kind, name and bytes."""
    for word, inner in (("laughs", f'<!ENTITY l0 "ha">{_LAUGHS}'), ("flat", f'<!ENTITY l11 "{"a" * 100_000}">')):  # fmt: skip
        bomb = f"<!DOCTYPE d [{inner}]>"
        yield "XML bomb", f"{word}.docx", docx(paragraph("&l11;" * 100), bomb)
        late = f"<!--{'x' * 3_000}-->{bomb}"
        yield "XML bomb", f"{word}-late.docx", docx(paragraph("&l11;" * 100), late)
        xml = f'<?xml version="1.0" encoding="UTF-16"?>{bomb}<w:document xmlns:w="{_W}"><w:body>{paragraph("&l11;")}</w:body></w:document>'
        yield "XML bomb", f"{word}-16.docx", packed({"[Content_Types].xml": _TYPES, "word/document.xml": xml.encode("utf-16")})  # fmt: skip
    for target in (Path("/etc/passwd").as_uri(), "http://127.0.0.1:9/x", "/dev/zero"):
        outside = f'<!DOCTYPE d [<!ENTITY x SYSTEM "{target}">]>'
        yield "external entity", "entity.docx", docx(paragraph("&x;"), outside)
        yield "external entity", "late.docx", docx(paragraph("&x;"), f"<!--{'x' * 3_000}-->{outside}")  # fmt: skip
        yield "external entity", "core.docx", docx(paragraph("a"), **{"docProps/core.xml": b"<!--" + b"x" * 3_000 + b"-->" + outside.encode() + _core("&x;")})  # fmt: skip
    yield "huge DOCX", "50mb.docx", docx(paragraph("x" * 50_000_000))
    yield "huge DOCX", "39mb.docx", docx(paragraph("x" * 39_000_000))
    yield "huge DOCX", "nodes.docx", docx(paragraph("x") * 900_000)
    yield "huge DOCX", "runs.docx", docx(f"<w:p>{'<w:r><w:t>x</w:t></w:r>' * 1_500_000}</w:p>")
    yield "huge DOCX", "empty.docx", docx("<w:p/>" * 5_000_000)
    yield "huge DOCX", "other.docx", docx("<w:x/>" * 5_000_000)
    yield "huge DOCX", "cells.docx", docx(f"<w:tbl><w:tr><w:tc>{paragraph('xx') * 300_000}</w:tc></w:tr></w:tbl>")  # fmt: skip
    yield "huge DOCX", "title.docx", docx(paragraph("a"), **{"docProps/core.xml": _core("x" * 30_000_000)})  # fmt: skip
    yield "huge DOCX", "attributes.docx", docx("<w:p " + " ".join(f'w:a{n}="1"' for n in range(200_000)) + "/>")  # fmt: skip
    for depth in (200, 5_000, 300_000):
        nested = (
            "<w:tbl><w:tr><w:tc>" * depth + paragraph("deep") + "</w:tc></w:tr></w:tbl>" * depth
        )
        yield "deep DOCX", f"deep{depth}.docx", docx(nested)
    for script in ("&lt;script>alert('EVIL')&lt;/script>", "&lt;SCRIPT src=x>EVIL"):
        yield "script in DOCX", "script.docx", docx(paragraph(f"Before {script}") + paragraph("After"))  # fmt: skip
    link = '<w:hyperlink r:id="rId1" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><w:r><w:t>here</w:t></w:r></w:hyperlink>'
    rels = b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="x" Target="javascript:EVIL()" TargetMode="External"/></Relationships>'
    yield "script in DOCX", "link.docx", docx(f"<w:p>{link}</w:p>", **{"word/_rels/document.xml.rels": rels})  # fmt: skip
    yield "script in DOCX", "field.docx", docx('<w:p><w:r><w:instrText>HYPERLINK "javascript:EVIL()"</w:instrText></w:r><w:r><w:t>here</w:t></w:r></w:p>')  # fmt: skip
    whole = docx(paragraph("The bakery pulled its rye loaf.") * 300)
    for _ in range(5):
        yield "truncated DOCX", "cut.docx", whole[: dice.randrange(30, len(whole))]
        yield "broken DOCX", "broken.docx", damaged(whole, dice)
    yield "broken DOCX", "xml.docx", docx("<w:p><w:r><w:t>never ends")
    yield "broken DOCX", "nothing.docx", packed({"[Content_Types].xml": _TYPES})
    ole = bytes.fromhex("d0cf11e0a1b11ae1") + "EncryptedPackage".encode("utf-16-le")
    yield "encrypted DOCX", "secret.docx", ole + dice.randbytes(20_000)
