"""System checks: settings that look harmless alone and are dangerous together.

Numbers are never used twice. `docs/operations.md` lists them; each has a test.
"""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from django.apps.config import AppConfig
from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, Warning, register

from kb.language.codes import LANGUAGES

LOCAL_HOSTS = {"localhost", "127.0.0.1", "[::1]", "::1", ".localhost", "testserver"}
SHORTEST_KEY = 50  # characters, as Django's own deployment check asks for
MIDDLEWARE_ORDER = (
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "kb.middleware.HonestLocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
)


def debug_only_at_home() -> list[CheckMessage]:
    """DEBUG shows settings and data to whoever causes an error."""
    strangers = [host for host in settings.ALLOWED_HOSTS if host not in LOCAL_HOSTS]
    if not (settings.DEBUG and strangers):
        return []
    return [
        Error(
            f"DEBUG is on while the site answers as {', '.join(strangers)}.",
            hint="Unset DEBUG, or take all but local names out of ALLOWED_HOSTS.",
            id="kb.E001",
        )
    ]


def secret_key_is_a_secret() -> list[CheckMessage]:
    """Whoever guesses the key signs in as anybody."""
    key = str(settings.SECRET_KEY)
    if settings.DEBUG or (len(key) >= SHORTEST_KEY and "insecure" not in key):
        return []
    return [
        Error(
            f"SECRET_KEY is shorter than {SHORTEST_KEY} characters, or says that it is insecure.",
            hint="Unset SECRET_KEY to have one made and kept in CASEBOOK_VAR, or set a long one: "
            "python -c 'import secrets; print(secrets.token_urlsafe(64))'",
            id="kb.E002",
        )
    ]


def sqlite_waits_in_order() -> list[CheckMessage]:
    """Without these two options a second writer fails with "database is locked"."""
    database = settings.DATABASES["default"]
    if database["ENGINE"] != "django.db.backends.sqlite3":
        return []
    options: dict[str, Any] = database.get("OPTIONS", {})
    wal = "journal_mode=wal" in str(options.get("init_command", "")).lower().replace(" ", "")
    if wal and options.get("transaction_mode") == "IMMEDIATE":
        return []
    return [
        Error(
            "SQLite runs without WAL or without immediate transactions.",
            hint="Restore the OPTIONS of config/settings.py, or set DATABASE_URL to PostgreSQL.",
            id="kb.E003",
        )
    ]


def uploads_are_not_static_files() -> list[CheckMessage]:
    """Static files are open to everybody; uploads have a permission check before them."""
    media = Path(settings.MEDIA_ROOT).resolve()
    static = [Path(settings.STATIC_ROOT), *map(Path, settings.STATICFILES_DIRS)]
    open_to_all = any(
        media.is_relative_to(folder.resolve()) or folder.resolve().is_relative_to(media)
        for folder in static
    )
    if not open_to_all and not str(settings.MEDIA_URL).startswith(str(settings.STATIC_URL)):
        return []
    return [
        Error(
            "Uploads (MEDIA_ROOT, MEDIA_URL) lie where static files are served to everybody.",
            hint="Give MEDIA_ROOT a folder outside STATIC_ROOT and STATICFILES_DIRS.",
            id="kb.E004",
        )
    ]


def indexes_are_written_at_once() -> list[CheckMessage]:
    """Wagtail and modelsearch send every index update through the default task backend."""
    backend = settings.TASKS.get("default", {}).get("BACKEND", "")
    if backend.endswith(".ImmediateBackend"):
        return []
    return [
        Error(
            f"TASKS['default'] is {backend or 'missing'}: a saved record is not found until some "
            "worker has run, and a restricted one is found until then.",
            hint="Keep ImmediateBackend as the default; name another backend for long work.",
            id="kb.E005",
        )
    ]


