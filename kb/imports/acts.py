"""What may be done with an import once it is there: cancel, go on, rename, remove."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.db import transaction

from kb.holding import demand_unheld
from kb.models.imports import Import, ImportedFile, RawContent, RawDocument
from kb.permissions import User, is_administrator, may_edit


def _held(batch: Import, user: User) -> Import:
    """Return an import with its row held; raises PermissionDenied where it is out of reach."""
    rows = Import.objects.visible_to(user).values("pk")
    found: Import | None = (
        Import.objects.select_for_update(of=("self",)).filter(pk=batch.pk, pk__in=rows).first()
    )
    if found is None:
        raise PermissionDenied
    return found


@transaction.atomic
def cancel(batch: Import, user: User) -> bool:
    """Leave unread what is not read yet; return False when nothing was going on."""
    found = _held(batch, user)
    if found.state != Import.State.GOING:
        return False
    found.state = Import.State.CANCELLED
    found.save(update_fields=["state"])
    return True


@transaction.atomic
def go_on(batch: Import, user: User) -> bool:
    """Read what a cancelled import left unread, and try again what was given up half-way.

    Returns False when it is not cancelled.
    """
    found = _held(batch, user)
    if found.state != Import.State.CANCELLED:
        return False
    unread = found.files.filter(read_at=None)
    unread.update(attempts=0)
    found.state = Import.State.GOING if unread.exists() else Import.State.DONE
    found.save(update_fields=["state"])
    return True


@transaction.atomic
def rename(batch: Import, user: User, title: str) -> None:
    """Call an import something else."""
    found = _held(batch, user)
    found.title = title
    found.save(update_fields=["title"])


def may_remove(batch: Import, user: User) -> bool:
    """Return whether this is who brought the files in, or an administrator."""
    return is_administrator(user) or (may_edit(user, Import) and batch.made_by_id == user.pk)


@transaction.atomic
def remove(batch: Import, user: User) -> None:
    """Remove an import nothing was made from, with the bytes that nothing else has.

    Raises kb.holding.Held when something was made from it. What came again elsewhere is read there
    from now on.
    """
    found = _held(batch, user)
    if not may_remove(found, user):
        raise PermissionDenied
    demand_unheld(found)
    documents = RawDocument.objects.filter(file__batch=found)
    for document in documents.filter(came_again__isnull=False).distinct():
        document.came_again.exclude(file__batch=found).update(
            first=None,
            text=document.text,
            encoding=document.encoding,
            said=document.said,
            is_picture=document.is_picture,
        )
    contents = {
        *documents.values_list("content_id", flat=True),
        *found.files.values_list("content_id", flat=True),
    }
    found.delete()
    still = RawDocument.objects.values("content_id"), ImportedFile.objects.values("content_id")
    unused = RawContent.objects.filter(pk__in=contents)
    unused.exclude(pk__in=still[0]).exclude(pk__in=still[1]).delete()
