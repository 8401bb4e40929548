"""Debts met before a gathering's purpose and a write-off had sums of their own."""

from typing import Any

from django.db import migrations
from django.db.models import F


def fill(apps: Any, _schema: Any) -> None:
    obligations = apps.get_model("awards", "Obligation").objects
    left = F("amount") - F("settled_amount")
    obligations.filter(state="settled", gathering__isnull=False).update(redirected_amount=left)
    obligations.filter(state="written_off").update(written_off_amount=left)


def back(apps: Any, _schema: Any) -> None:
    apps.get_model("awards", "Obligation").objects.update(redirected_amount=0, written_off_amount=0)


class Migration(migrations.Migration):
    dependencies = [
        ("awards", "0008_shortfalls_debts_and_closing_acts"),
    ]

    operations = [
        migrations.RunPython(fill, back),
    ]
