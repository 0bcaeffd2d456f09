"""Finding a page by its translation key, for a reader."""

from uuid import UUID

from django.http import Http404
from wagtail.models import Page

from kb.history.kinds import kinds
from kb.language.reader import current_reader
from kb.permissions import User


def readable_page(key: str, user: User) -> Page:
    """Return the page with this key that the user may read, in their language if there is one.

    Raises Http404.
    """
    try:
        translations = kinds["page"].visible(user).filter(translation_key=UUID(key))
    except ValueError as error:
        raise Http404 from error
    content = current_reader().content
    found = list(translations.select_related("locale").order_by("path"))
    if not found:
        raise Http404
    own = [page for page in found if page.locale.language_code == content]
    page: Page = (own or found)[0].specific
    return page
