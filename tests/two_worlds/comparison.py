"""Asking the addresses of `addresses.txt`, and what differs between two worlds."""

import difflib
import re
from collections.abc import Iterable
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

from django.core.cache import cache
from django.test import Client

from kb.language import protected_terms
from tests import cast
from tests.masking import masked

FILE = Path(__file__).with_name("addresses.txt")
FLAGS = {"untouched", "unordered", "elsewhere"}


@dataclass(frozen=True)
class Address:
    """One line of the list: a pattern below the language, and what is special about it."""

    pattern: str
    flags: frozenset[str] = frozenset()

    def of(self, public: dict[str, Any], language: str = "en") -> str:
        """Return the whole address in a world with these public records."""
        names = {name: getattr(one, "slug", "") or one.key for name, one in public.items()}
        return f"/{language}/{self.pattern.format(**names)}"


def addresses() -> list[Address]:
    """Return the list."""
    found = []
    for line in FILE.read_text("utf-8").splitlines():
        if line.strip() and not line.startswith("#"):
            pattern, *flags = line.split()
            assert set(flags) <= FLAGS, f"{FILE.name}: {line}: only {sorted(FLAGS)} may follow"
            found.append(Address(pattern, frozenset(flags)))
    return found


def answers(
    persona: str, public: dict[str, Any], asked: Iterable[Address] | None = None
) -> dict[Address, str]:
    """Return what each address answers somebody: status and text, without tokens."""
    cache.clear()
    protected_terms.forget()
    client = cast.client_of(persona)
    return {one: _answer(client, one.of(public)) for one in asked or addresses()}


def _answer(client: Client, address: str) -> str:
    response = client.get(address)
    content = b"".join(response) if response.streaming else response.content  # type: ignore[arg-type]
    if address.partition("?")[0].endswith(".docx"):
        content = _written(content)
    head = f"{response.status_code} {response.get('Location', '')}\n"
    try:
        return head + masked(content)
    except UnicodeDecodeError:
        return head + content.hex()


def _written(document: bytes) -> bytes:
    """Return all that is written in a Word document, without the time it was made."""
    with ZipFile(BytesIO(document)) as parts:
        named = [one for one in sorted(parts.namelist()) if one.endswith((".xml", ".rels"))]
        text = "\n".join(parts.read(one).decode() for one in named)
    return re.sub(r"<dcterms:.*?</dcterms:\w+>", "", text).replace("><", ">\n<").encode()


def untried(shown: dict[Address, str], without: dict[Address, str]) -> list[str]:
    """Return the addresses that show nothing hidden even to somebody who may see all of it."""
    return [
        one.pattern for one in shown if "untouched" not in one.flags and shown[one] == without[one]
    ]


def differences(before: dict[Address, str], after: dict[Address, str]) -> list[str]:
    """Return, address by address, the lines that are in one world only."""
    found = []
    for address, text in before.items():
        first, then = text.splitlines(), after[address].splitlines()
        if "unordered" in address.flags:
            first, then = sorted(first), sorted(then)
        if first != then:
            changed = [
                line.strip()[:300]
                for line in difflib.unified_diff(first, then, lineterm="", n=0)
                if not line.startswith(("---", "+++", "@@"))
            ]
            found.append("\n  ".join([address.pattern, *changed[:12]]))
    return found
