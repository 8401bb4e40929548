"""What the calendar alone decides, done by the account named clock."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils.module_loading import autodiscover_modules

from accounts.actions import clock_account
from competitions.actions import BY_THE_CALENDAR


class Command(BaseCommand):
    help = "Do what is due by the calendar. No deadline waits for this: each is asked of its dates."

    def handle(self, *_args: Any, **_options: Any) -> None:
        # The higher rooms name their steps in their actions.
        autodiscover_modules("actions")
        actor = clock_account()
        for step in BY_THE_CALENDAR:
            self.stdout.write(f"{step.__name__}: {step(actor)}")
