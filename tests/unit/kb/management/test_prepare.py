"""Preparing does what is missing, and nothing twice."""

from io import StringIO
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from kb.management.commands.prepare import collect_static

pytestmark = pytest.mark.django_db


def test_an_empty_site_gets_the_starter_content_when_it_is_asked_for() -> None:
    assert commands_called_by("--starter") >= {"load_starter", "rebuild_search", "collectstatic"}


def test_a_site_for_a_team_gets_no_starter_content_and_no_people() -> None:
    with patch("kb.management.commands.prepare.create_people") as create_people:
        assert "load_starter" not in commands_called_by()
    create_people.assert_not_called()


def test_a_database_that_is_up_to_date_is_not_migrated() -> None:
    assert "migrate" not in commands_called_by()


def test_code_that_cannot_be_written_is_named_with_what_to_do() -> None:
    error = PermissionError(13, "Permission denied", "django.mo")
    with (
        patch("kb.management.commands.prepare.compile_catalogues", side_effect=error),
        pytest.raises(CommandError, match=r"django\.mo cannot be written.*owns the code"),
    ):
        call_command("prepare", stdout=StringIO())


def test_static_files_are_collected_again_when_one_has_changed_or_their_names_are_gone(
    settings: Any, tmp_path: Path
) -> None:
    settings.STATIC_ROOT, settings.STATICFILES_DIRS = tmp_path, [tmp_path / "own"]
    own, names = tmp_path / "own" / "own.css", tmp_path / "staticfiles.json"
    own.parent.mkdir()
    own.touch()
    names.touch()
    with patch("kb.management.commands.prepare.call_command") as called:
        collect_static()
        collect_static()
        assert called.call_count == 1
        own.write_text("p {}")
        collect_static()
        assert called.call_count == 2
        names.unlink()
        collect_static()
        assert called.call_count == 3


def commands_called_by(*arguments: str) -> set[str]:
    """Run `manage.py prepare` and return the commands it calls, without running them."""
    with patch("kb.management.commands.prepare.call_command") as called:
        call_command("prepare", *arguments, stdout=StringIO())
    return {call.args[0] for call in called.call_args_list}
