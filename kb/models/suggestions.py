"""What readers suggest to change on a page or record they may not edit themselves."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, ClassVar, Self

from django.apps import apps
from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from kb.models.base import editable_pages
from kb.models.closed_pages import open_to
from kb.permissions import User, is_signed_in, may_edit
from kb.records.base import Record

# In characters, as typed.
LONGEST_TEXT = 2000
LONGEST_QUOTE = 300


def record_kinds() -> Iterator[Any]:
    """Yield every kind of record."""
    yield from (model for model in apps.get_models() if issubclass(model, Record))


class SuggestionQuerySet(models.QuerySet[Any]):
    """The two questions every list of suggestions starts from, and who may answer."""

    def answerable_by(self, user: User) -> Self:
        """Keep those on pages and records that this person may work on."""
        if not is_signed_in(user):
            return self.none()
        about = Q(page_key__in=editable_pages(Page.objects.all(), user).values("translation_key"))
        for model in record_kinds():
            if may_edit(user, model):
                about |= _on(model, model.objects.editable_by(user))
        return self.filter(about)

    def own_of(self, user: User) -> Self:
        """Keep those this person made under their name, on what they may still see."""
        if not is_signed_in(user):
            return self.none()
        about = Q(page_key__in=open_to(Page.objects.live(), user).values("translation_key"))
        for model in record_kinds():
            about |= _on(model, model.objects.visible_to(user))
        return self.filter(about, by=user.pk)

    def visible_to(self, user: User) -> Self:
        """Keep what this person may answer, and their own."""
        mine = self.own_of(user).values("pk")
        return self.filter(Q(pk__in=mine) | Q(pk__in=self.answerable_by(user).values("pk")))

    def open(self) -> Self:
        """Keep what nobody has answered."""
        return self.filter(state=Suggestion.State.OPEN)


def _on(model: Any, records: Any) -> Q:
    kind = ContentType.objects.get_for_model(model)
    return Q(content_type=kind, object_id__in=records.filter(merged_into=None).values("pk"))


class Suggestion(models.Model):
    """A suggestion on a page, in all its translations, or on a record.

    Of its time only the day is kept, so that one without a name cannot be held against a log.
    """

    class State(models.TextChoices):
        OPEN = "open", _("Not answered yet")
        TAKEN_UP = "taken", _("Taken up")
        DECLINED = "declined", _("Not taken up")

    page_key = models.UUIDField(null=True, editable=False, db_index=True)
    content_type = models.ForeignKey(
        ContentType, null=True, editable=False, on_delete=models.CASCADE, related_name="+"
    )
    object_id = models.BigIntegerField(null=True, editable=False)
    text = models.TextField(_("what should change"))
    quote = models.CharField(_("passage"), max_length=LONGEST_QUOTE, blank=True)
    # The language of the page it was seen in, as in its address.
    language = models.CharField(max_length=12, editable=False)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    said_on = models.DateField(default=timezone.localdate, editable=False)
    state = models.CharField(max_length=8, choices=State, default=State.OPEN, editable=False)
    answer = models.TextField(_("answer"), blank=True)
    answered_at = models.DateTimeField(null=True, editable=False)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="+",
    )

    objects: ClassVar[Any] = SuggestionQuerySet.as_manager()

    class Meta:
        verbose_name = _("suggested change")
        verbose_name_plural = _("suggested changes")
        ordering = ["said_on", "pk"]
        indexes = [
            models.Index(fields=["content_type", "object_id"], name="suggestions_of_a_record"),
            models.Index(fields=["state", "said_on"], name="suggestions_by_state"),
        ]
        constraints = [
            models.CheckConstraint(
                name="suggestion_of_page_or_record",
                condition=Q(page_key=None, content_type__isnull=False, object_id__isnull=False)
                | Q(page_key__isnull=False, content_type=None, object_id=None),
            )
        ]

    def __str__(self) -> str:
        return self.text[:60]

    def get_absolute_url(self) -> str:
        """Return the address of the suggestion."""
        return reverse("suggestion", args=[self.pk])

    @property
    def is_open(self) -> bool:
        """Whether nobody has answered it."""
        return self.state == self.State.OPEN
