"""Bring the words of every language up to date, compare them, or make them ready for use."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from ui import catalogues

SHOWN = 20  # of each language; the number of all follows


class Command(BaseCommand):
    help = __doc__
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        what = parser.add_mutually_exclusive_group(required=True)
        what.add_argument("--update", action="store_true", help="gather sentences into the files")
        what.add_argument("--check", action="store_true", help="fail when a language is incomplete")
        what.add_argument("--compile", action="store_true", help="make what the server reads")

    def handle(self, *_args: Any, **options: Any) -> None:
        if options["compile"]:
            catalogues.compile_changed()
            return
        if options["update"]:
            for language in catalogues.LANGUAGES:
                catalogues.update(language)
        faults = {language: catalogues.faults(language) for language in catalogues.LANGUAGES}
        for language, lines in faults.items():
            for line in lines[:SHOWN]:
                self.stdout.write(f"{language}: {line}")
            self.stdout.write(
                f"{language}: {len(lines)} faults" if lines else f"{language}: complete"
            )
        if options["check"] and any(faults.values()):
            raise CommandError("Not every language is complete.")
