"""The one scan of a protocol is a page now."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("scoring", "0005_keep_the_scan_as_a_page")]

    operations = [
        migrations.RemoveField(model_name="protocol", name="scan"),
        migrations.RemoveField(model_name="protocol", name="scan_entered_at"),
        migrations.RemoveField(model_name="protocol", name="scan_entered_by"),
    ]
