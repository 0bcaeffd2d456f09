"""Who may read a file: documents and images follow the pages and records that hold them.

- An administrator reads every file.
- The privacy of a file's collection, or of one above it, closes it to all others first. A shared
  password opens nothing: nobody is asked for one.
- A file that something holds is open to whoever may see, or work on, one of its holders.
- An archived file is read by those who work in the admin only.
- A file that nothing published holds (just uploaded, or cited by a draft only) is open to those
  who work in the admin, and to no reader.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import CharField, Exists, ExpressionWrapper, F, Model, OuterRef, Q, QuerySet
from django.db.models.functions import Cast
from wagtail.models import Collection, CollectionViewRestriction, Page, ReferenceIndex
from wagtail.permission_policies.pages import PagePermissionPolicy

from kb.models import ArchivedFile
from kb.models.closed_pages import open_to
from kb.permissions import User, group_ids, is_administrator, is_signed_in
from kb.registry import Registry

Keys = QuerySet[Any, Any]


@dataclass(frozen=True)
class FileHolder:
    """A kind of thing that files belong to, for documents and images alike.

    `held(files)` gives the keys of files of that model which anything of the kind holds;
    `open_to(files, user)` those held by one that this person may see or work on.
    """

    name: str
    held: Callable[[type[Model]], Keys]
    open_to: Callable[[type[Model], User], Keys]


holders: Registry[FileHolder] = Registry()


def readable(files: Any, user: User) -> Any:
    """Keep, of a queryset of documents or images, what this person may read."""
    if is_administrator(user):
        return files
    if not is_signed_in(user):
        return files.none()
    model = files.model
    if not user.has_perm("wagtailadmin.access_admin"):  # type: ignore[union-attr]
        gone = ArchivedFile.objects.filter(content_type=ContentType.objects.get_for_model(model))
        files = files.exclude(pk__in=gone.values("object_id"))
    open_keys, held = Q(), Q()
    for holder in holders:
        open_keys |= Q(pk__in=holder.open_to(model, user))
        held |= Q(pk__in=holder.held(model))
    if user.has_perm("wagtailadmin.access_admin"):  # type: ignore[union-attr]
        open_keys |= ~held
    elif not open_keys:
        return files.none()
    return files.filter(open_keys, ~Exists(_closed_collections(user)))


def open_collections(collections: QuerySet[Collection], user: User) -> QuerySet[Collection]:
    """Keep the collections whose privacy admits this person, in themselves and in those above."""
    if is_administrator(user):
        return collections
    return collections.filter(~Exists(_closed_collections(user, "path")))


def _closed_collections(user: User, path_field: str = "collection__path") -> QuerySet[Collection]:
    """Return those of the collections above a path that close what lies there to this person."""
    admitted = Q(restriction_type=CollectionViewRestriction.LOGIN) | Q(
        restriction_type=CollectionViewRestriction.GROUPS, groups__in=group_ids(user)
    )
    refused = CollectionViewRestriction.objects.exclude(
        pk__in=CollectionViewRestriction.objects.filter(admitted).values("pk")
    )
    path = ExpressionWrapper(OuterRef(path_field), output_field=CharField())
    closed: QuerySet[Collection] = (
        Collection.objects.filter(pk__in=refused.values("collection"))
        .annotate(below=path)
        .filter(below__startswith=F("path"))
    )
    return closed


# --- Pages -------------------------------------------------------------------


def _referred_to(files: type[Model], pages: QuerySet[Page]) -> Keys:
    """Return the keys of the files that these pages link to or embed, as they are published."""
    references = ReferenceIndex.objects.filter(
        base_content_type=ContentType.objects.get_for_model(Page),
        to_content_type=ContentType.objects.get_for_model(files),
        object_id__in=pages.annotate(text_key=Cast("pk", CharField())).values("text_key"),
    )
    keyed = files._default_manager.annotate(text_key=Cast("pk", CharField()))
    return keyed.filter(text_key__in=references.values("to_object_id")).values("pk")


def _on_any_page(files: type[Model]) -> Keys:
    return _referred_to(files, Page.objects.all())


def _on_open_pages(files: type[Model], user: User) -> Keys:
    own = PagePermissionPolicy().instances_user_has_any_permission_for(user, {"change", "publish"})
    pages = Page.objects.filter(Q(live=True) | Q(pk__in=own.values("pk")))
    return _referred_to(files, open_to(pages, user))


def register() -> None:
    """Let files follow the pages that show them."""
    holders.register(FileHolder("pages", _on_any_page, _on_open_pages))
