"""Checks of partners: what they have said in public, looked up before anybody talks to them.

They are no records: no draft, version, search entry or log keeps a copy, so that what is deleted at
the end of its time is gone.
"""

from datetime import date
from typing import Any, ClassVar, Self

from django.conf import settings
from django.contrib.auth.models import Group
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cases.choices import CheckAct, CheckStage, PartnerDecision, Rating
from cases.models.organisations import Organisation
from cases.models.people import Person
from kb.models.vocabulary import CheckQuestion
from kb.permissions import User, group_ids, is_administrator, is_signed_in

_SIGNED = {
    PartnerDecision.GO: CheckStage.CLEARED,
    PartnerDecision.CONDITIONS: CheckStage.CONDITIONS,
    PartnerDecision.NO: CheckStage.REFUSED,
}


def _who(label: Any) -> Any:
    """Return a key to an account that may go while the row stays."""
    return models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=label,
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )


def _partner(model: Any, label: Any) -> Any:
    return models.ForeignKey(
        model,
        verbose_name=label,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="checks",
    )


class PartnerCheckQuerySet(models.QuerySet[Any]):
    """Checks by who may know of them, and by what has to be done."""

    def visible_to(self, user: User) -> Self:
        """Keep the checks of this person's groups, of partners they may know of; never all."""
        if is_administrator(user):
            return self
        if not is_signed_in(user):
            return self.none()
        people = Person.objects.admitted(user).values("pk")
        houses = Organisation.objects.admitted(user).values("pk")
        return self.filter(
            Q(person=None) | Q(person__in=people),
            Q(organisation=None) | Q(organisation__in=houses),
            group__in=group_ids(user),
        )

    def editable_by(self, user: User) -> Self:
        """Keep the checks this person works on: those of their groups."""
        return self.visible_to(user)

    def undecided(self) -> Self:
        """Keep what is being checked, or waits for a decision."""
        return self.filter(decision="")

    def to_sign(self) -> Self:
        """Keep what was decided and nobody has signed off."""
        return self.exclude(decision="").filter(signed_at=None)

    def to_sign_by(self, user: User) -> Self:
        """Keep what this person may sign off: what they have not checked themselves."""
        return self.to_sign().exclude(steps__checked_by=user.pk)

    def signed(self) -> Self:
        """Keep what was signed off."""
        return self.exclude(signed_at=None)

    def past_their_time(self, day: date) -> Self:
        """Keep what should have been deleted before this day."""
        return self.filter(keep_until__lt=day)


class PartnerCheck(models.Model):
    """The check of one partner: who looked up what, what was decided, and until when it is kept."""

    # Nothing outside of its group may count or name it, so nothing indexes what it refers to.
    wagtail_reference_index_ignore = True

    name = models.CharField(_("partner"), max_length=200)
    person = _partner(Person, _("person"))
    organisation = _partner(Organisation, _("organisation"))
    purpose = models.CharField(_("what the contact is for"), max_length=500)
    owner = _who(_("owner"))
    group = models.ForeignKey(
        Group, verbose_name=_("group"), null=True, on_delete=models.SET_NULL, related_name="+"
    )
    begun_at = models.DateTimeField(_("begun"), auto_now_add=True)
    keep_until = models.DateField(_("kept until"))
    decision = models.CharField(
        _("decision"), max_length=10, choices=PartnerDecision.choices, blank=True
    )
    reason = models.CharField(_("reason"), max_length=1000, blank=True)
    cleared_until = models.DateField(_("cleared until"), null=True, blank=True)
    decided_by = _who(_("decided by"))
    decided_at = models.DateTimeField(_("decided"), null=True)
    signed_by = _who(_("signed off by"))
    signed_at = models.DateTimeField(_("signed off"), null=True)

    objects: ClassVar[Any] = PartnerCheckQuerySet.as_manager()

    class Meta:
        verbose_name = _("check of a partner")
        verbose_name_plural = _("checks of partners")

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} {self.pk}"

    def get_absolute_url(self) -> str:
        """Return the address of the check."""
        return reverse("partner_check", args=[self.pk])

    @property
    def stage(self) -> CheckStage:
        """How far it has come; a clearance ends with its day."""
        if not self.decision:
            steps = self.steps.all()
            done = bool(steps) and all(step.checked_at for step in steps)
            return CheckStage.TO_DECIDE if done else CheckStage.OPEN
        if self.signed_at is None:
            return CheckStage.TO_SIGN
        if self.cleared_until and self.cleared_until < timezone.localdate():
            return CheckStage.ENDED
        return _SIGNED[PartnerDecision(self.decision)]

    @property
    def is_cleared(self) -> bool:
        """Whether the partner may be contacted now."""
        return self.stage in (CheckStage.CLEARED, CheckStage.CONDITIONS)


class CheckStep(models.Model):
    """One question about a partner: where and for which time it was looked up, and by whom."""

    wagtail_reference_index_ignore = True

    partner_check = models.ForeignKey(
        PartnerCheck,
        verbose_name=_("check of a partner"),
        on_delete=models.CASCADE,
        related_name="steps",
    )
    question = models.ForeignKey(
        CheckQuestion,
        verbose_name=_("question"),
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    own_question = models.CharField(_("question of its own"), max_length=200, blank=True)
    channels = models.CharField(_("channels and accounts read"), max_length=300, blank=True)
    read_from = models.DateField(_("read from"), null=True, blank=True)
    read_to = models.DateField(_("read to"), null=True, blank=True)
    rating = models.CharField(_("result"), max_length=5, choices=Rating.choices, blank=True)
    note = models.CharField(_("note"), max_length=1000, blank=True)
    checked_by = _who(_("checked by"))
    checked_at = models.DateTimeField(_("checked"), null=True)

    class Meta:
        verbose_name = _("step of a check")
        verbose_name_plural = _("steps of a check")
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.asks

    @property
    def asks(self) -> str:
        """The question, in the reader's writing where it is one of the list."""
        return self.question.label if self.question else self.own_question


class CheckFinding(models.Model):
    """What a partner said in public: where, when, and the few words that matter."""

    wagtail_reference_index_ignore = True

    step = models.ForeignKey(
        CheckStep,
        verbose_name=_("step of a check"),
        on_delete=models.CASCADE,
        related_name="findings",
    )
    address = models.URLField(_("address on the web"), max_length=500, blank=True)
    quote = models.CharField(_("quote"), max_length=100)
    said_on = models.DateField(_("said on"), null=True, blank=True)
    noted_by = _who(_("noted by"))
    noted_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("finding")
        verbose_name_plural = _("findings")
        ordering = ["said_on", "pk"]

    def __str__(self) -> str:
        return self.quote


class CheckLog(models.Model):
    """What was done with a check, by its number; of a deleted one only that it was deleted."""

    wagtail_reference_index_ignore = True

    number = models.PositiveBigIntegerField(_("number"), db_index=True)
    act = models.CharField(_("what was done"), max_length=9, choices=CheckAct.choices)
    by = _who(_("by"))
    at = models.DateTimeField(_("at"), auto_now_add=True)
    words = models.CharField(_("reason"), max_length=500, blank=True)

    class Meta:
        verbose_name = _("entry on a check")
        verbose_name_plural = _("entries on checks")
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.number}: {self.get_act_display()}"
