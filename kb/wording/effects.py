"""What a change of the glossary changes in the texts that somebody may read: before and after."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from functools import reduce
from itertools import islice
from operator import or_
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Q
from wagtail.models import Page

from kb.history.differences import Segment
from kb.language import protected_terms
from kb.language.conversion import VARIANTS, Variant, convert, convert_in_pairs
from kb.language.converters import converter
from kb.language.protected_terms import Term, TermSet, term_set
from kb.models.glossary import GlossaryTerm
from kb.permissions import User
from kb.protected_terms import place_of, terms_of
from kb.search.entries import Entry
from kb.search.indexable import shown_parts
from kb.search.sources import sources

# More is no list to read; a wording that changes more is looked at in other ways.
MOST = 2_000
# Lines of one page or record that are shown.
LINES = 3
AROUND = 14


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a text that some readers will read otherwise."""

    to: Variant
    segments: tuple[Segment, ...]


@dataclass(slots=True)
class Effect:
    """A page or record that changes; `more` counts lines that are not shown."""

    kind: Any
    thing: Any
    lines: list[Line] = field(default_factory=list)
    more: int = 0


@dataclass(frozen=True, slots=True)
class Broken:
    """A sentence to check of some term that would no longer read as it must."""

    term: GlossaryTerm
    case: Any
    made: str


@dataclass(frozen=True)
class Change:
    """The terms of the site before and after a change of one of them."""

    before: tuple[Term, ...]
    after: tuple[Term, ...]

    @property
    def differing(self) -> list[Term]:
        """The terms that come or go."""
        return list(set(self.before) ^ set(self.after))

    def at(self, place: str) -> tuple[TermSet, TermSet]:
        """Return the terms of a place before and after, with what was decided about spots."""
        decisions = protected_terms.current().decisions
        before, after = (term_set(terms, place, decisions) for terms in (self.before, self.after))
        return before, after


def current_terms() -> list[Term]:
    """Return all protected terms, as they are in the database now."""
    return [one for provider in protected_terms.providers for one in provider.terms()]


def change_to(term: GlossaryTerm | None, live: GlossaryTerm | None) -> Change:
    """Return what publishing a version of a term changes; None: it is taken away.

    `live` is the row as it is now, None for one that is not in the database.
    """
    before = current_terms()
    after = list(before)
    if live is not None:
        published = live.live and not live.is_archived
        for one in terms_of(live, place_of(live.scope_page), published=published):
            if one in after:
                after.remove(one)
    if term is not None:
        after += terms_of(term, place_of(term.scope_page), published=True)
    return Change(tuple(before), tuple(after))


def without_wording(live: GlossaryTerm) -> Change:
    """Return what hiding a term changes: its name stays protected, its wording goes."""
    before = current_terms()
    says = tuple(sorted(live.says.items()))
    own = terms_of(live, place_of(live.scope_page), published=True)
    gone = {one for one in own if one.says == says and says}
    return Change(tuple(before), tuple(one for one in before if one not in gone))


def effects(change: Change, user: User) -> list[Effect]:
    """Return the pages and records this person may read that read otherwise, by kind and name.

    Others are left out without a word: a number of them would tell that they are there.
    """
    return list(islice(find_effects(change, user), MOST))


def find_effects(change: Change, user: User) -> Iterator[Effect]:
    """Yield the same one by one: to know whether there is any, one is enough."""
    spellings = _spellings(change.differing)
    if not spellings:
        return
    for source in sources:
        texts = {entry.object_id: entry.text.shown for entry in _entries(source.name, spellings)}
        things = source.visible_to(user).filter(
            Q(pk__in=list(texts)) | _named(source.model, spellings)
        )
        if issubclass(source.model, Page):
            # The question is the same for pages of every kind.
            things = things.filter(content_type=ContentType.objects.get_for_model(source.model))
        for thing in things:
            effect = Effect(source.label, thing)
            place = thing.path if isinstance(thing, Page) else ""
            title = thing.title if isinstance(thing, Page) else thing.named.zh
            shown = f"zh {title}\n{texts.get(thing.pk, '')}"
            lines = list(_lines(shown, spellings, change.at(place)))
            if lines:
                effect.lines, effect.more = lines[:LINES], max(0, len(lines) - LINES)
                yield effect


