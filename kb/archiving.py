"""Archive instead of delete, for whatever there is: records, pages, images and documents."""

from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Model, QuerySet
from wagtail.documents.models import AbstractDocument
from wagtail.images.models import AbstractImage
from wagtail.log_actions import log
from wagtail.models import Page
from wagtail.permissions import policy_registry

from kb.models import ArchivedFile
from kb.models.archive import is_archived_page
from kb.page_archive import archive_page, may_archive, restore_page
from kb.permissions import User, may
from kb.records import actions
from kb.records.base import Record

FILES = (AbstractImage, AbstractDocument)


def can_be_archived(thing: Model) -> bool:
    """Return whether there is such a thing as archiving this."""
    return isinstance(thing, (Record, Page, *FILES))


def is_archived(thing: Any) -> bool:
    """Return whether a thing is archived."""
    if isinstance(thing, Page):
        return is_archived_page(thing)
    if isinstance(thing, FILES):
        return archived_files(type(thing)).filter(object_id=thing.pk).exists()
    return isinstance(thing, Record) and thing.is_archived


def may_archive_thing(thing: Any, user: User) -> bool:
    """Return whether somebody may archive and restore a thing."""
    if isinstance(thing, Page):
        return may_archive(thing.specific, user)
    if isinstance(thing, FILES):
        policy = policy_registry.get_by_type(type(thing))
        allowed: bool = policy.user_has_permission_for_instance(user, "change", thing)
        return allowed
    return (
        isinstance(thing, Record)
        and may(user, "publish", type(thing))
        and type(thing).objects.editable_by(user).filter(pk=thing.pk).exists()
    )


@transaction.atomic
def archive(thing: Any, user: Any) -> None:
    """Hide a thing from readers; it keeps its address and can be restored.

    Raises PermissionDenied for those who may not.
    """
    if isinstance(thing, Page):
        archive_page(thing.specific, user)
    elif isinstance(thing, FILES):
        _demand(thing, user)
        kind = ContentType.objects.get_for_model(type(thing))
        _row, created = ArchivedFile.objects.get_or_create(
            content_type=kind, object_id=thing.pk, defaults={"archived_by": user}
        )
        if created:
            log(instance=thing, action="kb.archive", user=user)
    else:
        actions.archive(thing, user)


@transaction.atomic
def restore(thing: Any, user: Any) -> None:
    """Show an archived thing again, with what was archived together with it.

    Raises PermissionDenied, or ValidationError with a sentence when something else comes first.
    """
    if isinstance(thing, Page):
        restore_page(thing.specific, user)
    elif isinstance(thing, FILES):
        _demand(thing, user)
        if archived_files(type(thing)).filter(object_id=thing.pk).delete()[0]:
            log(instance=thing, action="kb.restore", user=user)
    else:
        actions.restore(thing, user)


def archived_files(model: type[Model]) -> QuerySet[ArchivedFile]:
    """Return the rows of the archived images, or documents."""
    return ArchivedFile.objects.filter(content_type=ContentType.objects.get_for_model(model))


def _demand(thing: Any, user: User) -> None:
    if not may_archive_thing(thing, user):
        raise PermissionDenied
