from decimal import Decimal

import django.core.validators
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("awards", "0002_offers_to_the_reserve"),
    ]

    operations = [
        migrations.CreateModel(
            name="Confirmation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "quantity",
                    models.DecimalField(
                        blank=True,
                        decimal_places=3,
                        max_digits=10,
                        null=True,
                        verbose_name="quantity",
                    ),
                ),
                (
                    "amount",
                    models.DecimalField(
                        decimal_places=2,
                        max_digits=12,
                        validators=[django.core.validators.MinValueValidator(Decimal("0.01"))],
                        verbose_name="worth, som",
                    ),
                ),
                ("document", models.CharField(max_length=200, verbose_name="letter or receipt")),
                (
                    "receipt",
                    models.CharField(
                        blank=True, max_length=200, verbose_name="number of the receipt"
                    ),
                ),
                ("on", models.DateField(verbose_name="on")),
                ("stands", models.BooleanField(default=True, verbose_name="stands")),
                ("recorded_at", models.DateTimeField(verbose_name="recorded")),
            ],
        ),
        migrations.CreateModel(
            name="Proof",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "file",
                    models.FileField(
                        max_length=200, upload_to="contributions/%Y/%m/", verbose_name="file"
                    ),
                ),
                (
                    "caption",
                    models.CharField(blank=True, max_length=200, verbose_name="what it shows"),
                ),
                ("added_at", models.DateTimeField(verbose_name="added")),
            ],
        ),
        migrations.AddField(
            model_name="contribution",
            name="named_on",
            field=models.DateField(blank=True, null=True, verbose_name="agreed to be named on"),
        ),
        migrations.AddField(
            model_name="contribution",
            name="withdrawn_amount",
            field=models.DecimalField(
                decimal_places=2,
                default=Decimal("0"),
                max_digits=12,
                validators=[django.core.validators.MinValueValidator(Decimal("0"))],
                verbose_name="withdrawn of the promise, som",
            ),
        ),
        migrations.AddConstraint(
            model_name="contribution",
            constraint=models.CheckConstraint(
                condition=models.Q(("withdrawn_amount__lte", models.F("amount"))),
                name="withdrawn_within_promise",
            ),
        ),
        migrations.AddField(
            model_name="confirmation",
            name="award",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="awards.award",
                verbose_name="award",
            ),
        ),
        migrations.AddField(
            model_name="confirmation",
            name="contribution",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="confirmations",
                to="awards.contribution",
                verbose_name="contribution",
            ),
        ),
        migrations.AddField(
            model_name="proof",
            name="confirmation",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="proofs",
                to="awards.confirmation",
                verbose_name="letter or receipt",
            ),
        ),
        migrations.AddField(
            model_name="proof",
            name="contribution",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="proofs",
                to="awards.contribution",
                verbose_name="contribution",
            ),
        ),
        migrations.AddField(
            model_name="proof",
            name="use",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="proofs",
                to="awards.use",
                verbose_name="act or day sheet",
            ),
        ),
        migrations.AddConstraint(
            model_name="confirmation",
            constraint=models.UniqueConstraint(
                condition=models.Q(("stands", True), models.Q(("receipt", ""), _negated=True)),
                fields=("award", "receipt"),
                name="one_receipt_an_award",
                violation_error_message="A receipt with this number is already entered for this award.",
            ),
        ),
        migrations.AddConstraint(
            model_name="confirmation",
            constraint=models.UniqueConstraint(
                condition=models.Q(("stands", True)),
                fields=("contribution", "document", "on"),
                name="one_confirmation_a_document",
                violation_error_message="This document of this day is already entered for this contribution.",
            ),
        ),
    ]
