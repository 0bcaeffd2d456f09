"""What the conversion is worth and what it costs; `make bench-convert` prints it.

* the cases of OpenCC that come out otherwise with our words, each with how it is judged;
* `TEXT=file` there and back: Simplified to Traditional to Simplified, in differences per million
  characters. Lines that have Traditional characters are no Simplified text and are left out;
* pages of the starter content in Traditional beside the same in Simplified, warm, and with nothing
  of their texts converted yet, in milliseconds and in floors for 1,500 characters.
"""

import os
import shutil
import statistics
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import django

django.setup()  # models can be imported only after it

from django.core.management import call_command  # noqa: E402
from django.test import Client  # noqa: E402

from kb.language import conversion, rich_text  # noqa: E402
from kb.language.conversion import convert  # noqa: E402
from kb.language.detection import HAN, count_scripts  # noqa: E402
from kb.language.protected_terms import NO_TERMS  # noqa: E402
from tests import cast  # noqa: E402
from tests.benchmarks.floor import floors  # noqa: E402
from tests.benchmarks.processor_time import processor_time, samples  # noqa: E402
from tests.conversion_cases import differences, opencc_cases, rows  # noqa: E402
from tests.database import build  # noqa: E402
from tests.temporary import temporary_folder  # noqa: E402

PAGES = (
    ("case study", "case-studies/kol-contact-affair/"),
    ("guidance", "guidance/ip-firewall/"),
    ("playbook", "playbooks/crisis-playbook/"),
    ("incident", "incidents/kol-contact-2026/"),
    ("incident list", "incidents/"),
    ("glossary", "glossary/"),
)
TIMES = 40
CHARACTERS = 1_500


def judged() -> None:
    """Print what differs from OpenCC's own cases, and how it is judged."""
    why = {
        (name, configuration): judgement for name, configuration, judgement in rows("judged.tsv")
    }
    found = list(differences())
    print(f"OpenCC's own cases: {len(list(opencc_cases()))}; with our words {len(found)} differ")
    for case, ours in found:
        changed = [
            f"{expected}/{read}"
            for expected, read in zip(case.expected, ours, strict=True)
            if expected != read
        ]
        judgement = why.get((case.name, case.configuration), "NOT JUDGED")
        print(f"  {case.configuration} {case.name}: {' '.join(changed)}\n      {judgement}")


def there_and_back(file: Path) -> None:
    """Print how much of a Simplified text comes back otherwise from Traditional."""
    lost = Counter[str]()
    characters = left_out = 0
    for line in _lines(file):
        if count_scripts(line).traditional:
            left_out += 1
            continue
        characters += len(line)
        back = convert(convert(line, "zh-hant", NO_TERMS), "zh-hans", NO_TERMS)
        lost.update(
            f"{typed}/{read}" for typed, read in zip(line, back, strict=True) if typed != read
        )
    rate = lost.total() / max(characters, 1) * 1e6
    print(f"\n{file.name} there and back: {lost.total()} of {characters:,} characters differ,")
    print(f"  {rate:.1f} per million ({left_out} lines with Traditional characters left out)")
    print("  " + ", ".join(f"{pair} {number}" for pair, number in lost.most_common(20)))


def _lines(file: Path) -> Iterator[str]:
    with file.open(encoding="utf-8") as lines:
        for line in lines:
            yield line.rstrip("\n")


def forget() -> None:
    """Forget all converted texts, as in a process that has just begun."""
    conversion._cache.clear()
    rich_text._cache.clear()


def costs(client: Client) -> None:
    """Print what Traditional costs, with each text converted already and with none."""
    bare, through_client = floors()
    print(f"\nFloors: {bare.total:.2f} ms bare, {through_client.total:.2f} ms through the client")
    text = "。".join(typed for typed, _read in rows("everyday.tsv"))[:CHARACTERS]
    alone = processor_time(lambda: conversion.convert_in_pairs(text, "zh-hant", NO_TERMS)).total
    print(
        f"One text of {CHARACTERS:,} characters, every word a trap: {alone:.2f} ms: "
        f"{alone / bare.total:.1f} bare, {alone / through_client.total:.1f} client"
    )
    print(
        "page              Simplified  Traditional warm       cold  characters  cold per 1,500, floors"
    )
    for what, path in PAGES:
        simplified, traditional = f"/zh-hans/{path}", f"/zh-hant/{path}"
        text = client.get(simplified).content.decode()
        characters = len(HAN.findall(text))

        def cold(address: str = traditional) -> None:
            client.get(address)

        for address in (simplified, traditional):
            assert client.get(address).status_code == 200, address
        # In turn, so that whatever else goes on meets all of them alike.
        taken: dict[str, list[float]] = {"hans": [], "warm": [], "cold": []}
        for _ in range(TIMES):
            taken["hans"].append(samples([lambda a=simplified: client.get(a)])[0].total)
            taken["warm"].append(samples([lambda a=traditional: client.get(a)])[0].total)
            forget()
            taken["cold"].append(samples([cold])[0].total)
        hans, warm, late = (statistics.median(taken[name]) for name in ("hans", "warm", "cold"))
        more = (late - warm) * CHARACTERS / characters
        print(
            f"  {what:<14} {hans:9.2f} ms {warm:9.2f} ms ({warm / hans:4.2f}) {late:9.2f} ms "
            f"{characters:9,}  {more:6.2f} ms: {more / bare.total:.1f} bare, "
            f"{more / through_client.total:.1f} client"
        )


def main() -> None:
    """Print the figures."""
    judged()
    for name in os.environ.get("TEXT", "").split():
        there_and_back(Path(name))
    folder = Path(temporary_folder("casebook-conversion-"))
    database = build(folder, f"conversion_{os.getpid()}")
    cast.create_cast()
    call_command("load_starter", stdout=(folder / "log").open("w"))
    costs(cast.client_of("reader"))
    database.remove()
    shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    sys.exit(main())
