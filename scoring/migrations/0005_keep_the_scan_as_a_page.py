"""The one scan a protocol could have becomes the first of its pages."""

from hashlib import sha256

from django.db import migrations


def keep(apps, schema_editor):
    Protocol = apps.get_model("scoring", "Protocol")
    SignedPage = apps.get_model("scoring", "SignedPage")
    for protocol in Protocol.objects.exclude(scan="").order_by("pk").iterator():
        try:
            with protocol.scan.open("rb") as file:
                fingerprint = sha256(file.read()).hexdigest()
        except FileNotFoundError:
            # The file was lost before; that it was entered, by whom and when, is kept.
            fingerprint = ""
        SignedPage.objects.create(
            protocol=protocol,
            number=1,
            file=protocol.scan.name,
            sha256=fingerprint,
            entered_at=protocol.scan_entered_at or protocol.signed_at or protocol.drawn_up_at,
            entered_by_id=protocol.scan_entered_by_id or protocol.signed_by_id,
        )


def back(apps, schema_editor):
    SignedPage = apps.get_model("scoring", "SignedPage")
    for page in SignedPage.objects.filter(number=1).select_related("protocol").iterator():
        protocol = page.protocol
        protocol.scan, protocol.scan_entered_at = page.file.name, page.entered_at
        protocol.scan_entered_by_id = page.entered_by_id
        protocol.save(update_fields=["scan", "scan_entered_at", "scan_entered_by"])


class Migration(migrations.Migration):
    dependencies = [("scoring", "0004_pages_of_the_signed_paper")]

    operations = [migrations.RunPython(keep, back)]
