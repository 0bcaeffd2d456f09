"""How well precedents are ranked on one database; `tests.benchmarks.precedents` runs it for both."""

import json
import os
import sys
from collections import defaultdict
from pathlib import Path

import django

django.setup()  # models can be imported only after it

from django.db import connection  # noqa: E402
from django.utils import translation  # noqa: E402

from cases.models import Incident  # noqa: E402
from cases.precedents.ranking import rank  # noqa: E402
from cases.precedents.vocabulary import Vocabulary, vocabulary  # noqa: E402
from kb.language.catalogues import compile_catalogues  # noqa: E402
from kb.language.codes import language  # noqa: E402
from kb.permissions import User, anybody_signed_in  # noqa: E402
from kb.search.filters import Filters  # noqa: E402
from kb.search.results import search  # noqa: E402
from tests.benchmarks.links_sites import of_sizes  # noqa: E402
from tests.precedent_situations import (  # noqa: E402
    MEASURES,
    PARTS,
    WAYS,
    WRITINGS,
    Figures,
    K,
    Labelled,
    figures,
    means,
    situations,
)

SIZE = 500  # incidents
FLOORS = json.loads(Path(__file__).with_name("precedents_floors.json").read_text())


def ranked(one: Labelled, known: Vocabulary, user: User) -> list[int]:
    """Return the incidents that precedents name first."""
    return [found.pk for found in rank(one.situation, known, user, most=K).precedents]


def searched(one: Labelled, known: Vocabulary, user: User) -> list[int]:
    """Return the incidents that the search box finds first for the same words."""
    asked = dict(one.situation.asked)
    words = asked.pop("words", "")
    with translation.override(one.language.lower()):
        labels = [
            str(known.label(name, key))
            for name, value in asked.items()
            for key in (value if isinstance(value, tuple) else [value])
        ]
    reader = language(one.language.lower())
    found = search(words or " ".join(labels), user, reader, Filters({"kind": ("incident",)}))
    keys = [hit.object_id for hit in (*found.hits, *found.below)]
    return list(dict.fromkeys(keys))[:K]


def measure(part: str, known: Vocabulary, user: User) -> list[str]:
    """Print the figures of a part; return a line for each that is below its floor."""
    titles = list(Incident.objects.visible_to(user).values_list("pk", "slug", "title_en"))
    rows: dict[str, list[tuple[Figures, Figures]]] = defaultdict(list)
    for one in situations(part):
        grades = {pk: grade for pk, slug, title in titles if (grade := one.grade(slug, title))}
        ours = figures(ranked(one, known, user), grades)
        plain = figures(searched(one, known, user), grades)
        for group in (one.language, one.way, "all"):
            rows[group].append((ours, plain))
        if os.environ.get("SHOW") == part and min(ours[0], ours[2]) < 0.6:
            print(
                f"    {ours[0]:.0f} {ours[2]:.2f}, search {plain[2]:.2f}: {one.situation.query()}"
            )
    print(f"\n  {part:<10} {'n':>3}  {'':<12}" + "  ".join(f"{one:>10}" for one in MEASURES))
    for group in (*WRITINGS, *WAYS, "all"):
        for name, side in (("precedents", 0), ("search", 1)):
            told = "  ".join(f"{one:>10.3f}" for one in means([row[side] for row in rows[group]]))
            label = f"{'' if side else group:<10} {'' if side else len(rows[group]):>3}"
            print(f"  {label}  {name:<12}{told}", flush=True)
    ours, plain = (means([row[side] for row in rows["all"]]) for side in (0, 1))
    return [
        f"{part}: {name} is {reached:.3f}, wanted {wanted:.3f}"
        for name, reached, of_search in zip(MEASURES, ours, plain, strict=True)
        if reached < (wanted := max(FLOORS[part][name], of_search))
    ]


def main() -> int:
    """Measure the database that the environment names; 1 when a figure is below its floor."""
    compile_catalogues()
    asked = [one for one in PARTS if os.environ.get("PART") in (None, "", one)]
    for size in of_sizes([SIZE]):
        print(f"{connection.vendor}, precedents among {size} made-up incidents and the starter")
        known, user = vocabulary(), anybody_signed_in()
        below = [line for part in asked for line in measure(part, known, user)]
    print("".join(f"  {line}\n" for line in below), end="", flush=True)
    return 1 if below else 0


if __name__ == "__main__":
    sys.exit(main())
