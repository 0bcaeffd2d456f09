"""Who is signed in and what they hold: what Django's own backend answers, in two statements."""

from functools import cache
from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.auth.backends import ModelBackend
from django.db import connection

from kb.models import ReaderSettings

_GROUPS = {"sqlite": "group_concat(group_id)", "postgresql": "string_agg(group_id::text, ',')"}
_PERMISSIONS = """
    SELECT django_content_type.app_label, auth_permission.codename
    FROM auth_permission
    JOIN django_content_type ON django_content_type.id = auth_permission.content_type_id
    WHERE auth_permission.id IN (
        SELECT permission_id FROM auth_user_user_permissions WHERE user_id = %s
        UNION ALL
        SELECT held.permission_id FROM auth_group_permissions AS held
        JOIN auth_user_groups ON auth_user_groups.group_id = held.group_id
        WHERE auth_user_groups.user_id = %s
    )
"""


@cache
def _account(vendor: str) -> str:
    """Return the statement for an account, its groups, and how it reads: every request asks."""
    chosen = ", ".join(
        f"chosen.{field.column} AS chosen_{field.attname}"
        for field in ReaderSettings._meta.concrete_fields
    )
    return f"""
        SELECT auth_user.*, {chosen}, (
            SELECT {_GROUPS[vendor]} FROM auth_user_groups WHERE user_id = auth_user.id
        ) AS groups_listed
        FROM auth_user LEFT JOIN {ReaderSettings._meta.db_table} AS chosen
            ON chosen.user_id = auth_user.id
        WHERE auth_user.id = %s
    """


class AccountBackend(ModelBackend):
    """Django's, but an account comes with groups and reading settings; permissions at once."""

    def get_user(self, user_id: Any) -> Any:
        """Return the account of a session; None when it is gone or closed."""
        accounts: Any = get_user_model()._default_manager
        for user in accounts.raw(_account(connection.vendor), [user_id]):
            beside = user.__dict__
            listed = beside.pop("groups_listed") or ""
            user._casebook_group_ids = frozenset(map(int, filter(None, listed.split(","))))
            names = [field.attname for field in ReaderSettings._meta.concrete_fields]
            chosen = [beside.pop(f"chosen_{name}") for name in names]
            user._state.fields_cache["reader_settings"] = (
                ReaderSettings.from_db(user._state.db, names, chosen) if chosen[0] else None
            )
            return user if self.user_can_authenticate(user) else None
        return None

    def get_all_permissions(self, user_obj: Any, obj: Any = None) -> set[str]:
        """Return what somebody holds by themselves and by their groups, read once."""
        if not user_obj.is_active or user_obj.is_anonymous or obj is not None:
            return set()
        if user_obj.is_superuser:
            all_there_are: set[str] = super().get_all_permissions(user_obj, obj)
            return all_there_are
        held: set[str] | None = user_obj.__dict__.get("_perm_cache")
        if held is None:
            with connection.cursor() as cursor:
                cursor.execute(_PERMISSIONS, [user_obj.pk, user_obj.pk])
                held = {f"{app}.{name}" for app, name in cursor.fetchall()}
            user_obj._perm_cache = held
        return held
