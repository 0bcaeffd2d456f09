"""Admin screens that link pages and incidents, from either side."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.views.generic import FormView
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin
from wagtail.admin.widgets import AdminPageChooser
from wagtail.models import Page

from cases.actions.write_up import link, unlink
from cases.models import Incident, WriteUp
from kb.models.closed_pages import open_to


class PageForm(forms.Form):
    """Chooses the page that writes an incident up."""

    page = forms.ModelChoiceField(
        label=_("Page"), queryset=Page.objects.filter(depth__gt=2), widget=AdminPageChooser
    )


class IncidentForm(forms.Form):
    """Chooses the incident that a page writes up."""

    incident = forms.ModelChoiceField(label=_("Incident"), queryset=Incident.objects.none())

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["incident"]
        field.queryset = Incident.objects.editable_by(user)
        field.widget = Incident.snippet_viewset.chooser_viewset.widget_class()


class WriteUpView(WagtailAdminTemplateMixin, FormView):  # type: ignore[type-arg]
    """Base: lists what is linked, links one more, takes a link back."""

    template_name = "cases/admin/write_ups.html"
    header_icon = "doc-full-inverse"
    page_title = _("Write-ups")
    remove_field = ""

    def pair(self, other: Any) -> tuple[Any, Incident]:
        """Return page and incident when `other` is the far end."""
        raise NotImplementedError

    def others(self) -> Any:
        """Return the far ends that may be linked or unlinked here."""
        raise NotImplementedError

    def linked(self) -> list[Any]:
        """Return the far ends that are linked and that this person may see."""
        raise NotImplementedError

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Take a link back, or make one."""
        gone = request.POST.get("remove", "")
        if not gone:
            return super().post(request, *args, **kwargs)
        if not gone.isdigit():
            raise Http404
        unlink(*self.pair(get_object_or_404(self.others(), pk=gone)), request.user)
        messages.success(request, _("Unlinked."))
        return redirect(request.path)

    def form_valid(self, form: Any) -> HttpResponse:
        """Make the link."""
        chosen = next(iter(form.cleaned_data.values()))
        if not self.others().filter(pk=chosen.pk).exists():
            form.add_error(None, ValidationError(_("This cannot be linked here.")))
            return self.form_invalid(form)
        link(*self.pair(chosen), self.request.user)
        messages.success(self.request, _("Linked."))
        return redirect(self.request.path)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add what is linked."""
        context: dict[str, Any] = super().get_context_data(**kwargs)
        context["linked"] = self.linked()
        context["media"] = context["form"].media
        return context


class WriteUpsOfIncident(PermissionCheckedMixin, WriteUpView):
    """The pages that write an incident up."""

    name = "write-ups"
    label = page_title = _("Write-ups")
    icon = "doc-full-inverse"
    permission_required = "change"
    model: Any = None
    edit_url_name: Any = None
    index_url_name: Any = None
    form_class = PageForm

    @classmethod
    def fits(cls, record: Incident) -> bool:
        """Return whether it can be written up: always, a draft too."""
        return True

    @cached_property
    def incident(self) -> Any:
        """The incident; the door has let this person in."""
        return get_object_or_404(Incident, pk=self.kwargs["pk"])

    def pair(self, other: Any) -> tuple[Any, Incident]:
        return other, self.incident

    def others(self) -> Any:
        return open_to(Page.objects.filter(depth__gt=2), self.request.user)

    def linked(self) -> list[Any]:
        keys = WriteUp.objects.filter(incident=self.incident).values("page_key")
        pages = self.others().filter(translation_key__in=keys).select_related("locale")
        return [(page.pk, f"{page.title} ({page.locale})", _page_edit(page)) for page in pages]

    def get_page_subtitle(self) -> str:
        return str(self.incident)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        edit = reverse(self.edit_url_name, args=[self.incident.pk])
        return [
            {"url": reverse("wagtailadmin_home"), "label": _("Home")},
            {"url": edit, "label": str(self.incident)},
            {"url": "", "label": self.page_title},
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        context["new_address"] = reverse("incident_write_up", args=[self.incident.slug])
        return context


class WriteUpsOfPage(WriteUpView):
    """The incidents that a page writes up."""

    form_class = IncidentForm

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Answer 404 for a page this person may not edit."""
        super().setup(request, *args, **kwargs)
        pages = open_to(Page.objects.filter(depth__gt=2), request.user)
        self.page = get_object_or_404(pages, pk=kwargs["page_id"])
        if not self.page.permissions_for_user(request.user).can_edit():
            raise Http404

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "user": self.request.user}

    def pair(self, other: Any) -> tuple[Any, Incident]:
        return self.page, other

    def others(self) -> Any:
        return Incident.objects.editable_by(self.request.user)

    def linked(self) -> list[Any]:
        keys = WriteUp.objects.filter(page_key=self.page.translation_key).values("incident")
        name = Incident.snippet_viewset.get_url_name("edit")
        return [
            (incident.pk, str(incident), reverse(name, args=[incident.pk]))
            for incident in self.others().filter(pk__in=keys)
        ]

    def get_page_subtitle(self) -> str:
        return str(self.page.title)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [
            {"url": reverse("wagtailadmin_home"), "label": _("Home")},
            {"url": _page_edit(self.page), "label": self.page.title},
            {"url": "", "label": self.page_title},
        ]


def _page_edit(page: Page) -> str:
    return reverse("wagtailadmin_pages:edit", args=[page.pk])
