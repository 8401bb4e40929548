"""Agreements drafted before get their place in the numbers of their year; what is printed stays."""

from django.db import migrations
from django.utils import timezone


def number(apps, schema_editor):
    agreements = apps.get_model("awards", "Agreement").objects.using(schema_editor.connection.alias)
    given = {}
    earlier = agreements.filter(serial=None).select_related("award__competition")
    for agreement in earlier.order_by("drafted_at", "pk"):
        place = agreement.award.competition.municipality_id
        year = timezone.localtime(agreement.drafted_at).year
        given[place, year] = given.get((place, year), 0) + 1
        agreements.filter(pk=agreement.pk).update(
            municipality=place, year=year, serial=given[place, year]
        )


def forget(apps, schema_editor):
    """Going back, the columns fall with the migration before."""


class Migration(migrations.Migration):
    dependencies = [("awards", "0011_wordings_amendments_and_numbers")]

    operations = [migrations.RunPython(number, forget)]
