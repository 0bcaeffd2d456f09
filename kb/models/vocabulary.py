"""Shared vocabularies: rows with a key for machines and a label per language for people.

Labels are written by hand in all three writings: Taiwan usage differs by more than script.
"""

from typing import Any

from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from kb.language.reader import current_reader
from kb.language.reading import in_script


class Vocabulary(models.Model):
    """One term of a vocabulary: stored and exchanged as `key`, shown as `label`."""

    key = models.SlugField(_("key"), max_length=60)
    label_en = models.CharField(_("label (English)"), max_length=120)
    label_zh_hans = models.CharField(_("label (Simplified Chinese)"), max_length=120)
    label_zh_hant = models.CharField(_("label (Traditional Chinese)"), max_length=120)
    order = models.PositiveSmallIntegerField(_("order"), default=0)
    parent = models.ForeignKey(
        "self",
        verbose_name=_("parent"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="children",
    )

    class Meta:
        abstract = True
        ordering = ["order", "key"]

    def __str__(self) -> str:
        return self.label

    @classmethod
    def grouped_choices(cls, *, blank: bool) -> list[Any]:
        """Return the terms for a form, by label; those with a parent below it, itself first."""
        rows: list[Any] = list(cls._default_manager.all())
        children: dict[int | None, list[Any]] = {}
        for row in rows:
            children.setdefault(row.parent_id, []).append(row)
        offered: list[Any] = [("", "---------")] if blank else []
        for top in children.get(None, []):
            if below := children.get(top.pk):
                offered.append((top.heading, [(row.pk, row.label) for row in (top, *below)]))
            else:
                offered.append((top.pk, top.label))
        return offered

    @property
    def heading(self) -> str:
        """What stands above the terms below this one."""
        return self.label

    @property
    def label(self) -> str:
        """The label in the reader's writing; one that lacks it falls back to what there is."""
        if get_language() == "en":
            return self.label_en or self.label_zh_hans or self.label_zh_hant or self.key
        first, other = self.label_zh_hans, self.label_zh_hant
        if get_language() == "zh-hant":
            first, other = other, first
        return first or in_script(other, current_reader()) or self.label_en or self.key


class KeyedVocabulary(Vocabulary):
    """A vocabulary whose keys are unique by themselves."""

    class Meta(Vocabulary.Meta):
        abstract = True
        constraints = [models.UniqueConstraint(fields=["key"], name="unique_%(class)s_key")]

    @classmethod
    def key_choices(cls) -> list[tuple[str, str]]:
        """Return keys with their labels, for what refers to terms by key."""
        return [(row.key, row.label) for row in cls._default_manager.all()]


class Channel(KeyedVocabulary):
    """Where something is said, and what kind of place that is."""

    class Owner(models.TextChoices):
        FOUNDER = "founder", _("Founder")
        COMPANY = "company", _("Company")
        PRODUCT = "product", _("Product line")
        THIRD_PARTY = "third_party", _("Third party")

    owner = models.CharField(_("owner"), max_length=11, choices=Owner.choices, blank=True)
    personal = models.BooleanField(_("personal account"), default=False)
    live = models.BooleanField(_("live rather than written"), default=False)
    sells = models.BooleanField(_("sells"), default=False)
    aliases = models.TextField(_("other names, one a line"), blank=True)

    class Meta(KeyedVocabulary.Meta):
        verbose_name = _("channel")
        verbose_name_plural = _("channels")


class Topic(KeyedVocabulary):
    """What a statement, rule or incident is about."""

    class Meta(KeyedVocabulary.Meta):
        verbose_name = _("topic")
        verbose_name_plural = _("topics")


class CrisisType(KeyedVocabulary):
    """A crisis type, or without a parent a crisis cluster (Coombs 2007)."""

    class Meta(KeyedVocabulary.Meta):
        verbose_name = _("crisis cluster or type")
        verbose_name_plural = _("crisis clusters and types")


class OutcomeKind(KeyedVocabulary):
    """What an outcome touched: personnel, policy, law, money, product, reputation."""

    class Meta(KeyedVocabulary.Meta):
        verbose_name = _("outcome kind")
        verbose_name_plural = _("outcome kinds")


class CheckQuestion(KeyedVocabulary):
    """What is looked up before a partner is contacted."""

    class Meta(KeyedVocabulary.Meta):
        verbose_name = _("question about partners")
        verbose_name_plural = _("questions about partners")


class Strategy(Vocabulary):
    """A response strategy of a scheme, or without a parent a family of strategies.

    Schemes are data: SCCT (Coombs 2007) and image repair (Benoit) to begin with.
    """

    scheme = models.SlugField(_("scheme"), max_length=20)

    class Meta(Vocabulary.Meta):
        verbose_name = _("response strategy")
        verbose_name_plural = _("response strategies")
        ordering = ["scheme", "order", "key"]
        constraints = [
            models.UniqueConstraint(fields=["scheme", "key"], name="unique_strategy_key")
        ]

    @property
    def heading(self) -> str:
        """The family with its scheme: both have one of the same name."""
        return f"{self.label} ({self.scheme.upper()})"

    @property
    def code(self) -> str:
        """The key as it is written outside: `scct:denial`."""
        return f"{self.scheme}:{self.key}"


def by_key(model: type[Any], key: str) -> Any:
    """Return the row of a vocabulary with this key (strategies: `scheme:key`).

    Raises the model's DoesNotExist for an unknown key.
    """
    if model is Strategy:
        scheme, _colon, plain = key.partition(":")
        return Strategy.objects.get(scheme=scheme, key=plain)
    return model.objects.get(key=key)
