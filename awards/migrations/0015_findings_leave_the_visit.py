from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("awards", "0014_findings_of_earlier_visits")]

    operations = [
        migrations.RemoveField(model_name="visit", name="mend_until"),
        migrations.RemoveField(model_name="visit", name="mended"),
        migrations.RemoveField(model_name="visit", name="to_mend"),
    ]
