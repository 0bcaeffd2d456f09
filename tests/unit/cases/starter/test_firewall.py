"""The starter's own pages tell of incidents: quoted as history, nothing in them stops a statement."""

from pathlib import Path

import pytest

from cases.starter import load
from kb.firewall.checker import check, read
from kb.starter import files, pages
from kb.starter.rules import starter_rules
from tests.starter_texts import texts

PAGES = [*sorted(pages.FOLDER.glob("*.toml")), *sorted(load.PAGES.glob("*.toml"))]


@pytest.mark.parametrize("file", PAGES, ids=lambda file: file.stem)
def test_a_page_of_the_starter_raises_no_high_finding(file: Path) -> None:
    text = "\n".join(words for _name, words in texts(files.read(file)) if len(words) > 25)
    found = check(read(text, "company"), starter_rules())
    assert [text[one.start : one.end] for one in found if one.severity == "high"] == []
