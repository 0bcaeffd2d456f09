"""Files that sources hold: an attachment is read by those who may see, or work on, its source."""

from typing import Any

from django.db.models import Model, Q, QuerySet
from wagtail.documents import get_document_model

from cases.models import Attachment, Source
from kb.file_access import FileHolder, holders
from kb.permissions import User


def _attached(files: type[Model]) -> QuerySet[Any, Any]:
    attachments = Attachment.objects.exclude(document=None)
    if not issubclass(files, get_document_model()):
        attachments = attachments.none()
    keys: QuerySet[Any, Any] = attachments.values("document")
    return keys


def _attached_to_open_sources(files: type[Model], user: User) -> QuerySet[Any, Any]:
    visible = Source.objects.visible_to(user).values("pk")
    editable = Source.objects.editable_by(user).values("pk")
    return _attached(files).filter(Q(source__in=visible) | Q(source__in=editable))


def register() -> None:
    """Let attachments follow their source."""
    holders.register(FileHolder("sources", _attached, _attached_to_open_sources))
