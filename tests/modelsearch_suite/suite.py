"""modelsearch's `BackendTests`, inherited as a backend of its own would do it."""

import sys
from io import StringIO

import wagtail.search.models
from django.core.management import call_command
from django.test import TestCase
from wagtail.search.backends import get_search_backend

# Wagtail's app is modelsearch's under another label: the module of its models would be a second one.
sys.modules["modelsearch.models"] = wagtail.search.models

from modelsearch.tests.test_backends import BackendTests  # noqa: E402


class TestCasebook(BackendTests, TestCase):
    """The search of the site, as modelsearch sees it."""

    @classmethod
    def setUpTestData(cls) -> None:
        """Fill the index once: it is part of the database, and goes back with it after each test."""
        call_command("rebuild_modelsearch_index", stdout=StringIO())

    def setUp(self) -> None:
        """Do without the rebuild before each test."""
        self.backend_name = "default"
        self.backend = get_search_backend(self.backend_name)
        assert type(self.backend).__module__ == "kb.search.backends"


del BackendTests  # which is no test by itself
