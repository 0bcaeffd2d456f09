"""Labels that Wagtail words while the site starts, and the words of its scripts: for each reader.

Wagtail calls `gettext` in the bodies of these classes, so that the language of the start would be
everybody's. At the start it is English, and an English label is the key of its translations. Its
scripts ask one package for their words; `kb/locale/*/djangojs.po` holds those it lacks.
"""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.auth.models import Permission
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy
from django.views.i18n import JavaScriptCatalog
from wagtail.admin.forms.collections import GroupCollectionManagementPermissionFormSet
from wagtail.admin.forms.workflows import WorkflowContentTypeForm, WorkflowPageForm
from wagtail.admin.views import i18n
from wagtail.admin.viewsets.chooser import ChooserViewSet
from wagtail.contrib.redirects import views as redirects
from wagtail.contrib.redirects.filters import RedirectsReportFilterSet
from wagtail.documents.forms import GroupDocumentPermissionFormSet
from wagtail.forms import TaskStateCommentForm
from wagtail.images.forms import GroupImagePermissionFormSet, ImageInsertionForm, URLGeneratorForm
from wagtail.models import Site
from wagtail.sites import views as sites
from wagtail.users.templatetags import wagtailusers_tags
from wagtail_localize.views.report import TranslationsReportFilterSet

from kb.language import yes_no

CHOOSER = (
    "choose_one_text",
    "choose_another_text",
    "edit_item_text",
    "search_tab_label",
    "create_action_label",
)
original_permissions = wagtailusers_tags.format_permissions
MAY = {
    "add": gettext_lazy("Can add: %(things)s"),
    "change": gettext_lazy("Can change: %(things)s"),
    "delete": gettext_lazy("Can delete: %(things)s"),
}


def word_again() -> None:
    """Let the labels of Wagtail's classes be worded for whoever reads; before any is used."""
    yes_no.register()
    i18n.js_catalog = JavaScriptCatalog.as_view(packages=["wagtail.admin", "kb"])
    for name in CHOOSER:
        setattr(ChooserViewSet, name, gettext_lazy(getattr(ChooserViewSet, name)))
    for form in (TaskStateCommentForm, ImageInsertionForm, URLGeneratorForm):
        for field in form.base_fields.values():
            _word_field(field)
    # Named after their fields, which have no words.
    WorkflowPageForm.base_fields["page"].label = gettext_lazy("Page")
    WorkflowContentTypeForm.base_fields["content_types"].label = gettext_lazy("Content types")
    for formset in (
        GroupCollectionManagementPermissionFormSet,
        GroupImagePermissionFormSet,
        GroupDocumentPermissionFormSet,
    ):
        _word_field(formset.form.base_fields["collection"])
        # The same list, which the form of each line has kept.
        formset.permission_types[:] = [
            (codename, gettext_lazy(short), gettext_lazy(long))
            for codename, short, long in formset.permission_types
        ]
    kind = RedirectsReportFilterSet.base_filters["is_permanent"]
    kind.label, kind.extra["empty_label"] = gettext_lazy("Type"), gettext_lazy("All")
    kind.extra["choices"] = [(value, gettext_lazy(label)) for value, label in kind.extra["choices"]]
    # Named after their fields, which have no words.
    translations = TranslationsReportFilterSet.base_filters
    translations["source_locale"].label = gettext_lazy("Source language")
    translations["target_locale"].label = gettext_lazy("Target language")
    headings = redirects.IndexView.export_headings
    redirects.IndexView.export_headings = {
        name: gettext_lazy(label) for name, label in headings.items()
    }
    for column in sites.IndexView.columns:
        if column.name in ("port", "site_name", "root_page"):
            column.label = capfirst(Site._meta.get_field(column.name).verbose_name)
    wagtailusers_tags.register.inclusion_tag(
        "wagtailusers/groups/includes/formatted_permissions.html", name="format_permissions"
    )(_worded_permissions)


def _word_field(field: Any) -> None:
    field.label = gettext_lazy(field.label)
    if isinstance(field, forms.ChoiceField) and not isinstance(field, forms.ModelChoiceField):
        choices: Any = field.choices
        field.choices = [(value, gettext_lazy(str(label))) for value, label in choices]


def _worded_permissions(permission_bound_field: Any) -> dict[str, Any]:
    """Return what Wagtail shows of a group's permissions; Django keeps their names in English."""
    shown: dict[str, Any] = original_permissions(permission_bound_field)
    for line in shown["object_perms"]:
        for action, words in MAY.items():
            permission: Permission | None = line.get(action, {}).get("perm")
            if permission:
                permission.name = words % {"things": line["object"]}
    return shown
