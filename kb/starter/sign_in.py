"""The passwords of the cast: made once, kept in a file beside the database, shown at each start."""

import secrets
from collections.abc import Mapping
from pathlib import Path

from django.conf import settings
from django.contrib.auth.models import User

from kb.starter.people import CAST

# Without the letters and digits that look alike when one types them from a screen.
LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"


def sign_in_file() -> Path:
    """Return where the passwords are kept; git ignores the folder."""
    return Path(settings.VAR_DIR) / "sign-in.txt"


def read_passwords() -> dict[str, str]:
    """Return the password of each username in the file; nothing when there is no file."""
    file = sign_in_file()
    if not file.exists():
        return {}
    lines = (line.split() for line in file.read_text().splitlines() if not line.startswith("#"))
    return {words[0]: words[1] for words in lines if len(words) >= 2}


def read_or_make_passwords() -> Mapping[str, str]:
    """Return a password for each of the cast, writing those that are new into the file.

    Somebody who has an account but no line in the file keeps a password that only they know.
    """
    passwords = read_passwords()
    known = set(User.objects.values_list("username", flat=True))
    new = [p.username for p in CAST if p.username not in passwords and p.username not in known]
    passwords |= {username: _password() for username in new}
    if new:
        _write(passwords)
    return passwords


def sign_in_lines() -> list[str]:
    """Return one line for each of the cast: name, password, what they may do."""
    passwords = read_passwords()
    unknown = "(not kept here)"
    return [f"{p.username:<14} {passwords.get(p.username, unknown):<15} {p.does}" for p in CAST]


def _password() -> str:
    return "-".join("".join(secrets.choice(LETTERS) for _ in range(4)) for _ in range(3))


def _write(passwords: Mapping[str, str]) -> None:
    file = sign_in_file()
    file.touch(mode=0o600)
    lines = ["# How to sign in. A password changed on the site is not changed here."]
    lines += [f"{username} {password}" for username, password in passwords.items()]
    file.write_text("\n".join(lines) + "\n")
