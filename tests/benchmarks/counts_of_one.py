"""Whether totals are what a person would count, on one database; `tests.benchmarks.search` runs it.

The benchmark's documents, every fifth of them typed in Traditional, and the project's own English
paragraphs (these alone where there is no benchmark) are searched for words of their own: first on a
site without names and glossary, then beside the starter content. Each total and its facet must
equal a plain scan that was written apart from search (`tests.counting`).
"""

import json
import os
import sys
from io import StringIO
from pathlib import Path

import django

django.setup()  # models can be imported only after it

from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402
from opencc import OpenCC  # noqa: E402

from tests import cast  # noqa: E402
from tests.benchmarks.search_data import benchmark, documents  # noqa: E402
from tests.counting.comparison import differences, some_words, world_of  # noqa: E402
from tests.database import build  # noqa: E402
from tests.soak.one import KEPT  # noqa: E402
from tests.temporary import temporary_folder  # noqa: E402

WORDS = 200
SEED = 4
_MOST_SHOWN = 20
_PARAGRAPHS = Path(__file__).with_name("data") / "english_paragraphs.tsv"
_TRADITIONAL = 5  # every fifth


def articles(folder: Path | None) -> list[dict[str, str]]:
    """Return what is loaded, as `load_articles` reads it."""
    made = []
    for line in _PARAGRAPHS.read_text("utf-8").splitlines():
        key, title, text, *_queries = line.split("\t")
        made.append({"id": key, "lang": "en", "title": title, "text": text})
    if folder:
        convert = OpenCC("s2tw").convert
        for number, line in enumerate(documents(folder).open(encoding="utf-8")):
            row = json.loads(line)
            if number % _TRADITIONAL == 0:
                row |= {key: convert(row[key]) for key in ("title", "text")} | {"lang": "zh-Hant"}
            made.append(row)
    return made


def compare() -> int:
    """Compare and print; return 1 when any total is another than the scan's."""
    rows = articles(benchmark())
    file = temporary_folder("casebook-counts-") / "articles.jsonl"
    file.write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
    call_command("load_articles", str(file), verbosity=0, stdout=StringIO())
    cast.create_cast()
    reader = cast.persona("reader")
    number = int(os.environ.get("WORDS") or WORDS)
    seed = int(os.environ.get("SEED") or SEED)
    asked = some_words([f"{row['title']}\n{row['text']}" for row in rows], number, seed)
    wrong = 0
    for glossary in ("an empty glossary", "the starter's glossary"):
        if glossary.startswith("the"):
            call_command("load_starter", verbosity=0)
        world = world_of(reader)
        also = [" ".join(name) for name in world.names]
        beside = [f"{name} {word}" for name, word in zip(also, asked, strict=False)]
        queries = [*asked, *also, *beside]
        found = list(differences(queries, world, reader))
        some = sum(1 for query in queries if world.matching(query))
        print(
            f"  {glossary}: {len(queries)} queries ({len(also)} names, {len(beside)} of them with "
            f"another word), {some} find something among {len(world.texts)}: {len(found)} differ",
            flush=True,
        )
        for line in found[:_MOST_SHOWN]:
            print(f"    {line}", flush=True)
        wrong += len(found)
    return 1 if wrong else 0


def main() -> int:
    """Compare in a database of its own."""
    KEPT.mkdir(parents=True, exist_ok=True)
    database = build(KEPT, f"counts_{os.getpid()}")
    try:
        print(f"{connection.vendor}, totals above the line", flush=True)
        return compare()
    finally:
        connection.close()
        database.remove()


if __name__ == "__main__":
    sys.exit(main())
