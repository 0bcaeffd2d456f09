"""Choosers of records: both names, and only what the person may work on."""

from typing import Any

from django.http import HttpRequest
from wagtail.snippets.views.chooser import SnippetChooserViewSet

from kb.records.widgets import RecordChooser


class ChooserDoor:
    """Mixin of every view of a chooser."""

    model_class: Any
    request: HttpRequest

    def get_object_list(self) -> Any:
        """Return the records to choose from: archived ones stay with those who chose them."""
        return self.model_class.objects.editable_by(self.request.user).filter(
            archived_at__isnull=True
        )

    def get_object(self, pk: Any) -> Any:
        """Return the chosen record; raises DoesNotExist for one this person may not work on."""
        if not str(pk).isdigit():
            raise self.model_class.DoesNotExist
        return self.model_class.objects.editable_by(self.request.user).get(pk=pk)

    def get_objects(self, pks: Any) -> Any:
        """Return the chosen records."""
        wanted = [pk for pk in pks if str(pk).isdigit()]
        return self.model_class.objects.editable_by(self.request.user).filter(pk__in=wanted)


class RecordChooserViewSet(SnippetChooserViewSet):
    """The chooser of one kind of record."""

    base_widget_class = RecordChooser

    def construct_view(self, view_class: Any, **kwargs: Any) -> Any:
        """Pass every view through the door."""
        guarded = type(view_class.__name__, (ChooserDoor, view_class), {})
        return super().construct_view(guarded, **kwargs)
