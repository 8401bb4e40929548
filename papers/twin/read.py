"""Reads a filled-in workbook: what was answered, or every fault by its sheet and cell.

The answers are handed to the form of the screen as if they had been typed there, so the same
sentences are said about them. Nothing is kept here: what is read is given to the act.
"""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from papers.twin import keys
from papers.twin.faults import Fault, Faults
from papers.twin.keys import Identity, whole
from papers.twin.openxml import Book, Sheet, Unreadable, open_book
from papers.twin.sheets import AnswerSheet, TableSheet
from papers.twin.typed import Dictionary
from ui.questions import Page, Wrong

LONGEST_NAMED, MOST_SEEN = 200, 30

REFUSALS = {
    "broken": _lazy(
        "The file cannot be read: it is damaged or not whole. Save it anew and send that."
    ),
    "large": _lazy("The file holds far more than a form can. Take the form anew and fill that in."),
    "links": _lazy(
        "The workbook refers to other files. Put the values in their place and send it anew."
    ),
    "active": _lazy(
        "The workbook holds macros or other programs. Save it without them and send that."
    ),
    "definition": _lazy(
        "The file holds definitions that no form holds. Save it anew in a spreadsheet program."
    ),
}


@dataclass(slots=True, kw_only=True)
class Filled:
    """What a workbook says: page by page what was answered, or what is wrong with it."""

    identity: Identity
    sha256: str
    answers: dict[str, dict[str, Any]] = field(default_factory=dict)
    rows: dict[str, dict[str, list[dict[str, Any]]]] = field(default_factory=dict)
    faults: Sequence[Fault] = ()
    # Faults beyond those that are told, and sheets that are none of ours.
    untold: int = 0
    passed_over: Sequence[str] = ()
    counted: int = 0


def read(file: Any, expected: Identity, said: Mapping[str, Sequence[Page]]) -> Filled:
    """What the workbook says; `said` is the form in every language, the reader's own first.

    A file that is not this form is refused as a whole, with the reason.
    """
    try:
        book = open_book(file)
    except Unreadable as unreadable:
        raise ValidationError(str(REFUSALS[str(unreadable)]), code=str(unreadable)) from unreadable
    identity = _identity(book)
    _must_be(identity, expected)
    pages = next(iter(said.values()))
    reading = _Reading(book, pages, Dictionary(said))
    reading.gather()
    filled = Filled(
        identity=identity,
        sha256=_fingerprint(file),
        faults=reading.faults.in_order([sheet.title for sheet in book.sheets]),
        untold=reading.faults.untold,
        passed_over=reading.passed_over,
        counted=book.counted,
    )
    for page, answers, rows in reading.judged:
        filled.answers[page], filled.rows[page] = answers, rows
    if not filled.answers and not filled.faults:
        raise ValidationError(_("Nothing is filled in in this workbook."), code="empty")
    return filled


def _fingerprint(file: Any) -> str:
    file.seek(0)
    digest = hashlib.sha256()
    while piece := file.read(65536):
        digest.update(piece)
    return digest.hexdigest()


# --- whose form it is


def _identity(book: Book) -> Identity:
    sheet = next((each for each in book.sheets if _key(each) == keys.IDENTITY), None)
    if sheet is None:
        raise ValidationError(
            _("This workbook is not the form of a call. Take the form from the page of the call."),
            code="foreign",
        )
    told = {
        str(value): str(sheet.cells.get((row, 3), ""))
        for (row, column), value in sheet.cells.items()
        if column == 1
    }
    return Identity(
        call=whole(told.get("call")) or 0,
        named=told.get("named", "")[:LONGEST_NAMED],
        terms=whole(told.get("terms")) or 0,
        form=told.get("form", "")[:20],
        language=told.get("language", "")[:2],
        draft=whole(told.get("draft")),
        seen=_seen(told.get("seen", "")),
    )


