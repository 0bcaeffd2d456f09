"""The form that makes an incident of an affair: all that is proposed, ticked, to be changed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cases.choices import InvolvementRole
from cases.forms import TimeField
from cases.importing.affairs.making import Chosen, ChosenMoment
from cases.importing.affairs.proposal import Proposal
from cases.importing.affairs.seen import SeenAffair
from kb.records.bilingual import Bilingual
from kb.records.spans import Span, as_typed


def _tick(label: Any, ticked: bool) -> forms.BooleanField:
    return forms.BooleanField(label=label, required=False, initial=ticked)


def _line(label: Any, initial: str, longest: int) -> forms.CharField:
    return forms.CharField(label=label, initial=initial, max_length=longest, required=False)


def _words(label: Any, initial: str, longest: int) -> forms.CharField:
    field = _line(label, initial, longest)
    field.widget = forms.Textarea(attrs={"rows": 2, "maxlength": str(longest)})
    return field


def _time(label: Any, span: Span) -> TimeField:
    return TimeField(
        label=label,
        initial=as_typed(span),
        max_length=80,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )


class AffairIncidentForm(forms.Form):
    """Title, first signal, moments, people and sources of an incident to be."""

    into = forms.ChoiceField(label=gettext_lazy("Where it goes"), required=False)

    def __init__(
        self,
        *args: Any,
        seen: SeenAffair,
        proposal: Proposal,
        incidents: Sequence[Any],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.seen, self.proposal = seen, proposal
        self.incidents = {str(one.pk): one for one in incidents}
        into: Any = self.fields["into"]
        into.choices = [
            ("", _("A new incident, as a draft")),
            *((key, str(one)) for key, one in self.incidents.items()),
        ]
        add = self.fields.__setitem__
        add("title_en", _line(_("Title in English"), proposal.title.en, 200))
        add("title_zh", _line(_("Title in Chinese"), proposal.title.zh, 200))
        add("began", _time(_("First signal"), proposal.began))
        for moment in proposal.moments:
            add(f"moment_{moment.key}", _tick(seen.label_of(moment.key), moment.ticked))
            add(f"en_{moment.key}", _words(_("In English"), moment.what.en, 500))
            add(f"zh_{moment.key}", _words(_("In Chinese"), moment.what.zh, 500))
            add(f"when_{moment.key}", _time(_("When"), moment.when))
        for actor in proposal.actors:
            add(f"actor_{actor.key}", _tick(str(actor.record), actor.ticked))
            role = forms.ChoiceField(
                label=_("as what"), choices=InvolvementRole.choices, initial=actor.role
            )
            role.required = False
            add(f"role_{actor.key}", role)
        for told in seen.told:
            add(f"report_{told.report.pk}", _tick(str(told.report), True))
            for copy in told.copies:
                add(f"report_{copy.report.pk}", _tick(str(copy.report), False))

    def moment_rows(self) -> Iterator[dict[str, Any]]:
        """Yield each moment with its fields."""
        for moment in self.proposal.moments:
            yield {
                "moment": moment,
                **{name: self[f"{name}_{moment.key}"] for name in ("moment", "en", "zh", "when")},
                "tick": self[f"moment_{moment.key}"],
                "told_by": len(moment.quotes),
            }

    def actor_rows(self) -> Iterator[dict[str, Any]]:
        """Yield each person or organisation with its fields."""
        for actor in self.proposal.actors:
            tick, role = self[f"actor_{actor.key}"], self[f"role_{actor.key}"]
            yield {"actor": actor, "tick": tick, "role": role}

    def report_rows(self) -> Iterator[dict[str, Any]]:
        """Yield each report by time, near-duplicates below their first, with its field."""
        for told in self.seen.told:
            for one in (told, *told.copies):
                tick = self[f"report_{one.report.pk}"]
                yield {"report": one.report, "tick": tick, "is_copy": one is not told}

    def chosen(self) -> Chosen:
        """Return what is ticked and written; of a valid form only."""
        told = self.cleaned_data
        return Chosen(
            title=Bilingual(told["title_en"].strip(), told["title_zh"].strip()),
            began=_as_it_was(told["began"], self.proposal.began),
            reports=[one for one in self.seen.reports if told[f"report_{one.pk}"]],
            moments=[
                ChosenMoment(
                    moment.key,
                    Bilingual(told[f"en_{moment.key}"], told[f"zh_{moment.key}"]),
                    _as_it_was(told[f"when_{moment.key}"], moment.when),
                    moment.quotes,
                )
                for moment in self.proposal.moments
                if told[f"moment_{moment.key}"]
            ],
            actors=[
                (actor.record, told[f"role_{actor.key}"] or actor.role)
                for actor in self.proposal.actors
                if told[f"actor_{actor.key}"]
            ],
            into=self.incidents.get(told["into"]),
        )


def _as_it_was(typed: Span, proposed: Span) -> Span:
    """Return the proposed time where nobody changed it: why it is inferred is not typed."""
    return proposed if as_typed(typed) == as_typed(proposed) else typed
