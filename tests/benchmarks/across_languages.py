"""How well search finds across English and Chinese, on one database; the site's own is not touched.

    python -m tests.benchmarks.across_languages [CHINESE.jsonl]

Sixty English paragraphs (`data/english_paragraphs.tsv`, in our own words) are asked for in Chinese
and English. With a file of CMRC 2018 paragraphs as `load_articles` reads them, with the ids
`cmrc-NNNNN`, the English questions of `data/english_for_cmrc.tsv` are asked as well. Every second
query is of the half that weights were chosen by, the others judge.
"""

import json
import os
import sys
from collections.abc import Iterator, Sequence
from math import log2
from pathlib import Path

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")

import django

django.setup()  # models can be imported only after it

from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402

from kb.language.codes import language  # noqa: E402
from kb.permissions import anybody_signed_in  # noqa: E402
from kb.search.results import search  # noqa: E402
from tests.database import build  # noqa: E402
from tests.temporary import temporary_folder  # noqa: E402

DATA = Path(__file__).with_name("data")
K = 10
HALVES = ("work", "judge")

Queries = list[tuple[str, str]]


def rows(name: str) -> list[list[str]]:
    """Return the rows of a table of the benchmark."""
    return [line.split("\t") for line in (DATA / name).read_text("utf-8").splitlines()]


def figures(wanted: str, found: Sequence[str]) -> tuple[float, float, float]:
    """Return recall, reciprocal rank and nDCG of one ranked list with one right answer."""
    if wanted not in found[:K]:
        return 0.0, 0.0, 0.0
    place = found.index(wanted)
    return 1.0, 1 / (place + 1), 1 / log2(place + 2)


def ask(task: str, style: str, code: str, queries: Queries) -> None:
    """Print the figures of the queries of one style, by halves."""
    user = anybody_signed_in()
    for number, half in enumerate(HALVES):
        found = []
        for wanted, text in queries[number::2]:
            results = search(text, user, language(code), stop=K)
            slugs = [hit.slug for hit in (*results.hits, *results.below)]
            found.append(figures(wanted, list(dict.fromkeys(slugs))))
        recall, rank, gain = (sum(column) / len(found) for column in zip(*found, strict=True))
        print(
            f"  {task:<20} {style:<9} {half:<6} n={len(found):<4} recall@10 {recall:.3f}"
            f"  MRR@10 {rank:.3f}  nDCG@10 {gain:.3f}",
            flush=True,
        )


def english_articles() -> Iterator[str]:
    """Yield the English paragraphs as `load_articles` reads them."""
    for key, title, text, *_queries in rows("english_paragraphs.tsv"):
        yield json.dumps({"id": key, "lang": "en", "title": title, "text": text}) + "\n"


def main(chinese: Sequence[str]) -> None:
    """Load the articles into a database of its own, ask, and print."""
    print(connection.vendor)
    folder = temporary_folder("casebook-across-")
    file = folder / "articles.jsonl"
    file.write_text("".join(english_articles()), "utf-8")
    database = build(folder, f"across_{os.getpid()}")
    try:
        for name in (str(file), *chinese):
            call_command("load_articles", name, verbosity=0)
        asked = rows("english_paragraphs.tsv")
        ask("Chinese to English", "question", "zh-hans", [(row[0], row[3]) for row in asked])
        ask("Chinese to English", "keyword", "zh-hans", [(row[0], row[4]) for row in asked])
        ask("English to English", "question", "en", [(row[0], row[5]) for row in asked])
        ask("English to English", "keyword", "en", [(row[0], row[6]) for row in asked])
        if chinese:
            english = rows("english_for_cmrc.tsv")
            found = [(f"cmrc-{row[0]}", row[1], row[2]) for row in english]
            ask("English to Chinese", "question", "en", [(key, one) for key, one, _ in found])
            ask("English to Chinese", "keyword", "en", [(key, one) for key, _, one in found])
    finally:
        database.remove()


if __name__ == "__main__":
    main(sys.argv[1:])
