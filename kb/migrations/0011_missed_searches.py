"""Searches that found nothing."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("kb", "0010_suggestion_words"),
    ]

    operations = [
        migrations.CreateModel(
            name="MissedSearch",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.CharField(max_length=60, unique=True)),
                ("text", models.CharField(max_length=60, verbose_name="words")),
                ("number", models.PositiveIntegerField(default=0, verbose_name="searches")),
                ("asked", models.PositiveIntegerField(default=0, verbose_name="asked for")),
                ("last_day", models.DateField(verbose_name="last day")),
            ],
            options={
                "verbose_name": "search that found nothing",
                "verbose_name_plural": "searches that found nothing",
                "ordering": ["-asked", "-number", "-last_day", "key"],
                "default_permissions": ("view", "delete"),
            },
        ),
    ]
