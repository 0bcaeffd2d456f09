"""Who is signed in, fetched with how they read, so that no page asks for it."""

from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.auth.backends import ModelBackend


class AccountBackend(ModelBackend):
    """Django's, but an account comes with its reading settings, in the same query."""

    def get_user(self, user_id: Any) -> Any:
        """Return the account of a session; None when it is gone or closed."""
        users = get_user_model()._default_manager.select_related("reader_settings")
        user = users.filter(pk=user_id).first()
        return user if user is not None and self.user_can_authenticate(user) else None
