"""Sessions in the database, as Django keeps them; one is read without making a query of it."""

from typing import Any

from django.contrib.sessions.backends.db import SessionStore as DatabaseSessions
from django.db import connection
from django.utils import timezone

_READ = "SELECT session_data FROM django_session WHERE session_key = %s AND expire_date > %s"


class SessionStore(DatabaseSessions):
    """Django's own, but for reading: every request of the site does that, and little else."""

    def load(self) -> dict[str, Any]:
        """Return what is in the session; empty, and without a key, when it is no more."""
        now = connection.ops.adapt_datetimefield_value(timezone.now())
        row = None
        if self.session_key:
            with connection.cursor() as cursor:
                cursor.execute(_READ, [self.session_key, now])
                row = cursor.fetchone()
        if row is None:
            self._session_key = None
            return {}
        data: dict[str, Any] = self.decode(row[0])
        return data
