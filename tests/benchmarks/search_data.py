"""The data of the search benchmark, and articles made from it to see how search grows.

The benchmark is a folder that holds `retrieval_eval.py` and its `data`: documents with questions
and keywords that each of them answers. It is no part of the project: SEARCH_BENCHMARK names it.
"""

import json
import os
import random
import re
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
_SENTENCE = re.compile(r"[^。！？]+[。！？]?")
_LENGTH = 500  # characters of a made article, as of the documents


def benchmark() -> Path | None:
    """Return the folder of the benchmark, None when it is not on this machine."""
    if named := os.environ.get("SEARCH_BENCHMARK"):
        folders = [Path(named)]
    else:
        folders = [file.parent for file in sorted(ROOT.parent.glob("*/search/retrieval_eval.py"))]
    return next((one.resolve() for one in folders if (one / "retrieval_eval.py").exists()), None)


def documents(folder: Path) -> Path:
    """Return the file of documents, as `load_articles` reads them."""
    return folder / "data" / "cmrc.docs.jsonl"


def keywords(folder: Path, number: int) -> list[str]:
    """Return an even spread of the benchmark's keyword queries."""
    rows = map(json.loads, (folder / "data" / "cmrc.queries.jsonl").open(encoding="utf-8"))
    found = [row["text"] for row in rows if row["style"] == "keyword"]
    return found[:: max(1, len(found) // number)][:number]


def write_articles(folder: Path, file: Path, start: int, stop: int) -> None:
    """Write articles made of the documents' sentences, the same for a number every time."""
    rows = [json.loads(line) for line in documents(folder).open(encoding="utf-8")]
    sentences = [one for row in rows for one in _SENTENCE.findall(row["text"]) if len(one) > 4]
    titles = [row["title"] for row in rows if row["title"]]
    with file.open("w", encoding="utf-8") as out:
        for row in _made(sentences, titles, start, stop):
            out.write(json.dumps(row, ensure_ascii=False) + "\n")


def _made(
    sentences: list[str], titles: list[str], start: int, stop: int
) -> Iterator[dict[str, str]]:
    for number in range(start, stop):
        chance = random.Random(number)
        text = ""
        while len(text) < _LENGTH:
            text += chance.choice(sentences)
        title = f"{chance.choice(titles)} {number}"
        yield {"id": f"made-{number}", "lang": "zh-Hans", "title": title, "text": text}
