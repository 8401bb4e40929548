from decimal import Decimal

import django.core.validators
import django.db.models.deletion
import django_fsm
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("awards", "0009_what_was_met_before"),
    ]

    operations = [
        migrations.CreateModel(
            name="DaySheet",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveSmallIntegerField(verbose_name="number of the sheet")),
                ("worked_on", models.DateField(verbose_name="day of the work")),
                ("work", models.CharField(max_length=300, verbose_name="what was done")),
                (
                    "responsible",
                    models.CharField(blank=True, max_length=200, verbose_name="who kept the sheet"),
                ),
                (
                    "rate_amount",
                    models.DecimalField(
                        decimal_places=2,
                        max_digits=12,
                        validators=[django.core.validators.MinValueValidator(Decimal("0.01"))],
                        verbose_name="rate, som",
                    ),
                ),
                ("unit_ky", models.CharField(max_length=40, verbose_name="unit in Kyrgyz")),
                ("unit_ru", models.CharField(max_length=40, verbose_name="unit in Russian")),
                (
                    "hours_a_unit",
                    models.PositiveSmallIntegerField(verbose_name="hours the rate is for"),
                ),
                (
                    "unnamed_women",
                    models.PositiveSmallIntegerField(default=0, verbose_name="women not named"),
                ),
                (
                    "unnamed_men",
                    models.PositiveSmallIntegerField(default=0, verbose_name="men not named"),
                ),
                (
                    "hours_each",
                    models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        max_digits=4,
                        null=True,
                        validators=[
                            django.core.validators.MinValueValidator(Decimal("0.01")),
                            django.core.validators.MaxValueValidator(Decimal("24")),
                        ],
                        verbose_name="hours each",
                    ),
                ),
                (
                    "women",
                    models.PositiveSmallIntegerField(default=0, verbose_name="women at work"),
                ),
                ("men", models.PositiveSmallIntegerField(default=0, verbose_name="men at work")),
                ("people", models.PositiveSmallIntegerField(verbose_name="people at work")),
                (
                    "hours",
                    models.DecimalField(
                        decimal_places=2,
                        max_digits=9,
                        validators=[django.core.validators.MinValueValidator(Decimal("0.01"))],
                        verbose_name="hours in all",
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
                (
                    "confirmed_amount",
                    models.DecimalField(
                        decimal_places=2,
                        default=Decimal("0"),
                        max_digits=12,
                        verbose_name="confirmed by the sheet, som",
                    ),
                ),
                ("recorded_at", models.DateTimeField(verbose_name="recorded")),
                (
                    "state",
                    django_fsm.FSMField(
                        choices=[("recorded", "recorded"), ("struck_out", "struck out")],
                        default="recorded",
                        editable=False,
                        max_length=50,
                        protected=True,
                        verbose_name="state",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Worker",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("worked_on", models.DateField(verbose_name="day of the work")),
                ("position", models.PositiveSmallIntegerField(verbose_name="place on the sheet")),
                ("name", models.CharField(max_length=200, verbose_name="name")),
                ("known_by", models.CharField(editable=False, max_length=200)),
                (
                    "sex",
                    models.CharField(
                        blank=True,
                        choices=[("female", "woman"), ("male", "man")],
                        max_length=6,
                        verbose_name="sex",
                    ),
                ),
                (
                    "hours",
                    models.DecimalField(
                        decimal_places=2,
                        max_digits=4,
                        validators=[
                            django.core.validators.MinValueValidator(Decimal("0.01")),
                            django.core.validators.MaxValueValidator(Decimal("24")),
                        ],
                        verbose_name="hours",
                    ),
                ),
                ("stands", models.BooleanField(default=True, editable=False)),
            ],
        ),
        migrations.RemoveConstraint(
            model_name="use",
            name="one_use_a_document",
        ),
        migrations.AddField(
            model_name="use",
            name="stands",
            field=models.BooleanField(default=True, verbose_name="stands"),
        ),
        migrations.AddField(
            model_name="daysheet",
            name="award",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="day_sheets",
                to="awards.award",
                verbose_name="award",
            ),
        ),
        migrations.AddField(
            model_name="daysheet",
            name="contribution",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="day_sheets",
                to="awards.contribution",
                verbose_name="contribution",
            ),
        ),
        migrations.AddField(
            model_name="confirmation",
            name="sheet",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="awards.daysheet",
            ),
        ),
        migrations.AddField(
            model_name="use",
            name="sheet",
            field=models.OneToOneField(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="use",
                to="awards.daysheet",
            ),
        ),
        migrations.AddConstraint(
            model_name="use",
            constraint=models.UniqueConstraint(
                condition=models.Q(("stands", True)),
                fields=("contribution", "document", "on"),
                name="one_use_a_document",
                violation_error_message="This document of this day is already entered for this contribution.",
            ),
        ),
        migrations.AddField(
            model_name="worker",
            name="award",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="awards.award"
            ),
        ),
        migrations.AddField(
            model_name="worker",
            name="sheet",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="workers",
                to="awards.daysheet",
            ),
        ),
        migrations.AddConstraint(
            model_name="daysheet",
            constraint=models.UniqueConstraint(
                fields=("award", "number"), name="one_day_sheet_a_number"
            ),
        ),
        migrations.AddConstraint(
            model_name="worker",
            constraint=models.UniqueConstraint(
                condition=models.Q(("stands", True)),
                fields=("award", "worked_on", "known_by"),
                name="one_person_a_day",
            ),
        ),
    ]
