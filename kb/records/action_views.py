"""Admin screens for what belongs to a record and to no draft: audience, address, archive."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.contrib.auth.models import Group
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from django.views.generic import FormView
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin

from kb.permissions import ROLE_GROUPS, User
from kb.records import actions
from kb.records.base import Audience, Record


class AudienceForm(forms.Form):
    """Who may know that the record exists."""

    audience = forms.ChoiceField(
        label=_("Who may see it"), choices=Audience.choices, widget=forms.RadioSelect
    )
    groups = forms.ModelMultipleChoiceField(
        label=_("Groups"),
        queryset=Group.objects.exclude(name__in=ROLE_GROUPS).order_by("name"),
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text=_(
            "Only if it is not for everybody. With no group left, administrators alone see it."
        ),
    )


class AddressForm(forms.Form):
    """The last part of the address of the record's page."""

    slug = forms.SlugField(
        label=_("Address"),
        max_length=80,
        help_text=_(
            "Small letters, digits and hyphens. The address it has now will lead to the new one."
        ),
    )


class RecordActionView(PermissionCheckedMixin, WagtailAdminTemplateMixin, FormView):  # type: ignore[type-arg]
    """Base of one action: shows the record, asks what it needs, does it and says so."""

    name: ClassVar[str] = ""
    label: ClassVar[Any] = ""
    icon: ClassVar[str] = ""
    question: ClassVar[Any] = ""
    button: ClassVar[Any] = ""
    done: ClassVar[Any] = ""

    model: Any = None
    edit_url_name: Any = None
    index_url_name: Any = None
    permission_required = "publish"
    template_name = "kb/admin/record_action.html"
    form_class: Any = forms.Form
    object: Any

    @classmethod
    def fits(cls, record: Record) -> bool:
        """Return whether the action makes sense for a record as it is now."""
        return True

    def setup(self, request: Any, *args: Any, **kwargs: Any) -> None:
        """Find the record; the door has let this person in."""
        super().setup(request, *args, **kwargs)
        self.object = get_object_or_404(self.model, pk=kwargs["pk"])

    def act(self, user: User, cleaned: dict[str, Any]) -> None:
        """Do it; raises ValidationError with a sentence."""
        raise NotImplementedError

    def get_page_title(self) -> str:
        """Return the title of the screen."""
        return str(self.label)

    def get_page_subtitle(self) -> str:
        """Return the record's name."""
        return str(self.object)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Lead back to the list and the record."""
        plural = capfirst(self.model._meta.verbose_name_plural)
        return [
            {"url": reverse("wagtailadmin_home"), "label": _("Home")},
            {"url": reverse(self.index_url_name), "label": plural},
            {"url": self.edit_url, "label": str(self.object)},
            {"url": "", "label": self.label},
        ]

    @property
    def edit_url(self) -> str:
        """The address of the record's editor."""
        return reverse(self.edit_url_name, args=[self.object.pk])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add what the template shows."""
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return context | {
            "object": self.object,
            "question": self.question,
            "button": self.button or self.label,
            "edit_url": self.edit_url,
        }

    def form_valid(self, form: Any) -> HttpResponse:
        """Do it, or show why not."""
        try:
            self.act(self.request.user, form.cleaned_data)
        except ValidationError as error:
            form.add_error(None, error)
            return self.form_invalid(form)
        messages.success(self.request, str(self.done))
        return redirect(self.edit_url)


class AudienceView(RecordActionView):
    """Changes who may see a record."""

    name = "audience"
    label = _("Who may see it")
    icon = "group"
    question = _("This changes at once, for the published record and for every version of it.")
    button = _("Change")
    done = _("Changed who may see it.")
    form_class = AudienceForm

    def get_initial(self) -> dict[str, Any]:
        """Start from how it is."""
        return {"audience": self.object.audience, "groups": self.object.audience_groups.all()}

    def act(self, user: User, cleaned: dict[str, Any]) -> None:
        """Change it."""
        actions.set_audience(self.object, user, cleaned["audience"], cleaned["groups"])


class AddressView(RecordActionView):
    """Changes the address of a record's page."""

    name = "address"
    label = _("Change the address")
    icon = "link"
    question = _("The old address leads to the new one for ever and is given to no other record.")
    button = _("Change")
    done = _("Changed the address.")
    form_class = AddressForm

    def get_initial(self) -> dict[str, Any]:
        """Start from how it is."""
        return {"slug": self.object.slug}

    def act(self, user: User, cleaned: dict[str, Any]) -> None:
        """Change it."""
        actions.change_slug(self.object, user, cleaned["slug"])


class ArchiveView(RecordActionView):
    """Hides a record."""

    name = "archive"
    label = _("Archive")
    icon = "history"
    question = _("Readers will no longer find it. It keeps its address and can be restored.")
    done = _("Archived.")

    @classmethod
    def fits(cls, record: Record) -> bool:
        """Return whether it is not archived yet."""
        return not record.is_archived

    def act(self, user: User, cleaned: dict[str, Any]) -> None:
        """Archive it."""
        actions.archive(self.object, user)


class RestoreView(RecordActionView):
    """Shows an archived record again."""

    name = "restore"
    label = _("Restore")
    icon = "undo"
    question = _("Readers will find it again, if it was published.")
    done = _("Restored.")

    @classmethod
    def fits(cls, record: Record) -> bool:
        """Return whether it is archived."""
        return record.is_archived

    def act(self, user: User, cleaned: dict[str, Any]) -> None:
        """Restore it."""
        actions.restore(self.object, user)
