import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("kb", "0021_reader_hints"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="PairCorrection",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("kind", models.CharField(max_length=40)),
                ("key", models.CharField(max_length=120)),
                (
                    "level",
                    models.CharField(
                        choices=[("passage", "Passage"), ("sentence", "Sentence")], max_length=8
                    ),
                ),
                (
                    "action",
                    models.CharField(
                        choices=[
                            ("join", "Joined two pairs"),
                            ("split", "Split a pair"),
                            ("apart", "Parted a pair"),
                            ("english_up", "Moved English up"),
                            ("english_down", "Moved English down"),
                            ("chinese_up", "Moved Chinese up"),
                            ("chinese_down", "Moved Chinese down"),
                            ("confirm", "Confirmed a pair"),
                        ],
                        max_length=12,
                    ),
                ),
                ("beads", models.JSONField(default=list)),
                ("excerpt", models.CharField(blank=True, max_length=200)),
                ("made_at", models.DateTimeField(auto_now_add=True)),
                (
                    "made_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "corrected pair",
                "verbose_name_plural": "corrected pairs",
                "indexes": [models.Index(fields=["kind", "key"], name="pair_corrections_of")],
            },
        ),
    ]
