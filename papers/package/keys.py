"""By what a package is known again: hidden keys, and not the places where things stand."""

from papers.twin.keys import whole, written

CONTROL, POINTS = "demilge control", "demilge points"
CODE, CALL, TERMS, SEAT, SHEET = "code", "call", "terms", "seat", "sheet"
MARK, REASON = "mark", "reason"


def row(sheet: int, criterion: int) -> str:
    """The key of one line: which sheet, which criterion."""
    return f"{sheet}:{criterion}"


__all__ = [
    "CALL",
    "CODE",
    "CONTROL",
    "MARK",
    "POINTS",
    "REASON",
    "SEAT",
    "SHEET",
    "TERMS",
    "row",
    "whole",
    "written",
]
