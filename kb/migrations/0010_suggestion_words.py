"""The words of names and titles, for those who misspell them."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("kb", "0009_search_changes"),
    ]

    operations = [
        migrations.CreateModel(
            name="SuggestionWord",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("word", models.CharField(max_length=32)),
                (
                    "entry",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="words",
                        to="kb.entry",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["word", "entry"], name="suggestion_by_word")],
            },
        ),
    ]
