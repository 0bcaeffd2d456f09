"""The form of firewall rules: tried on examples and on kept checks before a rule is saved."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from kb.draft_checks.trying import Differing, differing
from kb.firewall.bench import Example, surprises
from kb.firewall.rules import CheckedRule
from kb.records.forms import RecordForm

# So many differences are told, and so many words of each.
MOST_TOLD = 10
MOST_WORDS = 3
KEYS = ("acts", "exemptions", "speakers", "channels", "topics")


class RuleForm(RecordForm):
    """Refuses a rule whose examples come out otherwise than they say, and lists them.

    A change by which kept checks come out otherwise is shown first, and saved when it was seen.
    """

    tried = forms.BooleanField(
        label=gettext_lazy("I have seen which kept checks come out otherwise"),
        required=False,
        help_text=gettext_lazy("Needed only when the form says so."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # The form writes into its rule while it is validated.
        self._before = self.instance.checked() if self.instance.pk else None

    def is_valid(self) -> bool:
        """Run the bench when all fields of the rule and its examples are as they should be."""
        if not super().is_valid():
            return False
        rule = self._rule()
        for message in self._surprises(rule) if rule.acts else ():
            self.add_error(None, message)
        if not self.errors and not self.cleaned_data.get("tried"):
            for message in self._differences(rule):
                self.add_error(None, message)
        return not self.errors

    def _rule(self) -> CheckedRule:
        """Return the rule as it would be."""
        conditions: Any = {name: frozenset(self.cleaned_data.get(name) or ()) for name in KEYS}
        severity = {
            typed["speaker"]: typed["severity"]
            for form in self.formsets["severities"].forms
            if (typed := form.cleaned_data) and not typed.get("DELETE")
        }
        return CheckedRule(
            code=self.cleaned_data.get("code") or "-", severity=severity, **conditions
        )

    def _differences(self, rule: CheckedRule) -> Iterator[str]:
        found = list(differing(self._before, rule, self.for_user)) if self.for_user else []
        for one in found[:MOST_TOLD]:
            yield _told(one)
        if found:
            yield ngettext(
                "%(number)s kept check comes out otherwise. Look at it, then tick “%(tick)s” "
                "under “%(tab)s”.",
                "%(number)s kept checks come out otherwise. Look at them, then tick “%(tick)s” "
                "under “%(tab)s”.",
                len(found),
            ) % {
                "number": len(found),
                "tick": self.fields["tried"].label,
                "tab": _("What is checked"),
            }

    def _surprises(self, rule: CheckedRule) -> Iterator[str]:
        for surprise in surprises(rule, self._examples()):
            words = {"text": surprise.example.text, "marked": surprise.marked}
            if surprise.example.triggers:
                yield _("This example should cross the rule, and would not: “%(text)s”") % words
            else:
                text = _(
                    "This example should not cross the rule, but “%(marked)s” would: “%(text)s”"
                )
                yield text % words

    def _examples(self) -> Iterator[Example]:
        for form in self.formsets["examples"].forms:
            typed = form.cleaned_data
            if not typed or typed.get("DELETE"):
                continue
            for half in ("en", "zh"):
                if text := typed.get(f"text_{half}"):
                    yield Example(text, bool(typed.get("triggers")))


def _told(one: Differing) -> str:
    """Return in one sentence what becomes of a kept check."""
    parts = [
        words % {"words": _(", ").join(f"“{word}”" for word in found[:MOST_WORDS])}
        for words, found in (
            (_("no longer found as before: %(words)s"), one.gone),
            (_("found now: %(words)s"), one.new),
        )
        if found
    ]
    return _("Kept check “%(title)s”: %(found)s.") % {
        "title": one.kept,
        "found": _("; ").join(parts),
    }
