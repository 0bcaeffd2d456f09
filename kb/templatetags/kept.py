"""Parts of a page that are the same for everybody: rendered once for each language."""

from typing import Any

from django import template
from django.conf import settings
from django.contrib.staticfiles.storage import staticfiles_storage
from django.template.base import NodeList, Parser, Token
from django.template.context import Context
from django.utils.safestring import SafeString
from django.utils.translation import get_language

register = template.Library()

# What a part may ask of its surroundings and still be kept: its wording, addresses and files.
_Key = tuple[str | None, str, int]


class KeptNode(template.Node):
    """Renders its inside without the page's context, and keeps the text."""

    def __init__(self, inside: NodeList) -> None:
        self.nodelist = inside
        self.kept: dict[_Key, SafeString] = {}

    def render(self, context: Context) -> SafeString:
        """Return the text of the active language."""
        storage = getattr(staticfiles_storage, "_wrapped", None)
        key = (get_language(), settings.STATIC_URL, id(type(storage)))
        text = self.kept.get(key)
        if text is None:
            # Nothing of a request is within reach, so nothing of it can be kept.
            alone = Context()
            alone.template = template_of_page = context.template
            assert template_of_page is not None  # a node is rendered by a template
            with alone.render_context.push_state(template_of_page):
                text = self.kept[key] = self.nodelist.render(alone)
        return text


@register.tag
def kept(parser: Parser, token: Token) -> Any:
    """Keep what stands before `{% endkept %}`; it sees no variable of the page."""
    inside = parser.parse(("endkept",))
    parser.delete_first_token()
    return KeptNode(inside)
