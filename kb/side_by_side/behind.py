"""Which rows the source has moved on from: the marks of `kb.translation`, on their passages."""

from collections.abc import Sequence
from typing import Any

from wagtail.models import Page

from kb.permissions import User
from kb.side_by_side.rows import Row
from kb.translation.notices import passages_behind
from kb.translation.steps import step_of


def mark_behind(rows: Sequence[Row], things: Sequence[Any], user: User) -> None:
    """Give each row that is behind what `kb.translation` says of it."""
    if not isinstance(things[0], Page):
        return
    step = step_of(things[0])
    if step is None or step.target is None:
        return
    english_is_source = step.source.pk == things[0].pk
    tracked = step.tracked
    for one in passages_behind(step, user):
        text = "".join((tracked[one.place].text or "").split())
        at_path = [row for row in rows if _stands(row, one.path, english_is_source)]
        same = [row for row in at_path if text and text in _text(row, english_is_source)]
        for row in (same or at_path)[:1]:
            row.marks.append(one)


def _source(row: Row, english: bool) -> Any:
    return row.english if english else row.chinese


def _stands(row: Row, path: str, english: bool) -> bool:
    return any(piece.passage.path == path for piece in _source(row, english))


def _text(row: Row, english: bool) -> str:
    return "".join("".join(piece.passage.text.split()) for piece in _source(row, english))
