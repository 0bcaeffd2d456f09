"""Links inside authored text: to whoever may not follow one, the words stay and the link is gone.

An address says more than the words do: the path of a page, the name of a file.
"""

from typing import Any

from wagtail import hooks
from wagtail.documents.rich_text import DocumentLinkHandler
from wagtail.models import Page
from wagtail.rich_text.pages import PageLinkHandler

from kb.file_access import readable
from kb.models.closed_pages import open_to
from kb.permissions import asking

Attributes = dict[str, str]


def _those_shown(things: list[Any], shown: Any) -> list[Any]:
    keys = {thing.pk for thing in things if thing}
    kept = set(shown.filter(pk__in=keys).values_list("pk", flat=True)) if keys else set()
    return [thing if thing and thing.pk in kept else None for thing in things]


class OpenPageLink(PageLinkHandler):
    """A link to a published page that is open to whoever asks."""

    @classmethod
    def get_many(cls, attrs_list: list[Attributes]) -> list[Any]:
        """Return the page of each link, None for one that nobody is shown."""
        found: list[Any] = super().get_many(attrs_list)
        person = asking.get()
        return (
            found if person is None else _those_shown(found, open_to(Page.objects.live(), person))
        )


class ReadableDocumentLink(DocumentLinkHandler):
    """A link to a document that whoever asks may read."""

    @classmethod
    def get_many(cls, attrs_list: list[Attributes]) -> list[Any]:
        """Return the document of each link, None for one that is not shown."""
        found: list[Any] = super().get_many(attrs_list)
        person = asking.get()
        if person is None:
            return found
        return _those_shown(found, readable(cls.get_model().objects.all(), person))


@hooks.register("register_rich_text_features", order=100)
def register_links(features: Any) -> None:
    """Put these in the place of Wagtail's own."""
    features.register_link_type(OpenPageLink)
    features.register_link_type(ReadableDocumentLink)
