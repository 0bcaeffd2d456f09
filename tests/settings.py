"""The site's own settings, made fast and kept away from anybody's data.

`CASEBOOK_TEST_DATABASE=postgres` runs the same tests on PostgreSQL, on a server started for the
run, or on the one that `CASEBOOK_TEST_PG` names (`postgresql://user:password@host:port/postgres`).
"""

import os

from tests.postgres.server import server_url
from tests.temporary import temporary_folder

# Each process of a run writes into a folder of its own, never into the site's `var/`.
os.environ["CASEBOOK_VAR"] = str(temporary_folder("casebook-test-"))
os.environ["SECRET_KEY"] = "only-for-tests-" + "0123456789abcdefghijklmnopqrstuvwxyz" * 2
for name in ("DEBUG", "DATABASE_URL", "ALLOWED_HOSTS", "HTTPS", "BEHIND_PROXY"):
    os.environ.pop(name, None)

match os.environ.get("CASEBOOK_TEST_DATABASE", "sqlite"):
    case "sqlite":
        pass
    case "postgres":
        os.environ["DATABASE_URL"] = server_url()
    case other:
        raise ValueError(f"CASEBOOK_TEST_DATABASE is {other!r}: write sqlite or postgres.")

from config.settings import *  # noqa: E402, F403

DATABASES["default"]["CONN_MAX_AGE"] = 0  # noqa: F405 - databases are replaced between tests
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
STATIC_ROOT.mkdir(exist_ok=True)  # noqa: F405
DICTIONARY_DIR = BASE_DIR / ".pytest_cache"  # noqa: F405 - made once, not for each process
ALLOWED_HOSTS = ["testserver", "localhost", "127.0.0.1"]
