"""Checklists for tests."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from cases.actions.checklists import Chosen, use
from cases.models import Checklist
from kb.models import PlaybookMeasure
from tests import cast


def checklist(incident: Any, page: Any, **chosen: Any) -> Checklist:
    """Use the first measure of a playbook in an incident, since two hours ago."""
    measure = PlaybookMeasure.objects.filter(phase__page=page)[0]
    return use(
        incident,
        cast.persona("administrator"),
        page.translation_key,
        [Chosen(measure.translation_key, **chosen)],
        timezone.now() - timedelta(hours=2),
    )
