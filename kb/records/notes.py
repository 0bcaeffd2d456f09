"""Notes on records: what colleagues ask and answer beside a draft, for those who work on it.

Wagtail's comments belong to pages by a database key: a record cannot have them.
"""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import PermissionDenied
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import log

from kb.permissions import User


class RecordNote(models.Model):
    """A question or remark on a record, open until somebody settles it."""

    content_type = models.ForeignKey(ContentType, on_delete=models.CASCADE, related_name="+")
    object_id = models.BigIntegerField()
    text = models.TextField(_("note"))
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    written_at = models.DateTimeField(auto_now_add=True)
    settled_at = models.DateTimeField(null=True)
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        verbose_name = _("note on a record")
        verbose_name_plural = _("notes on records")
        indexes = [models.Index(fields=["content_type", "object_id"], name="notes_of_a_record")]

    def __str__(self) -> str:
        return self.text


def notes_of(record: Any) -> Any:
    """Return the notes on a record, the open ones first, each kind as it was written."""
    kind = ContentType.objects.get_for_model(record)
    notes = RecordNote.objects.filter(content_type=kind, object_id=record.pk)
    settled = models.ExpressionWrapper(
        models.Q(settled_at__isnull=False), output_field=models.BooleanField()
    )
    ordered = notes.annotate(is_settled=settled).order_by("is_settled", "written_at", "pk")
    return ordered.select_related("author", "settled_by")


def _demand_colleague(record: Any, user: User) -> None:
    if not type(record).objects.editable_by(user).filter(pk=record.pk).exists():
        raise PermissionDenied


@transaction.atomic
def write_note(record: Any, user: Any, text: str) -> RecordNote:
    """Write a note; raises PermissionDenied for those who may not work on the record."""
    _demand_colleague(record, user)
    kind = ContentType.objects.get_for_model(record)
    note = RecordNote.objects.create(content_type=kind, object_id=record.pk, text=text, author=user)
    log(instance=record, action="kb.note", user=user)
    return note


@transaction.atomic
def settle_note(record: Any, user: Any, note: RecordNote) -> None:
    """Close a note; raises PermissionDenied for those who may not work on the record."""
    _demand_colleague(record, user)
    note.settled_at, note.settled_by = timezone.now(), user
    note.save(update_fields=["settled_at", "settled_by"])
    log(instance=record, action="kb.note.settled", user=user)
