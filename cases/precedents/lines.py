"""A precedent as scripts and terminals get it: one object, or a few lines."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from django.utils import timezone

from cases.precedents.ranking import Precedent
from cases.precedents.reasons import reasons
from cases.precedents.told import Told
from cases.precedents.vocabulary import Vocabulary
from kb.language.reader import current_reader
from kb.language.reading import read
from kb.records.spans import Span
from kb.templatetags.times import when


def as_object(precedent: Precedent, story: Told) -> dict[str, Any]:
    """Return the object that `docs/precedents.md` promises."""
    incident = story.incident
    return {
        "slug": incident.slug,
        "title": _text(incident.title),
        "score": precedent.points,
        "reasons": [*_reasons(precedent)],
        "began": _span(incident.began),
        "first_statement_seconds": _delay(story),
        "tried": [
            {
                "when": _span(response.when),
                "summary": _text(response.summary),
                "channel": response.channel.key if response.channel else None,
                "strategies": [strategy.code for strategy in response.strategies.all()],
            }
            for response in story.responses
        ],
        "outcomes": [
            {
                "kind": outcome.kind.key if outcome.kind else None,
                "when": _span(outcome.when),
                "what": _text(outcome.what),
                "metric": _text(outcome.metric) or None,
                "unit": outcome.unit or None,
                "before": _figure(outcome.before),
                "after": _figure(outcome.after),
                "distance": outcome.distance or None,
            }
            for outcome in story.outcomes
        ],
        "guidance": [
            {
                "stance": item.lesson.stance,
                "title": _text(item.target.title),
                "url": item.target.url,
                "lesson": _text(item.lesson.text),
                "read_by": item.lesson.read_by,
                "read_on": item.lesson.read_on.isoformat() if item.lesson.read_on else None,
            }
            for item in story.lessons
            if item.target
        ],
    }


def _reasons(precedent: Precedent) -> Iterator[dict[str, Any]]:
    for one in precedent.agreements:
        reason: dict[str, Any] = {"condition": one.condition, "points": one.points}
        if one.condition == "words" and precedent.words:
            reason["words"] = [
                {"typed": word.typed, "met": word.text, "language": word.language, "by": word.how}
                for word in precedent.words.words
            ]
        else:
            reason |= {"value": one.value, "agrees": one.extent}
        yield reason


def as_text(precedent: Precedent, story: Told, known: Vocabulary) -> Iterator[str]:
    """Yield the lines that a terminal shows of a precedent."""
    incident = story.incident
    about = f"{when(incident.began)}, {incident.slug}"
    yield f"{precedent.points:>3}  {_text(incident.title)}  ({about})"
    for reason in reasons(precedent, known):
        words = ", ".join(
            f"{word.typed} = {word.text}" if word.text else word.typed for word in reason.words
        )
        yield f"     + {reason.points} {reason.label}: {words or reason.value}"
    for response in story.responses:
        strategies = ", ".join(str(strategy) for strategy in response.strategies.all())
        yield f"     > {_text(response.summary)}{f' [{strategies}]' if strategies else ''}"
    for outcome in story.outcomes:
        yield f"     = {_text(outcome.what)}"


def _text(value: Any) -> str:
    return read(value, current_reader()).text


def _span(span: Span) -> dict[str, str] | None:
    """Return the first and the last local minute of a time, and how precise it is."""
    if span.start is None or span.end is None:
        return None
    last = span.end - timedelta(minutes=1)
    return {
        "first": timezone.localtime(span.start).isoformat(timespec="minutes"),
        "last": timezone.localtime(max(span.start, last)).isoformat(timespec="minutes"),
        "precision": str(span.precision),
    }


def _delay(story: Told) -> list[int] | None:
    passed = story.first_statement
    if passed is None:
        return None
    return [int(passed.at_least.total_seconds()), int(passed.at_most.total_seconds())]


def _figure(value: Any) -> float | None:
    return None if value is None else float(value)
