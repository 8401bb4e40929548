"""`make run`: from a bare folder to a running server, and in seconds the second time."""

import hashlib
import os
import socket
import subprocess
import sys
from pathlib import Path

from config import workshop
from config.workshop import ROOT, Stopped

HOST = "127.0.0.1"
# Two processes with four threads each; the worker notes when a request arrived.
SERVE = ["--worker-class", "config.worker.ArrivalWorker", "--workers", "2", "--threads", "4"]
SERVE += ["--log-level", "warning", "--no-control-socket"]
# Bootstrap's package brings much that no page asks for; compressing it takes half a minute.
UNUSED = ["bootstrap-*", "*.rtl.*", "bootstrap.css*", "bootstrap.js*", "bootstrap.*.js*"]


def main():
    os.chdir(ROOT)
    workshop.check_python()
    workshop.check_folder(ROOT, "The project folder")
    workshop.check_folder(_var_dir(), "The folder VAR_DIR")
    port = _port()
    python = workshop.furnish("run", *(["postgres"] if _on_postgresql() else []))
    os.environ.setdefault("SITE_ADDRESS", f"http://{HOST}:{port}")
    print("Preparing the data …", flush=True)
    if _catalogues_are_old():
        _manage(python, "catalogues", "--compile")
    _manage(python, "prepare")
    _collect_static(python)
    print(f"\nReady: http://{HOST}:{port}/   (stop with Ctrl+C)\n", flush=True)
    gunicorn = python.with_name("gunicorn")
    os.execv(gunicorn, [str(gunicorn), *SERVE, "--bind", f"{HOST}:{port}", "config.wsgi"])


def _var_dir():
    return Path(os.environ.get("VAR_DIR", "").strip() or ROOT / "var").expanduser()


def _on_postgresql():
    return os.environ.get("DATABASE_URL", "").strip().startswith("postgres")


def _port():
    """The port asked for, if it is a port and nobody listens on it yet."""
    given = os.environ.get("PORT", "").strip() or "8000"
    if not given.isdecimal() or not 0 < int(given) < 65536:
        raise Stopped(f"PORT is '{given}': write a number from 1 to 65535, for example 8000.")
    with socket.socket() as trial:
        trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            trial.bind((HOST, int(given)))
        except OSError as error:
            raise Stopped(
                f"Port {given} on {HOST} cannot be used ({error.strerror}): stop the program that "
                f"uses it, or choose another one, for example: PORT=8080 make run."
            ) from error
    return int(given)


def _catalogues_are_old():
    """Whether a catalogue has no compiled twin, or one older than itself."""
    for source in ROOT.glob("ui/locale/*/LC_MESSAGES/*.po"):
        compiled = source.with_suffix(".mo")
        if not compiled.exists() or compiled.stat().st_mtime < source.stat().st_mtime:
            return True
    return False


def _collect_static(python):
    """Gather and compress style sheets and scripts, but only when they or the packages changed."""
    told = hashlib.sha256(
        (ROOT / "requirements" / "run.txt").read_bytes() + Path(__file__).read_bytes()
    )
    for file in sorted(path for path in ROOT.glob("ui/static/**/*") if path.is_file()):
        told.update(f"{file.relative_to(ROOT)} {file.stat().st_size}".encode())
        told.update(file.read_bytes())
    mark = _var_dir() / "static-gathered"
    if not mark.exists() or mark.read_text() != told.hexdigest():
        ignored = [word for pattern in UNUSED for word in ("--ignore", pattern)]
        _manage(python, "collectstatic", "--no-input", "--clear", "--verbosity", "0", *ignored)
        mark.write_text(told.hexdigest())


def _manage(python, *words):
    done = subprocess.run([python, ROOT / "manage.py", *words], check=False, cwd=ROOT)
    if done.returncode != 0:
        raise Stopped(f"The step '{words[0]}' did not succeed; what was said stands above.")


if __name__ == "__main__":
    try:
        main()
    except Stopped as stopped:
        sys.exit(str(stopped))
    except KeyboardInterrupt:
        sys.exit("Stopped.")
