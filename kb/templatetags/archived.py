"""What stood at an address before it was archived, for those who may restore it."""

from typing import Any

from django import template
from django.urls import reverse
from wagtail.models import Page

from kb.attention_sources.things import editable_pages, editable_records, works_at_the_desk
from kb.language.codes import language
from kb.permissions import is_signed_in

register = template.Library()

# Addresses of kinds that are not called by the name of their model.
KINDS = {"term": "glossaryterm"}


@register.simple_tag(takes_context=True)
def archived_here(context: Any) -> dict[str, Any] | None:
    """Return title and editor of the archived thing at this address, None for all who may not."""
    request = context.get("request")
    match = getattr(request, "resolver_match", None)
    user = getattr(request, "user", None)
    if match is None or user is None or not is_signed_in(user) or not works_at_the_desk(user):
        return None
    slug = match.kwargs.get("slug")
    if match.url_name == "wagtail_serve":
        return _page(request)
    name = KINDS.get(str(match.url_name), match.url_name)
    for records in editable_records(user, archived=True):
        if slug and records.model._meta.model_name == name:
            found = records.filter(slug=slug).first()
            meta = records.model._meta
            url = f"wagtailsnippets_{meta.app_label}_{meta.model_name}:edit"
            return found and {"title": found.named, "url": reverse(url, args=[found.pk])}
    return None


def _page(request: Any) -> dict[str, Any] | None:
    parts = [part for part in request.path.split("/") if part]
    if len(parts) < 2:
        return None
    content = f"/{'/'.join((language(parts[0]).content, *parts[1:]))}/"
    pages: Any = editable_pages(request.user).filter(archived__isnull=False, slug=parts[-1])
    for page in pages.select_related("locale")[:20]:
        if isinstance(page, Page) and page.get_url() in (content, request.path):
            return {
                "title": page.draft_title,
                "url": reverse("wagtailadmin_pages:edit", args=[page.pk]),
            }
    return None