def middleware_is_in_order() -> list[CheckMessage]:
    """The reader's language needs the session; sign-in is demanded of whoever comes later."""
    places = [
        settings.MIDDLEWARE.index(name) for name in MIDDLEWARE_ORDER if name in settings.MIDDLEWARE
    ]
    if len(places) == len(MIDDLEWARE_ORDER) and places == sorted(places):
        return []
    return [
        Error(
            "MIDDLEWARE lacks one that Casebook relies on, or has them in another order.",
            hint="Restore this order, others may stand between: " + ", ".join(MIDDLEWARE_ORDER),
            id="kb.E006",
        )
    ]


def languages_are_those_of_the_table() -> list[CheckMessage]:
    """`kb/language/codes.py` knows how each language is written, read and switched to."""
    known = [language.code for language in LANGUAGES]
    if [code for code, _ in settings.LANGUAGES] == known:
        return []
    return [
        Error(
            "LANGUAGES and the table in kb/language/codes.py differ.",
            hint=f"The table has {', '.join(known)}, in this order: change both together.",
            id="kb.E007",
        )
    ]


def documents_pass_a_permission_check() -> list[CheckMessage]:
    """Any other way of serving sends the reader to an address that asks nobody."""
    if getattr(settings, "WAGTAILDOCS_SERVE_METHOD", None) == "serve_view":
        return []
    return [
        Error(
            "Documents are served around the permission check.",
            hint='Set WAGTAILDOCS_SERVE_METHOD = "serve_view".',
            id="kb.E008",
        )
    ]


def https_ends_somewhere() -> list[CheckMessage]:
    """The site itself speaks HTTP only: without a proxy, HTTPS redirects to itself for ever."""
    if not settings.SECURE_SSL_REDIRECT or getattr(settings, "SECURE_PROXY_SSL_HEADER", None):
        return []
    return [
        Warning(
            "HTTPS is on, but the site does not know that it is behind a proxy: "
            "every request is redirected for ever.",
            hint="Set BEHIND_PROXY=on where the proxy sets X-Forwarded-Proto, and only there.",
            id="kb.W009",
        )
    ]


def passwords_travel_encrypted() -> list[CheckMessage]:
    """A name that is not local means that people come over a network."""
    strangers = [host for host in settings.ALLOWED_HOSTS if host not in LOCAL_HOSTS]
    if settings.DEBUG or not strangers or settings.SESSION_COOKIE_SECURE:
        return []
    return [
        Warning(
            f"The site answers as {', '.join(strangers)} without HTTPS.",
            hint="Put it behind a proxy that speaks HTTPS and set HTTPS=on and BEHIND_PROXY=on.",
            id="kb.W010",
        )
    ]


def hosts_are_named() -> list[CheckMessage]:
    """With `*` an attacker chooses the address that a mail or a redirect names."""
    if "*" not in settings.ALLOWED_HOSTS:
        return []
    return [
        Warning(
            "ALLOWED_HOSTS has *: the site believes any name it is called by.",
            hint="List the names people use, for example ALLOWED_HOSTS=casebook.example.",
            id="kb.W011",
        )
    ]


def search_is_wagtails() -> list[CheckMessage]:
    """Both apps would keep tables of the same name and index everything twice."""
    if "modelsearch" not in settings.INSTALLED_APPS:
        return []
    return [
        Error(
            "modelsearch stands in INSTALLED_APPS beside wagtail.search.",
            hint="Take it out: wagtail.search brings it along.",
            id="kb.E012",
        )
    ]


CHECKS: tuple[Callable[[], list[CheckMessage]], ...] = (
    debug_only_at_home,
    secret_key_is_a_secret,
    sqlite_waits_in_order,
    uploads_are_not_static_files,
    indexes_are_written_at_once,
    middleware_is_in_order,
    languages_are_those_of_the_table,
    documents_pass_a_permission_check,
    https_ends_somewhere,
    passwords_travel_encrypted,
    hosts_are_named,
    search_is_wagtails,
)


def dangerous_settings(
    app_configs: Sequence[AppConfig] | None = None, **kwargs: Any
) -> list[CheckMessage]:
    """Run every check above; Django calls this before most commands."""
    return [message for check in CHECKS for message in check()]


def register_checks() -> None:
    """Tell Django of the checks; called once, when the app is ready."""
    register(dangerous_settings, Tags.security)
