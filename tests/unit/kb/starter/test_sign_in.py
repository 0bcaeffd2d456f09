"""The passwords of the cast are made once and shown again."""

import stat
from pathlib import Path

import pytest
from django.contrib.auth.models import User
from pytest_django import Settings

from kb.starter.people import CAST, create_people
from kb.starter.sign_in import (
    read_or_make_passwords,
    read_passwords,
    sign_in_file,
    sign_in_lines,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def new_site(settings: Settings, tmp_path: Path) -> None:
    """A site without people, which keeps its data in a folder of its own."""
    settings.VAR_DIR = tmp_path
    User.objects.all().delete()


def test_each_of_the_cast_gets_a_password_which_is_there_again_later() -> None:
    first = read_or_make_passwords()
    create_people(first)
    assert set(first) == {persona.username for persona in CAST}
    assert len(set(first.values())) == len(CAST)
    assert read_or_make_passwords() == read_passwords() == first


def test_the_passwords_work() -> None:
    passwords = read_or_make_passwords()
    create_people(passwords)
    assert User.objects.get(username="reader").check_password(passwords["reader"])


def test_only_the_owner_may_read_the_file() -> None:
    read_or_make_passwords()
    assert stat.S_IMODE(sign_in_file().stat().st_mode) == 0o600


def test_an_account_that_exists_without_a_line_keeps_its_password() -> None:
    User.objects.create_user("reader", password="only mine")
    create_people(read_or_make_passwords())
    assert User.objects.get(username="reader").check_password("only mine")
    assert "not kept here" in next(line for line in sign_in_lines() if line.startswith("reader"))


def test_a_lost_file_does_not_open_the_accounts_anew() -> None:
    create_people(read_or_make_passwords())
    sign_in_file().unlink()
    assert read_or_make_passwords() == {}
    assert not sign_in_file().exists()
