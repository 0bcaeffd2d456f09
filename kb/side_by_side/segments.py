"""Pairs that are known because a page was translated here: the strings of wagtail-localize."""

from collections.abc import Iterator, Sequence
from typing import Any

from wagtail.models import Page
from wagtail_localize.models import StringTranslation

from kb.language.side_by_side.aligner import Bead
from kb.side_by_side.fragments import fragments
from kb.side_by_side.passages import Passage, text_hash


def segment_pairs(
    english: Sequence[Passage], chinese: Sequence[Passage], pages: tuple[Page, Page]
) -> list[Bead]:
    """Return the pairs of passages that one is the translation of the other; one query.

    A string counts where both still stand: what somebody rewrote since is paired by its words.
    """
    sides = [_by_place(english), _by_place(chinese)]
    found = []
    for locale, path, source, target in _strings(pages):
        into_chinese = locale == pages[1].locale_id
        here, there = (source, target) if into_chinese else (target, source)
        one, other = sides[0].get((path, here), []), sides[1].get((path, there), [])
        if one and other:
            found.append(Bead((one.pop(0),), (other.pop(0),)))
    return found


def _by_place(passages: Sequence[Passage]) -> dict[tuple[str, str], list[int]]:
    places: dict[tuple[str, str], list[int]] = {}
    for number, passage in enumerate(passages):
        places.setdefault((passage.path, passage.hash), []).append(number)
    return places


def _strings(pages: tuple[Page, Page]) -> Iterator[tuple[int, str, str, str]]:
    rows: Any = StringTranslation.objects.filter(
        context__object__translation_key=pages[0].translation_key,
        locale__in=[page.locale_id for page in pages],
        has_error=False,
    )
    rows = rows.order_by("pk").values_list(
        "locale_id", "context__path", "translation_of__data", "data"
    )
    for locale, path, source, target in rows:
        yield locale, path, text_hash(_plain(source)), text_hash(_plain(target))


def _plain(html: str) -> str:
    return " ".join(one.text for one in fragments(html))
