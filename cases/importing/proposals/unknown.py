"""Names that no record bears: a new person or organisation, or another name of a known one."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cases.choices import OrganisationKind
from cases.duplicates.asking import MOST
from cases.duplicates.judging import judge
from cases.duplicates.keys import keys_of
from cases.duplicates.loading import MODELS, profiles
from cases.duplicates.profile import TYPING, Profile
from cases.importing.proposals.belonging import fitting
from cases.importing.proposals.proposal import Kind, Proposal
from cases.importing.proposals.reading import Reading
from cases.importing.proposals.target import Target
from cases.models import LikenessKey
from kb.importing.mentions.candidates import Candidate
from kb.language.reader import current_reader
from kb.language.reading import read

WHAT_IT_IS = gettext_lazy("What it is")
PERSON = "person"
_ENDINGS = (
    (OrganisationKind.OUTLET, "日报|晚报|早报|时报|周刊|杂志社|电视台|通讯社|出版社|agency"),
    (OrganisationKind.AUTHORITY, "法院|检察院|监管局|管理局|委员会|commission|council"),
    (OrganisationKind.COMMUNITY, "协会|学会|商会|基金会|俱乐部|association|foundation"),
)


def unknown(reading: Reading, target: Target) -> Iterator[Proposal]:
    """Yield a proposal for each name in a text that no record bears."""
    found = reading.candidates
    alike = _alike(reading, found)
    for candidate in found:
        likely = alike[candidate.text]
        same = [
            (f"{kind}:{one.pk}", _("It is %(name)s: add as another name") % {"name": _named(one)})
            for kind, one in likely
        ]
        yield Proposal(
            kind=Kind.NAME,
            key=reading.raw_key(candidate.start, candidate.end),
            places=tuple(_places(reading, candidate)),
            words=candidate.text,
            reason=candidate.reason,
            would=_("Makes a draft of it, or adds the name to the draft of one that is there."),
            found=candidate,
            question=WHAT_IT_IS,
            choices=(*same, *_new()),
            chosen="" if same else _guess(candidate),
        )


def _new() -> Iterator[tuple[str, Any]]:
    yield PERSON, _("A new person")
    for kind in OrganisationKind:
        yield kind.value, _("A new organisation: %(kind)s") % {"kind": kind.label}


def _guess(candidate: Candidate) -> str:
    if candidate.kind == "person":
        return PERSON
    name = candidate.text.lower()
    kinds = (kind for kind, endings in _ENDINGS if re.search(f"(?:{endings})$", name))
    return str(next(kinds, OrganisationKind.COMPANY))


def _named(record: Any) -> str:
    return read(record.name, current_reader()).text


def _places(reading: Reading, candidate: Candidate) -> Iterator[tuple[int, int]]:
    """Yield where a name stands, but not within names that are known."""
    taken = [(one.start, one.end) for one in reading.mentions]
    for match in re.finditer(re.escape(candidate.text), reading.text):
        start, end = match.span()
        if start >= candidate.start and not any(a < end and start < b for a, b in taken):
            yield start, end


def _alike(reading: Reading, candidates: list[Candidate]) -> dict[str, list[tuple[str, Any]]]:
    """Return the records that each name may mean, likeliest first: a few queries for all names."""
    found: dict[str, list[tuple[str, Any]]] = defaultdict(list)
    for kind in ("person", "organisation"):
        typed = {
            one.text: Profile(kind, titles=(one.text,)) for one in candidates if one.kind == kind
        }
        keys = {text: keys_of(profile) for text, profile in typed.items()}
        wanted = frozenset().union(*keys.values())
        if not wanted:
            continue
        mine: Any = MODELS[kind].objects.editable_by(reading.user).filter(archived_at=None)
        mine = fitting(mine, reading.document.file.batch)
        rows = LikenessKey.objects.filter(kind=kind, key__in=wanted, record__in=mine.values("pk"))
        holders: dict[int, set[int]] = defaultdict(set)
        for key, record in rows.values_list("key", "record"):
            holders[key].add(record)
        records = mine.in_bulk(set().union(*holders.values()))
        known = profiles(kind, list(records))
        for text, profile in typed.items():
            near = set().union(*(holders[key] for key in keys[text])) & set(known)
            scored = [(judge(profile, known[pk]).score, pk) for pk in near]
            best = sorted(((s, pk) for s, pk in scored if s >= TYPING), key=lambda p: (-p[0], p[1]))
            found[text] += [(kind, records[pk]) for _score, pk in best[:MOST]]
    return found
