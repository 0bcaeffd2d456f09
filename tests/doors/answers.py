"""What a door answered, as one letter of the table, and the canaries in it."""

from __future__ import annotations

import io
import zipfile
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, unquote

from tests.doors.canaries import Canary, found_in

LETTERS = {
    "S": "answers, and shows the thing itself",
    "o": "answers, without showing it",
    "x": "does not exist (404)",
    "L": "leads to the sign-in page",
    "F": "forbidden (403, or back to the start of the admin)",
    ">": "leads elsewhere",
    "m": "wants another method (405)",
    "b": "a bad question (400)",
    "E": "an error (500): never in the table",
    ".": "no address leads here: an earlier route takes it",
}


@dataclass(frozen=True)
class Answer:
    """The letter without regard to canaries, and the canaries."""

    letter: str
    canaries: frozenset[Canary]


def read(response: Any, address: str) -> Answer:
    """Read body and headers of an answer; what the asked address itself says does not count."""
    return Answer(_letter(response), frozenset(found_in(_text(response, address))))


def _letter(response: Any) -> str:
    status = response.status_code
    if status in (301, 302, 303, 307, 308):
        to = response["Location"]
        if to.startswith("/accounts/login/"):
            return "L"
        return "F" if to == "/admin/" else ">"
    known = {200: "o", 204: "o", 400: "b", 403: "F", 404: "x", 405: "m"}
    return known.get(status, "E")


def _text(response: Any, address: str) -> str:
    body = response.getvalue()
    if zipfile.is_zipfile(io.BytesIO(body)):
        with zipfile.ZipFile(io.BytesIO(body)) as archive:
            body = b"\n".join(archive.read(name) for name in archive.namelist())
    headers = "\n".join(f"{name}: {value}" for name, value in response.items())
    cookies = str(response.cookies)
    text = unquote("\n".join((headers, cookies, body.decode("utf-8", "replace"))))
    path = unquote(address)
    for echo in (path, path.partition("?")[0], "/" + path[1:].partition("/")[2]):
        if len(echo) > 2:
            text = text.replace(echo, " ").replace(quote(echo, safe=""), " ")
    return text
