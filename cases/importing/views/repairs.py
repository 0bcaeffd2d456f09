"""The repairs of a raw document: before and after, passage by passage, each to be refused."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.contrib import messages
from django.core.paginator import Page, Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cases.importing.earlier_texts import earlier_texts
from cases.importing.views.document import frame, visible_document
from kb.importing.repairs.cleaning import RULES
from kb.importing.repairs.edit import REASONS, RULE_NAMES, Repair
from kb.importing.repairs.side_by_side import Passage, Piece, SideBySide
from kb.imports import repairs as actions
from kb.imports.taking_apart import repaired, side_by_side
from kb.language.detection import language_of
from kb.models import RawDocument, RepairChange
from kb.templatetags.times import day

# As many repairs as one page asks about; a form may have a thousand fields.
_MOST = 60
_CHANGES = 10
# Of a stretch that was taken out whole, its ends are enough to judge it.
_HEAD, _TAIL = 300, 120
_TICK = 40


@dataclass(frozen=True, slots=True)
class Tick:
    """A repair to keep or to refuse."""

    repair: Repair
    ticked: bool

    @property
    def before(self) -> str:
        """What stood there, short and in one line."""
        return _in_a_line(self.repair.before)

    @property
    def after(self) -> str:
        """What stands there now, short and in one line."""
        return _in_a_line(self.repair.after)


@dataclass(frozen=True, slots=True)
class Group:
    """The repairs of a passage by one rule, for one reason."""

    rule: str
    reason: str
    ticks: list[Tick]


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a passage, and its language for `lang`."""

    pieces: list[Piece]
    lang: str


@dataclass(frozen=True, slots=True)
class Shown:
    """A passage as the page shows it."""

    number: int
    before: Side
    after: Side
    groups: list[Group]


def raw_document_repairs(request: HttpRequest, pk: int) -> HttpResponse:
    """The repairs of one document, of all rules or of one; a form that refuses and accepts."""
    found = visible_document(request.user, pk)
    if request.method != "POST":
        return _page(request, found)
    posted = request.POST
    if (number := posted.get("undo", "")).isascii() and number.isdigit():
        change: Any = get_object_or_404(found.repair_changes.all(), pk=number)
        _tell(request, actions.undo(change, request.user))
        return HttpResponseRedirect(request.get_full_path())
    seen = posted.get("seen", "")
    if not (seen.isascii() and seen.isdigit()):
        return _page(request, found, status=400)
    ticked = set(posted.getlist("keep"))
    try:
        changed = actions.change_repairs(
            found,
            request.user,
            **_asked(request, found, ticked),
            rule=_rule(request),
            seen=int(seen),
        )
    except actions.ChangedMeanwhile as meanwhile:
        return _page(request, found, ticked, meanwhile.last)
    _tell(request, changed)
    return HttpResponseRedirect(request.get_full_path())


def _asked(request: HttpRequest, document: RawDocument, ticked: set[str]) -> dict[str, Any]:
    """Return the keys a sent form refuses and accepts: of its page, of one rule, or all."""
    rule, does = _rule(request), request.POST.get("does", "")
    if does in ("refuse_all", "accept_all"):
        cleaned = repaired(document)
        shown = cleaned.repairs if does == "refuse_all" else cleaned.refused
        keys = {repair.key for repair in shown if rule in ("", repair.rule)}
        return {"refuse" if does == "refuse_all" else "accept": keys}
    passages = _page_of(request, side_by_side(document), rule).object_list
    made = {repair.key for one in passages for repair in one.made}
    refused = {repair.key for one in passages for repair in one.refused}
    return {"refuse": made - ticked, "accept": refused & ticked}


def _tell(request: HttpRequest, changed: int) -> None:
    if changed:
        told = ngettext("%(n)s repair was changed.", "%(n)s repairs were changed.", changed)
        messages.success(request, told % {"n": changed})
    else:
        messages.info(request, _("Nothing was changed."))


def _rule(request: HttpRequest) -> str:
    asked = request.GET.get("rule", "")
    return asked if asked in RULE_NAMES else ""


