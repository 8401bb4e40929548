"""How the workbook knows itself again: hidden keys, and not the places where things stand.

In the first row of every sheet stands what each column is, in the first column what each row is.
So sheets may be renamed and moved, rows sorted and columns shifted, and still be read rightly.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

IDENTITY, ANSWERS, WORDS = "demilge:identity", "demilge:answers", "demilge:words"
TABLE = "demilge:table:"
ANSWER, TITLE, HEAD, ROW = "answer", "title", "head", "row"
# Our own columns, for the eye only: nothing in them is ever read.
OWN = "~"

# What a spreadsheet writes for a sign that has no place in its files; typed letters that look
# the same are written so that they come back as they were.
LOOKS_ESCAPED = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")


@dataclass(frozen=True, slots=True, kw_only=True)
class Identity:
    """Which form this is: of which call, under which terms, with which questions."""

    call: int
    named: str
    terms: int
    form: str
    language: str = ""
    draft: int | None = None
    # Of a draft: which saving of each page was taken along.
    seen: Mapping[str, int] = field(default_factory=dict)


def written(words: str) -> str:
    """The words as the file keeps them."""
    return LOOKS_ESCAPED.sub("_x005F_", words)


def unwritten(words: str) -> str:
    """The words as they were typed."""
    return ESCAPED.sub(lambda match: chr(int(match[1], 16)), words)


def key_of(part: str, name: str) -> str:
    """The key of a question or of a table."""
    return f"{part}.{name}"


def whole(words: Any) -> int | None:
    """A whole number out of the file, if it is one."""
    text = str(words or "")
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 16 else None
