"""Rows pasted from a spreadsheet: which cell belongs into which column, and what it says.

The page's script (`ui/static/ui/lines.js`) follows the same rules, so that a table reads the same
whether it was pasted into the cells or into the box below them.
"""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from ui.fields import DayField, FigureField

LONGEST = 60_000
TAB, SEMICOLON = "\t", ";"
CELLS = {
    mark: re.compile(rf'"((?:[^"]|"")*)" *(?=[{mark}\n]|\Z)|([^{mark}\n]*)')
    for mark in (TAB, SEMICOLON)
}
QUOTED = re.compile(r'"(?:[^"]|"")*"')
DAY = re.compile(r"(\d{1,2})[./-](\d{1,2})[./-](\d{4})")
ISO_DAY = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?:[ T]00:00(?::00)?)?")
# Columns that spreadsheets have and the table reckons by itself.
PASSED_OVER = (_("No."), _("Sum"), _("Total"))
NUMBER_SIGN = "№"


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One column of a table: what is typed into it, and the words that mean its choices."""

    name: str
    label: str
    kind: str
    heads: Sequence[str]
    words: Mapping[str, str]

    def as_data(self) -> dict[str, Any]:
        """For the page's script."""
        return {
            "name": self.name,
            "kind": self.kind,
            "heads": list(self.heads),
            "words": dict(self.words),
        }


def folded(text: Any) -> str:
    """Words as they are compared: without capitals, with single spaces."""
    plain = unicodedata.normalize("NFC", str(text)).replace("\u00a0", " ")
    return " ".join(plain.lower().split()).rstrip("*:. ")


def columns_of(form: forms.Form) -> list[Column]:
    """The columns of a row, with their heads and choices in every language of the office.

    A form may name more heads people use for a column, and more words for a choice.
    """
    more_heads = getattr(form, "more_heads", {})
    return [
        Column(
            name=name,
            label=str(field.label),
            kind=_kind(field),
            heads=_in_every_language([field.label, *more_heads.get(name, ())]),
            words=_words(form, name, field) if isinstance(field, forms.ChoiceField) else {},
        )
        for name, field in form.fields.items()
    ]


def passed_over() -> list[str]:
    """The heads of columns that are left out."""
    return [NUMBER_SIGN, *_in_every_language(PASSED_OVER)]


def _kind(field: forms.Field) -> str:
    if isinstance(field, forms.ChoiceField):
        return "choice"
    if isinstance(field, DayField):
        return "day"
    return "figure" if isinstance(field, FigureField) else "words"


def _in_every_language(labels: Sequence[Any]) -> list[str]:
    found = []
    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            found += [folded(label) for label in labels]
    return list(dict.fromkeys(found))


def _words(form: forms.Form, name: str, field: forms.ChoiceField) -> dict[str, str]:
    pairs = [*getattr(form, "more_words", {}).get(name, ()), *field.choices]
    words: dict[str, str] = {folded(key): str(key) for key, _label in field.choices if key}
    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            words |= {folded(label): str(key) for key, label in pairs if key}
    return words


def cells_of(text: str) -> list[list[str]]:
    """The cells line by line; blank lines are passed over."""
    text = text[:LONGEST].replace("\r\n", "\n").replace("\r", "\n").strip("\n")
    mark = _mark(text)
    rows: list[list[str]] = [[]]
    place = 0
    while True:
        found = CELLS[mark].match(text, place)
        quoted, plain = found[1], found[2]
        cell = plain if quoted is None else quoted.replace('""', '"')
        rows[-1].append(" ".join(cell.replace("\u00a0", " ").split()))
        place = found.end()
        if place >= len(text):
            break
        if text[place] == "\n":
            rows.append([])
        place += 1
    return [row for row in rows if any(row)]


def _mark(text: str) -> str:
    outside = QUOTED.sub("", text)
    lines = [line for line in outside.split("\n") if line.strip()]
    if TAB not in outside and lines and all(SEMICOLON in line for line in lines):
        return SEMICOLON
    return TAB


@dataclass(frozen=True, slots=True, kw_only=True)
class Pasted:
    """What was pasted: for each line, by column, what the cell says; and what did not fit."""

    rows: Sequence[Mapping[str, str]]
    too_wide: int | None = None


def read(text: str, columns: Sequence[Column], *, first: int = 0) -> Pasted:
    """The pasted lines as rows of the table, beginning at its column number `first`.

    A line of heads is passed over; when every head is known, the columns go by their heads.
    What is not understood stays as it was typed. `too_wide` is the first line with more cells
    than the table has columns.
    """
    lines = cells_of(text)
    places: list[Column | None] = list(columns[first:])
    if lines and (heads := _heads(lines[0], columns)) is not None:
        lines, places = lines[1:], heads or places
    rows, too_wide = [], None
    for number, line in enumerate(lines, start=1):
        if any(line[len(places) :]) and too_wide is None:
            too_wide = number
        rows.append(
            {
                column.name: meant(column, cell)
                for column, cell in zip(places, line, strict=False)
                if column is not None
            }
        )
    return Pasted(rows=rows, too_wide=too_wide)


def _heads(line: Sequence[str], columns: Sequence[Column]) -> list[Column | None] | None:
    """None: no line of heads. Empty: one, but its words are not all known."""
    by_head = {head: column for column in columns for head in column.heads}
    idle = set(map(folded, passed_over()))
    found = [folded(cell) for cell in line if cell]
    known = [head for head in found if head in by_head or head in idle]
    if len(known) < 2 or len(known) * 2 < len(found):
        return None
    named = [by_head[head].name for head in known if head in by_head]
    if len(known) < len(found) or len(set(named)) < len(named):
        return []
    return [by_head.get(folded(cell)) for cell in line]


def meant(column: Column, cell: str) -> str:
    """What the cell says, written as the page's box wants it; otherwise as it was typed."""
    if column.kind == "choice":
        return column.words.get(folded(cell), cell)
    if column.kind == "day":
        return _day(cell) or cell
    return cell


def _day(cell: str) -> str:
    if found := DAY.fullmatch(cell):
        day, month, year = map(int, found.groups())
    elif found := ISO_DAY.fullmatch(cell):
        year, month, day = map(int, found.groups())
    else:
        return ""
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return ""
