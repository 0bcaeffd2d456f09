"""The form of a draft: the text, what somebody says of it, and the draft before it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kb.draft_checks.told import LONGEST, Draft
from kb.firewall.rules import ANYONE
from kb.models import Channel, Speaker, Topic

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
    before = TextField(required=False, widget=forms.HiddenInput)

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
