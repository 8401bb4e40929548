"""Send the letters that wait: run every minute, as many at a time as you like."""

from typing import Any

from django.core.management.base import BaseCommand

from audit import post


class Command(BaseCommand):
    help = __doc__

    def handle(self, *_args: Any, **_options: Any) -> None:
        sent, failed = post.deliver()
        if sent or failed:
            self.stdout.write(f"Sent {sent}, put off {failed}.")
