"""`make bench`: how fast the main pages are, against an empty page of the same process."""

import subprocess
import sys

from config import workshop
from config.workshop import ROOT, Stopped


def main(words: list[str]) -> int:
    """Measure in a process of its own, with the pins of the tests."""
    python = workshop.furnish("test")
    return subprocess.run([python, "-m", "tests.measure", *words], check=False, cwd=ROOT).returncode


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except Stopped as stopped:
        sys.exit(str(stopped))
