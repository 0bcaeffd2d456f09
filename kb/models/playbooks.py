"""Playbooks: phases of measures to choose from, and answers to what will be asked."""

import uuid
from typing import Any, ClassVar

from django.db import models
from django.forms import CheckboxSelectMultiple
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey, ParentalManyToManyField
from modelcluster.models import ClusterableModel
from wagtail.admin.panels import FieldPanel, InlinePanel, MultiFieldPanel
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Orderable, TranslatableMixin
from wagtail.search import index

from kb.blocks.marks import MARKS
from kb.blocks.streams import PLAYBOOK
from kb.models.base import KnowledgePage, ReviewedPage
from kb.models.vocabulary import CrisisType, Topic
from kb.severity import Severity

FEATURES = ["bold", "italic", "ol", "ul", "link", *MARKS]


class DueAfter(models.IntegerChoices):
    """Within which time of the start a measure should be done, in minutes."""

    HALF_AN_HOUR = 30, _("30 minutes")
    HOUR = 60, _("1 hour")
    TWO_HOURS = 120, _("2 hours")
    FOUR_HOURS = 240, _("4 hours")
    EIGHT_HOURS = 480, _("8 hours")
    TWELVE_HOURS = 720, _("12 hours")
    DAY = 1440, _("1 day")
    TWO_DAYS = 2880, _("2 days")
    THREE_DAYS = 4320, _("3 days")
    WEEK = 10080, _("1 week")
    TWO_WEEKS = 20160, _("2 weeks")
    MONTH = 43200, _("30 days")
    QUARTER = 129600, _("90 days")


class PlaybookPage(ReviewedPage):
    """A plan for a kind of crisis."""

    body = StreamField(PLAYBOOK, verbose_name=_("introduction"), blank=True)
    # What it is meant for; each may be left open. What a translation says holds as well.
    crisis_types = ParentalManyToManyField(
        CrisisType,
        verbose_name=_("crisis clusters and types"),
        blank=True,
        related_name="playbooks",
        help_text=_("A cluster stands for all of its types."),
    )
    topics = ParentalManyToManyField(
        Topic, verbose_name=_("topics"), blank=True, related_name="playbooks"
    )
    lowest_severity = models.PositiveSmallIntegerField(
        _("lowest severity"), choices=Severity.choices, null=True, blank=True
    )

    content_panels: ClassVar[list[Any]] = [
        *ReviewedPage.content_panels,
        MultiFieldPanel(
            [
                FieldPanel("crisis_types", widget=CheckboxSelectMultiple),
                FieldPanel("topics", widget=CheckboxSelectMultiple),
                FieldPanel("lowest_severity"),
            ],
            heading=_("What it is meant for"),
            help_text=_(
                "Incidents like this name the playbook. It holds for all translations of the page: "
                "what is said on one of them is enough, and is taken away on all."
            ),
        ),
        FieldPanel("body"),
        InlinePanel("phases", label=_("Phase"), heading=_("Phases and their measures")),
        InlinePanel("questions", label=_("Question"), heading=_("Questions and answers")),
    ]
    search_fields: ClassVar[list[Any]] = [
        *KnowledgePage.search_fields,
        index.SearchField("body"),
        index.RelatedFields("phases", [index.SearchField("title")]),
        index.RelatedFields(
            "questions", [index.SearchField("question"), index.SearchField("answer")]
        ),
    ]
    parent_page_types: ClassVar[list[str]] = ["kb.SectionPage"]
    subpage_types: ClassVar[list[str]] = []

    class Meta:
        verbose_name = _("playbook")
        verbose_name_plural = _("playbooks")

    def copy(self, *args: Any, **how: Any) -> Any:
        """Copy the page, to be translated too; its measures get keys or a language of their own.

        Wagtail sees to the parts of a page, not to their parts, and copies older versions in which
        these still are the rows of the original: the copy begins with one version, as it is now.
        """
        process, anew = how.get("process_child_object"), how.get("reset_translation_key", True)

        def with_measures(page: Any, made: Any, relation: Any, part: Any) -> None:
            if process:
                process(page, made, relation, part)
            for measure in part.measures.all() if isinstance(part, PlaybookPhase) else ():
                measure.locale = part.locale
                if anew:
                    measure.translation_key = uuid.uuid4()

        return super().copy(
            *args, **{**how, "process_child_object": with_measures, "copy_revisions": False}
        )


class PlaybookPhase(TranslatableMixin, Orderable, ClusterableModel):
    """A phase of a playbook; other records name it by `translation_key`."""

    page = ParentalKey(PlaybookPage, on_delete=models.CASCADE, related_name="phases")
    title = models.CharField(_("title"), max_length=200)
    intro = models.TextField(_("introduction"), blank=True)

    panels: ClassVar[list[Any]] = [
        FieldPanel("title"),
        FieldPanel("intro"),
        InlinePanel("measures", label=_("Measure")),
    ]

    class Meta(TranslatableMixin.Meta, Orderable.Meta):
        verbose_name = _("phase")
        verbose_name_plural = _("phases")

    def __str__(self) -> str:
        return self.title


class PlaybookMeasure(TranslatableMixin, Orderable):
    """One measure: a way out, what speaks for and against it, how it is done and by whom."""

    phase = ParentalKey(PlaybookPhase, on_delete=models.CASCADE, related_name="measures")
    title = models.CharField(_("title"), max_length=200)
    solution = RichTextField(_("solution"), blank=True, features=FEATURES)
    advantages = RichTextField(_("advantages"), blank=True, features=FEATURES)
    drawbacks = RichTextField(_("drawbacks"), blank=True, features=FEATURES)
    steps = RichTextField(_("steps"), blank=True, features=FEATURES)
    owner = models.CharField(_("owner"), max_length=120, blank=True)
    due_after = models.PositiveIntegerField(
        _("due after the start"), choices=DueAfter.choices, null=True, blank=True
    )

    panels: ClassVar[list[Any]] = [
        FieldPanel("title"),
        FieldPanel("solution"),
        FieldPanel("advantages"),
        FieldPanel("drawbacks"),
        FieldPanel("steps"),
        FieldPanel("owner"),
        FieldPanel("due_after"),
    ]

    class Meta(TranslatableMixin.Meta, Orderable.Meta):
        verbose_name = _("measure")
        verbose_name_plural = _("measures")

    def __str__(self) -> str:
        return self.title


class PlaybookQuestion(TranslatableMixin, Orderable):
    """A question that will be asked, with an answer."""

    page = ParentalKey(PlaybookPage, on_delete=models.CASCADE, related_name="questions")
    question = models.TextField(_("question"))
    answer = models.TextField(_("answer"))

    class Meta(TranslatableMixin.Meta, Orderable.Meta):
        verbose_name = _("question")
        verbose_name_plural = _("questions")

    def __str__(self) -> str:
        return self.question
