"""The forms of a suggestion and of its answer."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kb.models.suggestions import LONGEST_QUOTE, LONGEST_TEXT

LONGEST_ANSWER = 1000


class TypedField(forms.CharField):
    """A text as typed, whose ends of lines count as one character each."""

    def __init__(self, rows: int, **kwargs: Any) -> None:
        super().__init__(strip=False, widget=forms.Textarea(attrs={"rows": rows}), **kwargs)

    def to_python(self, value: Any) -> str:
        """Return the text; nothing but spaces is no text."""
        text = str(super().to_python(value) or "").replace("\r\n", "\n")
        return text if text.strip() else ""


class SuggestionForm(forms.Form):
    """What should change, where, and whether one's name is kept with it."""

    text = TypedField(
        rows=6,
        label=gettext_lazy("What should change"),
        max_length=LONGEST_TEXT,
        help_text=gettext_lazy("In any language. Say how you know, if you can."),
        error_messages={"required": gettext_lazy("Say what should change.")},
    )
    quote = TypedField(
        rows=2,
        label=gettext_lazy("Which passage"),
        max_length=LONGEST_QUOTE,
        required=False,
        help_text=gettext_lazy("Copied from the page, where it is about certain words."),
    )
    nameless = forms.BooleanField(
        label=gettext_lazy("Without my name"),
        required=False,
        help_text=gettext_lazy(
            "Nothing is stored about who you are, and of the time only the day. "
            "You will not see the answer."
        ),
    )


class AnswerForm(forms.Form):
    """What an editor answers."""

    answer = TypedField(
        rows=3,
        label=gettext_lazy("Answer"),
        max_length=LONGEST_ANSWER,
        required=False,
        help_text=gettext_lazy(
            "Needed if it is not taken up. Who suggested it reads this, if they gave their name."
        ),
    )

    def demand_reason(self) -> str:
        """Return the answer; adds an error when there is none."""
        words = str(self.cleaned_data["answer"])
        if not words:
            self.add_error("answer", ValidationError(_("Say why it is not taken up.")))
        return words
