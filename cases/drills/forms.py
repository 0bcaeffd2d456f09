"""The forms of drills: beginning one, answering at a moment, noting what is to be kept."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.contrib.auth.models import User as Account
from django.core.exceptions import ValidationError
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cases.models import Drill
from kb.draft_checks.forms import TextField
from kb.firewall.rules import ANYONE
from kb.language.detection import language_of
from kb.language.passages import mark_text
from kb.language.reader import current_reader
from kb.models import Channel, Speaker, Strategy
from kb.permissions import User
from kb.records.actions import audience_groups_of
from kb.records.group_choices import only_group

# So many colleagues are offered by name; larger teams invite a group.
MOST_PEOPLE = 200
NOT_SAID = ("", gettext_lazy("Not said"))


class NewDrillForm(forms.Form):
    """The cover title, who takes part, and which moments the story has."""

    title = forms.CharField(
        label=gettext_lazy("Cover title"),
        max_length=120,
        help_text=gettext_lazy("Shown until the end in place of the title: do not tell the case."),
    )
    audience = forms.ChoiceField(
        label=gettext_lazy("Who takes part"),
        widget=forms.RadioSelect,
        initial=Drill.Audience.ME,
    )
    people = forms.MultipleChoiceField(
        label=gettext_lazy("Colleagues"), widget=forms.CheckboxSelectMultiple, required=False
    )
    moments = forms.MultipleChoiceField(
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": gettext_lazy("Choose at least one moment.")},
    )

    def __init__(
        self, data: Any = None, *, user: User, events: Sequence[Any], ticked: Iterable[Any]
    ) -> None:
        super().__init__(data)
        self.groups = {f"group-{group.pk}": group for group in audience_groups_of(user)}
        others: Any = Account.objects.filter(is_active=True)
        others = others.exclude(pk=user.pk).order_by("last_name", "first_name", "username")[
            :MOST_PEOPLE
        ]
        self.others = {str(one.pk): one for one in others}
        fields: Any = self.fields
        fields["audience"].choices = [
            (Drill.Audience.ME, Drill.Audience.ME.label),
            *((name, only_group(group)) for name, group in self.groups.items()),
            (Drill.Audience.PEOPLE, Drill.Audience.PEOPLE.label),
        ]
        fields["people"].choices = [(key, _name(one)) for key, one in self.others.items()]
        fields["moments"].choices = [(str(one.key), "") for one in events]
        fields["moments"].initial = [str(one.key) for one in ticked]

    def clean(self) -> dict[str, Any]:
        """Ask for names where names are to be invited."""
        told: dict[str, Any] = super().clean() or {}
        if told.get("audience") == Drill.Audience.PEOPLE and not told.get("people"):
            self.add_error("people", ValidationError(_("Tick at least one colleague.")))
        return told

    def begun_as(self) -> dict[str, Any]:
        """Return what a form that is valid says, for `begin`."""
        told = self.cleaned_data
        group = self.groups.get(told["audience"])
        by_name = told["audience"] == Drill.Audience.PEOPLE
        return {
            "title": told["title"],
            "audience": Drill.Audience.GROUP if group else told["audience"],
            "group": group,
            "people": [self.others[key] for key in told["people"]] if by_name else [],
            "keys": [UUID(key) for key in told["moments"]],
        }


def _name(person: Account) -> SafeString:
    return mark_text(person.get_full_name() or person.username, current_reader())


class ChoiceForm(forms.Form):
    """What one participant would do now."""

    moment = forms.IntegerField(widget=forms.HiddenInput)
    strategies = forms.MultipleChoiceField(
        widget=forms.CheckboxSelectMultiple, choices=lambda: _codes(), required=False
    )
    speaker = forms.ChoiceField(
        label=gettext_lazy("Who speaks"),
        choices=lambda: [
            NOT_SAID,
            *((key, name) for key, name in Speaker.choices if key != ANYONE),
        ],
        required=False,
    )
    channel = forms.ChoiceField(
        label=gettext_lazy("Channel"),
        choices=lambda: [NOT_SAID, *Channel.key_choices()],
        required=False,
    )
    text = TextField(
        label=gettext_lazy("Draft of what you would say"),
        help_text=gettext_lazy("In English or Chinese, in either script."),
        widget=forms.Textarea(attrs={"rows": 6}),
        required=False,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _mark_as_written(self, "text")

    @property
    def waits(self) -> bool:
        """Whether the button for waiting was pressed."""
        return "wait" in self.data

    def clean(self) -> dict[str, Any]:
        """Refuse an answer that says nothing."""
        told: dict[str, Any] = super().clean() or {}
        said = [told.get(name) for name in ("strategies", "speaker", "channel")]
        if not self.errors and not self.waits and not any((*said, told.get("text", "").strip())):
            raise ValidationError(_("Choose a strategy or a channel or write a draft, or wait."))
        return told

    def schemes(self) -> list[tuple[str, list[tuple[Any, list[Any]]]]]:
        """Return the boxes of strategies by scheme and family; a family alone stands under None."""
        boxes = {box.data["value"]: box for box in self["strategies"]}
        found: dict[str, dict[Any, list[Any]]] = {}
        for row in _strategies():
            family = row.parent
            found.setdefault(row.scheme, {}).setdefault(family, []).append((row, boxes[row.code]))
        return [(scheme.upper(), list(families.items())) for scheme, families in found.items()]


def _strategies() -> list[Any]:
    """Return the strategies one may use: families are used only where nothing is below them."""
    rows = list(Strategy.objects.select_related("parent"))
    families = {row.parent_id for row in rows}
    return [row for row in rows if row.pk not in families]


def _codes() -> list[tuple[str, str]]:
    return [(row.code, row.label) for row in _strategies()]


def _mark_as_written(form: forms.Form, name: str) -> None:
    """Give a box the language of what already stands in it: it is not converted."""
    found = language_of(str(form[name].value() or ""))
    if found:
        form.fields[name].widget.attrs["lang"] = found.tag


class NoteForm(forms.Form):
    """What a participant wants to be kept."""

    text = forms.CharField(
        label=gettext_lazy("Note"), max_length=5000, widget=forms.Textarea(attrs={"rows": 4})
    )


class SummaryForm(forms.Form):
    """What whoever leads says for all, instead of what they said before; empty takes it out."""

    summary = forms.CharField(
        label=gettext_lazy("Summary"),
        max_length=5000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _mark_as_written(self, "summary")
