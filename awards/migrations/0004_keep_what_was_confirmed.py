"""What was confirmed before confirmations were rows of their own stays as one row each."""

import re

from django.db import migrations
from django.db.models import F

NOT_OF_A_NUMBER = re.compile(r"[^0-9a-zа-яёңөү]+")


def keep(apps, schema_editor):
    Contribution = apps.get_model("awards", "Contribution")
    Confirmation = apps.get_model("awards", "Confirmation")
    known = set()
    for one in Contribution.objects.filter(confirmed_amount__gt=0).order_by("pk").iterator():
        receipt = ""
        if one.kind == "cash":
            plain = one.proof_document.lower().replace("no", "").replace("ё", "е")
            receipt = NOT_OF_A_NUMBER.sub("", plain)
        # Earlier the same number could be entered twice: the first keeps it.
        if (one.award_id, receipt) in known:
            receipt = ""
        known.add((one.award_id, receipt))
        Confirmation.objects.create(
            contribution=one,
            award_id=one.award_id,
            amount=one.confirmed_amount,
            document=one.proof_document,
            receipt=receipt,
            on=one.confirmed_on or one.award.granted_at.date(),
            recorded_at=one.award.agreed_at or one.award.granted_at,
        )
    Contribution.objects.filter(state="withdrawn").update(withdrawn_amount=F("amount"))


def forget(apps, schema_editor):
    apps.get_model("awards", "Confirmation").objects.all().delete()
    apps.get_model("awards", "Contribution").objects.update(withdrawn_amount=0)


class Migration(migrations.Migration):
    dependencies = [("awards", "0003_contributions_in_parts")]

    operations = [migrations.RunPython(keep, forget)]
