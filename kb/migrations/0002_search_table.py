"""The search table, and what each database searches in beside it."""

import django.db.models.deletion
from django.db import migrations, models

SQLITE = [
    "CREATE VIRTUAL TABLE kb_searchwords USING fts5 "
    "(title, body, content='', detail=full, tokenize='ascii')",
]
SQLITE_BACK = ["DROP TABLE kb_searchwords"]
POSTGRESQL = [
    "ALTER TABLE kb_entrytext "
    "ADD COLUMN tokens integer[] NOT NULL DEFAULT '{}', "
    "ADD COLUMN title_tokens integer[] NOT NULL DEFAULT '{}'",
    # Without a pending list every save pays a little, instead of one in many paying a second.
    "CREATE INDEX kb_entrytext_tokens ON kb_entrytext USING gin (tokens) WITH (fastupdate = off)",
    "CREATE TABLE kb_searchterm (code integer PRIMARY KEY, entries integer NOT NULL)",
    "CREATE TABLE kb_searchcorpus (entries integer NOT NULL, length double precision NOT NULL)",
]
POSTGRESQL_BACK = [
    "DROP TABLE kb_searchcorpus",
    "DROP TABLE kb_searchterm",
    "ALTER TABLE kb_entrytext DROP COLUMN title_tokens, DROP COLUMN tokens",
]
FORWARDS = {"sqlite": SQLITE, "postgresql": POSTGRESQL}
BACKWARDS = {"sqlite": SQLITE_BACK, "postgresql": POSTGRESQL_BACK}


def create(apps, schema_editor):
    for statement in FORWARDS[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


def drop(apps, schema_editor):
    for statement in BACKWARDS[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [
        ("contenttypes", "0002_remove_content_type_name"),
        ("kb", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Entry",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("object_id", models.BigIntegerField()),
                ("kind", models.CharField(blank=True, max_length=40)),
                (
                    "language",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("en", "English"),
                            ("zh", "Chinese"),
                            ("both", "Both"),
                            ("", "Unknown"),
                        ],
                        max_length=4,
                    ),
                ),
                ("day", models.DateField(null=True)),
                ("day_end", models.DateField(null=True)),
                ("length", models.PositiveIntegerField()),
                ("openness", models.CharField(blank=True, max_length=200)),
                ("analysis_version", models.PositiveSmallIntegerField(db_index=True)),
                (
                    "content_type",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        to="contenttypes.contenttype",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("content_type", "object_id"), name="one_search_entry"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="EntryText",
            fields=[
                (
                    "entry",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="text",
                        serialize=False,
                        to="kb.entry",
                    ),
                ),
                ("title", models.TextField(blank=True)),
                ("body", models.TextField(blank=True)),
                ("shown", models.TextField(blank=True)),
            ],
        ),
        migrations.CreateModel(
            name="EntryName",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.CharField(db_index=True, max_length=200)),
                ("text", models.CharField(max_length=200)),
                ("language", models.CharField(max_length=2)),
                (
                    "entry",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="names",
                        to="kb.entry",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="EntryPrefix",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.CharField(db_index=True, max_length=24)),
                (
                    "entry",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="prefixes",
                        to="kb.entry",
                    ),
                ),
            ],
        ),
        migrations.RunPython(create, drop),
    ]
