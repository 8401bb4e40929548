"""The signed protocol as several photos or files, each with who entered it and when."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("scoring", "0003_one_computer_in_the_room"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="SignedPage",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveSmallIntegerField(verbose_name="number")),
                (
                    "file",
                    models.FileField(
                        max_length=200, upload_to="protocols/%Y/", verbose_name="file"
                    ),
                ),
                ("sha256", models.CharField(max_length=64, verbose_name="fingerprint")),
                ("entered_at", models.DateTimeField(verbose_name="entered")),
                (
                    "entered_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="entered by",
                    ),
                ),
                (
                    "protocol",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="pages",
                        to="scoring.protocol",
                        verbose_name="protocol",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("protocol", "number"), name="one_page_a_number")
                ],
            },
        ),
    ]
