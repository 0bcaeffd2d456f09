"""The admin of risks."""

from typing import Any, ClassVar

from django.forms import CheckboxSelectMultiple
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import ObjectList, TabbedInterface

from cases.models import Risk, RiskConcern, RiskSignal
from cases.viewsets.facts import actor
from kb.records.forms import RecordForm, form_for
from kb.records.panels import LinesPanel, field, row, time, writings
from kb.records.spans import as_typed, now
from kb.records.usage import name_for_asker
from kb.records.viewset import UPDATED, RecordViewSet
from kb.templatetags.times import when


class RiskForm(RecordForm):
    """A risk; whoever writes a new one answers for it unless they say otherwise."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk is None and self.for_user is not None:
            self.initial.setdefault("responsible", self.for_user.pk)


class SignalForm(RecordForm):
    """A signal; a new one was seen now, by whoever writes it down.

    What a source told is known to those who may see the source.
    """

    told_of: ClassVar[dict[str, tuple[str, ...]]] = {"source": ("text_en", "text_zh")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.empty_permitted and self.for_user is not None:
            self.initial |= {
                "noted_by": self.for_user.get_full_name() or self.for_user.get_username(),
                "seen": as_typed(now()),
            }


def _concern_line(concern: RiskConcern) -> str:
    return name_for_asker(concern.actor or "?")


def _signal_line(signal: RiskSignal) -> str:
    """Return a signal as one line; of a source that whoever asks may not see, no word."""
    source = name_for_asker(signal.source) if signal.source else ""
    if source and source != str(signal.source):
        return source
    return " · ".join(part for part in (when(signal.seen), str(signal.text), source) if part)


class RiskViewSet(RecordViewSet):
    """Risks with their signals and whom they concern."""

    model = Risk
    icon = "view"
    list_display = ["__str__", "likelihood", "review_date", "state", "audience", UPDATED]
    list_filter = ["likelihood", "state", "audience"]
    edit_handler = TabbedInterface(
        [
            ObjectList(
                [
                    writings("title"),
                    field("keep_to"),
                    writings("description", long=True),
                    row("likelihood", "impact"),
                    row("responsible", "review_date"),
                    writings("plan", long=True),
                    field("crisis_type"),
                    field("topics", widget=CheckboxSelectMultiple),
                ],
                heading=_("Risk"),
            ),
            ObjectList(
                [
                    LinesPanel(
                        "signals",
                        [
                            writings("text", long=True),
                            time("seen"),
                            row("source", "noted_by"),
                        ],
                        heading=_("Signals"),
                        label=_("Signal"),
                        line=_signal_line,
                        base_form=SignalForm,
                    )
                ],
                heading=_("Signals"),
            ),
            ObjectList(
                [
                    LinesPanel(
                        "concerns",
                        actor(),
                        heading=_("Whom it concerns"),
                        label=_("Whom it concerns"),
                        line=_concern_line,
                    )
                ],
                heading=_("Whom it concerns"),
            ),
        ],
        base_form_class=form_for(Risk, RiskForm),
    )
