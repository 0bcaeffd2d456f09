"""Addresses that stand before wagtail-localize's own."""

from django.urls import URLPattern, path
from django.views.i18n import JavaScriptCatalog
from wagtail.admin.auth import require_admin_access

from kb.translation import po

# The words of its editor, of which its own Chinese catalogues lack half.
_words = JavaScriptCatalog.as_view(packages=["wagtail_localize", "kb"])
_PO = "admin/localize/translate/<int:translation_id>/pofile"

urlpatterns: list[URLPattern] = [
    path("admin/localize/jsi18n/", require_admin_access(_words), name="localize_words"),
    path(f"{_PO}/download/", require_admin_access(po.download), name="own_pofile_download"),
    path(f"{_PO}/upload/", require_admin_access(po.upload), name="own_pofile_upload"),
]
