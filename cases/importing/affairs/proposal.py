"""What an incident of an affair would be: title, first signal, people, moments, sources."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.utils.translation import gettext as _

from cases.choices import InvolvementRole, OrganisationKind
from cases.importing.affairs.moment_words import MOMENTS
from cases.importing.affairs.seen import Moment, SeenAffair
from cases.importing.affairs.times import in_words, kept_span
from cases.importing.finder_kept import kept_finder
from cases.models import Organisation, Person
from kb.importing.affairs.moments import telling
from kb.language.codes import ENGLISH
from kb.language.detection import language_of
from kb.permissions import User
from kb.records.bilingual import Bilingual
from kb.records.spans import Span

QUOTE = 100
_WHAT = 500
_TITLE = 200
# Who is named in fewer reports than this share is offered, but not ticked.
_MOST = 0.5
_OFFERED = 12
_MODELS: dict[str, Any] = {"person": Person, "organisation": Organisation}


@dataclass(frozen=True)
class ProposedMoment:
    """A moment as an event: what happened, when, and the words of each report that tells it."""

    key: str
    what: Bilingual
    when: Span
    # By the report's number.
    quotes: dict[int, str]
    ticked: bool


@dataclass(frozen=True)
class ProposedActor:
    """Somebody who is named in reports, and in how many of them."""

    kind: str
    record: Any
    role: str
    named_in: int
    ticked: bool

    @property
    def key(self) -> str:
        """What names it in a form."""
        return f"{self.kind}-{self.record.pk}"


@dataclass(frozen=True)
class Proposal:
    """Everything that would become an incident; nothing of it is stored."""

    title: Bilingual
    began: Span
    moments: list[ProposedMoment]
    actors: list[ProposedActor]


def propose(seen: SeenAffair, user: User) -> Proposal:
    """Return what an incident of this affair would be, of what this reader may see."""
    moments = [_moment(moment) for moment in seen.moments]
    times = [m.when for m in moments] + [in_words(r.published) for r in seen.reports]
    return Proposal(
        title=_titles(seen),
        began=min(filter(None, times), key=_first_to_end, default=Span()),
        moments=sorted(moments, key=_in_order),
        actors=_actors(seen.reports, user),
    )


def _first_to_end(span: Span) -> tuple[Any, Any]:
    """Return what times are ordered by: an evening of January comes before January as a whole."""
    return span.end, span.start


def _in_order(moment: ProposedMoment) -> tuple[Any, ...]:
    """Return what moments are ordered by: time, those without one last, looking back at the end."""
    known = _first_to_end(moment.when) if moment.when else ()
    return moment.key == "analysis", not moment.when, known, moment.key


def _titles(seen: SeenAffair) -> Bilingual:
    """Return the affair's title, and that of the first report in the other writing."""
    titles = [seen.title, *(report.title for report in seen.reports)]
    english = [title for title in titles if title and language_of(title) == ENGLISH]
    chinese = [title for title in titles if title and title not in english]
    return Bilingual(*(next(iter(half), "")[:_TITLE] for half in (english, chinese)))


def _moment(moment: Moment) -> ProposedMoment:
    quotes, sentences = {}, []
    for report in moment.reports:
        dated = [(date["start"], date["end"]) for date in report.dates]
        start, end = telling(moment.key, report.title, report.text, dated)
        sentence = " ".join(report.text[start:end].split())
        quotes[report.pk] = quote_of(report.text[start:end])
        sentences.append((report, start, end, sentence))
    return ProposedMoment(
        moment.key,
        _what(moment.key, [sentence for *_, sentence in sentences]),
        _when(sentences),
        quotes,
        moment.key != "other",
    )


def quote_of(text: str) -> str:
    """Return the beginning of a passage as a citation quotes it: one line, in its own words."""
    line = text.strip().split("\n")[0].rstrip()
    if len(line) <= QUOTE:
        return line
    cut = line[:QUOTE]
    # An English word is not cut in two.
    return cut.rsplit(" ", 1)[0] if cut[-1].isascii() and " " in cut else cut


def _what(key: str, sentences: Sequence[str]) -> Bilingual:
    """Return the moment's name in both writings, with a sentence where there is one."""
    name = MOMENTS[key].name
    said = {half: next(of(sentences), "") for half, of in _HALVES.items()}
    english = f"{name.en}: {said['en']}" if said["en"] else name.en
    chinese = f"{name.zh}：{said['zh']}" if said["zh"] else name.zh
    return Bilingual(_shortened(english), _shortened(chinese))


def _in_english(text: str) -> bool:
    return language_of(text) == ENGLISH


_HALVES: dict[str, Callable[[Iterable[str]], Any]] = {
    "en": lambda texts: (text for text in texts if _in_english(text)),
    "zh": lambda texts: (text for text in texts if text and not _in_english(text)),
}


def _shortened(text: str) -> str:
    return text if len(text) <= _WHAT else f"{text[: _WHAT - 1]}…"


def _when(sentences: Iterable[tuple[Any, int, int, str]]) -> Span:
    """Return when a moment was: what most sentences that tell it say, else the earliest report.

    Of several dates that are said as often the earliest holds.
    """
    said: Counter[Span] = Counter()
    published = []
    for report, start, end, _sentence in sentences:
        inside = [d for d in report.dates if start <= d["start"] and d["end"] <= end]
        if inside:
            said[kept_span(inside[0])] += 1
        if report.published:
            published.append(report.published)
    if said:
        return min(said, key=lambda span: (-said[span], span.start or 0, span.end or 0))
    if published:
        first: Span = min(published, key=_first_to_end)
        return replace(first, inferred=_("The day of the earliest report of it."))
    return Span()


def _actors(reports: Sequence[Any], user: User) -> list[ProposedActor]:
    """Return the people and organisations that reports name, those of most reports ticked."""
    finder = kept_finder(user)
    named: Counter[tuple[str, str]] = Counter()
    for report in reports:
        found = finder.find(f"{report.title}\n{report.text}")
        named.update({(m.kind, m.record) for m in found if m.kind in _MODELS})
    slugs: dict[str, list[str]] = defaultdict(list)
    for kind, slug in named:
        slugs[kind].append(slug)
    actors = []
    for kind, wanted in slugs.items():
        for record in _MODELS[kind].objects.visible_to(user).filter(slug__in=wanted):
            count = named[kind, record.slug]
            outlet = kind == "organisation" and record.kind == OrganisationKind.OUTLET
            role = InvolvementRole.OUTLET if outlet else InvolvementRole.SUBJECT
            ticked = count > _MOST * len(reports) and not outlet
            actors.append(ProposedActor(kind, record, role, count, ticked))
    actors.sort(key=lambda one: (-one.named_in, one.kind, one.record.slug))
    return actors[:_OFFERED]
