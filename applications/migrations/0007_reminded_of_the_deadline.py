from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("applications", "0006_paper_desk"),
    ]

    operations = [
        migrations.AddField(
            model_name="application",
            name="reminded_at",
            field=models.DateTimeField(
                blank=True, null=True, verbose_name="reminded of the deadline"
            ),
        ),
    ]
