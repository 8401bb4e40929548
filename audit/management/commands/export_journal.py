"""Write one chain of the journal to a file which audit/chain.py can check on any machine."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from audit import journals


class Command(BaseCommand):
    help = __doc__

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--chain", metavar="CODE", required=True)
        parser.add_argument("file", type=Path)

    def handle(self, *_args: Any, **options: Any) -> None:
        code, target = options["chain"], options["file"]
        if code not in journals.codes():
            raise CommandError(f"There is no chain {code}.")
        length = journals.export(code, target)
        self.stdout.write(f"Chain {code}: {length} entries written to {target}.")
