"""The forms of checks of partners: few fields, sent without scripts."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cases.actions.partner_checks import KEPT, Reading
from cases.choices import PartnerDecision, Rating
from cases.models import CheckStep, PartnerCheck
from kb.models import CheckQuestion
from kb.records.actions import audience_groups_of
from kb.templatetags.reading import marked


def _day(label: Any, **kwargs: Any) -> forms.DateField:
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, widget=widget, **kwargs)


def _lines(label: Any, most: int, **kwargs: Any) -> forms.CharField:
    widget = forms.Textarea(attrs={"rows": 3})
    return forms.CharField(label=label, max_length=most, widget=widget, **kwargs)


class NewCheckForm(forms.Form):
    """Who is to be contacted, what for, and what is looked up before."""

    name = forms.CharField(label=_("Partner"), max_length=200)
    purpose = _lines(_("What the contact is for"), 500)
    group = forms.ModelChoiceField(
        label=_("Only for the group"),
        queryset=CheckQuestion.objects.none(),
        help_text=_("Its members and administrators see it and work on it; nobody else."),
    )
    questions = forms.ModelMultipleChoiceField(
        label=_("Questions"),
        queryset=CheckQuestion.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        # By its key: a number that no database holds would be an error, not a wrong choice.
        to_field_name="key",
    )
    own_questions = _lines(
        _("Questions of your own"), 1000, required=False, help_text=_("One in each line.")
    )
    keep_until = _day(
        _("Deleted after"),
        initial=lambda: timezone.localdate() + KEPT,
        help_text=_("Then it is deleted, with all that is in it."),
    )

    def clean_own_questions(self) -> list[str]:
        """Return the lines that say something."""
        return [line.strip() for line in self.cleaned_data["own_questions"].splitlines()]

    def __init__(self, *args: Any, user: Any, partner: Any = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if partner is not None:
            del self.fields["name"]
        offered: dict[str, Any] = {
            "group": audience_groups_of(user),
            "questions": CheckQuestion.objects.all(),
        }
        for name, queryset in offered.items():
            field: Any = self.fields[name]
            field.queryset = queryset
        asked: Any = self.fields["questions"]
        asked.label_from_instance = marked
        self.initial["questions"] = list(offered["questions"])
        if not self.initial["questions"]:
            # A site without the list of questions: one's own are enough.
            del self.fields["questions"]
        if len(offered["group"]) == 1:
            self.initial["group"] = offered["group"][0]


class ReadingForm(forms.Form):
    """Where one question was looked up, for which time, and what came of it."""

    channels = forms.CharField(
        label=_("Channels and accounts read"),
        max_length=300,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    read_from = _day(_("Read from"))
    read_to = _day(_("Read to"))
    rating = forms.ChoiceField(label=_("Result"), choices=Rating.choices, widget=forms.RadioSelect)
    note = _lines(_("Note"), 1000, required=False)

    def __init__(self, *args: Any, step: CheckStep, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in self.fields:
            self.initial[name] = getattr(step, name)

    def reading(self) -> Reading:
        """Return what was typed."""
        return Reading(**self.cleaned_data)


class FindingForm(forms.Form):
    """What the partner said."""

    quote = forms.CharField(
        label=_("Quote"), max_length=100, help_text=_("The few words that matter, as they stand.")
    )
    address = forms.URLField(
        label=_("Address on the web"), max_length=500, required=False, assume_scheme="https"
    )
    said_on = _day(_("Said on"), required=False)


class DecisionForm(forms.Form):
    """Whether the partner may be contacted."""

    decision = forms.ChoiceField(
        label=_("Decision"), choices=PartnerDecision.choices, widget=forms.RadioSelect
    )
    reason = _lines(_("Reason, and conditions if there are any"), 1000)
    cleared_until = _day(
        _("Cleared until"), required=False, help_text=_("Not needed when the answer is no.")
    )


class ProlongForm(forms.Form):
    """Until when a check is kept, and why so long."""

    until = _day(_("Deleted after"))
    reason = _lines(_("Why it is still needed"), 500)

    def __init__(self, *args: Any, check: PartnerCheck, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["until"] = check.keep_until
