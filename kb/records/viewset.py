"""The admin of one kind of record: every view gets its objects through `editable_by`."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.urls import URLPattern, path, reverse, reverse_lazy
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import PublishingPanel, TabbedInterface
from wagtail.admin.ui.tables import UpdatedAtColumn
from wagtail.admin.views.generic.preview import PreviewOnEdit
from wagtail.admin.widgets.button import Button
from wagtail.snippets.views.snippets import (
    CreateView,
    EditView,
    RevisionsUnscheduleView,
    SnippetViewSet,
    UnpublishView,
    UsageView,
    WorkflowActionView,
)

from kb.editing.held_row import held
from kb.permissions import may
from kb.records.action_views import (
    AddressView,
    ArchiveView,
    AudienceView,
    RestoreView,
)
from kb.records.choosers import RecordChooserViewSet
from kb.records.doors import Door, FreshRecordForm, LockDoor, PublishingDoor, WorkflowDoor
from kb.records.notes_view import NotesView
from kb.records.publish_view import PublishTogetherView
from kb.records.usage import OwnUsage, OwnUsageCount


class RecordCreateView(PublishingDoor, CreateView):
    """Adds a record; an address may fill in fields (`?term_en=...`)."""

    def get_initial(self) -> dict[str, Any]:
        """Fill in what the address says, as if it had been typed."""
        initial: dict[str, Any] = super().get_initial()
        return initial | self.request.GET.dict()


class RecordEditView(FreshRecordForm, PublishingDoor, OwnUsageCount, EditView):
    """Edits a record; the menu of its header leads to what no draft holds."""

    record_actions: dict[type[Any], str] = {}

    @cached_property
    def header_more_buttons(self) -> list[Button]:
        """Return Wagtail's buttons and one for each action on the record."""
        buttons: list[Button] = super().header_more_buttons
        pk = [self.object.pk]
        meta = self.object._meta
        buttons.append(
            Button(
                _("Check the other script"),
                url=reverse("wording_spots", args=[meta.app_label, meta.model_name, *pk]),
                icon_name="openquote",
                priority=35,
            )
        )
        if self.object.live and not self.object.is_archived:
            buttons.append(
                Button(
                    _("Page for readers"),
                    url=self.object.get_absolute_url(),
                    icon_name="view",
                    priority=5,
                )
            )
        for number, (view, url_name) in enumerate(self.record_actions.items()):
            if may(self.request.user, view.permission_required, self.model) and view.fits(
                self.object
            ):
                url = reverse(url_name, args=pk)
                buttons.append(
                    Button(view.label, url=url, icon_name=view.icon, priority=40 + number)
                )
        return buttons


class RecordUsageView(OwnUsage, UsageView):
    """Lists what refers to a record."""


class RecordWorkflowActionView(WorkflowDoor, WorkflowActionView):
    """Acts on the review of a record."""


class RecordUnpublishView(LockDoor, UnpublishView):
    """Takes a record back from its readers."""


class RecordUnscheduleView(LockDoor, RevisionsUnscheduleView):
    """Takes a version off the schedule."""


# What a record's header offers, in this order.
RECORD_ACTIONS: tuple[type[Any], ...] = (
    NotesView,
    AudienceView,
    AddressView,
    ArchiveView,
    RestoreView,
)

# Wagtail would word its heading while the site starts.
UPDATED = UpdatedAtColumn(label=_("Updated"))


class Worded(SnippetViewSet):
    """Wagtail's, with the way back worded for whoever reads, not while the site starts."""

    @property
    def breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Return the steps above a list."""
        return [{"url": reverse_lazy("wagtailadmin_home"), "label": _("Home")}]


class RecordViewSet(Worded):
    """Base of the admin of every root. Subclasses name the model and the panels."""

    add_view_class = RecordCreateView
    edit_view_class = RecordEditView
    usage_view_class = RecordUsageView
    edit_template_name: Any = "kb/admin/record_edit.html"
    workflow_action_view_class = RecordWorkflowActionView
    unpublish_view_class = RecordUnpublishView
    revisions_unschedule_view_class = RecordUnscheduleView
    chooser_viewset_class = RecordChooserViewSet
    # A copy would have parts with the keys of others.
    copy_view_enabled = False
    # Views with a name, a label, an icon, the right they ask for, and whether they fit a record.
    record_actions = RECORD_ACTIONS
    list_per_page = 50
    list_display: Any = ["__str__", "audience", UPDATED]

    def get_queryset(self, request: HttpRequest) -> Any:
        """Return what the list of this person starts from."""
        return self.model.objects.editable_by(request.user)

    def get_edit_handler(self) -> Any:
        """Return the panels, and the times of publication and expiry, which are shown aside."""
        handler: Any = self.edit_handler
        first = handler.children[0] if isinstance(handler, TabbedInterface) else handler
        if not any(isinstance(panel, PublishingPanel) for panel in first.children):
            first.children = [*first.children, PublishingPanel()]
        return super().get_edit_handler()

    def construct_view(self, view_class: Any, **kwargs: Any) -> Any:
        """Pass every view through the door, one change of a record at a time."""
        guarded = type(view_class.__name__, (Door, view_class), {})
        view = super().construct_view(guarded, **kwargs)
        # A preview keeps what was typed for itself and changes nothing.
        return view if issubclass(view_class, PreviewOnEdit) else held(view, self.model, "pk")

    def get_common_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        """Return what every view is made with."""
        step = self.get_url_name(PublishTogetherView.name)
        view_kwargs: dict[str, Any] = super().get_common_view_kwargs(
            publish_together_url_name=step, **kwargs
        )
        return view_kwargs

    def get_edit_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        """Return what the edit view is made with."""
        names = {view: self.get_url_name(view.name) for view in self.record_actions}
        view_kwargs: dict[str, Any] = super().get_edit_view_kwargs(record_actions=names, **kwargs)
        return view_kwargs

    def get_urlpatterns(self) -> list[URLPattern]:
        """Return Wagtail's addresses and one for each action on a record."""
        patterns: list[URLPattern] = super().get_urlpatterns()
        views: tuple[type[Any], ...] = (*self.record_actions, PublishTogetherView)
        return patterns + [
            path(f"{view.name}/<int:pk>/", self.construct_view(view), name=view.name)
            for view in views
        ]
