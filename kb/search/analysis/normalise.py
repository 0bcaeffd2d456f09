"""One spelling for one word: cleaned, compatibility forms and both scripts folded, case dropped."""

import re
import unicodedata

from kb.language.conversion import fold_script

# What separates words though it shows nothing, and what hides inside a word and means nothing.
# A NUL must not reach OpenCC (it stops reading there) nor a lone surrogate (it cannot encode it).
_SEPARATING = re.compile("[\x00-\x1f\x7f-\x9f\u200b\u2028\u2029]")
_MEANINGLESS = re.compile(
    "[\u00ad\u034f\u200c-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff\ufff9-\ufffb"
    "\ud800-\udfff\U000e0000-\U000e01ef]"
)


def clean(text: str) -> str:
    """Return the text without what no reader sees: control, format and broken characters."""
    return _MEANINGLESS.sub("", _SEPARATING.sub(" ", text))


def fold(text: str) -> str:
    """Return the form in which texts are compared: NFKC, mainland script and wording, no case."""
    return fold_script(unicodedata.normalize("NFKC", clean(text))).casefold()
