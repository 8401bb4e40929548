"""Walk the chains of the journal and name the first break of each."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from audit import journals


class Command(BaseCommand):
    help = __doc__

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--chain", metavar="CODE", help="one municipality's chain only")

    def handle(self, *_args: Any, **options: Any) -> None:
        known = journals.codes()
        if options["chain"] and options["chain"] not in known:
            raise CommandError(f"There is no chain {options['chain']}.")
        broken = 0
        for code in [options["chain"]] if options["chain"] else known:
            length, fault = journals.check(code)
            broken += fault is not None
            self.stdout.write(fault or f"Chain {code}: whole, {length} entries.")
        if broken:
            raise CommandError(f"The journal is broken: {broken} of its chains.")
