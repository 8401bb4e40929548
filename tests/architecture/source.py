"""The source of the rooms, read as trees."""

import ast
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings

ROOT = Path(settings.BASE_DIR)
# From the lowest to the highest.
ROOMS = [
    *["audit", "ui", "accounts", "competitions", "applications", "scoring", "awards", "papers"],
    *["portal", "config"],
]


def files() -> Iterator[tuple[str, Path, ast.Module]]:
    """Every module of every room, migrations apart: its place in words, its path, its tree."""
    for room in ROOMS:
        for path in sorted((ROOT / room).rglob("*.py")):
            if "migrations" not in path.parts:
                yield str(path.relative_to(ROOT)), path, ast.parse(path.read_text())


def shelf(path: Path) -> str:
    """The shelf a module stands on: `views.py` and `views/application.py` are both views."""
    inside = path.relative_to(ROOT).parts[1:]
    return inside[0].removesuffix(".py")
