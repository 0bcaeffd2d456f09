"""How well names and dates are found: `python -m tests.mention_figures [judge|agreement|speed]`.

Without a word it measures on the five documents; `judge` opens our own five, which are kept for
that; `agreement` compares the two passes of marking; `speed` measures with 20,000 names.
"""

import os
import random
import sys
import time
from collections.abc import Iterable

from tests.gold import (
    Marked,
    date_cases,
    kept_for_judging,
    names_for_judging,
    names_of_the_starter,
    the_five,
)


def rates(found: Iterable[object], wanted: Iterable[object]) -> tuple[int, int, int]:
    """Return hits, false ones and misses."""
    first, second = set(found), set(wanted)
    return len(first & second), len(first - second), len(second - first)


def told(name: str, hit: int, false: int, missed: int) -> str:
    """Return a line with precision, recall and F1."""
    precision = hit / (hit + false) if hit + false else 1.0
    recall = hit / (hit + missed) if hit + missed else 1.0
    f1 = 2 * hit / (2 * hit + false + missed) if hit + false + missed else 1.0
    return (
        f"{name:28} precision {precision:.3f}  recall {recall:.3f}  F1 {f1:.3f}"
        f"  ({hit} hits, {false} false, {missed} missed)"
    )


def mentions_of(
    documents: list[Marked], names: Iterable[tuple[str, str, tuple[str, ...]]]
) -> tuple[int, int, int]:
    """Return hits, false ones and misses of mentions: exact place, kind and record."""
    from kb.importing.mentions import Name, NameFinder

    finder = NameFinder(Name(*row) for row in names)
    counts = [
        rates(
            ((one.start, one.end, one.kind, one.record) for one in finder.find(document.text)),
            document.mentions,
        )
        for document in documents
    ]
    hit, false, missed = (sum(column) for column in zip(*counts, strict=True))
    return hit, false, missed


def dates_of(documents: list[Marked]) -> tuple[int, int, int]:
    """Return hits, false ones and misses of dates: exact place, ends and precision."""
    from kb.importing.dates import find_dates
    from kb.importing.dates.references import parse_reference

    counts = [
        rates(
            (
                (one.start, one.end, one.from_, one.to, one.precision)
                for one in find_dates(document.text, parse_reference(document.reference))
            ),
            document.dates,
        )
        for document in documents
    ]
    hit, false, missed = (sum(column) for column in zip(*counts, strict=True))
    return hit, false, missed


def phrases_of(part: str) -> tuple[int, list[str]]:
    """Return how many written dates of a part are read as labelled, and what the others gave."""
    from kb.importing.dates import find_dates
    from kb.importing.dates.references import parse_reference

    cases, wrong = date_cases(part), []
    for case in cases:
        found = find_dates(case.text, parse_reference(case.reference), case.language)
        got = (found[0].from_, found[0].to, found[0].precision) if found else ("", "", "unknown")
        if got != (case.begins, case.ends, case.precision):
            wrong.append(f"{case.text} ({case.reference}): {got}")
    return len(cases) - len(wrong), wrong


def main(word: str) -> None:
    """Print the figures."""
    if word == "agreement":
        first, second = the_five("first_pass"), the_five("second_pass")
        for kind in ("mentions", "dates"):
            pairs = zip(first, second, strict=True)
            counts = [rates(getattr(a, kind), getattr(b, kind)) for a, b in pairs]
            print(told(f"agreement, {kind}", *(sum(c) for c in zip(*counts, strict=True))))
        return
    if word == "speed":
        speed()
        return
    judging = word == "judge"
    documents = kept_for_judging() if judging else the_five()
    names = names_for_judging() if judging else names_of_the_starter()
    right, wrong = phrases_of("judge" if judging else "work")
    if documents:
        print(told("people and organisations", *mentions_of(documents, names)))
        print(told("dates in documents", *dates_of(documents)))
    else:
        print("The five documents do not lie beside the repository: nothing to measure.")
    print(f"written dates: {right} of {right + len(wrong)} as labelled")


def speed() -> None:
    """Measure building and finding with 20,000 names in 1 MB of text, on one core."""
    from datetime import date

    from kb.importing.dates import find_dates
    from kb.importing.mentions import Name, NameFinder

    chance = random.Random(7)
    han = [chr(code) for code in range(0x4E00, 0x5E00)]
    names = [
        Name(
            "person",
            f"n{number}",
            ("".join(chance.choices(han, k=chance.choice((2, 3, 3, 4)))), f"N{number} Given"),
        )
        for number in range(20_000)
    ]
    texts = [document.text for document in (*kept_for_judging(), *the_five())]
    text = "\n".join(texts)
    text *= 1 + 1_000_000 // len(text.encode())
    pieces = [text[at : at + 40_000] for at in range(0, len(text), 40_000)]
    size = len(text.encode()) / 1_000_000
    started = time.process_time()
    finder = NameFinder([*names, *(Name(*row) for row in names_of_the_starter())])
    built = time.process_time()
    found = sum(len(finder.find(piece)) for piece in pieces)
    named = time.process_time()
    dated = sum(len(find_dates(piece, date(2026, 1, 7))) for piece in pieces)
    ended = time.process_time()
    print(f"{len(names)} names ready in {built - started:.2f} s")
    print(
        f"{size:.2f} MB: {found} mentions in {named - built:.2f} s, {dated} dates in {ended - named:.2f} s"
    )


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
    import django

    django.setup()
    main(sys.argv[1] if len(sys.argv) > 1 else "")
