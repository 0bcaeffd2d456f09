"""What may differ between two answers that say the same thing."""

import re

TOKEN = re.compile(rb'(name="csrfmiddlewaretoken" value=")[^"]*|("X-CSRFToken": ")[^"]*')


def masked(content: bytes) -> str:
    """Return the text of a page without its CSRF tokens."""
    return TOKEN.sub(rb"\1\2", content).decode()
