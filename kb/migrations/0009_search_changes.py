"""What a remembered answer of search is compared with."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("kb", "0008_archive"),
    ]

    operations = [
        migrations.CreateModel(
            name="SearchChange",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
            ],
        ),
    ]
