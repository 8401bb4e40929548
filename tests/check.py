"""`make check`: everything that can be judged without running the program's own story."""

import os
import subprocess
import sys
import tempfile

from config import workshop
from config.workshop import ROOT, Stopped

ROOMS = [
    *["config", "portal", "papers", "awards", "scoring", "applications", "competitions"],
    *["accounts", "ui", "audit"],
]
# What promises types: the kernel, rules, actions, pure reckoning, rows.
TYPED = ["audit", "papers/rows.py", "papers/rows"]
TYPED += [
    f"{room}/{shelf}{ending}"
    for room in ROOMS
    for shelf in ("rules", "actions")
    for ending in ("", ".py")
]
PURE = ["scoring/ranking.py", "applications/arithmetic.py", "awards/ledger.py"]
PURE += ["applications/comparison.py", "applications/names.py"]


def main(words: list[str]) -> int:
    """Run every judge, even after one has objected; nought when none did.

    With the word `--mend` what a machine can mend is mended first.
    """
    tools = workshop.furnish("test").parent
    templates = sorted(str(path.relative_to(ROOT)) for path in ROOT.glob("templates/**/*.html"))
    typed = [name for name in TYPED + PURE if (ROOT / name).exists()]
    manage = [tools / "python", "manage.py"]
    judges = {
        "format": [tools / "ruff", "format", "--check", "--output-format", "concise", "."],
        "lint": [tools / "ruff", "check", "--output-format", "concise", "."],
        "contracts": [tools / "lint-imports", "--no-cache"],
        "types": [tools / "mypy", *typed],
        "migrations": [*manage, "makemigrations", "--check", "--dry-run"],
        "catalogues": [*manage, "catalogues", "--check"],
        "law": [*manage, "write_law", "--check"],
        "templates": [tools / "djade", "--target-version", "5.2", "--check", *templates],
    }
    menders = [
        [tools / "ruff", "check", "--fix", "--quiet", "--exit-zero", "."],
        [tools / "ruff", "format", "--quiet", "."],
        [tools / "djade", "--target-version", "5.2", *templates],
        [*manage, "catalogues", "--update"],
        [*manage, "write_law"],
    ]
    objections = []
    with tempfile.TemporaryDirectory() as folder:
        environment = os.environ | {"VAR_DIR": folder}
        for command in menders if "--mend" in words else []:
            subprocess.run(command, check=False, cwd=ROOT, env=environment)
        for name, command in judges.items():
            print(f"── {name}", flush=True)
            if subprocess.run(command, check=False, cwd=ROOT, env=environment).returncode:
                objections.append(name)
    print(f"\nObjections: {', '.join(objections)}." if objections else "\nNo objections.")
    return 1 if objections else 0


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except Stopped as stopped:
        sys.exit(str(stopped))
