from decimal import Decimal

import django.core.validators
import django.db.models.deletion
import django.db.models.expressions
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("awards", "0007_payments_name_no_line"),
    ]

    operations = [
        migrations.CreateModel(
            name="WriteOff",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "amount",
                    models.DecimalField(
                        decimal_places=2,
                        max_digits=12,
                        validators=[django.core.validators.MinValueValidator(Decimal("0.01"))],
                        verbose_name="sum, som",
                    ),
                ),
                (
                    "decision_number",
                    models.CharField(max_length=60, verbose_name="number of the decision"),
                ),
                ("decision_on", models.DateField(verbose_name="date of the decision")),
                (
                    "decided_by",
                    models.CharField(blank=True, max_length=200, verbose_name="who decided"),
                ),
                (
                    "ground_kind",
                    models.CharField(
                        choices=[
                            ("uncollected", "it cannot be collected"),
                            ("court", "a court decided so"),
                            (
                                "late_paper",
                                "spent as agreed, by a document found after the accounts",
                            ),
                            ("refused", "the giver does not want it back and has signed so"),
                            ("not_found", "the giver cannot be found"),
                            ("other", "another ground"),
                        ],
                        max_length=12,
                        verbose_name="ground",
                    ),
                ),
                ("ground", models.TextField(max_length=2000, verbose_name="in words")),
                (
                    "file",
                    models.FileField(
                        blank=True, max_length=200, upload_to="write-offs/%Y/", verbose_name="file"
                    ),
                ),
                ("recorded_at", models.DateTimeField(verbose_name="recorded")),
            ],
        ),
        migrations.RemoveConstraint(
            model_name="obligation",
            name="settled_within_owed",
        ),
        migrations.AddField(
            model_name="award",
            name="ended_ground",
            field=models.CharField(
                blank=True,
                choices=[
                    ("not_done", "the work was not done in its term"),
                    ("misused", "money was not used for its purpose"),
                    ("untrue", "what was declared was not true"),
                    ("not_given", "the own contribution was not brought in"),
                    ("not_reported", "no report was handed in"),
                    ("given_up", "the winner gave the work up"),
                    ("force", "something nobody could prevent"),
                    ("other", "another ground"),
                ],
                max_length=12,
                verbose_name="ground",
            ),
        ),
        migrations.AddField(
            model_name="award",
            name="reminded_at",
            field=models.DateTimeField(
                blank=True, null=True, verbose_name="reminded of what is owed"
            ),
        ),
        migrations.AddField(
            model_name="award",
            name="shortfall_figures",
            field=models.JSONField(blank=True, default=dict, editable=False),
        ),
        migrations.AddField(
            model_name="award",
            name="wound_up_at",
            field=models.DateTimeField(blank=True, null=True, verbose_name="closing act drawn up"),
        ),
        migrations.AddField(
            model_name="gathering",
            name="men",
            field=models.PositiveIntegerField(blank=True, null=True, verbose_name="men present"),
        ),
        migrations.AddField(
            model_name="gathering",
            name="votes_abstained",
            field=models.PositiveIntegerField(blank=True, null=True, verbose_name="abstained"),
        ),
        migrations.AddField(
            model_name="gathering",
            name="votes_against",
            field=models.PositiveIntegerField(blank=True, null=True, verbose_name="votes against"),
        ),
        migrations.AddField(
            model_name="gathering",
            name="women",
            field=models.PositiveIntegerField(blank=True, null=True, verbose_name="women present"),
        ),
        migrations.AddField(
            model_name="obligation",
            name="redirected_amount",
            field=models.DecimalField(
                decimal_places=2,
                default=Decimal("0"),
                max_digits=12,
                validators=[django.core.validators.MinValueValidator(Decimal("0"))],
                verbose_name="given another purpose, som",
            ),
        ),
        migrations.AddField(
            model_name="obligation",
            name="written_off_amount",
            field=models.DecimalField(
                decimal_places=2,
                default=Decimal("0"),
                max_digits=12,
                validators=[django.core.validators.MinValueValidator(Decimal("0"))],
                verbose_name="written off, som",
            ),
        ),
        migrations.AlterField(
            model_name="obligation",
            name="reason",
            field=models.CharField(
                choices=[
                    ("unspent", "unspent money"),
                    ("shortfall", "own contribution fell short"),
                    ("termination", "the agreement was terminated"),
                    ("demanded", "spent money demanded back"),
                ],
                max_length=12,
                verbose_name="why",
            ),
        ),
        migrations.AddConstraint(
            model_name="obligation",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "amount__gt",
                        django.db.models.expressions.CombinedExpression(
                            django.db.models.expressions.CombinedExpression(
                                django.db.models.expressions.CombinedExpression(
                                    models.F("settled_amount"), "+", models.F("redirected_amount")
                                ),
                                "+",
                                models.F("written_off_amount"),
                            ),
                            "-",
                            models.Value(Decimal("0.005")),
                        ),
                    )
                ),
                name="met_within_owed",
            ),
        ),
        migrations.AddField(
            model_name="writeoff",
            name="obligation",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="write_offs",
                to="awards.obligation",
            ),
        ),
    ]
