"""Judges the pairs of the starter pages against `tests/data/alignment/starter.txt`."""

from collections.abc import Iterator
from typing import Any

from django.contrib.auth.models import User
from django.utils.translation import override
from wagtail.models import Page

from kb.history.seen import Seen
from kb.side_by_side.pages import page_passages
from kb.side_by_side.pairing import pair_passages, pair_sentences
from tests.benchmarks.alignment import DATA

Shape = tuple[int, int]


def exceptions() -> dict[tuple[str, str], list[Shape]]:
    """Return the pairs of passages whose sentences do not answer each other one by one."""
    found = {}
    for line in (DATA / "starter.txt").read_text().splitlines():
        if line and not line.startswith("#"):
            page, begins, shapes = (part.strip() for part in line.split("|"))
            found[page, begins] = [
                (int(a), int(b)) for a, b in (shape.split("-") for shape in shapes.split())
            ]
    return found


def judged(page: Any) -> Iterator[tuple[bool, str]]:
    """Yield, for each pair that a page should have, whether it is there, and what it begins with."""
    other = page.get_translations().live().first()
    if other is None:
        return
    user = User.objects.filter(is_superuser=True).first()
    with override("en"):
        english = page_passages(page, "en", Seen(user))
    with override("zh-hans"):
        chinese = page_passages(other.specific, "zh", Seen(user))
    beads = {(bead.english, bead.chinese) for bead in pair_passages(english, chinese)}
    special = exceptions()
    for place, passage in enumerate(english):
        if ((place,), (place,)) not in beads:
            yield False, passage.text
            continue
        found = pair_sentences([passage], [chinese[place]])
        own, theirs = len(found.english[0]), len(found.chinese[0])
        wanted = next(
            (
                shapes
                for (slug, begins), shapes in special.items()
                if slug == page.slug and passage.text.startswith(begins)
            ),
            [(1, 1)] * max(own, theirs),
        )
        at = here = 0
        made = {(bead.english, bead.chinese) for bead in found.beads}
        for a, b in wanted:
            pair = tuple(range(at, at + a)), tuple(range(here, here + b))
            yield pair in made, passage.text
            at, here = at + a, here + b


def starter_pages() -> Any:
    """Return the English pages that have a translation."""
    return Page.objects.filter(locale__language_code="en", live=True, depth__gt=1).specific()
