"""What entries are counted under, and on SQLite how many entries a word is in."""

import django.db.models.deletion
from django.db import migrations, models


def create(apps, schema_editor):
    if schema_editor.connection.vendor == "sqlite":
        schema_editor.execute(
            "CREATE VIRTUAL TABLE kb_searchvocabulary USING fts5vocab(kb_searchwords, 'row')"
        )


def drop(apps, schema_editor):
    if schema_editor.connection.vendor == "sqlite":
        schema_editor.execute("DROP TABLE kb_searchvocabulary")


class Migration(migrations.Migration):
    dependencies = [("kb", "0002_search_table")]

    operations = [
        migrations.AddField(
            model_name="entry",
            name="year",
            field=models.PositiveSmallIntegerField(null=True),
        ),
        migrations.CreateModel(
            name="EntryFacet",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=40)),
                ("value", models.CharField(max_length=100)),
                (
                    "entry",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="facets",
                        to="kb.entry",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("entry", "name", "value"), name="one_value_of_a_facet"
                    )
                ],
            },
        ),
        migrations.RunPython(create, drop),
    ]
