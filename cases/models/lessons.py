"""Lessons: what an incident taught, and which guidance it speaks for or against."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey

from cases.choices import LessonStance
from cases.models.incidents import Incident
from kb.models.rules import Rule
from kb.records.bilingual import BilingualText
from kb.records.parts import Part


class Lesson(Part):
    """Somebody's reading of an incident, with name and date."""

    incident = ParentalKey(Incident, on_delete=models.CASCADE, related_name="lessons")
    text = BilingualText(_("lesson"), max_length=500)
    stance = models.CharField(
        _("stance"), max_length=11, choices=LessonStance.choices, default=LessonStance.SUPPORTS
    )
    rule = models.ForeignKey(
        Rule,
        verbose_name=_("firewall rule"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="lessons",
    )
    # Pages and measures are named by translation key: the reader's language decides which is shown.
    page_key = models.UUIDField(_("guidance page"), null=True, blank=True)
    measure_key = models.UUIDField(_("playbook measure"), null=True, blank=True)
    read_by = models.CharField(_("read by"), max_length=120)
    read_on = models.DateField(_("read on"), null=True, blank=True)

    class Meta(Part.Meta):
        verbose_name = _("lesson")
        verbose_name_plural = _("lessons")
        constraints = [
            models.CheckConstraint(
                condition=(
                    Q(rule=None, page_key=None)
                    | Q(rule=None, measure_key=None)
                    | Q(page_key=None, measure_key=None)
                ),
                name="lesson_at_most_one_target",
                violation_error_message=_("Choose a rule, a page or a measure, only one of them."),
            )
        ]

    def __str__(self) -> str:
        return str(self.text)
