"""Each dangerous combination of settings is named, and the settings we ship are not."""

import os
import re
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django.conf import settings as site

from kb.checks import MIDDLEWARE_ORDER, dangerous_settings

SQLITE = {"ENGINE": "django.db.backends.sqlite3", "NAME": "x"}
DANGEROUS: list[tuple[str, dict[str, Any]]] = [
    ("kb.E001", {"DEBUG": True, "ALLOWED_HOSTS": ["casebook.example"]}),
    ("kb.E002", {"SECRET_KEY": "short"}),
    ("kb.E002", {"SECRET_KEY": "django-insecure-" + "x" * 60}),
    ("kb.E003", {"DATABASES": {"default": SQLITE}}),
    (
        "kb.E003",
        {"DATABASES": {"default": SQLITE | {"OPTIONS": {"transaction_mode": "IMMEDIATE"}}}},
    ),
    ("kb.E004", {"MEDIA_ROOT": Path(site.STATIC_ROOT) / "media"}),
    ("kb.E004", {"MEDIA_ROOT": Path(site.STATIC_ROOT).parent}),
    ("kb.E004", {"MEDIA_URL": "/static/media/"}),
    ("kb.E005", {"TASKS": {"default": {"BACKEND": "django_tasks.backends.dummy.DummyBackend"}}}),
    ("kb.E005", {"TASKS": {}}),
    ("kb.E006", {"MIDDLEWARE": list(reversed(site.MIDDLEWARE))}),
    ("kb.E006", {"MIDDLEWARE": [m for m in site.MIDDLEWARE if "LoginRequired" not in m]}),
    ("kb.E007", {"LANGUAGES": [("en", "English"), ("zh-hans", "简体中文")]}),
    ("kb.E008", {"WAGTAILDOCS_SERVE_METHOD": "redirect"}),
    ("kb.W009", {"SECURE_SSL_REDIRECT": True}),
    ("kb.W010", {"ALLOWED_HOSTS": ["casebook.example"]}),
    ("kb.W011", {"ALLOWED_HOSTS": ["*"]}),
    ("kb.E012", {"INSTALLED_APPS": [*site.INSTALLED_APPS, "modelsearch"]}),
]
# As docs/operations.md gives them for a site behind a proxy, without the database.
PRODUCTION = {
    "ALLOWED_HOSTS": "casebook.example",
    "BASE_URL": "https://casebook.example",
    "HTTPS": "on",
    "BEHIND_PROXY": "on",
}


@pytest.mark.parametrize(("number", "changes"), DANGEROUS)
def test_a_dangerous_combination_is_named_with_a_hint(
    monkeypatch: pytest.MonkeyPatch, number: str, changes: dict[str, Any]
) -> None:
    values = {name: getattr(site, name) for name in dir(site) if name.isupper()}
    monkeypatch.setattr("kb.checks.settings", SimpleNamespace(**(values | changes)))
    found = {message.id: message for message in dangerous_settings()}
    assert number in found
    assert found[number].hint


def test_the_settings_of_a_laptop_are_not_dangerous() -> None:
    assert dangerous_settings() == []


def test_every_number_is_tested_and_documented() -> None:
    operations = (site.BASE_DIR / "docs/operations.md").read_text()
    source = (site.BASE_DIR / "kb/checks.py").read_text()
    numbers = set(re.findall(r"kb\.[EW]\d{3}", source))
    assert numbers == {number for number, _ in DANGEROUS}
    assert [number for number in sorted(numbers) if number not in operations] == []


def test_middleware_named_here_is_the_middleware_of_the_site() -> None:
    assert [name for name in site.MIDDLEWARE if name in MIDDLEWARE_ORDER] == list(MIDDLEWARE_ORDER)


def test_the_documented_production_settings_pass_the_deployment_check(tmp_path: Path) -> None:
    environment = {"PATH": os.environ["PATH"], "CASEBOOK_VAR": str(tmp_path), **PRODUCTION}
    command = [sys.executable, "manage.py", "check", "--deploy", "--fail-level", "WARNING"]
    result = subprocess.run(
        command, cwd=site.BASE_DIR, env=environment, capture_output=True, text=True
    )
    assert (result.returncode, result.stderr) == (0, "")
    assert "no issues" in result.stdout
    operations = (site.BASE_DIR / "docs/operations.md").read_text()
    assert [line for line in PRODUCTION if line not in operations] == []
