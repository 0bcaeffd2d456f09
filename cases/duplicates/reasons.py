"""Why two records may be one, in words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cases.choices import OrganisationKind
from cases.duplicates.loading import MODELS
from cases.duplicates.profile import Judgement
from kb.permissions import User

# What each code says; for titles with how much of the words is the same.
SENTENCES = {
    "spelt": gettext_lazy("The same name, in one script or both"),
    "spelt_short": gettext_lazy("The same name, in one script or both"),
    "latin": gettext_lazy("The same letters, whatever their order, case and accents"),
    "latin_pinyin": gettext_lazy("The same pinyin"),
    "sound": gettext_lazy("One is how the other sounds"),
    "homophone": gettext_lazy("They sound the same and are written otherwise"),
    "middle": gettext_lazy("The same but for an initial"),
    "initials": gettext_lazy("The same family name, the other cut to a letter"),
    "slip": gettext_lazy("One word is spelt otherwise"),
    "other_name": gettext_lazy("Another name of one is a name of the other"),
    "group": gettext_lazy("The same but for “Group”"),
    "other_kind": gettext_lazy("But they are of different kinds"),
    "same_around": gettext_lazy("Around both of them"),
    "other_around": gettext_lazy("But nobody around them is the same"),
    "address": gettext_lazy("One address on the web"),
    "other_address": gettext_lazy("But their addresses differ"),
    "title": gettext_lazy("%(share)s%% of the wording is the same"),
    "outlet": gettext_lazy("The same outlet"),
    "other_outlet": gettext_lazy("But their outlets differ"),
    "author": gettext_lazy("The same author"),
    "same_time": gettext_lazy("Their times may be the same"),
    "near_time": gettext_lazy("Their times are at most three days apart"),
    "other_time": gettext_lazy("But their times certainly differ"),
}


@dataclass(frozen=True)
class Told:
    """A reason as it is shown: a sentence, and the words of both records it is about."""

    sentence: str
    ours: object = ""
    theirs: object = ""


def told(reasons: Iterable[dict[str, Any]], known: dict[str, Any]) -> list[Told]:
    """Return the reasons of a pair in words; `known` are the records that may be named."""
    return [_told(reason, known) for reason in reasons]


def in_words(judgement: Judgement, known: dict[str, Any]) -> list[Told]:
    """Return the reasons of a judgement in words."""
    return told(map(asdict, judgement.reasons), known)


def _told(reason: dict[str, Any], known: dict[str, Any]) -> Told:
    code = reason["code"]
    sentence = str(SENTENCES[code])
    if code == "title":
        sentence %= {"share": reason.get("share", "")}
    ours, theirs = reason.get("ours", ""), reason.get("theirs", "")
    if code == "same_around":
        # Named to those who may see it now, whoever could when the pair was found.
        return Told(sentence, known.get(ours, ""))
    if code == "other_kind":
        labels = dict(OrganisationKind.choices)
        return Told(sentence, labels.get(ours, ""), labels.get(theirs, ""))
    return Told(sentence, ours, "" if ours == theirs else theirs)


def named_around(reasons: Iterable[dict[str, Any]], user: User) -> dict[str, Any]:
    """Return the names of who is around pairs, as far as this person may see them."""
    wanted: dict[str, set[int]] = {"person": set(), "organisation": set()}
    for reason in reasons:
        kind, _dash, number = str(reason.get("ours", "")).partition("-")
        if reason["code"] == "same_around" and kind in wanted and number.isdigit():
            wanted[kind].add(int(number))
    found: dict[str, Any] = {}
    for kind, numbers in wanted.items():
        if numbers:
            rows = MODELS[kind].objects.visible_to(user).filter(pk__in=numbers)
            found |= {f"{kind}-{row.pk}": row.named for row in rows}
    return found


def likeness(score: int) -> str:
    """Return how likely a score is, in a word."""
    if score >= 90:
        return _("very likely")
    return _("likely") if score >= 80 else _("possible")
