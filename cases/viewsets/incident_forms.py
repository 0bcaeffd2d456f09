"""The form of an incident: what its parts may point to depends on the draft and on the writer."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils import timezone
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cases.viewsets.lesson_targets import Choice, measures, pages
from kb.records.bilingual import Bilingual
from kb.records.forms import RecordForm


class KeyChoiceField(forms.TypedChoiceField):
    """A choice of something by its key."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(required=False, coerce=uuid.UUID, empty_value=None, **kwargs)

    def offer(self, choices: Iterable[Choice], chosen: uuid.UUID | None, gone: str) -> None:
        """Offer these, and what was chosen before even if it is not among them (called `gone`)."""
        offered = [("", "---------"), *choices]
        if chosen and str(chosen) not in {key for key, _label in offered}:
            offered.append((str(chosen), gone))
        self.choices = offered


class IncidentForm(RecordForm):
    """The whole incident."""

    class Media:
        js = ("js/sibling_events.js",)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "responses" in self.formsets:
            self.formsets["responses"].form_kwargs |= {
                "events": self._events(),
                "root": self.instance.pk,
            }
        if "lessons" in self.formsets:
            self.formsets["lessons"].form_kwargs |= {
                "pages": pages(self.for_user),
                "measures": measures(self.for_user),
            }

    def _events(self) -> list[Choice]:
        """Return the events of the draft, with what was typed since."""
        events = {str(event.key): event.what for event in self.instance.events.all()}
        if self.is_bound and "events" in self.formsets:
            formset = self.formsets["events"]
            for number in range(formset.total_form_count()):
                prefix = formset.add_prefix(number)
                if key := self.data.get(f"{prefix}-key"):
                    typed = (self.data.get(f"{prefix}-what_{half}", "") for half in ("en", "zh"))
                    events[key] = Bilingual(*typed)
        return [(key, Truncator(str(what) or "?").chars(70)) for key, what in events.items()]

    def clean(self) -> dict[str, Any]:
        """Ask for the one line before publication, not in a draft."""
        cleaned = super().clean()
        if not self.is_deferred_validation and not (
            cleaned.get("verdict_en") or cleaned.get("verdict_zh")
        ):
            self.add_error("verdict_en", ValidationError(_("Say in one line what it was.")))
        return cleaned


class ResponseForm(RecordForm):
    """A response; it answers an event of the same draft."""

    answers = KeyChoiceField(label=gettext_lazy("Event it answers"))

    def __init__(
        self, *args: Any, events: Iterable[Choice] = (), root: int | None = None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        # Statements of other incidents are many and are not what was said here.
        field: Any = self.fields["statements"]
        chosen_before = [statement.pk for statement in self.instance.statements.all()]
        field.queryset = field.queryset.filter(
            Q(incident=None) | Q(incident=root) | Q(pk__in=chosen_before)
        )
        chosen = self.instance.answers
        self.fields["answers"].offer(events, chosen, _("(an event that was taken out)"))
        self.initial["answers"] = str(chosen or "")


class LessonForm(RecordForm):
    """A lesson; it names a page or a measure that the writer may see."""

    page_key = KeyChoiceField(label=gettext_lazy("Guidance page"))
    measure_key = KeyChoiceField(label=gettext_lazy("Playbook measure"))

    def __init__(
        self,
        *args: Any,
        pages: Iterable[Choice] = (),
        measures: Iterable[Choice] = (),
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        for name, choices in (("page_key", pages), ("measure_key", measures)):
            chosen = getattr(self.instance, name)
            self.fields[name].offer(choices, chosen, _("(one you may not see)"))
            self.initial[name] = str(chosen or "")
        if self.empty_permitted and self.for_user is not None:
            self.initial |= {
                "read_by": self.for_user.get_full_name() or self.for_user.get_username(),
                "read_on": timezone.localdate(),
            }
