"""The pages that link to a record or page, or show it in a block, by the reference index."""

from collections.abc import Iterator
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Model
from wagtail.models import Page

from kb.backlinks import Backlink, BacklinkSource, sources
from kb.language.reader import current_reader
from kb.models.closed_pages import open_to
from kb.permissions import User
from kb.references import all_references_to


def find(obj: Model, user: User) -> Iterator[Backlink]:
    """Yield the published pages that lead to an object and that this person may see.

    Of a page and its translations, only the one in the reader's language is named, if there is one.
    """
    references = all_references_to(obj).filter(
        base_content_type=ContentType.objects.get_for_model(Page)
    )
    reasons: dict[int, set[str]] = {}
    for reference in references:
        # "Background → Incident card": the block says enough.
        reason = reference.describe_source_field().rpartition(" → ")[2]
        reasons.setdefault(int(reference.object_id), set()).add(reason)
    if not reasons:
        return
    visible = open_to(Page.objects.live(), user).filter(pk__in=reasons).select_related("locale")
    for page in _in_one_language(visible.order_by("title", "pk")):
        for reason in sorted(reasons[page.pk]):
            kind = page.specific_class._meta.verbose_name
            yield Backlink(kind, page.title, page.get_url(), reason)


def _in_one_language(pages: Any) -> list[Page]:
    content = current_reader().content
    chosen: dict[Any, Page] = {}
    for page in pages:
        if page.locale.language_code == content or page.translation_key not in chosen:
            chosen[page.translation_key] = page
    return list(chosen.values())


def register() -> None:
    """Answer what links here, for pages."""
    sources.register(BacklinkSource("pages", find))
