"""How well search finds across English and Chinese, on one database; the site's own is not touched.

Sixty English paragraphs (`data/english_paragraphs.tsv`, in our own words, with more questions in
`chinese_for_english.tsv`) are asked for in Chinese and English. Where the search benchmark is on
this machine its paragraphs of CMRC 2018 are loaded too, and the English questions of
`data/english_for_cmrc.tsv` asked. Every second query is of the half that weights were chosen by,
the others judge; both together must reach the floors of `across_floors.json`.

`tests.benchmarks.search` runs it for both databases.
"""

import json
import os
import sys
from collections.abc import Iterator, Sequence
from io import StringIO
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
from tests.benchmarks.search_data import benchmark, documents  # noqa: E402
from tests.database import build  # noqa: E402
from tests.temporary import temporary_folder  # noqa: E402

DATA = Path(__file__).with_name("data")
K = 10
HALVES = ("work", "judge")
MEASURES = ("recall@10", "MRR@10", "nDCG@10")
FLOORS = json.loads(Path(__file__).with_name("across_floors.json").read_text())

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


def ask(name: str, code: str, queries: Queries) -> Iterator[str]:
    """Print the figures of some queries, by halves; yield each that is below its floor."""
    user, found = anybody_signed_in(), []
    for wanted, text in queries:
        results = search(text, user, language(code), stop=K)
        slugs = [hit.slug for hit in (*results.hits, *results.below)]
        found.append(figures(wanted, list(dict.fromkeys(slugs))))
    for half, part in ((HALVES[0], found[::2]), (HALVES[1], found[1::2]), ("all", found)):
        means = [sum(column) / len(part) for column in zip(*part, strict=True)]
        told = "  ".join(f"{one} {mean:.3f}" for one, mean in zip(MEASURES, means, strict=True))
        print(f"  {name:<28} {half:<6} n={len(part):<4} {told}", flush=True)
    for measure, mean in zip(MEASURES, means, strict=True):
        floor = FLOORS.get(name, {}).get(measure, 0.0)
        if mean < floor:
            yield f"{name}: {measure} is {mean:.3f}, wanted {floor}"


def english_articles() -> Iterator[str]:
    """Yield the English paragraphs as `load_articles` reads them."""
    for key, title, text, *_queries in rows("english_paragraphs.tsv"):
        yield json.dumps({"id": key, "lang": "en", "title": title, "text": text}) + "\n"


def tasks(*, chinese: bool) -> Iterator[tuple[str, str, Queries]]:
    """Yield the name of each task, the language of who asks, and its queries."""
    asked, more = rows("english_paragraphs.tsv"), rows("chinese_for_english.tsv")
    for style, at, further in (("question", 3, 1), ("keyword", 4, 2)):
        queries = [(row[0], row[at]) for row in asked] + [(row[0], row[further]) for row in more]
        yield f"Chinese to English/{style}", "zh-hans", queries
        yield f"English to English/{style}", "en", [(row[0], row[at + 2]) for row in asked]
        if chinese:
            found = [(f"cmrc-{row[0]}", row[further]) for row in rows("english_for_cmrc.tsv")]
            yield f"English to Chinese/{style}", "en", found


def main() -> int:
    """Load the articles into a database of its own, ask, and print; 1 when a floor is missed."""
    print(f"{connection.vendor}, across languages", flush=True)
    folder = temporary_folder("casebook-across-")
    file, paragraphs = folder / "articles.jsonl", benchmark()
    file.write_text("".join(english_articles()), "utf-8")
    database = build(folder, f"across_{os.getpid()}")
    try:
        for one in [file, documents(paragraphs)] if paragraphs else [file]:
            call_command("load_articles", str(one), verbosity=0, stdout=StringIO())
        missed = [
            line
            for name, code, queries in tasks(chinese=bool(paragraphs))
            for line in ask(name, code, queries)
        ]
    finally:
        database.remove()
    print("".join(f"  {line}\n" for line in missed), end="", flush=True)
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
