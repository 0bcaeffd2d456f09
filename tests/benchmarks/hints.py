"""Processor time of looking through a text for the terms of a glossary, warm and cold.

`.venv/bin/python -m tests.benchmarks.hints` prints it for 400 terms and a text of 1,500 characters.
"""

import os
import statistics
import time
from collections.abc import Callable

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")

import django

django.setup()

from kb import glossary_hints  # noqa: E402
from kb.language.codes import ENGLISH, SIMPLIFIED, TRADITIONAL, Language  # noqa: E402
from kb.language.hints import Hintable, HintFinder, find_in_html  # noqa: E402

TERMS = 400
TEXTS = {
    ENGLISH: "<p>The team answered the crisis with a holding statement, and later with a plan.</p>",
    SIMPLIFIED: "<p>团队先以初步声明回应危机，随后公布预案，并逐条回答记者和用户提出的问题。</p>",
    TRADITIONAL: "<p>團隊先以初步聲明回應危機，隨後公佈預案，並逐條回答記者和用戶提出的問題。</p>",
}


def milliseconds(do: Callable[[], object], times: int = 50) -> float:
    """Return the median processor time of doing something."""
    found = []
    for _ in range(times):
        before = time.process_time_ns()
        do()
        found.append((time.process_time_ns() - before) / 1e6)
    return statistics.median(found)


def glossary() -> glossary_hints._Glossary:
    """Return a glossary of many terms, a few of which the texts have."""
    terms = [("holding statement", "初步声明"), ("crisis", "危机")]
    terms += [(f"term of kind {n}", f"术语{n:03}") for n in range(TERMS - len(terms))]
    made = glossary_hints._Glossary()
    made.finder = HintFinder(Hintable(key, spellings) for key, spellings in enumerate(terms))
    return made


def row(reader: Language, text: str, found: glossary_hints._Glossary) -> str:
    """Return one line of the table."""
    html = text * (1500 // len(text) + 1)
    cold = milliseconds(lambda: find_in_html(html, reader, found.finder))
    warm = milliseconds(lambda: found.spots(html, reader))
    spots = len(found.spots(html, reader))
    return f"{reader.tag:<8} {len(html):>6} {spots:>6} {cold:>8.2f} ms {warm:>8.3f} ms"


def main() -> None:
    """Print the table."""
    from kb.language import protected_terms

    protected_terms._known.checked_at = float("inf")  # no database: no names to protect
    found = glossary()
    print(f"{TERMS} terms, read into a finder in {milliseconds(glossary, 3):.0f} ms")
    print(f"{'reader':<8} {'chars':>6} {'places':>6} {'cold':>11} {'warm':>11}")
    for reader, text in TEXTS.items():
        print(row(reader, text, found))


if __name__ == "__main__":
    main()
