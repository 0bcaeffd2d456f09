"""Web pages and Markdown: scripts in every carrier, marks without end, depth without ground."""

from collections.abc import Iterator
from random import Random

_STORY = "<p>The bakery pulled its rye loaf on Tuesday, and nobody was hurt by it.</p>"
_SCRIPTS = (
    "<script>alert('EVIL')</script>", "<SCRIPT SRC=//e.example/x>EVIL</SCRIPT >",
    "<svg><script>EVIL</script></svg>", "<svg><script href='data:,EVIL'/></svg>",
    "<svg onload=alert('EVIL')><title>x</title></svg>", "<math><mi xlink:href='javascript:EVIL'>",
    "<iframe srcdoc='<script>EVIL</script>'></iframe>", "<iframe src=javascript:alert('EVIL')></iframe>",
    "<object data='javascript:EVIL'>EVIL</object>", "<img src=x onerror=alert('EVIL')>",
    "<a href='javascript:EVIL'>here</a>", "<a href=' java\tscript:EVIL'>here</a>",
    "<a href='&#106;avascript:EVIL'>here</a>", "<style>@import 'javascript:EVIL'</style>",
    "<noscript><script>EVIL</script></noscript>", "<template><script>EVIL</script></template>",
    "<scr<script>EVIL</script>ipt>EVIL</script>", "<script>EVIL", "<script><!--EVIL--></script>",
    "<textarea><script>EVIL</script></textarea>", "&lt;script&gt;EVIL&lt;/script&gt;",
    "<script>'</scr'+'ipt>EVIL'</script>", "<script\n>EVIL</script\n>", "<plaintext><script>EVIL</script>",
    "<meta http-equiv=refresh content='0;url=javascript:EVIL'>", "<base href='javascript:EVIL//'>",
    "<form action=javascript:EVIL><button>EVIL</button></form>", "<details ontoggle=EVIL open>x</details>",
    "<script type='text/template'>EVIL</script>", "<xml><script>EVIL</script></xml>", "<!--><script>EVIL</script>",
    "<title><script>EVIL</script></title>", "<script>EVIL</script\x00>", "<script/x>EVIL</script/x>",
)  # fmt: skip
_ADDRESSES = (
    "javascript:alert('EVIL')", " JaVaScRiPt:EVIL", "java\tscript:EVIL", "data:text/html,EVIL",
    "vbscript:EVIL", "//e.example/javascript:", "https://a.example/\njavascript:x", "x" * 1_000_000,
)  # fmt: skip


def page(inner: str, head: str = "") -> bytes:
    """Return a web page."""
    return f"<!doctype html><html><head>{head}</head><body>{inner}</body></html>".encode()


def files(dice: Random) -> Iterator[tuple[str, str, bytes]]:
    """Yield kind, name and bytes."""
    for script in _SCRIPTS:
        inner = _STORY * dice.randrange(1, 6) + script + _STORY * 5
        yield "script in HTML", "script.html", page(f"<article>{inner}</article>")
        yield "script in HTML", "head.html", page(_STORY * 3, head=script)
        # As text, marks are what somebody typed; only elements of scripts are taken out.
        if "<script" in script.lower():
            marked = f"# Title\n\nBefore.\n\n{script}\n\nAfter.\n"
            yield "script in Markdown", "script.md", marked.encode()
            yield "script in text", "script.txt", f"Before.\n{script}\nAfter.\n".encode()
    for address in _ADDRESSES:
        named = (
            f'<meta property="og:url" content="{address}"><link rel="canonical" href="{address}">'
        )
        yield "address in HTML", "address.html", page(_STORY, named)
        front = f"---\ntitle: A\nurl: {address}\n---\n[here]({address})\n![i]({address})\n"
        yield "address in Markdown", "address.md", front.encode()
    for tag in (
        "div",
        "table><tr><td",
        "ul><li",
        "b",
        "font",
        "p",
        "a",
        "script",
        "svg",
        "blockquote",
    ):
        for depth in (3_000, 400_000):
            yield "deep HTML", f"deep{depth}.html", page(f"<{tag}>" * depth + "deep")
    links = "<ul><li><a href=x>one</a><a href=x>two</a><a href=x>three</a>"
    yield "deep HTML", "links.html", page(links * 20_000)
    for name, unit, times in (
        ("paragraphs", "<p>a</p>", 1_900_000), ("breaks", "a<br>", 3_000_000), ("text", "word ", 3_900_000),
        ("comments", "<!-- -->", 2_000_000), ("open", "<!--", 4_000_000), ("less", "<", 15_000_000),
        ("entities", "&amp;", 3_500_000), ("entity", "&", 15_000_000), ("rows", "<tr><td>a<td>b", 1_000_000),
        ("attributes", "<p a=1 b=2 c=3>x", 900_000), ("quotes", "<a href='", 1_500_000), ("links", "<a href=x>y</a>", 1_000_000),
        ("cdata", "<![CDATA[", 1_500_000), ("doctype", "<!doctype html>", 900_000), ("meta", "<meta charset=", 900_000),
        ("spaces", " ", 15_000_000), ("lines", "\n", 15_000_000), ("middle", "<p>sentence one. sentence two.</p>\n", 14_000),
        ("items", "<li>sentence one. sentence two.\n", 14_000), ("spans", "<span>a</span> ", 14_000), ("plain", "<p>" + "x" * 900_000, 1),
    ):  # fmt: skip
        yield "huge HTML", f"{name}.html", page(unit * times)
    for size in (100, 580):
        yield "pattern bait", "comments.txt", b"<!---->" * size + b"no page"
    yield "one attribute", "attribute.html", page(f"<p title='{'x' * 15_000_000}'>a</p>")
    many = " ".join(f"a{n}=1" for n in range(500_000))
    yield "one attribute", "attributes.html", page(f"<p {many}>a</p>")
    yield "script in Markdown", "open.md", b"<script " * 60_000
    yield "script in Markdown", "style.md", b"<style" * 100_000 + b"</style"
    yield "broken Markdown", "front.md", b"---\n" + b"a: b\n" * 150_000
    yield "broken Markdown", "fields.md", b"---\n" + b"a" * 900_000 + b"\n---\n"
