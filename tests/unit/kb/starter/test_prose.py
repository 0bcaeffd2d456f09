"""The marks that starter texts are written with."""

from kb.starter.prose import numbered, rich_text


def pages(slug: str) -> int | None:
    return {"ip-firewall": 7}.get(slug)


def test_paragraphs_headings_and_lists_become_rich_text() -> None:
    text = "One.\n\n## Two\n\n- a\n- b\n\n1. first\n2. second"
    assert rich_text(text, pages) == (
        "<p>One.</p><h2>Two</h2><ul><li>a</li><li>b</li></ul><ol><li>first</li><li>second</li></ol>"
    )


def test_a_link_to_a_page_keeps_its_key() -> None:
    assert rich_text("See [the wall](page:ip-firewall).", pages) == (
        '<p>See <a linktype="page" id="7">the wall</a>.</p>'
    )


def test_a_link_to_a_page_that_is_gone_leaves_its_words() -> None:
    assert rich_text("See [that](page:gone).", pages) == "<p>See that.</p>"


def test_what_is_typed_is_never_markup() -> None:
    assert rich_text("a < b & **c**", pages) == "<p>a &lt; b &amp; <b>c</b></p>"


def test_steps_become_a_numbered_list() -> None:
    assert numbered(["One.", "**Two.**"], pages) == "<ol><li>One.</li><li><b>Two.</b></li></ol>"
