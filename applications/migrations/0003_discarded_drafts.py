import django_fsm
from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [
        ("applications", "0002_find_by_phone"),
    ]

    operations = [
        migrations.AlterField(
            model_name="application",
            name="state",
            field=django_fsm.FSMField(
                choices=[
                    ("draft", "draft"),
                    ("submitted", "submitted"),
                    ("returned", "returned to be mended"),
                    ("admitted", "admitted"),
                    ("declined", "declined"),
                    ("withdrawn", "withdrawn"),
                    ("discarded", "discarded"),
                    ("awarded", "awarded"),
                    ("reserved", "in the reserve"),
                    ("passed_over", "not financed"),
                    ("forgone", "award forgone"),
                ],
                default="draft",
                editable=False,
                max_length=50,
                protected=True,
                verbose_name="state",
            ),
        ),
    ]
