"""`make bench`: how fast the main pages are, how heavy, and what a rush in the last minute does.

Alone: make bench ARGS="pages 1000 100000", ARGS=bytes, ARGS="rush 300".
"""

import os
import subprocess
import sys
from pathlib import Path

from config import workshop
from config.workshop import ROOT, Stopped
from tests import programs


def main(words: list[str]) -> int:
    """Measure in processes of their own, with the pins of the tests."""
    python = workshop.furnish("test")
    chosen, rest = (words[0], words[1:]) if words and not words[0].isdecimal() else ("", words)
    parts = {"pages": pages, "bytes": weights, "rush": rush}
    if chosen:
        if chosen not in parts:
            raise Stopped(f"'{chosen}' is not measured: write {' or '.join(parts)}.")
        return parts[chosen](python, rest)
    return pages(python, words) | weights(python, []) | rush(python, [])


def pages(python: Path, words: list[str]) -> int:
    """The main pages and one act, as ratios to an empty page of the same process."""
    return _run(python, "tests.measure", words, {})


def weights(python: Path, words: list[str]) -> int:
    """The bytes of an applicant's way through the pages."""
    return _run(python, "tests.weights", words, {"DATABASE_URL": ""})


def rush(python: Path, words: list[str]) -> int:
    """Many applicants in the last minute, on each database this machine has."""
    failed = _run(python, "tests.rush", words, {"DATABASE_URL": ""})
    binaries = programs.postgresql()
    if binaries is None:
        print("PostgreSQL was not found (initdb and pg_ctl): the rush was not tried on it.")
        return failed | int(programs.REQUIRE_ALL)
    with programs.cluster(binaries, lasting=True) as address:
        return failed | _run(python, "tests.rush", words, {"DATABASE_URL": address})


def _run(python: Path, module: str, words: list[str], environment: dict[str, str]) -> int:
    command = [python, "-m", module, *words]
    return subprocess.run(command, check=False, cwd=ROOT, env=os.environ | environment).returncode


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except Stopped as stopped:
        sys.exit(str(stopped))
