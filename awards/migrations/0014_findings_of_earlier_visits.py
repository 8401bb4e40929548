from django.db import migrations


def keep_findings(apps, schema_editor):
    """What earlier visits wanted mended becomes a finding of its own."""
    finding_model = apps.get_model("awards", "Finding")
    for visit in apps.get_model("awards", "Visit").objects.exclude(to_mend="").order_by("pk"):
        if visit.mend_until is None:
            continue
        settled = visit.state == "settled"
        finding_model.objects.create(
            visit=visit,
            number=1,
            what=visit.to_mend[:500],
            until=visit.mend_until,
            state="mended" if settled else "open",
            mended_note=visit.mended if settled else "",
        )
    apps.get_model("awards", "Visit").objects.filter(state="settled").update(state="made")


def give_findings_back(apps, schema_editor):
    """The first finding of each visit is written on the visit again."""
    for finding in apps.get_model("awards", "Finding").objects.filter(number=1).order_by("pk"):
        visit = finding.visit
        visit.to_mend, visit.mend_until = finding.what, finding.until
        visit.mended = finding.mended_note
        visit.save()


class Migration(migrations.Migration):
    dependencies = [("awards", "0013_findings_and_consents")]

    operations = [migrations.RunPython(keep_findings, give_findings_back)]
