"""Who may say what: rows of speaker, topic and channel, and the roles that answer for them."""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from wagtail.models import RevisionMixin

from kb.firewall.mandates import ALLOWED, NOT_ALLOWED, REFER, Mandate, dead_ends
from kb.models.rules import Speaker
from kb.models.vocabulary import Channel, Topic
from kb.records.bilingual import BilingualText


class DutyRole(RevisionMixin, models.Model):
    """A role that approves what is said: who holds it, who stands in, and how to reach them."""

    name = BilingualText(_("role"), max_length=120)
    holder = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("held by"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    stand_in = models.ForeignKey(
        "self",
        verbose_name=_("stands in"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="stands_in_for",
        help_text=_("The role that decides when nobody holds this one, or its holder is away."),
    )
    contact = BilingualText(_("how to reach"), max_length=200)
    away_from = models.DateField(_("away from"), null=True, blank=True)
    away_until = models.DateField(
        _("away until"), null=True, blank=True, help_text=_("The last day away.")
    )
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    objects: ClassVar[Any] = models.Manager()

    class Meta:
        verbose_name = _("role on duty")
        verbose_name_plural = _("roles on duty")
        ordering = ["order", "pk"]

    def __str__(self) -> str:
        return str(self.name)

    def clean(self) -> None:
        """Refuse an absence that ends before it begins, or a role that stands in for itself."""
        super().clean()
        if self.away_from and self.away_until and self.away_until < self.away_from:
            raise ValidationError({"away_until": _("This is before the first day away.")})
        if self.pk and self.stand_in_id == self.pk:
            raise ValidationError({"stand_in": _("A role does not stand in for itself.")})

    def is_away(self, day: date) -> bool:
        """Return whether the holder is away on a day; one end alone means from or until then."""
        begins, ends = self.away_from, self.away_until
        if not (begins or ends):
            return False
        return (begins is None or begins <= day) and (ends is None or day <= ends)


class SpeakingRule(RevisionMixin, models.Model):
    """One row of the matrix: what a speaker may say, about what, where, and who approves it."""

    class Verdict(models.TextChoices):
        ALLOWED = ALLOWED, _("Allowed")
        REFER = REFER, _("Refer to others")
        NOT_ALLOWED = NOT_ALLOWED, _("Not allowed")

    speaker = models.CharField(_("speaker"), max_length=12, choices=Speaker.choices)
    topic = models.ForeignKey(
        Topic,
        verbose_name=_("topic"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text=_("None chosen: whatever it is about."),
    )
    channel = models.ForeignKey(
        Channel,
        verbose_name=_("channel"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text=_("None chosen: on any channel."),
    )
    verdict = models.CharField(
        _("verdict"), max_length=11, choices=Verdict.choices, default=Verdict.ALLOWED
    )
    refer_to = models.CharField(
        _("refer to"),
        max_length=12,
        choices=[(key, label) for key, label in Speaker.choices if key != Speaker.ANYONE],
        blank=True,
        help_text=_("Who speaks instead."),
    )
    approver = models.ForeignKey(
        DutyRole,
        verbose_name=_("approves"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="approves",
    )
    stand_in = models.ForeignKey(
        DutyRole,
        verbose_name=_("stands in"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text=_("None chosen: whoever stands in for the role that approves."),
    )
    note = BilingualText(_("note"), max_length=300)

    objects: ClassVar[Any] = models.Manager()

    class Meta:
        verbose_name = _("row of who may say what")
        verbose_name_plural = _("who may say what")
        ordering = ["speaker", "topic__order", "channel__order", "pk"]
        # One constraint for each set of what is named: nulls are never equal.
        constraints = [
            models.UniqueConstraint(
                fields=["speaker", *named],
                condition=Q(**{f"{one}__isnull": one not in named for one in ("topic", "channel")}),
                name=f"one_speaking_rule_{'_'.join(named) or 'alone'}",
                violation_error_message=_(
                    "There is a row for this speaker, topic and channel already: change that one."
                ),
            )
            for named in ((), ("topic",), ("channel",), ("topic", "channel"))
        ]

    def __str__(self) -> str:
        named = [self.get_speaker_display(), self.topic, self.channel]
        return " · ".join(str(one) for one in named if one)

    @property
    def is_stop(self) -> bool:
        """Whether this may not be said."""
        return self.verdict == NOT_ALLOWED

    @property
    def code(self) -> str:
        """What names the row where codes of rules stand."""
        return f"who-{self.pk}"

    @property
    def refer_to_label(self) -> str:
        """Who speaks instead, in the reader's words."""
        return str(Speaker(self.refer_to).label) if self.refer_to else ""

    @property
    def deputy(self) -> DutyRole | None:
        """Who stands in: as the row says, else for the role that approves."""
        return self.stand_in or (self.approver.stand_in if self.approver else None)

    def mandate(self) -> Mandate:
        """Return the row as the checker needs it."""
        return Mandate(
            code=self.code,
            speaker=self.speaker,
            topic=self.topic.key if self.topic else None,
            channel=self.channel.key if self.channel else None,
            verdict=self.verdict,
            refer_to=self.refer_to,
        )

    def clean(self) -> None:
        """Refuse a row that refers nowhere, or by which nobody may speak."""
        super().clean()
        if self.verdict != REFER:
            self.refer_to = ""
        elif not (self.refer_to or self.approver_id):
            raise ValidationError({"refer_to": _("Say who speaks instead, or who is asked.")})
        self._demand_a_way_out()

    def _demand_a_way_out(self) -> None:
        """Refuse what would leave a row that refers to somebody who may not say it either."""
        others = {one.code: one for one in SpeakingRule.all_rows() if one.pk != self.pk}
        rows = others | {self.code: self}
        for referring, there in dead_ends([one.mandate() for one in rows.values()]):
            if self.code in (referring.code, there.code):
                raise ValidationError(
                    _(
                        "This contradicts itself: “%(row)s” refers to %(speaker)s, who may not say "
                        "it by “%(there)s”. Change one of the two."
                    )
                    % {
                        "row": rows[referring.code],
                        "speaker": rows[referring.code].refer_to_label,
                        "there": rows[there.code],
                    }
                )

    @classmethod
    def all_rows(cls) -> list[SpeakingRule]:
        """Return the whole matrix with all it names, for whoever is signed in; one query."""
        named = ("topic", "channel", "approver__holder", "approver__stand_in__holder")
        return list(cls.objects.select_related(*named, "stand_in__holder"))
