"""Notes on records that a person has worked on, or has written a note on, and that are open."""

from collections.abc import Iterator
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.templatetags.wagtailadmin_tags import user_display_name
from wagtail.models import Revision

from kb.attention import AttentionItem, AttentionSource, sources
from kb.attention_sources.things import works_at_the_desk
from kb.permissions import User
from kb.records.notes import RecordNote


def find(user: User, most: int) -> Iterator[AttentionItem]:
    """Yield open notes of others, the oldest first; three queries for each kind of record."""
    if not works_at_the_desk(user):
        return
    waiting = RecordNote.objects.filter(settled_at=None).exclude(author_id=user.pk)
    notes = list(waiting.select_related("author").order_by("written_at", "pk")[: most * 2])
    records: dict[tuple[int, int], Any] = {}
    for kind in {note.content_type_id for note in notes}:
        keys = {note.object_id for note in notes if note.content_type_id == kind}
        records |= _concerning(user, kind, keys)
    found = [note for note in notes if (note.content_type_id, note.object_id) in records]
    for note in found[:most]:
        record = records[note.content_type_id, note.object_id]
        address = type(record).snippet_viewset.get_url_name("notes")
        yield AttentionItem(
            key=f"note-{note.pk}",
            kind=record._meta.verbose_name,
            title=record.named,
            url=reverse(address, args=[record.pk]),
            reason=_("%(name)s: “%(text)s”")
            % {"name": user_display_name(note.author), "text": Truncator(note.text).chars(160)},
            since=note.written_at,
        )


def _concerning(user: User, kind: int, keys: set[int]) -> dict[tuple[int, int], Any]:
    """Return the records of a kind that this person may work on and has worked on."""
    model: Any = ContentType.objects.get_for_id(kind).model_class()
    if model is None:
        return {}
    own = RecordNote.objects.filter(content_type=kind, object_id__in=keys, author_id=user.pk)
    mine = set(own.values_list("object_id", flat=True))
    versions = Revision.objects.filter(content_type=kind, object_id__in=map(str, keys), user=user)
    mine |= {int(key) for key in versions.values_list("object_id", flat=True)}
    return {(kind, one.pk): one for one in model.objects.editable_by(user).filter(pk__in=mine)}


def register() -> None:
    """Name notes."""
    sources.register(
        AttentionSource(
            "notes",
            gettext_lazy("Notes on records"),
            gettext_lazy("Answer, or mark them as settled."),
            find,
        )
    )
