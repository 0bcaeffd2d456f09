"""Words quoted as they were written, in their own glyphs."""

from django import template

from kb.language.detection import language_of

register = template.Library()


@register.filter
def written_in(text: str) -> str:
    """Return the language of a quote for its `lang` attribute, empty when nothing tells."""
    found = language_of(text)
    return found.tag if found else ""
