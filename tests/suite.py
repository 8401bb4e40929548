"""`make test`: the whole suite on SQLite, again on PostgreSQL, and what could not be run and why.

Words after the command go to pytest, for example: make test ARGS="tests/audit -x".
"""

import os
import subprocess
import sys
from pathlib import Path

from config import workshop
from config.workshop import ROOT, Stopped
from tests import programs

FOUND_NOTHING = 5  # what pytest answers when no test was chosen
NO_ANSWER = "pytest did not start"


def main(words: list[str]) -> int:
    """Run every part this machine can run; nought when all that had to succeed did."""
    python = workshop.furnish("test")
    lines, good = [], True
    succeeded, closing = _pytest(python, words, "not postgres", {"DATABASE_URL": ""})
    good &= succeeded
    lines.append(f"SQLite: {closing or NO_ANSWER}")
    binaries = programs.postgresql()
    skipped = []
    if binaries:
        with programs.cluster(binaries) as address:
            # What a browser sees and how the code is laid out do not depend on the database.
            succeeded, closing = _pytest(
                python,
                ["--ignore=tests/architecture", *words],
                "not sqlite and not browser",
                {"DATABASE_URL": address},
            )
        good &= succeeded
        lines.append(f"PostgreSQL: {closing or NO_ANSWER}")
    else:
        skipped.append("PostgreSQL part: initdb and pg_ctl were not found.")
    if not programs.chromium():
        skipped.append("Browser part: Chromium was not found.")
    print("\n" + "\n".join(lines))
    print("\n".join(f"Skipped: {line}" for line in skipped) or "Nothing was left out.")
    if skipped and programs.REQUIRE_ALL:
        print("REQUIRE_ALL is set, so what was skipped counts as failed.")
        good = False
    return 0 if good else 1


def _pytest(
    python: Path, words: list[str], marks: str, environment: dict[str, str]
) -> tuple[bool, str]:
    """One run: whether it succeeded, and its closing line."""
    command = [python, "-m", "pytest", "-q", "-rsx", "-n", "2", "-m", marks, *words]
    closing = ""
    with subprocess.Popen(
        command, cwd=ROOT, env=os.environ | environment, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        for line in process.stdout:
            print(line, end="", flush=True)
            closing = line.strip(" =\n") or closing
    # A part chosen by hand may hold nothing for one of the databases.
    empty = bool(words) and process.returncode == FOUND_NOTHING
    return empty or process.returncode == 0, closing


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except Stopped as stopped:
        sys.exit(str(stopped))
