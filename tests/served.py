"""The product's own server, in a folder and with a database made for the purpose.

For what must be measured behind a real server: bytes, and a crowd. The settings of the tests have
set the folder and the secret; the server runs with the settings of the installation.
"""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from django.conf import settings
from django.test import Client

from accounts.models import User
from config.start import SERVE, UNUSED
from config.workshop import ROOT
from tests.programs import free_port, wait_for

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
