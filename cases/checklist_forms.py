"""The forms of checklists: which measures, by whom, until when; and the look back."""

from __future__ import annotations

import uuid
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cases.actions.after_action import REVIEWED, About
from cases.actions.checklists import Chosen, colleagues
from cases.choices import LessonStance
from cases.forms import EITHER_LANGUAGE, SentOnceForm
from cases.models import Checklist, ChecklistItem, Incident
from cases.playbooks import Measure, shown_title
from cases.viewsets.lesson_targets import pages
from kb.language.reader import current_reader
from kb.language.reading import read
from kb.models import DueAfter, Rule

MOMENT = "%Y-%m-%dT%H:%M"


def _moment(label: Any, **how: Any) -> forms.DateTimeField:
    """Return a field for a day and time, with the picker of the browser."""
    widget = forms.DateTimeInput(attrs={"type": "datetime-local"}, format=MOMENT)
    return forms.DateTimeField(label=label, widget=widget, **how)


def _colleague(person: Any) -> str:
    return str(person.get_full_name() or person.get_username())


class _OwnerField(forms.ModelChoiceField[Any]):
    """One of the people who may know of the incident."""

    def label_from_instance(self, obj: Any) -> str:
        return _colleague(obj)


class UsePlaybookForm(SentOnceForm):
    """When it started, and for each measure whether it is taken, by whom and until when."""

    started_at = _moment(_("Start"), help_text=_("What is due is counted from here."))

    def __init__(self, *args: Any, incident: Incident, measures: list[Measure], **kw: Any) -> None:
        super().__init__(*args, **kw)
        self.fields["started_at"].initial = timezone.localtime
        self.measures = measures
        # Asked once for all measures.
        self.people = list(colleagues(incident))
        people = [("", _("Somebody else, or nobody yet")), *self._names()]
        due = [("", _("no time")), *DueAfter.choices]
        for measure in measures:
            name = str(measure.key)
            self.fields[f"take-{name}"] = forms.BooleanField(
                label=shown_title(measure.title), required=False, initial=True
            )
            self.fields[f"owner-{name}"] = forms.TypedChoiceField(
                label=_("Owner"), choices=people, coerce=int, empty_value=None, required=False
            )
            self.fields[f"name-{name}"] = forms.CharField(
                label=_("or a name"),
                max_length=120,
                required=False,
                initial=shown_title(measure.owner),
            )
            self.fields[f"due-{name}"] = forms.TypedChoiceField(
                label=_("Due after the start"),
                choices=due,
                coerce=int,
                empty_value=None,
                required=False,
                initial=measure.due_after or "",
            )

    def _names(self) -> list[tuple[str, str]]:
        return [(str(person.pk), _colleague(person)) for person in self.people]

    def phases(self) -> list[tuple[Any, list[Any]]]:
        """Return the fields of each measure, by phase."""
        found: list[tuple[Any, list[Any]]] = []
        for measure in self.measures:
            if not found or found[-1][0] != measure.phase:
                found.append((measure.phase, []))
            fields = [self[f"{name}-{measure.key}"] for name in ("take", "owner", "name", "due")]
            found[-1][1].append((measure, *fields))
        return found

    def chosen(self) -> list[Chosen]:
        """Return what was chosen of a valid form."""
        people = {person.pk: person for person in self.people}
        told = self.cleaned_data
        return [
            Chosen(
                measure.key,
                people.get(told[f"owner-{measure.key}"]),
                told[f"name-{measure.key}"],
                told[f"due-{measure.key}"],
            )
            for measure in self.measures
            if told[f"take-{measure.key}"]
        ]


class _OwnerForm(forms.Form):
    """By whom, and until when."""

    owner = _OwnerField(
        label=_("Owner"),
        queryset=Incident.objects.none(),
        required=False,
        empty_label=_("Somebody else, or nobody yet"),
        help_text=_("Those who may see the incident. What is late is named to them."),
    )
    owner_name = forms.CharField(label=_("or a name"), max_length=120, required=False)
    due = _moment(_("Due"), required=False)

    def __init__(self, *args: Any, incident: Incident, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["owner"]
        field.queryset = colleagues(incident)


class NewItemForm(_OwnerForm, SentOnceForm):
    """Something of one's own to be done."""

    title = forms.CharField(
        label=_("What is to be done"), max_length=200, help_text=EITHER_LANGUAGE
    )
    field_order = ("title", "owner", "owner_name", "due")


class ChangeItemForm(_OwnerForm):
    """Owner, time and note of an item, and of which state of it the form was filled."""

    note = forms.CharField(
        label=_("Note"),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=EITHER_LANGUAGE,
    )
    version = forms.IntegerField(widget=forms.HiddenInput)

    @classmethod
    def begin(cls, item: ChecklistItem) -> dict[str, Any]:
        """Return what stands there now."""
        return {
            "owner": item.owner_id,
            "owner_name": "" if item.owner_id else shown_title(item.owner_name),
            "due": item.due,
            "note": shown_title(item.note),
            "version": item.version,
        }


class LeaveOutForm(forms.Form):
    """Why an item is not needed."""

    reason = forms.CharField(
        label=_("Why it is not needed"), max_length=500, help_text=EITHER_LANGUAGE
    )


def _told(label: Any, help_text: Any = "") -> forms.CharField:
    widget = forms.Textarea(attrs={"rows": 4})
    return forms.CharField(
        label=label, max_length=5000, required=False, widget=widget, help_text=help_text
    )


class LookBackForm(forms.Form):
    """Four questions, asked when it is over."""

    planned = _told(_("What was planned"), EITHER_LANGUAGE)
    happened = _told(_("What happened"))
    worked = _told(_("What worked"))
    failed = _told(_("What did not"))
    version = forms.IntegerField(widget=forms.HiddenInput)

    @classmethod
    def begin(cls, checklist: Checklist) -> dict[str, Any]:
        """Return what stands there now."""
        texts = {name: shown_title(getattr(checklist, name)) for name in REVIEWED}
        return texts | {"version": checklist.review_version}


class LessonForm(SentOnceForm):
    """What it taught, and what that speaks for or against."""

    text = forms.CharField(
        label=_("Lesson"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=EITHER_LANGUAGE,
    )
    stance = forms.ChoiceField(
        label=_("Stance"),
        choices=LessonStance.choices,
        widget=forms.RadioSelect,
        initial="supports",
    )
    about = forms.ChoiceField(label=_("What it speaks for or against"), required=False)

    def __init__(self, *args: Any, checklist: Checklist, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        reads = current_reader()
        measures = [
            (f"measure:{item.measure_key}", read(item.title, reads).text)
            for item in checklist.items.exclude(measure_key=None)
        ]
        guidance = [(f"page:{key}", read(title, reads).text) for key, title in pages(user)]
        rules = [
            (f"rule:{rule.pk}", f"{rule.code} {read(rule.title, reads).text}")
            for rule in Rule.objects.visible_to(user).order_by("code")
        ]
        field: Any = self.fields["about"]
        field.choices = [
            ("", _("Nothing that is written down")),
            (_("Measures of this checklist"), measures),
            (_("Guidance and playbooks"), guidance),
            (_("Firewall rules"), rules),
        ]

    def named(self) -> About:
        """Return what a valid form names."""
        kind, _colon, key = self.cleaned_data["about"].partition(":")
        if kind == "rule":
            return About(rule=Rule.objects.get(pk=key))
        if kind == "page":
            return About(page_key=uuid.UUID(key))
        return About(measure_key=uuid.UUID(key)) if kind == "measure" else About()
