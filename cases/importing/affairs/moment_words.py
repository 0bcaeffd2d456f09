"""What the moments of an affair are called, on the page and in records of both writings."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from cases.choices import EventKind
from kb.records.bilingual import Bilingual


@dataclass(frozen=True)
class MomentWords:
    """A moment's label on the page, its name in records, and what kind of event it becomes."""

    label: str | Promise
    name: Bilingual
    kind: EventKind


MOMENTS = {
    "exposure": MomentWords(
        _("Exposure and apology"),
        Bilingual("Exposure and apology", "曝光与致歉"),
        EventKind.EXPOSURE,
    ),
    "discipline": MomentWords(_("Discipline"), Bilingual("Discipline", "处分"), EventKind.ACTION),
    "speech": MomentWords(
        _("Speaking in person"), Bilingual("Speaking in person", "公开回应"), EventKind.STATEMENT
    ),
    "succession": MomentWords(
        _("Change at the top"), Bilingual("Change at the top", "人事变动"), EventKind.ACTION
    ),
    "denial": MomentWords(_("Denial"), Bilingual("Denial", "否认"), EventKind.STATEMENT),
    "analysis": MomentWords(
        _("Looking back"), Bilingual("Looking back", "回顾与分析"), EventKind.MEDIA
    ),
    "other": MomentWords(_("Report"), Bilingual("Report", "报道"), EventKind.MEDIA),
}
