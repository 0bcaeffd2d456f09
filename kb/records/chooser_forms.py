"""The short form by which a record is made inside a chooser, as a draft."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.panels.base import get_form_for_model

from kb.records.forms import RecordForm, form_for
from kb.records.namesakes import MOST, alike, namesakes

ANOTHER = "another"


class ChooserForm(RecordForm):
    """A few fields of a new record; one that exists under this name is offered instead."""

    # Columns of which two records should not have the same value.
    unlike: ClassVar[tuple[str, ...]] = ()

    namesake = forms.ChoiceField(
        label=gettext_lazy("There is one already"), widget=forms.RadioSelect, required=False
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.existing = self._existing()
        if not self.existing:
            del self.fields["namesake"]
            return
        field: Any = self.fields["namesake"]
        field.choices = [
            *((str(one.pk), _("Choose %(name)s") % {"name": one}) for one in self.existing),
            (ANOTHER, _("It is another one: create it")),
        ]
        self.order_fields(["namesake"])

    def _existing(self) -> list[Any]:
        model: Any = self._meta.model
        if not self.is_bound or self.for_user is None:
            return []
        names = [self.data.get(self.add_prefix(f"{model.naming}_{half}"), "") for half in _HALVES]
        same = {name: self.data.get(self.add_prefix(name), "") for name in self.unlike}
        found = namesakes(model, names, self.for_user, **same)
        for like in alike:
            found += like(model, self.data, str(self.prefix or ""), self.for_user)
        return list(dict.fromkeys(found))[:MOST]

    @property
    def chosen(self) -> Any:
        """The record that was there and is chosen instead of a new one, None for a new one."""
        wanted = self.data.get(self.add_prefix("namesake"), "")
        return next((one for one in self.existing if str(one.pk) == wanted), None)

    def clean(self) -> dict[str, Any]:
        """Ask whether it is one of those there are."""
        cleaned = super().clean()
        if self.existing and not cleaned.get("namesake"):
            self.add_error(
                "namesake", ValidationError(_("Is it this one? Choose it, or say that it is not."))
            )
        return cleaned


_HALVES = ("en", "zh")


def chooser_form(model: Any, fields: Iterable[str], unlike: Iterable[str] = ()) -> type[Any]:
    """Return the short form of a kind: its name in both writings, these fields, its groups."""
    base = type("NewInChooser", (ChooserForm,), {"unlike": tuple(unlike)})
    halves = [f"{model.naming}_{half}" for half in _HALVES]
    made: type[Any] = get_form_for_model(
        model, form_class=form_for(model, base), fields=[*halves, *fields]
    )
    return made
