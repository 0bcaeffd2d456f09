"""The report of what lacks one of its writings, for those who can add it."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from kb.language.collation import sorted_for
from kb.language.reader import current_reader
from kb.missing_writings.places import places
from kb.missing_writings.rows import CHINESE, ENGLISH, Asked, counts, rows
from kb.missing_writings.texts import kinds, texts_of
from kb.records.base import Record

PER_PAGE = 50


def missing_writings(request: HttpRequest) -> HttpResponse:
    """What lacks English or Chinese, by kind, field and what is missing."""
    mine = {model._meta.model_name: model for model in kinds(request.user)}
    if not mine:
        raise PermissionDenied
    chosen, notices = _chosen(request, mine)
    numbers = counts(Asked(tuple(mine.values())), request.user)
    asked = Asked(
        (mine[chosen["kind"]],) if chosen["kind"] else tuple(mine.values()),
        chosen["field"],
        chosen["missing"],
    )
    wanted = _Counted(numbers, mine, chosen)
    page = Paginator(range(wanted.total), PER_PAGE).get_page(request.GET.get("page"))
    first = max(page.start_index() - 1, 0)
    found = rows(asked, request.user, first, first + PER_PAGE) if wanted.total else []
    context = {
        "page_obj": page,
        "places": places(found),
        "total": wanted.total,
        "kinds": wanted.kinds(),
        "fields": wanted.fields(),
        "halves": wanted.halves(),
        "chosen": chosen,
        "notices": notices,
    }
    return render(request, "kb/missing_writings.html", context)


def _chosen(request: HttpRequest, mine: dict[Any, Any]) -> tuple[dict[str, str], list[str]]:
    """Return what is asked for, and a sentence for each value that cannot be used."""
    chosen, notices = {"kind": "", "field": "", "missing": ""}, []
    known: dict[str, set[Any]] = {"kind": set(mine), "missing": {ENGLISH, CHINESE}, "field": set()}
    for name in chosen:
        if name == "field" and chosen["kind"]:
            known["field"] = set(_fields(mine[chosen["kind"]]))
        value = request.GET.get(name, "")
        if value in known[name]:
            chosen[name] = value
        elif value:
            shown = value.replace("\0", "")[:40]
            notices.append(
                _("There is no “%(value)s” to choose: it was left out.") % {"value": shown}
            )
    return chosen, notices


def _fields(model: Any) -> dict[str, str]:
    if issubclass(model, Record):
        return {text.code: text.label for text in texts_of(model)}
    return {"label": _("Label")}


class _Counted:
    """The numbers beside each choice: how many there would be, the other choices kept."""

    def __init__(
        self,
        numbers: dict[tuple[str, str, str], int],
        mine: dict[Any, Any],
        chosen: dict[str, str],
    ) -> None:
        self.numbers = {
            (label.split(".")[1], field, missing): n
            for (label, field, missing), n in numbers.items()
        }
        self.mine = mine
        self.chosen = chosen

    def _number(self, **others: str) -> int:
        wanted = {**self.chosen, **others}
        return sum(
            n
            for (kind, field, missing), n in self.numbers.items()
            if wanted["kind"] in ("", kind)
            and wanted["field"] in ("", field)
            and wanted["missing"] in ("", missing)
        )

    @property
    def total(self) -> int:
        return self._number()

    def kinds(self) -> list[tuple[Any, str, int]]:
        names = [
            (key, str(capfirst(model._meta.verbose_name_plural)))
            for key, model in self.mine.items()
        ]
        named = sorted_for(current_reader(), names, lambda pair: pair[1])
        counted = [(key, name, self._number(kind=key, field="")) for key, name in named]
        return [one for one in counted if one[2] or one[0] == self.chosen["kind"]]

    def fields(self) -> list[tuple[str, str, int]]:
        if not self.chosen["kind"]:
            return []
        labels = _fields(self.mine[self.chosen["kind"]])
        counted = [(code, label, self._number(field=code)) for code, label in labels.items()]
        return [one for one in counted if one[2] or one[0] == self.chosen["field"]]

    def halves(self) -> list[tuple[str, str, int]]:
        labels = ((ENGLISH, _("English is missing")), (CHINESE, _("Chinese is missing")))
        return [(half, label, self._number(missing=half)) for half, label in labels]
