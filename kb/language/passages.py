"""Passages in another language than their page's, marked as such: for fonts, voices and breaks.

On an English page each run of Chinese is marked; on a Chinese one each piece of English that is
more than a name or two. What is marked already, code and forms are left alone.
"""

import re

from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString

from kb.language import codes
from kb.language.codes import Language
from kb.language.detection import has_han, script_of
from kb.language.text_cache import TextCache
from kb.language.text_runs import TextRuns

_HAN = "〇㐀-䶿一-鿿豈-﫿\U00020000-\U0003ffff"
_WITH_HAN = f"{_HAN}、。，；：！？（）《》「」『』【】〈〉…—“”·"
# From one character to the last before a space: 小米SU7发布会 is one run.
_CHINESE = re.compile(f"[《「『（【〈]?[{_HAN}](?:[^\\s<>&]*[{_WITH_HAN}])?")
_ENGLISH = re.compile(r"[A-Za-zÀ-ɏ]{2,}(?:[\s,;:.’'-]+[A-Za-zÀ-ɏ]+){2,}")
_LATIN = re.compile(r"[A-Za-zÀ-ɏ]{2}")
_TAG = re.compile(r"<[^>]*>")

_SILENT = {"code", "kbd", "math", "option", "pre", "samp", "script", "style", "svg", "textarea"}
_SILENT |= {"title", "var"}

_cache = TextCache(limit=4_000_000)


def mark_passages(html: str, reader: Language) -> str:
    """Return HTML with a `lang` on what is not in the reader's language, else as it is."""
    if not (has_han(html) if reader.half == "en" else _ENGLISH.search(_TAG.sub("\0", html))):
        return html
    key = (html, reader.tag)
    found = _cache.get(key)
    if found is None:
        found = _mark(html, reader)
        _cache.set(key, found)
    return found


def mark_text(text: str, reader: Language) -> SafeString:
    """Return a short text as HTML, marked as a whole on a Chinese page if it has no Chinese."""
    if reader.half == "zh" and not has_han(text) and _LATIN.search(text):
        return format_html('<span lang="en">{}</span>', text)
    return SafeString(mark_passages(conditional_escape(text), reader))


def _mark(html: str, reader: Language) -> str:
    pieces, end = [], 0
    for start, stop in _Runs(html, reader).find():
        pieces += [html[end:start], _marked(html[start:stop], html, reader)]
        end = stop
    return "".join([*pieces, html[end:]])


def _marked(text: str, whole: str, reader: Language) -> str:
    if reader.half == "en":
        tag = script_of(whole).tag
        return _CHINESE.sub(lambda run: f'<span lang="{tag}">{run[0]}</span>', text)
    plain = text.strip()
    if has_han(plain) or not _ENGLISH.search(plain):
        return text
    return text.replace(plain, f'<span lang="en">{plain}</span>', 1)


class _Runs(TextRuns):
    """Finds the text that is not marked as another language yet."""

    def __init__(self, html: str, reader: Language) -> None:
        super().__init__(html)
        self._reader = reader

    def admits(self, tag: str, attributes: dict[str, str | None], outside: bool) -> bool:
        """Leave out code and its like, and what is marked as the other language."""
        if marked := attributes.get("lang"):
            known = codes.parse(marked)
            outside = known is not None and known.half == self._reader.half
        return outside and tag not in _SILENT
