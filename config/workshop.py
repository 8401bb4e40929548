"""The project's own virtual environment: made once, filled by the pins, reused until they change.

Runs before anything is installed, so it knows only the standard library, and it is written so
that even an old Python understands it far enough to say that it is too old.
"""

import hashlib
import importlib.util
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
HOME = ROOT / ".venv"
PYTHON = HOME / "bin" / "python"
OLDEST = (3, 11)


class Stopped(Exception):
    """Something outside this program must be mended first: one sentence says what."""


def check_python():
    """Refuse a Python that is too old, or one that cannot make virtual environments."""
    if sys.version_info < OLDEST:
        found = ".".join(str(part) for part in sys.version_info[:3])
        raise Stopped(f"Python {OLDEST[0]}.{OLDEST[1]} or newer is needed; this is Python {found}.")
    if importlib.util.find_spec("venv") is None or importlib.util.find_spec("ensurepip") is None:
        raise Stopped(
            "Python's venv module is missing: install it (on Debian: apt-get install python3-venv) "
            "and start again."
        )


def check_folder(folder, name):
    """Refuse a folder nobody can write to."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise Stopped(f"{name} {folder} cannot be made ({error.strerror}).") from error
    if not os.access(folder, os.W_OK | os.X_OK):
        raise Stopped(f"{name} {folder} is not writable for this user.")


def furnish(*sets):
    """Make the environment if needed and bring it to these sets of pins; return its Python."""
    check_python()
    check_folder(ROOT, "The project folder")
    wanted = {HOME / f"installed-{name}": _fingerprint(name) for name in sets}
    if not PYTHON.exists() or any(_read(mark) != told for mark, told in wanted.items()):
        _install(sets)
        for mark, told in wanted.items():
            mark.write_text(told)
    return PYTHON


def _install(sets):
    if not _works():
        print("Making the virtual environment in .venv …", flush=True)
        command = [sys.executable, "-m", "venv", "--clear", HOME]
        _run(command, "The virtual environment could not be made.")
    print(f"Installing the pinned packages: {', '.join(sets)} …", flush=True)
    command = [PYTHON, "-m", "pip", "install", "-qq", "--disable-pip-version-check"]
    command += ["--no-input", "--root-user-action", "ignore"]
    for name in sets:
        command += ["-r", ROOT / "requirements" / f"{name}.txt"]
    _run(command, "The packages could not be installed; is the package index within reach?")


def _works():
    """Whether the environment still runs: the system's Python may have been replaced."""
    if not PYTHON.exists():
        return False
    asked = f"import sys; raise SystemExit(sys.version_info < {OLDEST})"
    return subprocess.run([PYTHON, "-c", asked], check=False, capture_output=True).returncode == 0


def _run(command, sentence):
    if subprocess.run(command, check=False, cwd=ROOT).returncode != 0:
        raise Stopped(f"{sentence} What was said about it stands above.")


def _read(path):
    return path.read_text() if path.exists() else ""


def _fingerprint(name):
    """The pins file with all it includes, and the Python they were installed for."""
    told = hashlib.sha256(repr(sys.version_info[:2]).encode())
    files = [f"{name}.txt"]
    for file in files:
        text = (ROOT / "requirements" / file).read_text()
        told.update(text.encode())
        files.extend(line[3:].strip() for line in text.splitlines() if line.startswith("-r "))
    return told.hexdigest()
