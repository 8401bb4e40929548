"""Programs of the machine which parts of the suite need: found here, or said to be missing."""

import contextlib
import os
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

REQUIRE_ALL = os.environ.get("REQUIRE_ALL", "") not in {"", "0"}
CHROMIUM_FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def chromium() -> str | None:
    """The browser, if this machine has one."""
    return next(filter(None, map(shutil.which, ("chromium", "chromium-browser"))), None)


def postgresql() -> Path | None:
    """The folder with initdb and pg_ctl, the newest first; Debian keeps them off the path."""
    found = shutil.which("initdb")
    folders = sorted(
        Path("/usr/lib/postgresql").glob("*/bin"),
        key=lambda folder: int(folder.parent.name) if folder.parent.name.isdecimal() else 0,
        reverse=True,
    )
    if found:
        folders.append(Path(found).parent)
    for folder in folders:
        if all((folder / name).exists() for name in ("initdb", "pg_ctl", "postgres")):
            return folder
    return None


@contextlib.contextmanager
def cluster(binaries: Path, *, lasting: bool = False) -> Iterator[str]:
    """A PostgreSQL server of our own behind a private socket; gives its address, then goes.

    A lasting one writes to the disk what it has promised, as in an office; tests need not wait.
    """
    # The server refuses to run as root; Debian's package brings the user postgres.
    as_owner = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []
    folder = Path(tempfile.mkdtemp(prefix="tests-pg-"))
    if as_owner:
        shutil.chown(folder, "postgres")
    data = folder / "data"

    def run(program: str, *words: str) -> None:
        command = [*as_owner, str(binaries / program), "-D", str(data), *words]
        subprocess.run(command, check=True, cwd=folder, stdout=subprocess.DEVNULL)

    settings = {
        "listen_addresses": "''",
        "unix_socket_directories": str(folder),
        "max_connections": "100",
    }
    if not lasting:
        settings |= {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}
    options = " ".join(f"-c {name}={value}" for name, value in settings.items())
    try:
        kind = ["--encoding=UTF8", "--locale=C.UTF-8", "--auth=trust", "--no-sync"]
        run("initdb", "--username=postgres", *kind)
        run("pg_ctl", "start", "--wait", "--silent", "-o", options, "-l", str(folder / "log"))
        try:
            yield f"postgresql://postgres@/postgres?host={folder}"
        finally:
            run("pg_ctl", "stop", "--mode", "immediate", "--silent")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def free_port() -> int:
    """A port of this machine on which nobody listens at this moment."""
    with socket.socket() as trial:
        trial.bind(("127.0.0.1", 0))
        return trial.getsockname()[1]


def wait_for(port: int) -> None:
    """Until somebody listens on this port."""
    for _try in range(100):
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise RuntimeError("The server did not start.")