def _seen(told: str) -> dict[str, int]:
    try:
        found = json.loads(told[:2000] or "{}")
    except ValueError:
        return {}
    if not isinstance(found, dict) or len(found) > MOST_SEEN:
        return {}
    return {
        part: saved
        for part, saved in found.items()
        if isinstance(saved, int) and not isinstance(saved, bool)
    }


def _must_be(found: Identity, expected: Identity) -> None:
    """Of this call, under these terms, with these questions."""
    if found.call != expected.call:
        raise ValidationError(
            _("This workbook belongs to another call, “%(theirs)s”; here it is “%(ours)s”."),
            code="call",
            params={"theirs": found.named or found.call, "ours": expected.named},
        )
    if found.terms != expected.terms:
        raise ValidationError(
            _(
                "This workbook was made for version %(theirs)s of the terms; version %(ours)s is "
                "in force. Take the form anew and copy your answers into it."
            ),
            code="terms",
            params={"theirs": found.terms, "ours": expected.terms},
        )
    if found.form != expected.form:
        raise ValidationError(
            _(
                "The questions have changed since this workbook was made (form %(theirs)s, now "
                "%(ours)s). Take the form anew and copy your answers into it."
            ),
            code="form",
            params={"theirs": found.form or "–", "ours": expected.form},
        )


def _key(sheet: Sheet) -> str:
    found = sheet.cells.get((1, 1), "")
    return found if isinstance(found, str) else ""


# --- what it says


class _Reading:
    """One workbook of the right form while it is read."""

    def __init__(self, book: Book, pages: Sequence[Page], known: Dictionary) -> None:
        self.pages, self.known = pages, known
        self.faults = Faults()
        self.found: dict[str, Sheet] = {}
        self.passed_over: list[str] = []
        self.judged: list[tuple[str, dict[str, Any], dict[str, list[dict[str, Any]]]]] = []
        for sheet in book.sheets:
            self.meet(sheet)

    def meet(self, sheet: Sheet) -> None:
        key = _key(sheet)
        if key in self.found:
            self.faults.add(sheet.title, _("This sheet is there twice. Take one of them out."))
        elif key.startswith((keys.ANSWERS, keys.TABLE)):
            self.found[key] = sheet
        elif sheet.cells and key not in {keys.IDENTITY, keys.WORDS}:
            self.passed_over.append(sheet.title)

    def sheet_of(self, key: str, title: str) -> Sheet | None:
        sheet = self.found.get(key)
        if sheet is None:
            told = _("This sheet is missing or was changed. Take the form anew.")
            self.faults.add(title, told)
        return sheet

    def gather(self) -> None:
        sheet = self.sheet_of(keys.ANSWERS, _("Answers"))
        answers = AnswerSheet(sheet, self.pages, self.known, self.faults) if sheet else None
        for page in self.pages:
            tables = {}
            for grid in page.grids:
                found = self.sheet_of(keys.TABLE + keys.key_of(page.part, grid.name), grid.label)
                if found is not None:
                    tables[grid.name] = TableSheet(found, page, grid, self.known, self.faults)
            typed = answers.typed.get(page.part, {}) if answers else {}
            rows = {name: table.typed for name, table in tables.items()}
            if any(typed.values()) or any(rows.values()):
                self.judge(page, typed, rows, answers, tables)

    def judge(
        self,
        page: Page,
        typed: Mapping[str, str],
        rows: Mapping[str, Sequence[Mapping[str, str]]],
        answers: AnswerSheet | None,
        tables: Mapping[str, TableSheet],
    ) -> None:
        """The form of the screen says what it thinks of this page."""
        said = page.judge(typed, rows)
        self.judged.append((page.part, dict(said.answers), dict(said.rows)))
        for wrong in said.wrongs:
            self.blame(wrong, answers, tables)

    def blame(
        self, wrong: Wrong, answers: AnswerSheet | None, tables: Mapping[str, TableSheet]
    ) -> None:
        if wrong.name in tables:
            tables[wrong.name].blame(wrong)
        elif answers is not None:
            answers.blame(wrong)
