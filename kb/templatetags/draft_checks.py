"""Where the checks of the firewall stand beside an editor."""

from typing import Any

from django import template
from django.urls import reverse

from kb.draft_checks.kinds import kind_of

register = template.Library()


@register.simple_tag
def draft_findings_address(thing: Any) -> str:
    """Return where the findings of a draft are (with 0 for one not saved yet), or nothing."""
    kind = kind_of(thing)
    return reverse("draft_findings", args=[kind.name, thing.pk or 0]) if kind else ""
