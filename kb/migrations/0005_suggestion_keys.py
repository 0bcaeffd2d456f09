"""What the search box shows and finds while somebody types."""

import django.db.models.deletion
from django.db import migrations, models


def compare_by_code_point(apps, schema_editor):
    """A range of keys is a prefix only where characters are ordered by their code."""
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(
            'ALTER TABLE kb_suggestionkey ALTER COLUMN key TYPE varchar(34) COLLATE "C"'
        )


class Migration(migrations.Migration):
    dependencies = [
        ("kb", "0004_snoozes"),
    ]

    operations = [
        migrations.CreateModel(
            name="SuggestionCard",
            fields=[
                (
                    "entry",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="card",
                        serialize=False,
                        to="kb.entry",
                    ),
                ),
                ("title_en", models.CharField(blank=True, max_length=255)),
                ("title_zh", models.CharField(blank=True, max_length=255)),
                ("address", models.CharField(blank=True, max_length=255)),
                ("fingerprint", models.CharField(max_length=32)),
            ],
            options={
                "indexes": [models.Index(fields=["address"], name="card_by_address")],
            },
        ),
        migrations.CreateModel(
            name="SuggestionKey",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.CharField(max_length=34)),
                ("rank", models.PositiveSmallIntegerField()),
                ("weight", models.PositiveSmallIntegerField()),
                ("alias", models.CharField(blank=True, max_length=120)),
                ("language", models.CharField(max_length=2)),
                (
                    "entry",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="keys",
                        to="kb.entry",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        fields=["key", "rank", "weight", "entry"], name="suggestion_by_key"
                    )
                ],
            },
        ),
        migrations.RunPython(compare_by_code_point, migrations.RunPython.noop),
    ]
