"""The rules of the IP firewall: what people read, and the keys that the checker combines."""

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey

from kb.firewall.rules import ANYONE, CheckedRule
from kb.models.vocabulary import Channel, Topic
from kb.records.base import Record
from kb.records.bilingual import BilingualText
from kb.records.key_lists import KeyListField
from kb.records.parts import Part


class Speaker(models.TextChoices):
    """In whose name something is said."""

    ANYONE = ANYONE, _("Anyone else")
    FOUNDER = "founder", _("Founder")
    COMPANY = "company", _("Company")
    PRODUCT = "product", _("Product line")
    EXECUTIVE = "executive", _("Executive")
    SPOKESPERSON = "spokesperson", _("Spokesperson")


class Act(models.TextChoices):
    """What words do; each is found by a function of the same name in `kb.firewall.acts`."""

    ARGUE_SAFETY = "argue_safety", _("Argues that a product is safe or sound")
    GUARANTEE_IN_PERSON = "guarantee_in_person", _("Vouches in person, by name or word")
    ATTACK = "attack", _("Attacks critics, media or rivals")
    BORROW_PERSONA = "borrow_persona", _("Borrows the founder's persona")
    ANNOUNCE_DISCIPLINE = "announce_discipline", _("Announces discipline of an employee")
    MOBILISE = "mobilise", _("Mobilises people against critics or criticism")
    DENY_ABSOLUTELY = "deny_absolutely", _("Denies absolutely")
    SPEAK_FOR_ANOTHER_LINE = "speak_for_another_line", _("Speaks for another line or the group")
    PRIVATE_LIFE = "private_life", _("Talks of the founder's private life")
    SELL_IN_INCIDENT = "sell_in_incident", _("Sells inside an incident")
    RANK_ABOVE_SAFETY = "rank_above_safety", _("Ranks something above safety")
    BLAME_USER = "blame_user", _("Blames a user or victim")
    DIVIDE_USERS = "divide_users", _("Sorts users into loyal and hostile")
    SPEAK_OF_GRAVE_MATTER = "speak_of_grave_matter", _("Deals with a grave matter")
    APOLOGISE_CONDITIONALLY = "apologise_conditionally", _("Apologises conditionally or emptily")


class Exemption(models.TextChoices):
    """What excuses an act; found by a function of the same name in `kb.firewall.acts`."""

    NAMES_FINISHED_INQUIRY = "names_finished_inquiry", _("Names a finished inquiry with evidence")
    FOUND_BY_AUTHORITY = "found_by_authority", _("An authority has found so")
    POINTS_TO_NOTICE = "points_to_notice", _("Only points to a written notice")
    NAMES_A_MEASURE = "names_a_measure", _("Names a measure, a date or a contact")


def _speakers() -> list[tuple[str, str]]:
    return [(key, str(label)) for key, label in Speaker.choices if key != ANYONE]


class Rule(Record):
    """One rule of the IP firewall: what it forbids, why, and what to do instead."""

    code = models.SlugField(_("code"), max_length=20, unique=True, help_text=_("For example FW01."))
    title = BilingualText(_("title"), max_length=200)
    trigger = BilingualText(_("trigger"))
    rationale = BilingualText(_("rationale"))
    alternative = BilingualText(_("better alternative"))
    speakers = KeyListField(
        _("speakers"), offers=_speakers, help_text=_("None chosen: whoever speaks.")
    )
    channels = KeyListField(
        _("channels"), offers=Channel.key_choices, help_text=_("None chosen: on any channel.")
    )
    topics = KeyListField(
        _("topics"), offers=Topic.key_choices, help_text=_("None chosen: whatever it is about.")
    )
    acts = KeyListField(
        _("acts"),
        offers=lambda: Act.choices,
        help_text=_("Any of them crosses the rule. None chosen: the rule is not checked."),
    )
    exemptions = KeyListField(
        _("exemptions"),
        offers=lambda: Exemption.choices,
        help_text=_("Any of them excuses what is said."),
    )
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

    def conditions(self) -> list[tuple[str, list[str]]]:
        """Return what is checked as readers read it: each list of keys that is not empty."""
        names = ("acts", "exemptions", "speakers", "channels", "topics")
        chosen = [(self._meta.get_field(name), getattr(self, name)) for name in names]
        return [
            (capfirst(str(column.verbose_name)), column.labels(keys))
            for column, keys in chosen
            if isinstance(column, KeyListField) and keys
        ]

    def checked(self) -> CheckedRule:
        """Return the rule as the checker needs it."""
        return CheckedRule(
            code=self.code,
            acts=frozenset(self.acts),
            severity={row.speaker: row.severity for row in self.severities.all()},
            speakers=frozenset(self.speakers),
            channels=frozenset(self.channels),
            topics=frozenset(self.topics),
            exemptions=frozenset(self.exemptions),
        )


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
