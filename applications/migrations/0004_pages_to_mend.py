from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("applications", "0003_discarded_drafts")]

    operations = [
        migrations.AddField(
            model_name="return",
            name="parts",
            field=models.JSONField(default=list, verbose_name="pages to mend"),
        ),
    ]
