"""The choices of a facet, which make up most of a search page: written without a template."""

from typing import Any

from django import template
from django.utils.formats import localize
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString

from kb.language.passages import mark_text
from kb.language.reader import current_reader

register = template.Library()


@register.simple_tag
def facet_choices(facet: Any, form_id: str = "") -> SafeString:
    """Return the choices of a facet as labels with a box each (see `facet_group.html`)."""
    name = conditional_escape(facet.name)
    form = f' form="{conditional_escape(form_id)}"' if form_id else ""
    reader = current_reader()
    rows = []
    for number, choice in enumerate(facet.choices, start=1):
        box = f"facet-{name}-{number}"
        child = " facet__choice--child" if getattr(choice, "child", False) else ""
        none = "" if choice.count or choice.chosen else " facet__choice--none"
        checked = " checked" if choice.chosen else ""
        value = conditional_escape(localize(choice.value))
        rows.append(
            f'<label class="facet__choice{child}{none}" for="{box}">'
            f'<input id="{box}" type="checkbox" name="{name}" value="{value}"{form}{checked}>'
            f"<span>{mark_text(str(choice.label), reader)}</span>"
            f'<span class="facet__count">{localize(choice.count)}</span></label>'
        )
    # Every piece that is not ours went through conditional_escape().
    return SafeString("\n".join(rows))
