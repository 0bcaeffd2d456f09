"""What works only on the sample documents does not work: nothing of them stands in the code."""

import json
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[4]
SOURCES = ROOT.parent / "shared" / "sources"
CODE = [*(ROOT / "kb" / "importing").rglob("*.py"), *(ROOT / "cases" / "importing").rglob("*.py")]

pytestmark = pytest.mark.skipif(
    not SOURCES.is_dir(), reason="no sample documents beside the project"
)


def names() -> set[str]:
    """Return the names of people and organisations that the documents hold."""
    facts = json.loads((SOURCES / "facts.json").read_text())
    text = "".join(file.read_text() for file in SOURCES.glob("*.txt"))
    found: set[str] = set()
    for row in facts["people"] + facts["organisations"]:
        values = (row.get("zh"), row.get("en"), *row.get("aliases", []))
        found |= {value for value in values if value and len(value) > 1 and value in text}
    return found


def test_no_name_of_the_documents_stands_in_the_code() -> None:
    found = names()
    assert len(found) > 10
    code = {file: file.read_text() for file in CODE}
    assert {
        (file.name, name) for file, text in code.items() for name in found if name in text
    } == set()


def test_no_sentence_and_no_date_of_the_documents_stands_in_the_code() -> None:
    text = "\n".join(file.read_text() for file in SOURCES.glob("*.txt"))
    code = "\n".join(file.read_text() for file in CODE)
    sentences = re.split(r"[\n，。,.;；:：!?！？()（）“”]+", text)
    pieces = {
        sentence.strip()
        for sentence in sentences
        if len(sentence.split()) > 3 or len(re.findall("[一-鿿]", sentence)) > 7
    }
    pieces |= set(re.findall(r"\d{1,4}\s?[年月-]\s?\d{1,2}\s?[月日-](?:\s?\d{1,2}日?)?", text))
    assert {piece for piece in pieces if piece in code} == set()
