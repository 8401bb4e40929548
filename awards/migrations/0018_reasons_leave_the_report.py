from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("awards", "0017_returned_point_by_point")]

    operations = [migrations.RemoveField(model_name="report", name="returned_for")]
