"""Who asks is read in few statements, and is what Django's own classes say."""

from datetime import timedelta

import pytest
from django.contrib.auth.backends import ModelBackend
from django.contrib.auth.models import Permission, User
from django.contrib.sessions.backends.db import SessionStore as DatabaseSessions
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from kb.accounts import AccountBackend
from kb.permissions import group_ids
from kb.sessions import SessionStore

pytestmark = pytest.mark.django_db


def test_permissions_are_those_of_djangos_backend(
    reader: User, editor: User, administrator: User, deactivated: User
) -> None:
    own = Permission.objects.get(codename="add_user")
    reader.user_permissions.add(own)
    for user in (reader, editor, administrator, deactivated):
        again = User.objects.get(pk=user.pk)
        held = AccountBackend().get_all_permissions(User.objects.get(pk=user.pk))
        assert held == ModelBackend().get_all_permissions(again), user
    assert reader.has_perm("auth.add_user")
    assert not AccountBackend().get_all_permissions(reader, obj=own)


def test_an_account_comes_with_its_groups(
    editor: User, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    groups = frozenset(editor.groups.values_list("pk", flat=True))
    with django_assert_num_queries(1):
        found = AccountBackend().get_user(editor.pk)
        assert group_ids(found) == groups
    assert found == editor
    assert found.last_login == editor.last_login
    assert found.date_joined == editor.date_joined


def test_nobody_comes_for_a_closed_or_a_missing_account(deactivated: User) -> None:
    assert AccountBackend().get_user(deactivated.pk) is None
    assert AccountBackend().get_user(0) is None


def test_a_session_is_read_until_it_is_over(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    kept = DatabaseSessions()
    kept["who"] = "reader"
    kept.save()
    with django_assert_num_queries(1):
        assert SessionStore(kept.session_key)["who"] == "reader"
    kept.model.objects.update(expire_date=timezone.now() - timedelta(seconds=1))
    over = SessionStore(kept.session_key)
    assert "who" not in over
    assert over.session_key is None


def test_who_was_taken_out_of_a_group_is_out_of_it_at_the_next_request(
    reader: User, reader_client: Client
) -> None:
    assert reader_client.get("/en/search/").wsgi_request.user._casebook_group_ids
    reader.groups.clear()
    assert not reader_client.get("/en/search/").wsgi_request.user._casebook_group_ids
