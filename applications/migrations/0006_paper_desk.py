import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

KINDS = {"pdf": "application/pdf", "jpeg": "image/jpeg", "jpg": "image/jpeg", "png": "image/png"}


def scans_of_their_own(apps, schema_editor):
    envelopes = apps.get_model("applications", "Envelope").objects
    scans = apps.get_model("applications", "Scan").objects
    for envelope in envelopes.exclude(scan="").iterator():
        ending = envelope.scan.name.rpartition(".")[2].lower()
        scans.create(
            envelope=envelope,
            position=1,
            file=envelope.scan.name,
            kind=KINDS.get(ending, "application/octet-stream"),
            added_by=envelope.received_by,
            added_at=envelope.received_at,
        )


def one_scan_again(apps, schema_editor):
    first = (
        apps.get_model("applications", "Scan")
        .objects.filter(taken_out_at=None)
        .order_by("envelope", "position")
    )
    for scan in reversed(list(first.select_related("envelope"))):
        scan.envelope.scan = scan.file.name
        scan.envelope.save(update_fields=["scan"])


class Migration(migrations.Migration):
    dependencies = [
        ("applications", "0005_open_every_page"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="envelope",
            name="differed",
            field=models.JSONField(
                blank=True, default=dict, verbose_name="where the keyings differed"
            ),
        ),
        migrations.AddField(
            model_name="envelope",
            name="keyed",
            field=models.JSONField(blank=True, default=dict, verbose_name="keyed page by page"),
        ),
        migrations.AddField(
            model_name="envelope",
            name="late_reason",
            field=models.TextField(
                blank=True, max_length=1000, verbose_name="why it was entered late"
            ),
        ),
        migrations.AddField(
            model_name="envelope",
            name="repeated_at",
            field=models.DateTimeField(
                blank=True, null=True, verbose_name="when keyed a second time"
            ),
        ),
        migrations.AddField(
            model_name="envelope",
            name="resolved",
            field=models.JSONField(
                blank=True, default=dict, verbose_name="how the differences were resolved"
            ),
        ),
        migrations.CreateModel(
            name="Scan",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("position", models.PositiveSmallIntegerField(verbose_name="order")),
                (
                    "file",
                    models.FileField(
                        max_length=200, upload_to="envelopes/%Y/%m/", verbose_name="scan"
                    ),
                ),
                ("kind", models.CharField(max_length=100)),
                ("size", models.PositiveIntegerField(default=0)),
                ("sha256", models.CharField(blank=True, max_length=64)),
                ("added_at", models.DateTimeField(verbose_name="added")),
                (
                    "taken_out_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="taken out"),
                ),
                (
                    "added_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="added by",
                    ),
                ),
                (
                    "envelope",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, to="applications.envelope"
                    ),
                ),
            ],
        ),
        migrations.RunPython(scans_of_their_own, one_scan_again),
        migrations.RemoveField(model_name="envelope", name="scan"),
    ]
