"""Plays the demonstration: known and invented competitions, through the office's own actions."""

from typing import Any

from django.core.management.base import BaseCommand
from django.db import transaction
from django.utils import translation

from audit import clock, journals
from competitions.models import Competition
from portal.demonstration import ending, people, shelf, small, stage, today
from portal.demonstration.kargalyk import kargalyk


class Command(BaseCommand):
    help = "Fills an empty installation with the demonstration (Kargalyk 2022 and others)."

    def handle(self, *_args: Any, **_options: Any) -> None:
        if journals.codes():
            self.stdout.write(
                "There are data already: the demonstration is played only on a new installation."
            )
            return
        # All or nothing: a story cut off in the middle would look like somebody's real work.
        with transaction.atomic(), translation.override("ky"):
            with clock.at(stage.on(2019, 10, 1)):
                office = people.gather()
            stage.play(
                [
                    small.ak_tal(office),
                    small.chaek(office),
                    kargalyk(office),
                    ending.carried_out_lately(office),
                    today.in_deliberation(office),
                    today.in_scoring(office),
                    today.open_today(office),
                    today.small_grants(office),
                ]
            )
        folder = shelf.put_papers()
        for call in Competition.objects.with_results():
            shelf.put_workbooks(call, office.auditor)
        self.stdout.write(f"Papers were put into {folder}.")
        entries = sum(journals.check(code)[0] for code in journals.codes())
        self.stdout.write(f"The demonstration is ready: {entries} entries in the journal.")
