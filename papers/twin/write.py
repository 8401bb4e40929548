"""Writes the form of a call as a workbook: one row a question, one sheet a table."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from io import BytesIO
from typing import IO, Any

from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.utils import get_column_letter

from audit import clock
from competitions.models import Competition
from papers.sheets import LONGEST_NAME, NOT_IN_A_NAME
from papers.twin import keys, sums
from papers.twin.cells import (
    BOLD,
    FRAME,
    GROUND,
    LARGE,
    SMALL,
    WORDS,
    WRAPPED,
    Lists,
    answer,
    distinct,
    put,
    starred,
)
from papers.twin.hints import hint
from papers.twin.keys import Identity
from ui.questions import Grid, Kind, Page, Question

WIDTHS = {Kind.CHOICE: 22, Kind.PHONE: 18, Kind.DAY: 13, Kind.COUNT: 11}
# What may be changed in a closed sheet besides the answers.
ALLOWED = ("formatColumns", "formatRows", "formatCells", "sort")


@dataclass(frozen=True, slots=True, kw_only=True)
class Twin:
    """What a workbook is made of: the call, its questions, and what is already answered."""

    call: Competition
    pages: Sequence[Page]
    identity: Identity
    answers: Mapping[str, Any] = field(default_factory=dict)
    rows: Mapping[str, Sequence[Mapping[str, Any]]] = field(default_factory=dict)


def workbook(twin: Twin) -> IO[bytes]:
    """The workbook as a file, read from its beginning."""
    book = Workbook()
    first = book.active
    first.title = _title(book, _("Read first"))
    lists = Lists(book.create_sheet(WORDS))
    _introduce(first, twin)
    _ask(_sheet(book, _("Answers")), twin, lists)
    for page in twin.pages:
        for grid in page.grids:
            _tabulate(_sheet(book, grid.label), twin, page, grid, lists)
    book.move_sheet(WORDS, offset=len(book.worksheets))
    book.active = 1
    file = BytesIO()
    book.save(file)
    file.seek(0)
    return file


# --- sheets


def _title(book: Any, title: str) -> str:
    """A name that is not taken yet, without the signs a sheet's name cannot hold."""
    name = NOT_IN_A_NAME.sub(" ", title)[:LONGEST_NAME].strip("' ")
    taken = {sheet.title.casefold() for sheet in book.worksheets if sheet.title != title}
    number, free = 2, name
    while free.casefold() in taken:
        free = f"{name[: LONGEST_NAME - 3]} {number}"
        number += 1
    return free


def _sheet(book: Any, title: str) -> Any:
    sheet = book.create_sheet(_title(book, title))
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", 9
    sheet.page_setup.fitToHeight, sheet.sheet_properties.pageSetUpPr.fitToPage = 0, True
    return sheet


def _close(sheet: Any) -> None:
    """Hides the keys, and keeps all but the answers from being changed by mistake."""
    sheet.row_dimensions[1].hidden = True
    sheet.column_dimensions["A"].hidden = True
    sheet.protection.sheet = True
    for name in ALLOWED:
        setattr(sheet.protection, name, False)


# --- the first sheet


def _introduce(sheet: Any, twin: Twin) -> None:
    identity = twin.identity
    put(sheet["A1"], keys.IDENTITY)
    put(sheet["B2"], _("Application form"), font=LARGE)
    put(sheet["B3"], identity.named, font=BOLD)
    steps = [
        _("Answer on the next sheets, in the framed cells. Answers marked * are needed."),
        _("What you do not know yet can stay empty: a draft is made of what is there."),
        _("Type values, not formulas: a formula is not read."),
        _("Then open the page of the call, choose to hand over a filled-in workbook, and send it."),
        _("Nothing counts as received until the draft made of it is submitted."),
    ]
    for line, step in enumerate(steps, start=5):
        put(sheet.cell(line, 2), f"{line - 4}. {step}", alignment=WRAPPED)
        sheet.merge_cells(start_row=line, end_row=line, start_column=2, end_column=3)
        sheet.row_dimensions[line].height = 32
    facts = [
        (keys.HEAD, _("Last minute of reception"), _closing(twin.call)),
        ("call", _("Call"), str(identity.call)),
        ("named", _("Title"), identity.named),
        ("terms", _("Version of the terms"), str(identity.terms)),
        ("form", _("Version of the form"), identity.form),
        ("language", _("Language"), identity.language),
        ("draft", _("Draft"), str(identity.draft or "")),
        ("seen", _("Savings of the pages"), json.dumps(dict(identity.seen), sort_keys=True)),
    ]
    for line, (key, label, value) in enumerate(facts, start=len(steps) + 6):
        put(sheet.cell(line, 1), key)
        put(sheet.cell(line, 2), label, font=BOLD)
        put(sheet.cell(line, 3), value, alignment=WRAPPED)
        sheet.row_dimensions[line].hidden = key in {"draft", "seen"}
    sheet.column_dimensions["B"].width, sheet.column_dimensions["C"].width = 34, 70
    _close(sheet)


def _closing(call: Competition) -> str:
    return clock.words(call.closes_at) if call.closes_at else "–"


# --- the questions


