"""Workbooks: typed rows one by one, totals as formulas, a sheet of definitions."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from io import BytesIO
from typing import IO, Any

from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter

from papers.rows import TEXT, Column, columns_of, values_of

UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
NOT_IN_A_NAME = re.compile(r"[\\/*?:\[\]]")
LONGEST_NAME, LONGEST_CELL = 31, 32767
BOLD, GROUND = Font(bold=True), PatternFill("solid", fgColor="ECEAE5")
WRAPPED = Alignment(wrap_text=True, vertical="top")


@dataclass(frozen=True, slots=True, kw_only=True)
class Leaf:
    """One sheet of a workbook: what kind of rows, and the rows."""

    title: str
    row: type
    rows: Iterable[Any]
    spread: Mapping[str, Sequence[str]] = field(default_factory=dict)

    @property
    def columns(self) -> list[Column]:
        return columns_of(self.row, self.spread)


def workbook(leaves: Sequence[Leaf], about: Sequence[tuple[str, Any]]) -> IO[bytes]:
    """The workbook as a file, read from its beginning; no more than a row is held at a time."""
    book = Workbook(write_only=True)
    for leaf in leaves:
        _write(book, leaf)
    _define(book, leaves, about)
    file = BytesIO()
    book.save(file)
    file.seek(0)
    return file


def _write(book: Workbook, leaf: Leaf) -> None:
    sheet = book.create_sheet(NOT_IN_A_NAME.sub(" ", leaf.title)[:LONGEST_NAME])
    columns = leaf.columns
    last = get_column_letter(len(columns))
    # All of this is ignored once the first row is written.
    sheet.freeze_panes = "A2"
    sheet.print_title_rows = "1:1"
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", 9
    sheet.page_setup.fitToHeight, sheet.sheet_properties.pageSetUpPr.fitToPage = 0, True
    for place, column in enumerate(columns, start=1):
        sheet.column_dimensions[get_column_letter(place)].width = column.width
    sheet.append([_heading(sheet, column.title) for column in columns])
    count = 0
    for row in leaf.rows:
        count += 1
        cells = zip(values_of(row, leaf.spread), columns, strict=True)
        sheet.append([_cell(sheet, value, column.style) for value, column in cells])
    sheet.auto_filter.ref = f"A1:{last}{count + 1}"
    if count:
        sheet.append(
            [_total(sheet, place, column, count) for place, column in enumerate(columns, start=1)]
        )


def _heading(sheet: Any, title: Any) -> Any:
    cell = _text(sheet, str(title))
    cell.font, cell.fill, cell.alignment = BOLD, GROUND, WRAPPED
    return cell


def _text(sheet: Any, words: str) -> Any:
    cell = WriteOnlyCell(sheet, UNPRINTABLE.sub("", words)[:LONGEST_CELL])
    # SECURITY: a title that begins with "=" must stay a title, not become a formula.
    cell.data_type, cell.number_format = "s", TEXT
    return cell


def _cell(sheet: Any, value: Any, style: str) -> Any:
    if value is None or value == "":
        return None
    if isinstance(value, str):
        return _text(sheet, value)
    cell = WriteOnlyCell(sheet, value)
    cell.number_format = style
    return cell


def _total(sheet: Any, place: int, column: Column, count: int) -> Any:
    if place == 1:
        cell = _text(sheet, _("Total"))
    elif column.is_summed:
        letter = get_column_letter(place)
        cell = WriteOnlyCell(sheet, f"=SUM({letter}2:{letter}{count + 1})")
        cell.number_format = column.style
    else:
        return None
    cell.font = BOLD
    return cell


def _define(book: Workbook, leaves: Sequence[Leaf], about: Sequence[tuple[str, Any]]) -> None:
    sheet = book.create_sheet(_("Definitions")[:LONGEST_NAME])
    for letter, width in zip("ABC", (26, 30, 80), strict=True):
        sheet.column_dimensions[letter].width = width
    for name, value in about:
        shown = value if isinstance(value, int | Decimal) else str(value)
        sheet.append([_heading(sheet, name), _cell(sheet, shown, TEXT)])
    sheet.append([])
    sheet.append([_heading(sheet, word) for word in (_("Sheet"), _("Column"), _("What it means"))])
    for leaf in leaves:
        for column in leaf.columns:
            words = (leaf.title, str(column.title), str(column.means))
            sheet.append([_cell(sheet, word, TEXT) for word in words])
