"""The settings of the tests, with modelsearch's test app beside the site's own apps."""

from tests.settings import *  # noqa: F403
from tests.settings import INSTALLED_APPS, WAGTAILSEARCH_BACKENDS

INSTALLED_APPS = [*INSTALLED_APPS, "modelsearch.test.testapp", "tests.modelsearch_suite"]
# Its tables are made after the database was copied: the migrated one is the same for all tests.
MIGRATION_MODULES = {"searchtests": None}
FIXTURE_DIRS = ["tests/modelsearch_suite/fixtures"]
# Where modelsearch's tests look for the backend; Wagtail's app reads the other name.
MODELSEARCH_BACKENDS = WAGTAILSEARCH_BACKENDS
