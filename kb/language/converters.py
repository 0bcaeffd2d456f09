"""OpenCC's converters by the names of their configurations: the only file that imports OpenCC."""

import re
from collections.abc import Callable
from functools import cache

from opencc import OpenCC

_TEXT = "汉漢"
# Taiwan writes these for a rarer character as well; OpenCC gives every one back as the rarer.
_OFTEN_THEMSELVES = {"tw2t": re.compile("([參顎鯰])")}


@cache
def converter(*configurations: str) -> Callable[[str], str]:
    """Return the converter of a configuration, or of several in a row, loaded once."""
    converters = [(OpenCC(name), _OFTEN_THEMSELVES.get(name)) for name in configurations]

    def convert_text(text: str) -> str:
        for one, kept in converters:
            if kept and kept.search(text):
                pieces = kept.split(text)
                pieces[::2] = map(one.convert, pieces[::2])
                text = "".join(pieces)
            else:
                text = one.convert(text)
        return text

    return convert_text


def load(*configurations: str) -> None:
    """Load the dictionaries of a configuration, or of several in a row, if nobody has yet."""
    converter(*configurations)(_TEXT)
