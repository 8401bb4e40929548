"""The product's own server, in a folder and with a database made for the purpose.

For what must be measured behind a real server: bytes, and a crowd. The settings of the tests have
set the folder and the secret; the server runs with the settings of the installation.
"""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from decimal import Decimal

os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"

import django

django.setup()

from django.conf import settings  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.test import Client  # noqa: E402

from accounts.models import User  # noqa: E402
from config.start import SERVE, UNUSED  # noqa: E402
from config.workshop import ROOT  # noqa: E402
from tests import factories  # noqa: E402
from tests.programs import free_port, wait_for  # noqa: E402

HOST = "127.0.0.1"


@contextmanager
def server() -> Iterator[int]:
    """The port of a server started as `make run` starts it."""
    port, environment = free_port(), os.environ | {"DJANGO_SETTINGS_MODULE": "config.settings"}
    ignored = [word for pattern in UNUSED for word in ("--ignore", pattern)]
    gather = ["manage.py", "collectstatic", "--no-input", "--verbosity", "0", *ignored]
    subprocess.run([sys.executable, *gather], check=True, cwd=ROOT, env=environment)
    command = [sys.executable, "-m", "gunicorn", *SERVE, "--bind", f"{HOST}:{port}", "config.wsgi"]
    with subprocess.Popen(command, cwd=ROOT, env=environment) as process:
        try:
            wait_for(port)
            yield port
        finally:
            process.terminate()


def session_of(person: User) -> str:
    """What the browser of somebody who has signed in keeps."""
    browser = Client()
    browser.force_login(person, backend="accounts.backends.PhoneOrEmailBackend")
    return browser.cookies[settings.SESSION_COOKIE_NAME].value


def main() -> None:
    """Serve a town with a call of each form until nobody listens any more; a line says where."""
    call_command("migrate", verbosity=0)
    place, now = factories.municipality(), datetime.now(UTC)
    calls = {
        form: factories.competition(
            place,
            maximum_grant=Decimal(maximum),
            opens_at=now - timedelta(days=9),
            closes_at=now + timedelta(days=1),
        ).pk
        for form, maximum in (("long", 100_000), ("short", 15_000))
    }
    with server() as port:
        print(json.dumps(calls | {"site": f"http://{HOST}:{port}"}), flush=True)
        sys.stdin.read()


if __name__ == "__main__":
    main()
