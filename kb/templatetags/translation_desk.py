"""What the screens of translations at the desk need beside the words of the site."""

from django import template
from django.utils.translation import gettext as _

from kb.language.codes import Language

register = template.Library()


@register.filter
def name_of_half(one: Language) -> str:
    """Return what a content language is called: Chinese, whichever script."""
    return _("Chinese") if one.half == "zh" else _("English")


@register.filter
def unlocalized(number: float) -> str:
    """Return a number as attributes of SVG want it, with a point in every language."""
    return f"{number:g}"
