"""The panels of records: two writings, honest times, parts, and how they compare."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.db.models import ForeignKey
from django.forms import HiddenInput
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from modelcluster.fields import ParentalManyToManyField
from wagtail.admin.compare import (
    ForeignObjectComparison,
    M2MFieldComparison,
    TextDiff,
    diff_text,
    register_comparison_class,
)
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel
from wagtail.admin.panels.base import get_form_for_model
from wagtail.admin.widgets import AdminAutoHeightTextInput

from kb.records.base import Record
from kb.records.forms import RecordForm, form_for
from kb.records.spans import as_typed
from kb.records.usage import name_for_asker


def field(name: str, **kwargs: Any) -> FieldPanel:
    """Return one field, without the buttons of comments: Wagtail has those for pages only."""
    return FieldPanel(name, disable_comments=True, **kwargs)


def row(*names: str) -> FieldRowPanel:
    """Return fields in equal columns."""
    return FieldRowPanel([field(name) for name in names])


def writings(name: str, *, long: bool = False, **kwargs: Any) -> FieldRowPanel:
    """Return the two halves of a bilingual text, in equal columns; a long one grows."""
    widget = AdminAutoHeightTextInput if long else None
    return FieldRowPanel(
        [field(f"{name}_{half}", widget=widget) for half in ("en", "zh")], **kwargs
    )


def time(name: str) -> FieldRowPanel:
    """Return an honest time: one text, and beside it why, where no source states it."""
    typed = TimePanel(name, disable_comments=True)
    return FieldRowPanel([typed, field(f"{name}_inferred")])


class TextComparison:
    """Compares two versions of an object by lines of text made from each."""

    is_field = True
    is_child_relation = False

    def __init__(self, label: Any, lines: Callable[[Any], list[str]], old: Any, new: Any) -> None:
        self.label = label
        self.old = [] if old is None else lines(old)
        self.new = [] if new is None else lines(new)

    def field_label(self) -> str:
        """Return the heading of the comparison."""
        return str(capfirst(self.label))

    def has_changed(self) -> bool:
        """Return whether the two versions differ."""
        return self.old != self.new

    def htmldiff(self) -> SafeString:
        """Return the new lines with what was added and taken away marked."""
        rows = max(len(self.old), len(self.new))
        old, new = ([*side, *[""] * (rows - len(side))] for side in (self.old, self.new))
        return format_html_join(
            "", "<p>{}</p>", ((diff_text(a, b).to_html(),) for a, b in zip(old, new, strict=True))
        )


class TimeComparison(TextComparison):
    """Compares two times as wholes: marking single digits would say little."""

    def htmldiff(self) -> SafeString:
        """Return the new time, after the old one if it was another."""
        old, new = "".join(self.old), "".join(self.new)
        if old == new:
            return format_html("{}", new)
        return format_html("{}", TextDiff([("deletion", old), ("addition", new)]).to_html())


@dataclass(frozen=True)
class Shown:
    """A chosen record as a comparison names it."""

    pk: int
    name: str

    def __str__(self) -> str:
        return self.name


class RecordComparison(ForeignObjectComparison):
    """Compares which record was chosen, naming those that whoever asks may know of."""

    def get_objects(self) -> Any:
        """Return what was chosen before and after."""
        found = super().get_objects()
        return tuple(
            Shown(record.pk, name_for_asker(record)) if record else None for record in found
        )


class RecordsComparison(M2MFieldComparison):
    """The same for several chosen."""

    def get_item_display(self, item: Any) -> str:
        """Return the name of one."""
        return name_for_asker(item)


register_comparison_class(ForeignKey, to=Record, comparison_class=RecordComparison)
register_comparison_class(ParentalManyToManyField, comparison_class=RecordsComparison)


class TimePanel(FieldPanel):
    """An honest time as one text field."""

    class BoundPanel(FieldPanel.BoundPanel):
        """The panel in a form."""

        @property
        def icon(self) -> str:
            """Return the icon of a date."""
            return "date"

        def get_comparison(self) -> list[Callable[[Any, Any], TimeComparison]]:
            """Compare times as they are typed."""
            name = self.panel.field_name
            label = getattr(self.panel.model, name).label or name
            return [partial(TimeComparison, label, lambda obj: [as_typed(getattr(obj, name))])]


class KeyPanel(FieldPanel):
    """The key of a part, which travels with the form unseen."""

    def __init__(self, field_name: str = "key", **kwargs: Any) -> None:
        hidden = {"widget": HiddenInput(), "classname": "w-hidden", "disable_comments": True}
        kwargs = {**hidden, **kwargs}
        super().__init__(field_name, **kwargs)

    class BoundPanel(FieldPanel.BoundPanel):
        """The panel in a form."""

        def get_comparison(self) -> list[Any]:
            """Keys mean nothing to people."""
            return []


class PartsPanel(InlinePanel):
    """The parts of a record, each with its key; their forms know who is typing."""

    def __init__(
        self,
        relation_name: str,
        panels: Iterable[Any],
        *args: Any,
        base_form: type[RecordForm] = RecordForm,
        **kwargs: Any,
    ) -> None:
        panels = list(panels)
        if not any(isinstance(panel, KeyPanel) for panel in panels):
            panels.append(KeyPanel())
        super().__init__(relation_name, panels, *args, **kwargs)
        self.base_form = base_form

    def clone_kwargs(self) -> dict[str, Any]:
        """Return what a copy of this panel is made from."""
        return {**super().clone_kwargs(), "base_form": self.base_form}

    def get_form_options(self) -> dict[str, Any]:
        """Return the options of the formset, with a form that has the fields of honest times."""
        options: dict[str, Any] = super().get_form_options()
        model = self.db_field.related_model
        child = self.child_edit_handler.get_form_options()
        options["formsets"][self.relation_name] |= {
            "form": get_form_for_model(
                model,
                form_class=form_for(model, self.base_form),
                defer_required_on_fields=child.get("defer_required_on_fields", []),
            ),
            "inherit_kwargs": ["for_user"],
        }
        return options

    class BoundPanel(InlinePanel.BoundPanel):
        """The panel in a form."""


class LinesPanel(PartsPanel):
    """Parts inside parts: compared as lines of text, since Wagtail compares only one level."""

    def __init__(self, *args: Any, line: Callable[[Any], str] = str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.line = line

    def clone_kwargs(self) -> dict[str, Any]:
        """Return what a copy of this panel is made from."""
        return {**super().clone_kwargs(), "line": self.line}

    class BoundPanel(PartsPanel.BoundPanel):
        """The panel in a form."""

        def get_comparison(self) -> list[Callable[[Any, Any], TextComparison]]:
            """Compare the parts by their lines."""
            panel = self.panel

            def lines(obj: Any) -> list[str]:
                return [panel.line(part) for part in getattr(obj, panel.relation_name).all()]

            return [partial(TextComparison, panel.heading, lines)]
