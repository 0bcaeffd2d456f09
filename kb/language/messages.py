"""The wording of the interface: what code and templates say, and what catalogues lack of it."""

import ast
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import polib
from django.utils.translation.template import templatize

from kb.language.catalogues import ROOT
from kb.language.script_tables import SIMPLIFIED_ONLY, TRADITIONAL_ONLY

APPS = ("kb", "cases")
# What a catalogue must not contain: characters of the other script.
FOREIGN = {"zh_Hans": TRADITIONAL_ONLY, "zh_Hant": SIMPLIFIED_ONLY}

# Where the message, its plural and its context stand among a call's arguments.
_CALLS = {
    "_": (0, None, None),
    "gettext": (0, None, None),
    "gettext_lazy": (0, None, None),
    "gettext_noop": (0, None, None),
    "ngettext": (0, 1, None),
    "ngettext_lazy": (0, 1, None),
    "pgettext": (1, None, 0),
    "pgettext_lazy": (1, None, 0),
    "npgettext": (1, 2, 0),
    "npgettext_lazy": (1, 2, 0),
}
# What templates call, with up to three strings.
_STRING = r"""u?(?:"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*')"""
_TEMPLATE_CALL = re.compile(rf"\b(\w*gettext|_)\(\s*({_STRING}(?:\s*,\s*{_STRING})*)")
_PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%[sd%]|\{\w*\}")


@dataclass(frozen=True, slots=True, order=True)
class Message:
    """One message as code asks for it."""

    text: str
    context: str = ""
    plural: str = ""


def messages_of(app: str, root: Path = ROOT) -> dict[Message, str]:
    """Return the messages of an app's code and templates, each with a file that says it."""
    found: dict[Message, str] = {}
    for file in sorted((root / app).rglob("*")):
        if file.suffix == ".py" and "migrations" not in file.parts:
            messages: Iterable[Message] = _in_python(file.read_text())
        elif file.suffix in {".html", ".txt"} and "templates" in file.parts:
            messages = _in_template(file.read_text())
        else:
            continue
        for message in messages:
            found.setdefault(message, str(file.relative_to(root)))
    return found


@cache  # both catalogues of an app are held against the same code
def _in_python(source: str) -> list[Message]:
    found: list[Message] = []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call):
            name = getattr(node.func, "id", getattr(node.func, "attr", ""))
            strings = [
                argument.value
                if isinstance(argument, ast.Constant) and isinstance(argument.value, str)
                else None
                for argument in node.args
            ]
            found += _message(name, strings)
    return found


def _in_template(source: str) -> Iterator[Message]:
    for call in _TEMPLATE_CALL.finditer(templatize(source)):
        strings = ast.literal_eval(f"[{call[2]}]")
        yield from _message(call[1], strings)


def _message(name: str, strings: list[str | None]) -> Iterator[Message]:
    if name not in _CALLS:
        return
    parts = [
        "" if place is None else strings[place] if place < len(strings) else None
        for place in _CALLS[name]
    ]
    text, plural, context = parts
    if text and plural is not None and context is not None:
        yield Message(text, context, plural)


def catalogue(app: str, locale: str, root: Path = ROOT) -> polib.POFile:
    """Return an app's catalogue of a locale (`zh_Hans`)."""
    return polib.pofile(str(root / app / "locale" / locale / "LC_MESSAGES" / "django.po"))


def problems_of(app: str, locale: str, root: Path = ROOT) -> list[str]:
    """Return, as sentences, what is wrong with an app's catalogue of a locale.

    What `kb` says already need not be said again in the catalogue of `cases`.
    """
    own = catalogue(app, locale, root)
    everything = [*catalogue(APPS[0], locale, root), *own]
    known = {(entry.msgid, entry.msgctxt or ""): entry for entry in everything}
    problems = []
    for message, file in messages_of(app, root).items():
        entry = known.get((message.text, message.context))
        if entry is None or (message.plural and entry.msgid_plural != message.plural):
            problems.append(f"{message.text!r} of {file} is missing.")
    met = Counter((entry.msgid, entry.msgctxt) for entry in own)
    problems += [
        f"{text!r} is there twice." for (text, _context), times in met.items() if times > 1
    ]
    for entry in own:
        problems += _problems_of_entry(entry, FOREIGN[locale])
    return problems


def _problems_of_entry(entry: polib.POEntry, foreign: frozenset[str]) -> Iterator[str]:
    texts = list(entry.msgstr_plural.values()) or [entry.msgstr]
    if not all(texts):
        yield f"{entry.msgid!r} is empty."
    if entry.fuzzy:
        yield f"{entry.msgid!r} is fuzzy."
    wanted = set(_PLACEHOLDER.findall(entry.msgid + (entry.msgid_plural or "")))
    for text in texts:
        if text and set(_PLACEHOLDER.findall(text)) != wanted:
            yield f"{entry.msgid!r} has other placeholders than {text!r}."
        if wrong := sorted(foreign & set(text)):
            yield f"{text!r} has characters of the other script: {wrong}."
