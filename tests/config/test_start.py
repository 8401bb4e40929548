"""What `make run` says when something outside must be mended first: one sentence, no traceback."""

import ast
import os
import socket
import subprocess
import sys

from config import workshop
from tests.architecture.source import ROOT

BEGIN = "import runpy; runpy.run_module('config.start', run_name='__main__')"


def started(before="", **environment):
    """Starts with a changed interpreter or environment; what was said, and the exit code."""
    result = subprocess.run(
        [sys.executable, "-c", f"{before}\n{BEGIN}"],
        check=False,
        capture_output=True,
        text=True,
        cwd=ROOT,
        env=os.environ | environment,
    )
    return result.stdout, result.stderr, result.returncode


def test_a_port_that_is_taken(tmp_path):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        said = started(PORT=str(port), VAR_DIR=str(tmp_path))

    assert said == (
        "",
        (
            f"Port {port} on 127.0.0.1 cannot be used (Address already in use): stop the program "
            "that uses it, or choose another one, for example: PORT=8080 make run.\n"
        ),
        1,
    )


def test_a_port_that_is_none(tmp_path):
    said = started(PORT="web", VAR_DIR=str(tmp_path))

    assert said == ("", "PORT is 'web': write a number from 1 to 65535, for example 8000.\n", 1)


def test_a_folder_that_cannot_be_made(tmp_path):
    (tmp_path / "file").touch()
    folder = tmp_path / "file" / "var"

    assert started(VAR_DIR=str(folder)) == (
        "",
        f"The folder VAR_DIR {folder} cannot be made (Not a directory).\n",
        1,
    )


def test_a_folder_that_is_not_writable(tmp_path):
    # Said by the system even to root, who may otherwise write anywhere.
    refusing = "import os; os.access = lambda path, mode: 'locked' not in str(path)"
    folder = tmp_path / "locked"

    assert started(refusing, VAR_DIR=str(folder)) == (
        "",
        f"The folder VAR_DIR {folder} is not writable for this user.\n",
        1,
    )


def test_a_python_that_is_too_old():
    said = started("import sys; sys.version_info = (3, 9, 2, 'final', 0)")

    assert said == ("", "Python 3.11 or newer is needed; this is Python 3.9.2.\n", 1)


def test_a_python_without_venv():
    said = started("import sys; sys.modules['ensurepip'] = None")

    assert said == (
        "",
        (
            "Python's venv module is missing: install it (on Debian: apt-get install python3-venv) "
            "and start again.\n"
        ),
        1,
    )


def test_the_starting_files_are_understood_by_an_old_python():
    # Enough of it to be told that it is too old.
    for name in ("config/__init__.py", "config/workshop.py", "config/start.py"):
        ast.parse((ROOT / name).read_text(), feature_version=(3, 6))


def test_pins_hold_every_package_to_one_version_and_name_no_index():
    for file in (ROOT / "requirements").glob("*.txt"):
        for line in file.read_text().splitlines():
            assert line.startswith(("#", "-r ")) or line.count("==") == 1, line


def test_a_changed_pin_changes_the_fingerprint():
    assert workshop._fingerprint("run") != workshop._fingerprint("test")
    assert workshop._fingerprint("run") == workshop._fingerprint("run")
