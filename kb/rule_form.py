"""The form of firewall rules: the test bench runs before a rule is saved."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _

from kb.firewall.bench import Example, surprises
from kb.firewall.rules import CheckedRule
from kb.records.forms import RecordForm

KEYS = ("acts", "exemptions", "speakers", "channels", "topics")


class RuleForm(RecordForm):
    """Refuses a rule whose examples come out otherwise than they say, and lists them."""

    def is_valid(self) -> bool:
        """Run the bench when all fields of the rule and its examples are as they should be."""
        if not super().is_valid():
            return False
        for message in self._surprises():
            self.add_error(None, message)
        return not self.errors

    def _surprises(self) -> Iterator[str]:
        conditions: Any = {name: frozenset(self.cleaned_data.get(name) or ()) for name in KEYS}
        if not conditions["acts"]:
            return
        rule = CheckedRule(code=self.cleaned_data.get("code") or "-", **conditions)
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
