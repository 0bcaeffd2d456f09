"""The usual order of the list of incidents as an index, on PostgreSQL.

SQLite has no indexes in which empty values stand last; it serves sites that do not need this one.
"""

from typing import Any

from django.db import migrations

NAME = "incidents_latest_first"


def make(apps: Any, schema_editor: Any) -> None:
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(
            f"CREATE INDEX {NAME} ON cases_incident (began_start DESC NULLS LAST, id)"
        )


def drop(apps: Any, schema_editor: Any) -> None:
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(f"DROP INDEX {NAME}")


class Migration(migrations.Migration):
    dependencies = [("cases", "0010_standings_of_incidents")]

    operations = [migrations.RunPython(make, drop)]
