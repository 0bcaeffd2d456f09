"""The index of suggestions holds all that finding them reads."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("kb", "0006_reviews"),
    ]

    operations = [
        migrations.RemoveIndex(
            model_name="suggestionkey",
            name="suggestion_by_key",
        ),
        migrations.AddIndex(
            model_name="suggestionkey",
            index=models.Index(
                fields=["key", "rank", "weight", "entry", "id"], name="suggestion_by_key"
            ),
        ),
    ]
