"""The quick forms of the site: few fields, either language, usable on a phone at night."""

import uuid
from typing import Any

from django import forms
from django.contrib.auth.models import Group
from django.core.exceptions import ValidationError
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from cases.actions.confirm import ANSWERS
from cases.choices import Certainty, Likelihood, StatementKind, StatementState
from cases.models import Incident, Statement
from cases.wording import placeholders
from kb.language.codes import ENGLISH
from kb.language.detection import script_of
from kb.language.reader import current_reader
from kb.language.reading import in_script, read
from kb.models import Channel, Topic
from kb.records.actions import audience_groups_of
from kb.records.base import Audience
from kb.records.group_choices import only_group
from kb.records.spans import Span, as_typed, now, parse_typed

EITHER_LANGUAGE = _("In English or Chinese, as it comes.")


class TimeField(forms.CharField):
    """A time as editors type it; its cleaned value is a Span."""

    def clean(self, value: Any) -> Span:
        """Return the time; raises ValidationError with the sentence of the parser."""
        try:
            return parse_typed(super().clean(value))
        except ValueError as error:
            raise ValidationError(str(error)) from error


def _time_field(label: Any) -> TimeField:
    return TimeField(
        label=label,
        max_length=80,
        required=False,
        initial=lambda: as_typed(now()),
        help_text=_(
            "Now, unless you change it: 2026-01-07, 2026-01-07 evening, 2026-01-07 21:30. "
            "Empty: not known."
        ),
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )


class SentOnceForm(forms.Form):
    """A form that does nothing more when it is sent again, as by a second tap."""

    key = forms.UUIDField(required=False, widget=forms.HiddenInput, initial=uuid.uuid4)


class NewIncidentForm(SentOnceForm):
    """What is known in the first minute."""

    title = forms.CharField(label=_("Title"), max_length=200, help_text=EITHER_LANGUAGE)
    line = forms.CharField(
        label=_("What happened, in one line"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=EITHER_LANGUAGE,
    )
    began = _time_field(_("When it began"))
    audience = forms.ChoiceField(
        label=_("Who may see it"), widget=forms.RadioSelect, initial=Audience.ALL
    )

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.groups = {f"group-{group.pk}": group for group in audience_groups_of(user)}
        if not self.groups:
            # Nothing to choose: it is for all.
            del self.fields["audience"]
            return
        field: Any = self.fields["audience"]
        field.choices = [
            (Audience.ALL, Audience.ALL.label),
            *((name, only_group(group)) for name, group in self.groups.items()),
        ]

    @property
    def group(self) -> Group | None:
        """The group it is kept to, None for everybody."""
        return self.groups.get(self.cleaned_data.get("audience", ""))


class NewEventForm(SentOnceForm):
    """What happened, and when."""

    what = forms.CharField(
        label=_("What happened"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3, "autofocus": True}),
        help_text=EITHER_LANGUAGE,
    )
    when = _time_field(_("When"))


class NewSignalForm(SentOnceForm):
    """What was seen of a risk, and when."""

    text = forms.CharField(
        label=_("What was seen"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3, "autofocus": True}),
        help_text=EITHER_LANGUAGE,
    )
    seen = _time_field(_("When"))


class ReviewRiskForm(forms.Form):
    """How likely a risk is now, and when it is looked at again."""

    likelihood = forms.TypedChoiceField(
        label=_("Likelihood"),
        choices=[("", _("not rated")), *Likelihood.choices],
        coerce=int,
        empty_value=None,
        required=False,
    )
    review_date = forms.DateField(
        label=_("Next review"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )


class CloseRiskForm(forms.Form):
    """Why a risk is watched no more."""

    reason = forms.CharField(
        label=_("Why it is watched no more"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3, "autofocus": True}),
    )


class ConfirmForm(forms.Form):
    """How sure it has become."""

    certainty = forms.ChoiceField(
        label=_("Certainty"), choices=[(answer, Certainty(answer).label) for answer in ANSWERS]
    )


class DeskForm(forms.Form):
    """What the statements desk shows: every choice may be left open."""

    state = forms.ChoiceField(label=_("State"), required=False)
    kind = forms.ChoiceField(label=_("Kind"), required=False)
    channel = forms.ModelChoiceField(
        label=_("Channel"), queryset=Channel.objects.all(), required=False, to_field_name="key"
    )
    topics = forms.ModelChoiceField(
        label=_("Topic"), queryset=Topic.objects.all(), required=False, to_field_name="key"
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, choices in (("state", StatementState.choices), ("kind", StatementKind.choices)):
            field: Any = self.fields[name]
            field.choices = [("", _("All")), *choices]
        for name in ("channel", "topics"):
            picked: Any = self.fields[name]
            picked.empty_label = _("All")

    def chosen(self) -> dict[str, Any]:
        """Return what is chosen as conditions; what cannot be used is left out."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}

    def notices(self) -> list[str]:
        """Return a sentence for each choice that does not exist."""
        return [str(error) for errors in self.errors.values() for error in errors]


class FromStatementForm(forms.Form):
    """What a template leaves to be filled in, a title, and the incident it is for."""

    title = forms.CharField(label=_("Title"), max_length=200, help_text=EITHER_LANGUAGE)
    incident = forms.ModelChoiceField(
        label=_("Incident"), queryset=Incident.objects.none(), required=False
    )

    def __init__(self, *args: Any, statement: Statement, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["incident"]
        field.queryset = Incident.objects.editable_by(user).filter(archived_at=None).latest_first()
        field.empty_label = _("None yet")
        reads = current_reader()
        field.label_from_instance = lambda incident: read(incident.title, reads).text
        words: list[tuple[str, str]] = [("en", statement.words.en), ("zh", statement.words.zh)]
        words.sort(key=lambda one: one[0] != reads.half)
        self.places: dict[str, str] = {}
        for half, text in words:
            chinese = reads if reads.half == "zh" else script_of(text)
            tag = ENGLISH.tag if half == "en" else chinese.tag
            for place in placeholders(text):
                if place in self.places.values():
                    continue
                name = f"place-{len(self.places)}"
                self.places[name] = place
                shown = in_script(place, reads) if half == "zh" else place
                label = format_html('<span lang="{}">{}</span>', tag, shown)
                self.fields[name] = forms.CharField(label=label, max_length=500, required=False)

    def values(self) -> dict[str, str]:
        """Return what was given for each place, without what was left open."""
        given = {place: self.cleaned_data.get(name, "") for name, place in self.places.items()}
        return {place: value for place, value in given.items() if value}
