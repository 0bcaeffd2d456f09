"""How all translations stand, as plain data for a script or a table."""

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from kb.models import TranslationStep
from kb.permissions import User
from kb.translation.board import Coverage, Line, coverage, lines
from kb.translation.notices import label_of
from kb.translation.steps import State
from kb.translation.tracking import Tracked, edits, restored


def report(
    user: User | None = None, states: Iterable[str] = (), tell: Callable[[int, int], None] = print
) -> dict[str, Any]:
    """Return how every page stands in its other language: the shape in `docs/translation.md`.

    `user` narrows it to what that person may work on; `states` keeps only pages of those states
    (sections count them all). `tell` is called with how many pages are done, and of how many.
    """
    every = lines(user)
    wanted = set(states)
    kept = [line for line in every if not wanted or line.state in wanted]
    texts = _texts(kept)
    pages = []
    for number, line in enumerate(kept, 1):
        pages.append(_page(line, texts.get(line.step.key, ([], frozenset()))))
        tell(number, len(kept))
    return {
        "pages_total": len(every),
        "states": {state.value: sum(line.state == state for line in every) for state in State},
        "sections": [_section(one) for one in coverage(every)],
        "pages": pages,
    }


def _texts(kept: list[Line]) -> dict[Any, tuple[list[Tracked], frozenset[int]]]:
    """Return, by key, the tracked text and the minor versions of what is behind; one query."""
    wanted = {line.step.key for line in kept if line.step.row and line.step.row.edits}
    rows = TranslationStep.objects.exclude(edits=0)
    return {
        row.translation_key: (restored(row.passages), frozenset(row.minor))
        for row in rows.iterator()
        if row.translation_key in wanted
    }


def _page(line: Line, text: tuple[list[Tracked], frozenset[int]]) -> dict[str, Any]:
    step, (tracked, minor) = line.step, text
    return {
        "key": str(step.key),
        "title": step.source.title,
        "kind": step.source.content_type.model,
        "source": step.source_language.tag,
        "target": step.target_language.tag,
        "state": line.state.value,
        "edits_behind": line.edits,
        "passages_behind": line.behind,
        "passages_untranslated": line.untranslated,
        "source_page": _version(step.source),
        "target_page": None if line.state == State.MISSING else _version(step.target),
        "changed": list(_changed(line, tracked, minor)) if line.state == State.BEHIND else [],
    }


def _version(page: Any) -> dict[str, Any]:
    last = page.last_published_at
    return {
        "id": page.pk,
        "title": page.title,
        "live": page.live,
        "last_published": last.isoformat() if last else None,
    }


def _changed(line: Line, tracked: list[Tracked], minor: frozenset[int]) -> Iterator[dict[str, Any]]:
    model: Any = line.step.source.specific_class
    for one in tracked:
        if one.waits(minor):
            yield {
                "path": one.path,
                "field": label_of(model, one.path),
                "kind": one.kind,
                "was": one.base,
                "is": one.text,
                "edits": edits([one], minor),
            }


def _section(one: Coverage) -> dict[str, Any]:
    return {
        "title": one.title,
        "source": one.source.tag,
        "pages": one.total,
        "done": one.done,
        "percent": one.percent,
        "states": {state.value: one.numbers[state] for state in State},
    }
