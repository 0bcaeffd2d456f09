"""Files that sources hold: an attachment is read by those who may see, or work on, its source."""

from typing import Any

from django.db.models import Model, Q, QuerySet
from wagtail.documents import get_document_model

from cases.models import Attachment, EvidenceUpload, Source
from kb.file_access import FileHolder, holders
from kb.permissions import User


def _name(files: type[Model]) -> str:
    return "document" if issubclass(files, get_document_model()) else "image"


def _attached(files: type[Model]) -> QuerySet[Any, Any]:
    name = _name(files)
    keys: QuerySet[Any, Any] = Attachment.objects.exclude(**{name: None}).values(name)
    return keys


def _attached_to_open_sources(files: type[Model], user: User) -> QuerySet[Any, Any]:
    visible = Source.objects.visible_to(user).values("pk")
    editable = Source.objects.editable_by(user).values("pk")
    return _attached(files).filter(Q(source__in=visible) | Q(source__in=editable))


def _uploaded(files: type[Model]) -> QuerySet[Any, Any]:
    name = _name(files)
    keys: QuerySet[Any, Any] = EvidenceUpload.objects.exclude(**{name: None}).values(name)
    return keys


def _uploaded_to_own_sources(files: type[Model], user: User) -> QuerySet[Any, Any]:
    return _uploaded(files).filter(source__in=Source.objects.editable_by(user).values("pk"))


def register() -> None:
    """Let attachments follow their source, those of a draft from the moment they are added."""
    holders.register(FileHolder("sources", _attached, _attached_to_open_sources))
    holders.register(FileHolder("uploads to sources", _uploaded, _uploaded_to_own_sources))
