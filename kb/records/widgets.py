"""The chooser of a record inside a form."""

from collections.abc import Callable
from typing import Any

from django.utils.functional import lazy
from django.utils.translation import gettext as _
from wagtail.snippets.widgets import AdminSnippetChooser

from kb.permissions import User, asking
from kb.records.naming import shown_name


def _later(say: Callable[[], str]) -> Any:
    """Return what is said when it is read."""
    return lazy(say, str)()


class RecordChooser(AdminSnippetChooser):
    """Shows the chosen record by both its names, and only to those who may work on it."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        # Wagtail words them when the form is made, which is while the site starts.
        name = self.model._meta.verbose_name
        self.choose_one_text = _later(lambda: _("Choose %(object)s") % {"object": name})
        self.choose_another_text = _later(lambda: _("Choose another %(object)s") % {"object": name})
        self.link_to_chosen_text = _later(lambda: _("Edit this %(object)s") % {"object": name})

    # Set by the form; Wagtail's own forms, of a page's blocks for instance, know only who asks.
    shown_to: User | None = None

    def get_value_data_from_instance(self, instance: Any) -> dict[str, Any]:
        """Return what the chooser shows of a record; of a hidden one, only that it is there."""
        model: Any = self.model
        person = self.shown_to or asking.get()
        if (
            person is not None
            and not model.objects.editable_by(person).filter(pk=instance.pk).exists()
        ):
            return {"id": instance.pk, "edit_url": None, "string": _("(a record you may not see)")}
        data: dict[str, Any] = super().get_value_data_from_instance(instance)
        return data | {"string": shown_name(instance)}
