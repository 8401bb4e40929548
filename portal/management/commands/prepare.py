"""Brings an installation up to date in one go: tables, register, demonstration, who can sign in."""

from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand


class Command(BaseCommand):
    help = "Migrates, loads the register, plays the demonstration on an empty installation."
    # One process for all of it: a program that starts five times is not started in seconds.
    requires_system_checks: list[str] = []

    def handle(self, *_args: Any, **_options: Any) -> None:
        call_command("migrate", verbosity=0, stdout=self.stdout)
        for step in ("load_register", "demonstrate", "sign_ins"):
            call_command(step, stdout=self.stdout)
