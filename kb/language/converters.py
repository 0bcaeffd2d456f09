"""OpenCC's converters by the names of their configurations: the only file that imports OpenCC."""

from collections.abc import Callable
from functools import cache

from opencc import OpenCC

_TEXT = "汉漢"


@cache
def converter(*configurations: str) -> Callable[[str], str]:
    """Return the converter of a configuration, or of several in a row, loaded once."""
    converters = [OpenCC(name) for name in configurations]

    def convert_text(text: str) -> str:
        for one in converters:
            text = one.convert(text)
        return text

    return convert_text


def load(*configurations: str) -> None:
    """Load the dictionaries of a configuration, or of several in a row, if nobody has yet."""
    converter(*configurations)(_TEXT)
