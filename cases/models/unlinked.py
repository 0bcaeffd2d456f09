"""Names in texts that lead nowhere: what was found, what was looked at, what people decided.

Rows name pages, records and whom they name by kind and number, without a database key: what is
deleted leaves rows that nothing is read from, and every question joins what somebody may work on.
"""

from __future__ import annotations

from typing import Any, ClassVar, Self

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext_lazy as _


class Looked(models.Model):
    """That the text of a page or record was looked through, and by which names it is known.

    `version` goes up with every save; whoever looks says it is done only for the version they read.
    """

    content_type = models.ForeignKey(ContentType, on_delete=models.CASCADE, db_index=False)
    object_id = models.PositiveIntegerField()
    version = models.PositiveIntegerField(default=0)
    is_done = models.BooleanField(default=False, db_index=True)
    # Of people and organisations: their spellings, and who may know of them.
    names = models.TextField(blank=True)
    # What it led to then: when that changes, what it leads to is looked through again.
    links = models.CharField(max_length=32, blank=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["content_type", "object_id"], name="looked_once")
        ]

    def __str__(self) -> str:
        return f"{self.content_type_id} {self.object_id}"


class Naming(models.Model):
    """A page or record whose text names a person or organisation."""

    class Named(models.TextChoices):
        PERSON = "person", _("person")
        ORGANISATION = "organisation", _("organisation")

    content_type = models.ForeignKey(
        ContentType, on_delete=models.CASCADE, db_index=False, related_name="+"
    )
    object_id = models.PositiveIntegerField()
    named_kind = models.CharField(max_length=12, choices=Named.choices)
    named = models.PositiveIntegerField()
    # Changes with any sentence around the name: a decision holds as long as it stays.
    seen = models.CharField(max_length=32)

    class Meta:
        abstract = True


class UnlinkedQuerySet(models.QuerySet[Any]):
    """Names that ask for a decision."""

    def undecided(self) -> Self:
        """Leave out what somebody has decided while the text around it was as it is."""
        decided = MentionDecision.objects.filter(
            content_type=OuterRef("content_type"),
            object_id=OuterRef("object_id"),
            named_kind=OuterRef("named_kind"),
            named=OuterRef("named"),
            seen=OuterRef("seen"),
        )
        return self.filter(~Exists(decided))


class UnlinkedMention(Naming):
    """A name in a published text that leads nowhere.

    `excerpts` are the first sentences: language, words, and where the name stands in them.
    """

    count = models.PositiveSmallIntegerField()
    language = models.CharField(max_length=4)
    is_live = models.BooleanField()
    excerpts = models.JSONField(default=list)
    # What it is searched by: the title of the thing, the name, the sentences.
    told = models.TextField()
    found_at = models.DateTimeField(auto_now_add=True)

    objects: ClassVar[Any] = UnlinkedQuerySet.as_manager()

    class Meta:
        verbose_name = _("unlinked mention")
        verbose_name_plural = _("unlinked mentions")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["content_type", "object_id", "named_kind", "named"],
                name="one_unlinked_mention",
            )
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["named_kind", "named"], name="unlinked_by_named"),
            models.Index(fields=["-is_live", "-count"], name="unlinked_in_order"),
        ]

    def __str__(self) -> str:
        return f"{self.content_type_id}-{self.object_id}: {self.named_kind}-{self.named}"


class MentionDecision(Naming):
    """That a name is linked in a draft, or that nobody with a record is meant; by whom and when."""

    class Answer(models.TextChoices):
        LINKED = "linked", _("Linked in the draft")
        NOT_MEANT = "not_meant", _("Not meant")

    answer = models.CharField(max_length=9, choices=Answer.choices)
    # The part that was added to a draft, so that it can be taken out again.
    part = models.CharField(max_length=40, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("decision about an unlinked mention")
        verbose_name_plural = _("decisions about unlinked mentions")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["content_type", "object_id", "named_kind", "named"],
                name="one_mention_decision",
            )
        ]

    def __str__(self) -> str:
        return f"{self.content_type_id}-{self.object_id}: {self.named_kind}-{self.named}"
