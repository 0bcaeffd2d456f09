"""The readable half of the IP-firewall rules; what a machine checks comes with the checker."""

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey

from kb.records.base import Record
from kb.records.bilingual import BilingualText
from kb.records.parts import Part


class Speaker(models.TextChoices):
    """In whose name something is said."""

    ANYONE = "*", _("Anyone else")
    FOUNDER = "founder", _("Founder")
    COMPANY = "company", _("Company")
    PRODUCT = "product", _("Product line")
    EXECUTIVE = "executive", _("Executive")
    SPOKESPERSON = "spokesperson", _("Spokesperson")


class Rule(Record):
    """One rule of the IP firewall: what it forbids, why, and what to do instead."""

    code = models.SlugField(_("code"), max_length=20, unique=True, help_text=_("For example FW01."))
    title = BilingualText(_("title"), max_length=200)
    trigger = BilingualText(_("trigger"))
    rationale = BilingualText(_("rationale"))
    alternative = BilingualText(_("better alternative"))
    order = models.PositiveSmallIntegerField(_("order"), default=0)
    responsible = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("owner"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    review_date = models.DateField(_("review by"), null=True, blank=True)

    class Meta:
        verbose_name = _("firewall rule")
        verbose_name_plural = _("firewall rules")
        ordering = ["order", "code"]

    def __str__(self) -> str:
        return f"{self.code} {self.title}"

    def get_absolute_url(self) -> str:
        """Return the address of the rule's own page."""
        return reverse("rule", args=[self.slug])


class RuleSeverity(Part):
    """How grave a finding is when a certain speaker says it."""

    class Severity(models.TextChoices):
        HIGH = "high", _("High: stops the statement")
        MEDIUM = "medium", _("Medium: warns")

    rule = ParentalKey(Rule, on_delete=models.CASCADE, related_name="severities")
    speaker = models.CharField(_("speaker"), max_length=12, choices=Speaker.choices)
    severity = models.CharField(_("severity"), max_length=6, choices=Severity.choices)

    class Meta(Part.Meta):
        verbose_name = _("severity")
        verbose_name_plural = _("severities")


class RuleExample(Part):
    """Words that must, or must not, cross the rule."""

    rule = ParentalKey(Rule, on_delete=models.CASCADE, related_name="examples")
    text = BilingualText(_("text"))
    triggers = models.BooleanField(_("crosses the rule"), default=True)

    class Meta(Part.Meta):
        verbose_name = _("example")
        verbose_name_plural = _("examples")
