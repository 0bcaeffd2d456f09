"""The form of a draft: the text, what somebody says of it, and the draft before it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kb.draft_checks.told import LONGEST, Draft
from kb.firewall.rules import ANYONE
from kb.models import Channel, Sharing, Speaker, Topic
from kb.permissions import User
from kb.records.actions import audience_groups_of
from kb.records.group_choices import only_group

AS_THE_TEXT_SAYS = ("", gettext_lazy("As the text says"))


def _speakers() -> list[tuple[str, Any]]:
    return [AS_THE_TEXT_SAYS, *((key, name) for key, name in Speaker.choices if key != ANYONE)]


def _channels() -> list[tuple[str, Any]]:
    return [AS_THE_TEXT_SAYS, *Channel.key_choices()]


class TextField(forms.CharField):
    """A text as typed: offsets count its characters, with one for the end of a line."""

    widget = forms.Textarea

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(strip=False, **kwargs)

    def clean(self, value: Any) -> str:
        """Return the text; raises ValidationError with its length when it is too long."""
        text: str = super().clean((value or "").replace("\r\n", "\n"))
        if len(text) > LONGEST:
            raise ValidationError(
                _(
                    "This text has %(length)s characters. At most %(most)s are checked at once: "
                    "paste the part that is to be said."
                )
                % {"length": f"{len(text):,}", "most": f"{LONGEST:,}"}
            )
        if self.required and not text.strip():
            raise ValidationError(_("Paste the words that are to be said."))
        return text


class DraftForm(forms.Form):
    """A draft to check; `proposed` are the topics that the text itself gave when last checked."""

    text = TextField(
        label=gettext_lazy("Draft"),
        help_text=gettext_lazy("In English or Chinese, in either script."),
        error_messages={"required": gettext_lazy("Paste the words that are to be said.")},
        widget=forms.Textarea(attrs={"rows": 10}),
    )
    speaker = forms.ChoiceField(label=gettext_lazy("Who speaks"), choices=_speakers, required=False)
    channel = forms.ChoiceField(label=gettext_lazy("Channel"), choices=_channels, required=False)
    topics = forms.MultipleChoiceField(
        label=gettext_lazy("Topics"),
        choices=Topic.key_choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    proposed = forms.CharField(required=False, widget=forms.HiddenInput)
    # The draft checked last, and the first draft that others are compared with.
    last = TextField(required=False, widget=forms.HiddenInput)
    before = TextField(required=False, widget=forms.HiddenInput)

    def first(self) -> str:
        """Return the first draft, empty when nothing is compared: each button says which it is."""
        if "compare" in self.data:
            return str(self.cleaned_data["last"])
        return "" if "alone" in self.data else str(self.cleaned_data["before"])

    def draft(self) -> Draft:
        """Return the draft of a form that is valid."""
        told = self.cleaned_data
        chosen, proposed = frozenset(told["topics"]), frozenset(told["proposed"].split())
        return Draft(
            text=told["text"],
            speaker=told["speaker"],
            channel=told["channel"],
            topics=chosen - proposed,
            denied=proposed - chosen,
        )


class KeepForm(forms.Form):
    """What a check is kept as, and for whom."""

    title = forms.CharField(label=gettext_lazy("Title"), max_length=120, required=False)
    audience = forms.ChoiceField(
        label=gettext_lazy("Who may see it"), widget=forms.RadioSelect, initial=Sharing.MAKER
    )

    def __init__(self, data: Any = None, *, user: User) -> None:
        super().__init__(data, prefix="keep")
        self._groups = {str(group.pk): group for group in audience_groups_of(user)}
        audience: Any = self.fields["audience"]
        audience.choices = [
            (Sharing.MAKER, Sharing.MAKER.label),
            *((key, only_group(group)) for key, group in self._groups.items()),
            (Sharing.ALL, Sharing.ALL.label),
        ]

    def kept_as(self) -> dict[str, Any]:
        """Return what a form that is valid says, for `keep`."""
        told = self.cleaned_data
        group = self._groups.get(told["audience"])
        audience = Sharing.GROUPS if group else told["audience"]
        return {"title": told["title"], "audience": audience, "groups": [group] if group else []}
