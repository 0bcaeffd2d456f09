"""Statements: the words as they were said, or are to be said."""

from typing import Any, ClassVar, Self

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalManyToManyField
from wagtail.search import index

from cases.choices import StatementKind, StatementState
from cases.models.base import ActorFields
from cases.models.incidents import Incident
from kb.models.rules import Speaker
from kb.models.vocabulary import Channel, Topic
from kb.records.base import Record, RecordQuerySet
from kb.records.bilingual import BilingualText
from kb.records.time import HonestTime


class StatementQuerySet(RecordQuerySet):
    """Statements by what has to be done with them."""

    def to_approve(self) -> Self:
        """Keep the words that are to be said and that nobody has approved."""
        return self.filter(state=StatementState.DRAFTED, said_start=None).exclude(
            kind=StatementKind.TEMPLATE
        )


class Statement(ActorFields, Record):
    """Words with a speaker; its state is a field of its own, not Wagtail's draft."""

    kind = models.CharField(
        _("kind"), max_length=9, choices=StatementKind.choices, default=StatementKind.STATEMENT
    )
    title = BilingualText(_("title or question"), max_length=200)
    words = BilingualText(_("words"))
    speaks_as = models.CharField(_("speaks as"), max_length=12, choices=Speaker.choices, blank=True)
    channel = models.ForeignKey(
        Channel,
        verbose_name=_("channel"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="statements",
    )
    topics = ParentalManyToManyField(
        Topic, verbose_name=_("topics"), blank=True, related_name="statements"
    )
    incident = models.ForeignKey(
        Incident,
        verbose_name=_("incident"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="statements",
    )
    said = HonestTime(_("said"))
    state = models.CharField(
        _("state"),
        max_length=9,
        choices=StatementState.choices,
        default=StatementState.DRAFTED,
        editable=False,
    )
    state_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    state_at = models.DateTimeField(null=True, editable=False)

    made_from = models.ForeignKey(
        "self",
        verbose_name=_("made from"),
        null=True,
        blank=True,
        editable=False,
        on_delete=models.PROTECT,
        related_name="made",
    )

    objects: ClassVar[Any] = StatementQuerySet.as_manager()

    kept_from_drafts = (*Record.kept_from_drafts, "state", "state_by", "state_at", "made_from")

    search_fields: ClassVar[list[Any]] = [
        *Record.search_fields,
        index.SearchField("title_en", boost=2),
        index.SearchField("title_zh", boost=2),
        index.SearchField("words_en"),
        index.SearchField("words_zh"),
        index.AutocompleteField("title_en"),
        index.AutocompleteField("title_zh"),
        index.FilterField("kind"),
        index.FilterField("state"),
    ]

    class Meta(ActorFields.Meta):
        verbose_name = _("statement")
        verbose_name_plural = _("statements")

    def get_absolute_url(self) -> str:
        """Return the address of the statement's page."""
        return reverse("statement", args=[self.slug])