def _page(
    request: HttpRequest,
    document: RawDocument,
    ticked: set[str] | None = None,
    meanwhile: RepairChange | None = None,
    status: int = 200,
) -> HttpResponse:
    """Return the page; after a lost race with the ticks as they were sent, and what was first."""
    if meanwhile is not None:
        document.refresh_from_db()
    rule = _rule(request)
    compared, cleaned = side_by_side(document), repaired(document)
    page = _page_of(request, compared, rule)
    passages = page.object_list
    page.object_list = [_shown(one, compared, ticked) for one in passages]
    context = frame(document, "raw_document_repairs") | {
        "page_obj": page,
        "rules": _rules(cleaned.repairs, cleaned.refused),
        "rule": rule,
        "made": sum(rule in ("", one.rule) for one in cleaned.repairs),
        "refused": sum(rule in ("", one.rule) for one in cleaned.refused),
        "passages": len(compared.spans),
        "seen": actions.state_of(document),
        "earlier": earlier_texts(document, request.user),
        "changes": [
            (change, RULE_NAMES.get(change.rule, ""))
            for change in document.repair_changes.defer("keys").select_related("by")[:_CHANGES]
        ],
    }
    if meanwhile is None:
        return render(request, "cases/importing/repairs.html", context, status=status)
    told = _(
        "Meanwhile %(name)s changed repairs of this document (%(day)s). They are shown as they are "
        "now, with your ticks: look at them, then save again."
    )
    context["notices"] = [told % {"name": _name(meanwhile.by), "day": day(meanwhile.at)}]
    return render(request, "cases/importing/repairs.html", context, status=409)


def _name(user: Any) -> str:
    return (user.get_full_name() or user.get_username()) if user else _("somebody")


def _rules(made: Iterable[Repair], refused: Iterable[Repair]) -> list[dict[str, Any]]:
    """Return the rules that found anything, with how many repairs are made and refused."""
    counts = Counter(one.rule for one in made), Counter(one.rule for one in refused)
    return [
        {
            "key": rule.name,
            "label": RULE_NAMES[rule.name],
            "made": counts[0][rule.name],
            "refused": counts[1][rule.name],
        }
        for rule in RULES
        if counts[0][rule.name] + counts[1][rule.name]
    ]


def _page_of(request: HttpRequest, compared: SideBySide, rule: str) -> Page[Any]:
    """Return the asked page: as many passages as have some sixty repairs together."""
    pages: list[list[Passage]] = [[]]
    number = 0
    for passage in compared.passages(rule):
        here = len(passage.made) + len(passage.refused)
        if pages[-1] and number + here > _MOST:
            pages.append([])
            number = 0
        pages[-1].append(passage)
        number += here
    page: Page[Any] = Paginator[Any](pages, 1).get_page(request.GET.get("page"))
    page.object_list = page.object_list[0]
    return page


def _shown(passage: Passage, compared: SideBySide, ticked: set[str] | None) -> Shown:
    made = [Tick(one, ticked is None or one.key in ticked) for one in passage.made]
    refused = [Tick(one, ticked is not None and one.key in ticked) for one in passage.refused]
    ticks = sorted([*made, *refused], key=_order)
    groups = [
        Group(RULE_NAMES[rule], REASONS[reason], list(them))
        for (_place, rule, reason), them in groupby(ticks, key=_order)
    ]
    return Shown(
        passage.number,
        _side(compared.before(passage)),
        _side(compared.after(passage)),
        groups,
    )


_ORDER = {rule.name: place for place, rule in enumerate(RULES)}


def _order(tick: Tick) -> tuple[int, str, str]:
    return _ORDER[tick.repair.rule], tick.repair.rule, tick.repair.reason


def _side(pieces: list[Piece]) -> Side:
    found = language_of("".join(piece.text for piece in pieces))
    return Side(list(_shortened(pieces)), found.tag if found else "")


def _shortened(pieces: Iterable[Piece]) -> Iterator[Piece]:
    """Yield pieces with like ones joined, and the middle of long ones that went left out."""
    for kind, alike in groupby(pieces, key=lambda piece: piece.kind):
        text = "".join(piece.text for piece in alike)
        if kind != "same" and len(text) > _HEAD + _TAIL + 40:
            text = f"{text[:_HEAD]} … {text[-_TAIL:]}"
        # A line that was joined or parted would not be seen otherwise.
        yield Piece(kind, text if kind == "same" else text.replace("\n", "↵\n"))


def _in_a_line(text: str) -> str:
    line = text.replace("\n", "↵")
    return line if len(line) <= _TICK else f"{line[:_TICK]}…"