def _ask(sheet: Any, twin: Twin, lists: Lists) -> None:
    put(sheet["A1"], keys.ANSWERS)
    for at, key in enumerate(("~number", "~question", "~help", keys.ANSWER), start=2):
        put(sheet.cell(1, at), key)
    heads = ("№", _("Question"), _("What to write"), _("Answer"))
    put(sheet["A2"], keys.TITLE)
    for at, head in enumerate(heads, start=2):
        put(sheet.cell(2, at), head, font=BOLD, fill=GROUND, border=FRAME)
    number = 0
    for line, (page, asked) in enumerate(_lines(twin), start=3):
        if not isinstance(asked, Question):
            put(sheet.cell(line, 1), keys.HEAD)
            put(sheet.cell(line, 3), asked.words, font=asked.font, alignment=WRAPPED)
            continue
        number += 1
        put(sheet.cell(line, 1), keys.key_of(page.part, asked.name))
        sheet.cell(line, 2, number).alignment = WRAPPED
        put(sheet.cell(line, 3), starred(asked), font=BOLD, alignment=WRAPPED)
        helps = " ".join(filter(None, (asked.help, hint(asked))))
        put(sheet.cell(line, 4), helps, font=SMALL, alignment=WRAPPED)
        answer(sheet.cell(line, 5), asked, twin.answers.get(asked.name))
        lists.restrict(sheet, f"E{line}", asked)
        if asked.kind is Kind.TEXT:
            sheet.row_dimensions[line].height = 90
    for letter, width in zip("BCDE", (5, 38, 44, 70), strict=True):
        sheet.column_dimensions[letter].width = width
    sheet.freeze_panes = "A3"
    _close(sheet)


@dataclass(frozen=True, slots=True)
class _Note:
    """A line between the questions."""

    words: str
    font: Any = SMALL


def _lines(twin: Twin) -> Iterator[tuple[Page, Question | _Note]]:
    for page in twin.pages:
        for section in page.sections:
            yield page, _Note(section.title, LARGE)
            yield from ((page, question) for question in section.questions)
            for grid in section.grids:
                words = _("On a sheet of its own: %(table)s.") % {"table": grid.label}
                yield page, _Note(words)
        if page.part == "enclosures":
            words = _("Files are enclosed on the site, once a draft is made of this workbook.")
            yield page, _Note(words)


# --- the tables


def _tabulate(sheet: Any, twin: Twin, page: Page, grid: Grid, lists: Lists) -> None:
    reckons = sums.has_amount(grid)
    names = ["~number", *(column.name for column in grid.columns), *(["~sum"] * reckons)]
    letters = {name: get_column_letter(at) for at, name in enumerate(names, start=2)}
    first = 5 + len(sums.totals_of(twin.call, grid, str))
    last = first + grid.most - 1

    def cells(name: str) -> str:
        return f"{letters[name]}{first}:{letters[name]}{last}"

    put(sheet["A1"], keys.TABLE + keys.key_of(page.part, grid.name))
    for line in range(2, first):
        put(sheet.cell(line, 1), keys.HEAD)
    put(sheet["C2"], grid.label, font=LARGE)
    for line, total in enumerate(sums.totals_of(twin.call, grid, cells), start=3):
        put(sheet.cell(line, 3), total.label, font=BOLD)
        sheet.cell(line, 4, total.formula).number_format = total.style
    heads = {column.name: column for column in grid.columns}
    words = {"~number": "№", "~sum": _("Sum")}
    for name, letter in letters.items():
        put(sheet[f"{letter}1"], name)
        head = sheet[f"{letter}{first - 1}"]
        shown = starred(heads[name]) if name in heads else words[name]
        put(head, shown, font=BOLD, fill=GROUND, border=FRAME, alignment=WRAPPED)
        sheet.column_dimensions[letter].width = _width(heads.get(name))
    known = list(twin.rows.get(grid.name, ()))
    _fill(sheet, known, grid, letters, first=first, rates=_rates(twin, grid, lists))
    for column in grid.columns:
        lists.restrict(sheet, cells(column.name), column)
    sheet.column_dimensions["B"].width = 5
    sheet.freeze_panes = f"A{first}"
    _close(sheet)


def _fill(
    sheet: Any,
    known: Sequence[Any],
    grid: Grid,
    letters: Mapping[str, str],
    *,
    first: int,
    rates: str,
) -> None:
    for place in range(grid.most):
        line, row = first + place, known[place] if place < len(known) else {}
        put(sheet.cell(line, 1), keys.ROW)
        sheet.cell(line, 2, place + 1).font = SMALL
        for column in grid.columns:
            answer(sheet[f"{letters[column.name]}{line}"], column, row.get(column.name))
        if "~sum" in letters:
            reckoned = sheet[f"{letters['~sum']}{line}"]
            reckoned.value = sums.amount_of(grid, line, letters.__getitem__, rates)
            reckoned.number_format = sums.MONEY


def _rates(twin: Twin, grid: Grid, lists: Lists) -> str:
    """Where the rates of the call stand beside what each is worth."""
    column = next((each for each in grid.columns if each.name == "rate"), None)
    if column is None:
        return ""
    worth = {str(rate.pk): rate.amount for rate in twin.call.rates.all()}
    return lists.beside(distinct(column.choices), worth)


def _width(column: Question | None) -> int:
    if column is None:
        return 14
    return WIDTHS.get(column.kind, 34 if (column.longest or 0) >= 160 else 16)
