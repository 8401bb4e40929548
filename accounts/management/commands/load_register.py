"""The register of municipalities, loaded once and safely again."""

import csv
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand
from django.db import transaction

from accounts.models import Area, Municipality

REGISTER = Path(__file__).resolve().parents[2] / "register"


class Command(BaseCommand):
    help = "Load areas and municipalities; what people have filled in stays as it is."

    @transaction.atomic
    def handle(self, *_args: Any, **_options: Any) -> None:
        areas = {row["code"]: Area(**row) for row in _rows("areas.csv")}
        Area.objects.bulk_create(areas.values(), ignore_conflicts=True)
        areas = {area.code: area for area in Area.objects.all()}
        names = {row["soate"]: row for row in _rows("names.csv")}
        known = set(Municipality.objects.values_list("soate", flat=True))
        fresh = [
            _municipality(row, names.get(row["soate"], {}), areas)
            for row in _rows("aimaks.csv")
            if row["soate"] not in known
        ]
        Municipality.objects.bulk_create(fresh)
        self.stdout.write(f"Municipalities: {len(fresh)} added, {len(known)} were there.")


def _rows(name: str) -> Iterator[dict[str, str]]:
    with (REGISTER / name).open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def _municipality(
    row: dict[str, str], names: dict[str, str], areas: dict[str, Area]
) -> Municipality:
    municipality = Municipality(
        soate=row["soate"],
        kind=row["kind"],
        name_ru=row["name_ru"],
        name_ky=names.get("name_ky", ""),
        name_en=names.get("name_en", ""),
        # A city of oblast significance stands beside the rayons, not in one.
        rayon=areas.get(row["rayon_soate"]),
        oblast=areas[row["oblast_soate"]],
    )
    municipality.search = municipality.fold_names()
    return municipality
