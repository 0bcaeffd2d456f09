"""What all pages share: who may see them, a summary, and an address that hides what is closed."""

from collections.abc import Iterable
from typing import Any, ClassVar, Self

from django.conf import settings
from django.db import models, transaction
from django.http import Http404
from django.template.response import TemplateResponse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.coreutils import find_available_slug
from wagtail.models import Page, PageManager
from wagtail.permission_policies.pages import PagePermissionPolicy
from wagtail.query import PageQuerySet
from wagtail.search import index

from kb.editing.archived_lock import ArchivedLock
from kb.editing.indexing import indexed_later
from kb.editing.previews import ReadInLanguages
from kb.editing.publication import RefusablePublication
from kb.language.codes import Language, read_from
from kb.language.protected_terms import reading_at
from kb.models.archive import ArchivedPage
from kb.models.closed_pages import open_to
from kb.permissions import User
from kb.records.base import refresh_indexes


def editable_pages(pages: Any, user: User) -> Any:
    """Keep, of a queryset of pages of any kind, what this person may work on, drafts too."""
    allowed = PagePermissionPolicy().instances_user_has_any_permission_for(
        user, {"change", "publish"}
    )
    return open_to(pages.filter(pk__in=allowed.values("pk")), user)


class KnowledgePageQuerySet(PageQuerySet):
    """The two questions every list of pages starts from."""

    def visible_to(self, user: User) -> Self:
        """Keep what this person may read: published, and open to them in every translation."""
        kept: Self = open_to(self.live(), user)
        return kept

    def editable_by(self, user: User) -> Self:
        """Keep what this person may work on: drafts too, given rights on that part of the tree."""
        kept: Self = editable_pages(self, user)
        return kept


class KnowledgePage(RefusablePublication, ReadInLanguages, Page):
    """The base of every page of the knowledge base."""

    search_auto_update = False  # `kb.search.signal_handlers` follows what is saved
    summary = models.TextField(
        _("summary"), blank=True, help_text=_("One or two sentences, shown in lists and searches.")
    )

    objects: ClassVar[Any] = PageManager.from_queryset(KnowledgePageQuerySet)()

    content_panels: ClassVar[list[Any]] = [*Page.content_panels, FieldPanel("summary")]
    search_fields: ClassVar[list[Any]] = [*Page.search_fields, index.SearchField("summary")]

    class Meta:
        abstract = True

    def serve(self, request: Any, *args: Any, **kwargs: Any) -> Any:
        """Answer only those who may see the page; to others it does not exist."""
        if not type(self).objects.visible_to(request.user).filter(pk=self.pk).exists():
            raise Http404
        with reading_at(self.path):
            response = super().serve(request, *args, **kwargs)
            # Rendered here, where the words of this place hold.
            return response.render() if isinstance(response, TemplateResponse) else response

    def previewed(self, request: Any, mode_name: str) -> Any:
        """Answer a preview with the words of this place, which a page never saved is not in yet."""
        with reading_at(self.path):
            response = super().previewed(request, mode_name)
            return response.render() if isinstance(response, TemplateResponse) else response

    def bring_out(self, revision: Any, *args: Any, **kwargs: Any) -> None:
        """Publish what is ready, and write the indexes once its parts are there."""
        with indexed_later(self):
            super().bring_out(revision, *args, **kwargs)
        refresh_indexes(self)

    def hold(self) -> None:
        """Hold the row of this page, of which PostgreSQL makes two, until the transaction ends.

        Whoever edits the page takes the row of the tree first, treebeard that of the kind: adding
        a page below would wait for somebody who waits for it.
        """
        Page.objects.order_by().select_for_update().get(pk=self.pk)

    @transaction.atomic
    def add_child(self, **kwargs: Any) -> Any:
        """Add a page below; its address gets a number when somebody took it a moment ago.

        The form has looked whether the address is free, but without a lock: Wagtail would answer
        the second of two people with a server error.
        """
        self.hold()
        page = kwargs.get("instance")
        if page is not None and page.slug:
            page.slug = find_available_slug(self, page.slug)
        return super().add_child(**kwargs)

    def read_in(self) -> Iterable[Language]:
        """Return the languages this page is read in: Chinese ones in either script."""
        return read_from(self.locale.language_code)

    def get_lock(self) -> Any:
        """Return what keeps this page from being changed: first of all, that it is archived."""
        if not self.live and ArchivedPage.objects.filter(page_id=self.pk).exists():
            return ArchivedLock(self)
        return super().get_lock()

    def visible_children(self, user: User) -> Any:
        """Return the pages below this one that this person may see, in the tree's order."""
        return open_to(self.get_children().live(), user).specific()


class ReviewedPage(KnowledgePage):
    """A page that somebody answers for and that is looked at again by a date."""

    responsible = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("owner"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    review_date = models.DateField(_("review by"), null=True, blank=True)

    content_panels: ClassVar[list[Any]] = [
        *KnowledgePage.content_panels,
        MultiFieldPanel(
            [FieldRowPanel([FieldPanel("responsible"), FieldPanel("review_date")])],
            heading=_("Review"),
        ),
    ]

    class Meta:
        abstract = True
