from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [
        ("awards", "0006_purchases_item_by_item"),
    ]

    operations = [
        migrations.RemoveField(
            model_name="payment",
            name="line",
        ),
    ]
