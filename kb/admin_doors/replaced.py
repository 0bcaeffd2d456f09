"""The few functions of Wagtail that all its screens share and that ask nobody, narrowed.

Each is replaced where it is looked up. Outside a request (commands, the worker) they are Wagtail's.
"""

from collections.abc import Callable, Iterable
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import CharField, Count, Model, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Cast, Coalesce
from taggit.models import Tag, TaggedItem
from wagtail.admin import filters
from wagtail.admin.mail import EmailNotificationMixin
from wagtail.admin.views.pages import edit
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.images.views import chooser
from wagtail.models import ReferenceIndex

from kb.admin_doors.known import about_known, is_known, known
from kb.permissions import User, asking


def _of_known(rows: Any) -> Any:
    person = asking.get()
    return rows if person is None else about_known(rows, person)


def _references_to(cls: Any, thing: Model) -> Any:
    return _of_those_known(_wagtails_references_to(thing))


def _references_to_in_bulk(cls: Any, things: Iterable[Model]) -> Any:
    return _of_those_known(_wagtails_references_to_in_bulk(things))


def _of_those_known(rows: Any) -> Any:
    """As `_of_known`, asking first of what kinds these rows are: there are few, or none at all."""
    person = asking.get()
    if person is None:
        return rows
    named = set(rows.order_by().values_list("base_content_type", flat=True).distinct())
    return about_known(rows, person, named=named)


def _usage_count_subquery(cls: Any, model: type[Model]) -> Coalesce:
    """Wagtail's, from the references that this person may know of."""
    references = ReferenceIndex.objects.filter(
        to_content_type=ContentType.objects.get_for_model(model),
        to_object_id=Cast(OuterRef("pk"), output_field=CharField()),
    )
    counted = (
        _of_known(references)
        .values("to_object_id")
        .annotate(count=Count("object_id", distinct=True))
        .values("count")
    )
    return Coalesce(Subquery(counted), 0)


def known_tags(user: User) -> QuerySet[Tag]:
    """Return the tags of files that this person may know of."""
    items = Q()
    for model in (get_image_model(), get_document_model()):
        kind = ContentType.objects.get_for_model(model)
        items |= Q(content_type=kind, object_id__in=known(model, user).values("pk"))
    found: QuerySet[Tag] = Tag.objects.filter(pk__in=TaggedItem.objects.filter(items).values("tag"))
    return found


def _popular_tags(model: type[Model], count: int = 10) -> Any:
    """Return the tags used most often on what this person may know of."""
    person = asking.get()
    kind = ContentType.objects.get_for_model(model)
    items = Q(taggit_taggeditem_items__content_type=kind)
    if person is not None:
        items &= Q(taggit_taggeditem_items__object_id__in=known(model, person).values("pk"))
    counted = Tag.objects.filter(items).annotate(n=Count("taggit_taggeditem_items"))
    return counted.order_by("-n")[:count]


def _recipients(self: Any, instance: Any, **kwargs: Any) -> set[Any]:
    """Leave out, of the people a review is told to, those who may not know of what is reviewed."""
    state = getattr(instance, "workflow_state", instance)
    thing = state.content_object
    found: set[Any] = _wagtails_recipients(self, instance, **kwargs)
    return {person for person in found if is_known(thing, person)}


def _notify_of_comments(people: Iterable[Any], notification: str, context: dict[str, Any]) -> bool:
    """Leave out, of the people a comment is told to, those who may not know of the page."""
    page = context["page"]
    told = [person for person in people if is_known(page, person)]
    return bool(_wagtails_send_notification(told, notification, context))


_wagtails_references_to: Callable[..., Any] = ReferenceIndex.get_references_to
_wagtails_references_to_in_bulk: Callable[..., Any] = ReferenceIndex.get_references_to_in_bulk
_wagtails_recipients: Callable[..., Any] = EmailNotificationMixin.get_valid_recipients
_wagtails_send_notification: Callable[..., Any] = edit.send_notification


def replace() -> None:
    """Put these in the place of Wagtail's own."""
    ReferenceIndex.get_references_to = classmethod(_references_to)
    ReferenceIndex.get_references_to_in_bulk = classmethod(_references_to_in_bulk)
    ReferenceIndex.usage_count_subquery = classmethod(_usage_count_subquery)
    filters.popular_tags_for_model = chooser.popular_tags_for_model = _popular_tags
    EmailNotificationMixin.get_valid_recipients = _recipients
    edit.send_notification = _notify_of_comments
