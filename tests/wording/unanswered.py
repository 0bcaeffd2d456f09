"""Messages that were asked for and answered in English: what catalogues lack of what was met."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from unittest.mock import patch

from django.utils.translation import get_language, trans_real

# How many of a function's arguments are texts, and whether the first one is a context.
ASKED = {
    "gettext": (1, False),
    "ngettext": (2, False),
    "pgettext": (2, True),
    "npgettext": (3, True),
}
Message = tuple[str, str, str]  # context, text, plural


@contextmanager
def unanswered() -> Iterator[set[Message]]:
    """Collect the messages, of any package, to which a Chinese reader is answered in English."""
    from django.utils import translation

    found: set[Message] = set()

    def noting(name: str, ask: Any) -> Any:
        texts, has_context = ASKED[name]

        def asked(*arguments: Any) -> str:
            answer: str = ask(*arguments)
            if not (get_language() or "").startswith("zh"):
                return answer
            given = [str(argument) for argument in arguments[:texts]]
            plain = given[1:] if has_context else given
            if answer in plain and any("a" <= letter.lower() <= "z" for letter in answer):
                context = given[0] if has_context else ""
                found.add((context, plain[0], plain[1] if len(plain) > 1 else ""))
            return answer

        return asked

    real = {name: getattr(trans_real, name) for name in ASKED}
    with patch.multiple(trans_real, **{name: noting(name, ask) for name, ask in real.items()}):
        for name in ASKED:
            vars(translation._trans).pop(name, None)  # type: ignore[attr-defined]
        yield found
    for name in ASKED:
        vars(translation._trans).pop(name, None)  # type: ignore[attr-defined]
