"""What a page says, aloud or on screen, and which of it is in the other language."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from html.parser import HTMLParser
from zoneinfo import available_timezones

from kb.language.script_tables import SIMPLIFIED_ONLY, TRADITIONAL_ONLY

# The same in every language: the switch to English, the brands, a rule's code, schemes of strategies.
NAMES = {"English", "EN", "Casebook", "Wagtail", "FW", "SCCT", "BENOIT"}
# Formats and keys of the keyboard.
NAMES |= {
    "PDF",
    "Word",
    "DOCX",
    "Markdown",
    "ZIP",
    "UTF",
    "CSV",
    "XLSX",
    "HTML",
    "URL",
    "Esc",
    "Ctrl",
    "JPG",
    "JPEG",
    "PNG",
    "GIF",
    "WEBP",
    "AVIF",
    "MB",
    "ID",
}
LATIN = re.compile(r"[A-Za-z]{2,}(?:['’][a-z]+)?")
HAN = re.compile(r"[㐀-鿿豈-﫿]+")
ADDRESS = re.compile(r"https?://\S+")
SPOKEN = ("title", "aria-label", "aria-description", "placeholder", "alt", "label", "data-label")
# Elements whose text cannot have a mark inside.
WITHOUT_MARKS = {"title", "option", "textarea"}
SILENT = {"script", "style", "code", "kbd", "template", "svg"}
VOID = {"br", "hr", "img", "input", "link", "meta", "source", "wbr", "area", "base", "col", "embed"}
# Names of time zones, which an account may choose.
ZONES = {zone.replace("_", " ") for zone in available_timezones()} | available_timezones()
# Wording of the mainland, in Traditional characters, where Taiwan says something else.
MAINLAND = ("搜索", "用戶", "設置", "登錄", "鏈接", "默認", "信息", "數據", "保存", "菜單")


@dataclass
class Form:
    """A form of a page: where it is sent, and its fields with their values and choices."""

    action: str
    method: str
    fields: list[tuple[str, str, list[str]]] = field(default_factory=list)  # name, kind, values


class Said(HTMLParser):
    """What a page says and where it leads, read once.

    `pieces` are its texts, each with the language it is marked with ("" when none is).
    """

    def __init__(self, html: str) -> None:
        super().__init__()
        self.pieces: list[tuple[str, str]] = []
        self.passages: list[tuple[str, str]] = []  # those that stand between tags
        self.is_whole = False  # not a fragment that a script asks for
        self.links: list[str] = []
        self.forms: list[Form] = []
        self._open: list[tuple[str, str, bool]] = []
        self._is_data = False
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = dict(attrs)
        _tag, language, silent = self._open[-1] if self._open else ("", "", False)
        language = attributes.get("lang") or language
        silent = silent or tag in SILENT or attributes.get("translate") == "no"
        if tag not in VOID:
            self._open.append((tag, language, silent))
        self.is_whole |= tag == "html"
        self._is_data = tag == "script" and attributes.get("type") == "application/json"
        self._lead(tag, {name: value or "" for name, value in attributes.items()})
        if silent:
            return
        names = (
            (*SPOKEN, "value") if (tag, attributes.get("type")) == ("input", "submit") else SPOKEN
        )
        for name in names:
            self._say(language, attributes.get(name) or "")
        for name, value in attributes.items():
            if name.startswith("data-") and value and value[:1] in "[{":
                self._say_json(language, value)

    def _lead(self, tag: str, given: dict[str, str]) -> None:
        if tag == "a" and "href" in given:
            self.links.append(given["href"])
        elif tag == "form":
            self.forms.append(Form(given.get("action", ""), given.get("method", "get").lower()))
        elif not self.forms:
            return
        elif tag in ("input", "select", "textarea") and given.get("name"):
            kind = given.get("type", "text") if tag == "input" else tag
            values = [] if tag == "select" else [given.get("value", "")]
            self.forms[-1].fields.append((given["name"], kind, values))
        elif tag == "option" and self.forms[-1].fields:
            self.forms[-1].fields[-1][2].append(given.get("value", ""))

    def handle_endtag(self, tag: str) -> None:
        if any(opened == tag for opened, _language, _silent in self._open):
            while self._open.pop()[0] != tag:
                pass

    def handle_data(self, data: str) -> None:
        if self._is_data:
            self._say_labels(self._open[-1][1], data)
        elif self._open and not self._open[-1][2]:
            self._say(self._open[-1][1], data)
            if self._open[-1][0] not in WITHOUT_MARKS:
                self.passages.append((self._open[-1][1], " ".join(data.split())))

    def _say(self, language: str, text: str) -> None:
        if text := " ".join(ADDRESS.sub("", text).split()):
            self.pieces.append((language, text))

    def _say_labels(self, language: str, data: str) -> None:
        """Keep the labels of data that scripts make a menu or a form of."""
        for label in re.findall(r'"(?:label|description|helpText)": *("(?:[^"\\]|\\.)*")', data):
            self._say(language, json.loads(label))

    def _say_json(self, language: str, value: str) -> None:
        """Keep the sentences of a value that scripts read: what has a space between two words."""
        try:
            found = [json.loads(value)]
        except ValueError:
            return
        while found:
            one = found.pop()
            if isinstance(one, dict):
                found += one.values()
            elif isinstance(one, list):
                found += one
            elif isinstance(one, str) and re.search(r"[a-z]{2} [a-z]{2}", one):
                self._say(language, one)


def foreign(page: Said, language: str, names: set[str], as_typed: bool = False) -> list[str]:
    """Return what a page says in another language than its reader's, as "words: the piece".

    `names` are words that stand in any language. On a Chinese page these are Latin words, on an
    English one Chinese characters that are not marked as such; on a Traditional page Simplified
    characters and words of the mainland as well, and the reverse. The admin shows authored texts
    `as_typed`, in the script of their writer.
    """
    found = []
    for marked, text in page.pieces:
        if text in ZONES:
            continue
        if language == "en":
            wrong = [] if marked.lower().startswith("zh") else HAN.findall(text)
        else:
            wrong = [word for word in LATIN.findall(text) if word not in NAMES | names]
            if marked.lower() in (language, "") and not as_typed:
                other = TRADITIONAL_ONLY if language == "zh-hans" else SIMPLIFIED_ONLY
                wrong += sorted(other & set(text))
            if language == "zh-hant":
                wrong += [word for word in MAINLAND if word in text]
        if wrong:
            found.append(f"{' '.join(wrong)}: {text[:120]}")
    return found


# More words in a row than a name has: pieces of a sentence between two links may be as short.
ENGLISH_WORDS = re.compile(r"[A-Za-z]{2,}(?:['’][a-z]+)?(?:[ ,]+[A-Za-z]{2,}(?:['’][a-z]+)?){2,}")


def mismarked(page: Said, content: str, reader: str) -> list[str]:
    """Return what a page marks as another language than it is in, as "mark: the piece".

    For a world whose authored text is all in `content` ("en" or "zh") and a reader of the other
    language: every Chinese character stands in a passage marked as Chinese, every run of English
    words in one marked as English; text that is not marked is in the reader's language. Attributes
    and titles cannot be marked piece by piece: they are left out.
    """
    found = []
    for marked, text in page.passages:
        half = (marked or reader).lower().split("-")[0]
        if content == "zh":
            wrong = half != "zh" and HAN.search(text)
        else:
            wrong = half != "en" and ENGLISH_WORDS.search(text) and not HAN.search(text)
        if wrong:
            found.append(f"{marked or 'unmarked'}: {text[:120]}")
    return found
