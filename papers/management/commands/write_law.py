"""Write docs/law.md and docs/states.md anew from the code, or check that they are current."""

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from papers import law


class Command(BaseCommand):
    help = __doc__

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--check", action="store_true", help="fail when a page is not current")

    def handle(self, *_args: Any, **options: Any) -> None:
        stale = []
        for name, text in (("law.md", law.law()), ("states.md", law.states())):
            page = settings.BASE_DIR / "docs" / name
            if page.exists() and page.read_text() == text:
                continue
            stale.append(f"docs/{name}")
            if not options["check"]:
                page.parent.mkdir(exist_ok=True)
                page.write_text(text)
                self.stdout.write(f"Written: docs/{name}")
        if options["check"] and stale:
            raise CommandError(f"Not current: {', '.join(stale)}. Run manage.py write_law.")
