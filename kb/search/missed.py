"""Searches that found nothing, for editors: the words, how often, the last day. Never who or when.

A GET changes nothing, so the page reports by a POST of its own (`static/js/missed_search.js`), and
the button "Ask the editors for it" by a form. What is reported is searched again before it counts.
"""

import re
from datetime import date, timedelta
from typing import ClassVar

from django.db import models
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kb.language.codes import ENGLISH
from kb.permissions import User
from kb.search.analysis.normalise import fold
from kb.search.analysis.stopwords import asks
from kb.search.operators import parse
from kb.search.query import read
from kb.search.results import search, totals

# Longer than any name or question; what is longer is a text somebody pasted.
LONGEST = 60
KEPT_DAYS = 90
MOST_KEPT = 5_000
# Addresses, telephone and identity numbers are nobody's to read in a report.
_PRIVATE = re.compile(r"\S*@\S*|\+?\d[\d\s().-]{5,}\d")


class MissedSearch(models.Model):
    """Words that found nothing for whoever typed them; written alike, they are one row."""

    key = models.CharField(max_length=LONGEST, unique=True)
    text = models.CharField(_("words"), max_length=LONGEST)
    number = models.PositiveIntegerField(_("searches"), default=0)
    asked = models.PositiveIntegerField(_("asked for"), default=0)
    last_day = models.DateField(_("last day"))

    class Meta:
        verbose_name = _("search that found nothing")
        verbose_name_plural = _("searches that found nothing")
        ordering: ClassVar[list[str]] = ["-asked", "-number", "-last_day", "key"]
        default_permissions = ("view", "delete")

    def __str__(self) -> str:
        return self.text


def report_missed(text: str, user: User, *, asked: bool = False) -> bool:
    """Count a search that finds nothing for this person; return whether it was counted.

    Texts too long to be a question and texts that may hold somebody's address or number are not.
    The answer to a question stands below the line: it is counted only when there is nothing there
    either, or the editors are `asked`.
    """
    typed = read(parse(text).words())
    key = " ".join(typed.units)
    if not key or max(len(key), len(typed.text)) > LONGEST or _PRIVATE.search(typed.text):
        return False
    if any(totals([typed.text], user)):
        return False
    if not asked and asks(fold(typed.text)) and search(typed.text, user, ENGLISH, stop=1).below:
        return False
    today = timezone.localdate()
    known = MissedSearch.objects.filter(key=key)
    counted = {"number": int(not asked), "asked": int(asked)}
    counts = {name: F(name) + number for name, number in counted.items()}
    if not known.update(last_day=today, **counts):
        if MissedSearch.objects.count() >= MOST_KEPT:
            return False
        MissedSearch.objects.bulk_create(
            [MissedSearch(key=key, text=typed.text, last_day=today, **counted)],
            ignore_conflicts=True,
        )
    return True


def forget_old(today: date | None = None) -> int:
    """Delete what nobody has searched for since so many days; return how many."""
    oldest = (today or timezone.localdate()) - timedelta(days=KEPT_DAYS)
    deleted, _by_model = MissedSearch.objects.filter(last_day__lt=oldest).delete()
    return deleted