def _spellings(terms: Iterable[Term]) -> set[str]:
    typed = {one for term in terms for one in term.spellings if len(one) > 1}
    scripts = [converter("t2s"), converter("s2tw"), converter("s2hk")]
    return typed | {script(one) for one in typed for script in scripts}


def _entries(kind: str, spellings: set[str]) -> Any:
    holds = reduce(or_, (Q(text__shown__contains=one) for one in sorted(spellings)))
    return Entry.objects.filter(holds, kind=kind).select_related("text").order_by("pk")[:MOST]


def _named(model: type[Any], spellings: set[str]) -> Q:
    column = "title" if issubclass(model, Page) else f"{model.naming}_zh"
    return reduce(or_, (Q(**{f"{column}__contains": one}) for one in sorted(spellings)))


def _lines(shown: str, spellings: set[str], terms: tuple[TermSet, TermSet]) -> Iterator[Line]:
    for language, text in shown_parts(shown):
        if language != "zh" or not any(one in text for one in spellings):
            continue
        seen: set[tuple[Segment, ...]] = set()
        for to in VARIANTS:
            before, after = (_tokens(text, to, known) for known in terms)
            found = tuple(_difference(before, after))
            changed = tuple(one for one in found if one.kind != "same")
            # Hong Kong mostly follows Taiwan: said once.
            if changed and changed not in seen:
                seen.add(changed)
                yield Line(to, found)


def _tokens(text: str, to: Variant, terms: TermSet) -> list[str]:
    """Return a text as it is read, in characters, and terms as wholes."""
    pairs = convert_in_pairs(text, to, terms)
    return [token for pair in pairs for token in ([pair.read] if pair.settled else pair.read)]


def _difference(before: list[str], after: list[str]) -> Iterator[Segment]:
    """Yield what differs, each time with some of what stands around it."""
    if before == after:
        return
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    steps = matcher.get_opcodes()
    for number, (action, a, b, c, d) in enumerate(steps):
        if action != "equal":
            yield from (
                Segment(kind, "".join(tokens))
                for kind, tokens in (("removed", before[a:b]), ("added", after[c:d]))
                if tokens
            )
            continue
        lead, tail = before[a:b][:AROUND], before[a:b][-AROUND:]
        if number == 0:
            yield Segment("same", ("…" if b - a > AROUND else "") + "".join(tail))
        elif number == len(steps) - 1:
            yield Segment("same", "".join(lead) + ("…" if b - a > AROUND else ""))
        elif b - a > 2 * AROUND:
            yield Segment("same", "".join(lead) + " … " + "".join(tail))
        else:
            yield Segment("same", "".join(before[a:b]))


def broken_by(change: Change) -> list[Broken]:
    """Return the sentences to check, of any published term, that a change breaks."""
    found = []
    for term in GlossaryTerm.objects.published().prefetch_related("cases"):
        for case in term.cases.all():
            before, after = change.at(place_of(term.scope_page) or "")
            made = convert(case.typed, case.to, after)
            if made != case.expected and convert(case.typed, case.to, before) == case.expected:
                found.append(Broken(term, case, made))
    return found


def wrong_cases(term: GlossaryTerm, change: Change) -> list[tuple[Any, str]]:
    """Return the sentences of a term that do not read as they must, each with what they read."""
    _before, after = change.at(place_of(term.scope_page) or "")
    made = [(case, convert(case.typed, case.to, after)) for case in term.cases.all()]
    return [(case, reads) for case, reads in made if reads != case.expected]
