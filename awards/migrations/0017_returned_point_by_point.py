from django.db import migrations


def keep_reasons(apps, schema_editor):
    """What a report was returned for becomes its only point, still to be answered."""
    reports = apps.get_model("awards", "Report").objects.filter(state="returned")
    for report in reports.exclude(returned_for="").order_by("pk"):
        report.items = [{"what": report.returned_for, "answer": ""}]
        report.save()


def give_reasons_back(apps, schema_editor):
    """The points are one text again."""
    for report in apps.get_model("awards", "Report").objects.filter(state="returned"):
        report.returned_for = "\n".join(item["what"] for item in report.items)[:2000]
        report.save()


class Migration(migrations.Migration):
    dependencies = [("awards", "0016_reports_in_full")]

    operations = [migrations.RunPython(keep_reasons, give_reasons_back)]
