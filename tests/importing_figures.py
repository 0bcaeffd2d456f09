"""How well importing does, as figures: `python -m tests.importing_figures`.

On the sample documents when they lie beside the project, on our own texts always.
"""

import html
import json
import os
import random
import re
import sys
import time
from collections import Counter, defaultdict
from itertools import combinations
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
SAMPLES = ROOT.parent / "shared" / "sources"
DATA = ROOT / "tests" / "data" / "importing"
ENGLISH = ("The bakery pulled its rye loaf on 3 June 2024, and nobody was hurt.",)


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


def affair_rows(samples: dict):
    """Yield how well affairs and moments are told, on the sample digest and our own sets."""
    from kb.importing.affairs.report import Report

    facts = SAMPLES / "facts.json"
    for found in samples.values():
        if len(found.items) >= 10 and facts.exists():
            rows = json.loads(facts.read_text())["sources"]
            moments = [set(row["story_cluster"]) for row in rows if row.get("story_cluster")]
            affairs = [min(keys) if keys & set("XY") else "main" for keys in moments]
            reports = [Report(item.title, item.text) for item in found.items]
            yield from judged("sample digest", reports, affairs, moments)
    for name in ("work", "judge"):
        lines = (DATA / "affairs" / f"{name}.jsonl").read_text().splitlines()
        rows = [json.loads(line) for line in lines]
        reports = [Report(row["title"], row["text"]) for row in rows]
        affairs = [row["affair"] for row in rows]
        yield from judged(name, reports, affairs, [set(row["moments"]) for row in rows])


def judged(name: str, reports: list, affairs_of: list[str], moments_of: list[set[str]]):
    """Yield the pairwise F1 of affairs and the B-cubed F1 of moments, which may overlap."""
    from kb.importing.affairs.grouping import affairs
    from kb.importing.affairs.moments import moments

    groups = affairs(reports)
    wanted = defaultdict(list)
    for number, affair in enumerate(affairs_of):
        wanted[affair].append(number)
    yield f"affairs, pairwise F1, {name}", round(f1_of_pairs(groups, wanted.values()), 3)
    told: list[set] = [set() for _ in reports]
    for number, group in enumerate(groups):
        for key, members in moments([reports[member] for member in group]):
            for member in members:
                told[group[member]].add((number, key))
    yield f"moments, B-cubed F1, {name}", round(b_cubed(told, moments_of), 3)


def f1_of_pairs(found, wanted) -> float:
    """Return F1 over the pairs that stand in one group."""
    ours, theirs = (
        {pair for group in groups for pair in combinations(sorted(group), 2)}
        for groups in (found, wanted)
    )
    return 2 * len(ours & theirs) / (len(ours) + len(theirs))


def b_cubed(found: list[set], wanted: list[set]) -> float:
    """Return F1 of B-cubed for sets that overlap (Amigó and others 2009, its extended form)."""

    def half(of: list[set], against: list[set]) -> float:
        total = 0.0
        for one, keys in enumerate(of):
            shares = [
                min(len(keys & others), len(against[one] & against[other])) / len(keys & others)
                for other, others in enumerate(of)
                if keys & others
            ]
            total += sum(shares) / len(shares)
        return total / len(of)

    precision, recall = half(found, wanted), half(wanted, found)
    return 2 * precision * recall / (precision + recall)


def speed(texts: list[str], finder):
    """Yield the seconds of processor that a megabyte takes, in parts of 100 kB and in one."""
    from kb.importing.document import taken_apart
    from kb.importing.read_text import ReadText

    whole = "\n\n".join(texts)
    part = whole * (100_000 // len(whole.encode()) + 1)
    part = part.encode()[:100_000].decode(errors="ignore")
    for title, each, times in (
        ("ten documents of 100 kB", part, 10),
        ("one of 1 MB", part * 10, 1),
    ):
        began = time.process_time()
        for _ in range(times):
            finder.find(taken_apart(ReadText("", each, "utf-8")).text)
        yield f"seconds for {title}", round(time.process_time() - began, 2)


def many_names():
    """Return a finder of 20,000 names of people."""
    from kb.importing.mentions import Name, NameFinder

    chance = random.Random(7)
    han = [chr(code) for code in range(0x4E00, 0x5E00)]
    given = ("".join(chance.choices(han, k=chance.choice((2, 3, 3, 4)))) for _ in range(20_000))
    return NameFinder(
        Name("person", f"n{number}", (name, f"N{number} Given"))
        for number, name in enumerate(given)
    )


def files_of_each_kind(texts: list[str]) -> list[tuple[str, bytes]]:
    """Return 200 files of 20 kB: half of them web pages, a quarter Word, a quarter PDF."""
    from tests.soak.hostile import pdf, web, word

    whole = "\n".join(texts)
    whole *= 2 + 200_000 // len(whole)
    found = []
    for number in range(200):
        piece = whole.encode()[number * 900 :][:19_000].decode(errors="ignore")
        lines = [line for line in html.escape(piece).splitlines() if line.strip()]
        if number % 4 < 2:
            marked = "".join(f"<p>{line}</p>" for line in lines)
            found.append((f"{number}.html", web.page(f"<article>{marked}</article>")))
        elif number % 4 == 2:
            found.append((f"{number}.docx", word.docx("".join(map(word.paragraph, lines)))))
        else:
            found.append((f"{number}.pdf", pdf.of_lines(ENGLISH * 330)))
    return found


def files_speed(texts: list[str], finder):
    """Yield the processor seconds of 200 files from bytes to proposals, of both processes."""
    from kb.importing.bounded import Reader
    from kb.importing.document import taken_apart
    from kb.importing.read_text import ReadText

    files = files_of_each_kind(texts)
    began, read = sum(os.times()[:4]), 0
    with Reader() as reader:
        for name, data in files:
            for one in reader.read(data, name, checks=True):
                if isinstance(one, ReadText):
                    finder.find(taken_apart(one).text)
                    read += 1
    sizes = sum(len(data) for _name, data in files) // len(files)
    took = sum(os.times()[:4]) - began
    yield f"seconds for {read} files, {sizes // 1000} kB each", round(took, 1)


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
    for name, figure in affair_rows(samples):
        print(f"{name:40} {figure}")
    finder = many_names()
    for kind, texts in (("clean", clean_texts), ("damaged", damaged)):
        for name, figure in speed(texts, finder):
            print(f"{f'{name}, {kind}':40} {figure}")
    for name, figure in files_speed(clean_texts, finder):
        print(f"{name:40} {figure}")


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    main()
