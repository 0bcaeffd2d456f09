"""Forms of records and their parts: honest times as one text, stable keys, choices one may see."""

from __future__ import annotations

import uuid
from functools import partial
from typing import Any, ClassVar

from django import forms
from django.contrib.auth.models import Group
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.forms.models import WagtailAdminModelForm

from kb.records.actions import audience_groups_of, keep_draft_to
from kb.records.base import Record
from kb.records.spans import Span, as_typed, parse_typed
from kb.records.time import HonestTime, honest_times
from kb.records.widgets import RecordChooser

TIME_HELP = gettext_lazy(
    "2026-01-07 21:30, 2026-01-07 evening, 2026-01, 2026-01-05..2026-01-07. Empty: not known."
)


class TypedTimeField(forms.CharField):
    """A time in one text input; its cleaned value is a Span."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("help_text", TIME_HELP)
        super().__init__(required=False, max_length=80, **kwargs)

    def clean(self, value: Any) -> Span:
        """Return the time; raises ValidationError with the sentence of the parser."""
        try:
            return parse_typed(super().clean(value))
        except ValueError as error:
            raise ValidationError(str(error)) from error


class RecordForm(WagtailAdminModelForm):
    """The form of a root or of a part at any depth; `form_for` adds the fields of its times."""

    times: ClassVar[tuple[str, ...]] = ()
    # Fields that tell what a chosen record says: kept from those who may not see that record.
    told_of: ClassVar[dict[str, tuple[str, ...]]] = {}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "keep_to" in self.fields:
            self._offer_groups()
        for name in self.times:
            self.initial.setdefault(name, as_typed(getattr(self.instance, name)))
        if "key" in self.fields and self.empty_permitted:
            # The browser copies the empty form for every new part: its key is given on the server.
            self.initial["key"] = None
        self._chosen_unseen: dict[str, set[int]] = {}
        self._told_of_unseen: dict[str, int] = {}
        self._offer_only_what_one_may_see()
        self._group_terms()

    def _offer_only_what_one_may_see(self) -> None:
        """Let a record be chosen only by those who may work on it; a choice made before stays."""
        if self.for_user is None:
            return
        for name, field in self.fields.items():
            if not isinstance(field, forms.ModelChoiceField) or field.queryset is None:
                continue
            model: Any = field.queryset.model
            if not issubclass(model, Record):
                continue
            editable = model.objects.editable_by(self.for_user)
            if isinstance(field, forms.ModelMultipleChoiceField):
                kept = {record.pk for record in getattr(self.instance, name).all()}
                seen = set(editable.filter(pk__in=kept).values_list("pk", flat=True))
                self._chosen_unseen[name] = kept - seen
                field.queryset = editable
                continue
            chosen = getattr(self.instance, f"{name}_id", None)
            field.queryset = model.objects.filter(Q(pk__in=editable.values("pk")) | Q(pk=chosen))
            if isinstance(field.widget, RecordChooser):
                field.widget.shown_to = self.for_user
            if chosen and name in self.told_of and not editable.filter(pk=chosen).exists():
                self._told_of_unseen[name] = chosen
        for name in self._told_of_unseen:
            for told in self.told_of[name]:
                self.fields.pop(told, None)

    def _offer_groups(self) -> None:
        """Let a record be kept to groups of its writer, until it is published once."""
        record: Record = self.instance
        groups = audience_groups_of(self.for_user) if self.for_user else Group.objects.none()
        if record.live or record.first_published_at or not groups.exists():
            del self.fields["keep_to"]
            return
        field: Any = self.fields["keep_to"]
        field.queryset = groups
        if record.pk:
            self.initial["keep_to"] = list(record.audience_groups.filter(pk__in=groups))

    def save(self, commit: bool = True) -> Any:
        """Save, and keep a new record to the groups it is for."""
        record = super().save(commit=commit)
        if commit and "keep_to" in self.fields and "keep_to" in self.changed_data:
            keep_draft_to(record, self.for_user, self.cleaned_data["keep_to"])
        return record

    def _group_terms(self) -> None:
        """Offer the terms of a vocabulary below their parents, asked for only when shown."""
        for field in self.fields.values():
            queryset = getattr(field, "queryset", None)
            offer = getattr(getattr(queryset, "model", None), "grouped_choices", None)
            if offer is not None:
                blank = isinstance(field.widget, forms.Select) and not isinstance(
                    field.widget, forms.CheckboxSelectMultiple | forms.SelectMultiple
                )
                field.choices = partial(offer, blank=blank)

    def clean_key(self) -> uuid.UUID:
        """Return the key of this part: its own, or for a new one the key it was given before.

        A key that belongs to another row is refused: it would move that part to this record.
        """
        posted: uuid.UUID | None = self.cleaned_data["key"]
        own: uuid.UUID = self.instance.key
        if posted is None or posted == own:
            return own
        if self._meta.model._base_manager.filter(key=posted).exists():
            raise ValidationError(_("This part belongs to another record: add it again."))
        return posted

    def clean(self) -> dict[str, Any]:
        """Ask for a name in one writing at least; keep what others chose and is hidden here."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        for name, value in cleaned.items():
            if isinstance(value, str):
                # Browsers send CRLF: a text nobody touched would differ from what is stored.
                cleaned[name] = value.replace("\r\n", "\n")
        for name, unseen in self._chosen_unseen.items():
            if unseen and name in cleaned:
                ids = {record.pk for record in cleaned[name]} | unseen
                cleaned[name] = self.fields[name].queryset.model.objects.filter(pk__in=ids)
        for name, chosen in self._told_of_unseen.items():
            if getattr(cleaned.get(name), "pk", None) != chosen:
                # What the other record says does not go over to the one chosen now.
                for told in self.told_of[name]:
                    setattr(self.instance, told, "")
        model = self._meta.model
        if issubclass(model, Record):
            halves = [f"{model.naming}_{half}" for half in ("en", "zh")]
            if set(halves) <= set(self.fields) and not any(cleaned.get(half) for half in halves):
                self.add_error(halves[0], _("Write it in English or in Chinese."))
        return cleaned

    def _post_clean(self) -> None:
        for name in self.times:
            if name in self.cleaned_data and name in self.changed_data:
                setattr(self.instance, name, self.cleaned_data[name])
        super()._post_clean()

    def get_field_updates_for_resave(self) -> list[tuple[str, str]]:
        """Tell the open page, after an automatic save, the keys that new parts were given."""
        updates: list[tuple[str, str]] = super().get_field_updates_for_resave()
        if "key" in self.fields and self.has_changed() and not self.data.get(f"{self.prefix}-key"):
            updates.append((f"{self.prefix}-key", str(self.instance.key)))
        return updates


def form_for(model: type[models.Model], base: type[RecordForm] = RecordForm) -> type[RecordForm]:
    """Return the form of a model, with one text field for each of its honest times."""
    names = tuple(honest_times(model))
    fields: dict[str, Any] = {name: TypedTimeField(label=_label(model, name)) for name in names}
    if issubclass(model, Record):
        fields["keep_to"] = forms.ModelMultipleChoiceField(
            label=gettext_lazy("Only for the groups"),
            queryset=Group.objects.none(),
            required=False,
            widget=forms.CheckboxSelectMultiple,
            help_text=gettext_lazy("None: for everybody. Once published, a reviewer changes it."),
        )
    if any(field.name == "key" for field in model._meta.concrete_fields):
        fields["key"] = forms.UUIDField(required=False, widget=forms.HiddenInput)
    metaclass: Any = type(base)
    made: type[RecordForm] = metaclass(
        f"{model.__name__}RecordForm", (base,), {**fields, "times": names}
    )
    return made


def _label(model: type[models.Model], name: str) -> Any:
    time: HonestTime = getattr(model, name)
    return capfirst(time.label or name)
