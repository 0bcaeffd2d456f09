"""How well importing does, as figures: `python -m tests.importing_figures`.

On the sample documents when they lie beside the project, on our own texts always.
"""

import re
import sys
import time
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
SAMPLES = ROOT.parent / "shared" / "sources"
DATA = ROOT / "tests" / "data" / "importing"
MEGABYTE = 1_000_000


def documents(files):
    """Return each file's name with what it is taken apart into."""
    from kb.importing.document import taken_apart
    from kb.importing.raw_document import read

    return {file.name: taken_apart(read(file.read_bytes(), file.name)) for file in files}


def rows(samples: dict, ours: dict):
    """Yield what is counted, as a name and a figure."""
    from kb.importing.repairs.cleaning import clean

    counted = Counter(r.rule for found in samples.values() for r in found.cleaned.repairs)
    insertions = r"\([a-z]{0,4}[āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜ][a-zāáǎà]{0,4}\)"
    left = sum(len(re.findall(insertions, found.text)) for found in samples.values())
    if samples:
        yield "pinyin insertions removed, left", f"{counted['pinyin']}, {left}"
        yield "spots of GBK restored", counted["gbk_shift"]
        yield "items of each sample", [len(found.items) for found in samples.values()]
        sources = sum(len(found.items) or 1 for found in samples.values())
        yield "sources in all samples", sources
        yield "measures", max(len(found.plan.measures) for found in samples.values())
    everything = [*samples.values(), *ours.values()]
    again = [clean(found.text).text == found.text for found in everything]
    yield "cleaning twice equals once", f"{sum(again)} of {len(again)}"
    clean_texts = [file.read_text() for file in sorted((DATA / "clean").iterdir())]
    unchanged = sum(clean(text).text == text for text in clean_texts)
    yield "clean texts unchanged", f"{unchanged} of {len(clean_texts)}"
    damaged = sorted(DATA.glob("damaged/*.expected.txt"))
    right = sum(
        clean(file.with_name(file.name.replace(".expected", "")).read_text()).text.strip("\n")
        == file.read_text().strip("\n")
        for file in damaged
    )
    yield "damaged texts as they should be", f"{right} of {len(damaged)}"


def speed(texts: list[str]):
    """Yield how long a megabyte takes in documents of 100 kB, and in one."""
    from kb.importing.document import taken_apart
    from kb.importing.read_text import ReadText

    whole = "\n\n".join(texts)
    part = whole * (100_000 // len(whole.encode()) + 1)
    part = part.encode()[:100_000].decode(errors="ignore")
    for title, each, times in (
        ("ten documents of 100 kB", part, 10),
        ("one of 1 MB", part * 10, 1),
    ):
        began = time.perf_counter()
        for _ in range(times):
            taken_apart(ReadText("", each, "utf-8"))
        yield f"seconds for {title}", round(time.perf_counter() - began, 2)


def main() -> None:
    """Print the figures as a table."""
    import django

    django.setup()
    samples = documents(sorted(SAMPLES.glob("*.txt"))) if SAMPLES.is_dir() else {}
    ours = documents(sorted((DATA / "damaged").glob("*.txt")))
    if not samples:
        print(
            f"No sample documents at {SAMPLES}: only our own texts are measured.", file=sys.stderr
        )
    clean_texts = [file.read_text() for file in sorted((DATA / "clean").iterdir())]
    damaged = [found.read.text for found in (samples or ours).values()]
    for name, figure in rows(samples, ours):
        print(f"{name:40} {figure}")
    for kind, texts in (("clean", clean_texts), ("damaged", damaged)):
        for name, figure in speed(texts):
            print(f"{f'{name}, {kind}':40} {figure}")


if __name__ == "__main__":
    import os

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    main()
