"""Choosers of records: both names, and only what the person may work on."""

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from wagtail.actions.create import CreateAction
from wagtail.snippets.views.chooser import SnippetChooserViewSet, SnippetCreateView

from kb.records.merged import final
from kb.records.naming import InNameOrder, shown_name
from kb.records.widgets import RecordChooser

# What the names of fields of the short form begin with.
NEW = "new"


class ChooserDoor:
    """Mixin of every view of a chooser."""

    model_class: Any
    request: HttpRequest

    def get_object_list(self) -> Any:
        """Return the records to choose from: archived ones stay with those who chose them."""
        return self.model_class.objects.editable_by(self.request.user).filter(
            archived_at__isnull=True
        )

    def filter_object_list(self, objects: Any) -> Any:
        """Return what was searched for, best first, or all by name in the reader's language."""
        found = super().filter_object_list(objects)  # type: ignore[misc]
        return InNameOrder(found) if isinstance(found, QuerySet) else found

    @property
    def title_column(self) -> Any:
        """Return the column of names, the one the reader reads first."""
        column = super().title_column  # type: ignore[misc]
        column.accessor = shown_name
        return column

    def get_display_title(self, instance: Any) -> str:
        """Return what the form shows of a chosen record."""
        return shown_name(instance)

    def get_object(self, pk: Any) -> Any:
        """Return the chosen record; raises DoesNotExist for one this person may not work on."""
        if not str(pk).isdigit():
            raise self.model_class.DoesNotExist
        found = self.model_class.objects.editable_by(self.request.user).get(pk=pk)
        return final(found)

    def get_objects(self, pks: Any) -> Any:
        """Return the chosen records."""
        wanted = [pk for pk in pks if str(pk).isdigit()]
        return self.model_class.objects.editable_by(self.request.user).filter(pk__in=wanted)

    def get_creation_form_kwargs(self) -> dict[str, Any]:
        """Tell the form who is typing; its fields are not those of the page below the window."""
        kwargs: dict[str, Any] = super().get_creation_form_kwargs()  # type: ignore[misc]
        return kwargs | {"for_user": self.request.user, "prefix": NEW}


class RecordCreateInChooserView(SnippetCreateView):
    """Makes a record as a draft, or takes the one that was there, and chooses it at once."""

    def post(self, request: HttpRequest) -> HttpResponse:
        """Choose the one that was there, whatever else the form lacks, or make one."""
        chosen = self.get_creation_form().chosen
        answer: HttpResponse = self.get_chosen_response(chosen) if chosen else super().post(request)
        return answer

    def save_form(self, form: Any) -> Any:
        """Return the new record, with its first version."""
        action = CreateAction(form.instance, user=self.request.user, form=form)
        return action.execute(skip_permission_checks=True)


class RecordChooserViewSet(SnippetChooserViewSet):
    """The chooser of one kind of record; with a `creation_form_class`, one can be made in it."""

    base_widget_class = RecordChooser
    create_view_class = RecordCreateInChooserView
    create_action_label = _("Create as a draft")
    creation_tab_label = _("New")

    def construct_view(self, view_class: Any, **kwargs: Any) -> Any:
        """Pass every view through the door."""
        guarded = type(view_class.__name__, (ChooserDoor, view_class), {})
        return super().construct_view(guarded, **kwargs)
