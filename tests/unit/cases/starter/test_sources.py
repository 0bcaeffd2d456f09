"""The starter beside the documents it was drawn from; skipped where those are not at hand."""

import json
import re
import unicodedata
from functools import cache
from typing import Any

import pytest

from kb.language.conversion import fold_script
from kb.starter import files
from tests.starter_texts import ALL_FILES, HERE, SHARED, tables, texts

pytestmark = pytest.mark.skipif(
    not (SHARED / "facts.json").exists(), reason=f"the source documents are not in {SHARED}"
)

# Longest run of characters that a text of our own may have in common with a document.
COMMON_HAN = 20
COMMON_LATIN = 50
# Entries that hold other people's words as such: quotes, headlines, quotations.
THEIR_WORDS = re.compile(r"\.quote$|source\.title_(en|zh)$|quotation\.text$|\.author$")


@cache
def documents() -> dict[str, str]:
    """Return the documents by the first three digits of their names."""
    return {file.name[:3]: file.read_text(encoding="utf-8") for file in SHARED.glob("*.txt")}


@cache
def excerpts() -> dict[int, str]:
    """Return the nineteen excerpts of the third document by their number."""
    lines = documents()["002"].splitlines()
    return {number // 2 + 1: "\n".join(lines[number : number + 2]) for number in range(0, 38, 2)}


@cache
def sources() -> dict[str, dict[str, Any]]:
    """Return the starter's sources by slug."""
    return {row["slug"]: row for row in files.read(HERE / "sources.toml")["source"]}


@cache
def permitted() -> list[str]:
    """Return all quotes that the collected facts hold."""
    facts = json.loads((SHARED / "facts.json").read_text(encoding="utf-8"))
    return [table["quote"] for table in tables(facts) if "quote" in table]


def quotes() -> list[tuple[str, str]]:
    """Return every quote of the starter with the slug of its source."""
    found = [
        (table["source"], table.get("quote") or table["text"])
        for file in ALL_FILES
        for table in tables(files.read(file))
        if isinstance(table.get("source"), str)
    ]
    assert len(found) > 100
    return found


def text_of(slug: str) -> str:
    """Return the document, or the excerpt, that a source is."""
    source = sources()[slug]
    return excerpts()[source["item"]] if "item" in source else documents()[source["document"]]


def test_every_quote_is_in_its_source_word_for_word() -> None:
    for slug, quote in quotes():
        assert quote in text_of(slug), (slug, quote)


def test_no_quote_is_longer_than_a_hundred_characters() -> None:
    assert all(0 < len(quote) <= 100 for _slug, quote in quotes())


def test_every_source_of_the_facts_is_there_once() -> None:
    facts = json.loads((SHARED / "facts.json").read_text(encoding="utf-8"))
    listed = sorted((row["document"], row.get("item", 0)) for row in facts["sources"])
    ours = sorted((row["document"], row.get("item", 0)) for row in sources().values())
    assert ours == listed


def test_every_person_and_organisation_of_the_facts_is_there() -> None:
    facts = json.loads((SHARED / "facts.json").read_text(encoding="utf-8"))
    for kind, file, table in (
        ("people", "people", "person"),
        ("organisations", "organisations", "organisation"),
    ):
        ours = {row["name_zh"] for row in files.read(HERE / f"{file}.toml")[table]}
        assert {row["zh"] for row in facts[kind]} <= ours


def plain(text: str) -> str:
    """Return the letters and digits of a text, in one script."""
    return re.sub(r"[\W_]", "", fold_script(unicodedata.normalize("NFKC", text)))


def spaced(text: str) -> str:
    return re.sub(r"\s+", " ", text)


def runs(text: str, length: int) -> set[str]:
    """Return every run of this many characters."""
    return {text[at : at + length] for at in range(len(text) - length + 1)}


def test_no_sentence_is_copied() -> None:
    han = set().union(*(runs(plain(text), COMMON_HAN) for text in documents().values()))
    latin = set().union(*(runs(spaced(text), COMMON_LATIN) for text in documents().values()))
    for file in ALL_FILES:
        for name, text in texts(files.read(file), file.stem if file.stem != "sources" else ""):
            if THEIR_WORDS.search(name):
                continue
            if len(re.findall(r"[\u4e00-\u9fff]", text)) > len(text) / 3:
                common = runs(plain(text), COMMON_HAN) & han
            else:
                common = runs(spaced(text), COMMON_LATIN) & latin
            assert not common, (file.name, name, common)
