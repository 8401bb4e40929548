"""Workbooks for tests: filled in as a person would, or spoilt as a program might."""

import re
from collections.abc import Callable, Sequence
from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

from django.utils import translation
from openpyxl import load_workbook

from applications.forms import definition_of
from competitions.models import Competition
from papers.blank import SPOKEN, identity_of, in_languages
from papers.twin import Filled, Identity, Twin, read, workbook
from papers.twin.keys import ANSWERS, TABLE
from ui.questions import Page

# A whole application as it is written into a workbook.
ANSWERS_GIVEN = {
    "applicant_kind": "group",
    "group_name": "Жаш демилге",
    "representative_name": "Абдылдаева Гүлнара",
    "representative_phone": "+996550000001",
    "title": "Гүлзарлар",
    "village": "Жаңы-Айыл",
    "kind": "co_financing",
    "field": "landscaping",
    "issue": "Көчөнү көрктөндүрүү",
    "what_will_be_done": "Гүл отургузабыз",
    "households": 120,
    "women": 300,
    "men": 0,
    "benefit": "Көчө кооз болот",
    "participation": "Ашар",
    "sustainability": "Тургундар карайт",
    "agrees_to_terms": True,
    "consents_to_data": True,
}


INLINE = re.compile(r'(<c [^>]*)t="inlineStr"><is>(.*?)</is></c>', re.DOTALL)


class Form:
    """The form of one call in every language it is spoken in."""

    def __init__(self, call: Competition, language: str = "en") -> None:
        self.call, self.language = call, language
        order = [language, *(each for each in SPOKEN if each != language)]
        self.definitions = dict(zip(order, in_languages(call, definition_of, order), strict=True))
        with translation.override(language):
            self.identity = identity_of(call, self.definitions[language])

    @property
    def said(self) -> dict[str, Sequence[Page]]:
        return {language: each.pages for language, each in self.definitions.items()}

    @property
    def pages(self) -> Sequence[Page]:
        return self.said[self.language]

    def written(
        self, answers: Any = (), rows: Any = (), identity: Identity | None = None
    ) -> BytesIO:
        with translation.override(self.language):
            return workbook(
                Twin(
                    call=self.call,
                    pages=self.pages,
                    identity=identity or self.identity,
                    answers=dict(answers),
                    rows=dict(rows),
                )
            )

    def read(self, file: Any) -> Filled:
        with translation.override(self.language):
            return read(file, self.identity, self.said)


def edited(file: BytesIO, change: Callable[[Any], None]) -> BytesIO:
    """The workbook after somebody has changed it in a spreadsheet program."""
    file.seek(0)
    book = load_workbook(file)
    change(book)
    saved = BytesIO()
    book.save(saved)
    saved.seek(0)
    return saved


def repacked(file: BytesIO, parts: dict[str, Any]) -> BytesIO:
    """The same file with some parts put in, changed (given what was there), or left out."""
    file.seek(0)
    saved = BytesIO()
    with ZipFile(file) as old, ZipFile(saved, "w", ZIP_DEFLATED) as new:
        for name in [*old.namelist(), *(name for name in parts if name not in old.namelist())]:
            content = old.read(name) if name in old.namelist() else b""
            if name in parts:
                content = parts[name](content) if callable(parts[name]) else parts[name]
            if content is not None:
                new.writestr(name, content)
    saved.seek(0)
    return saved


def with_shared_words(file: BytesIO) -> BytesIO:
    """The same workbook as most programs save it: every text once, the cells point to it."""
    words: list[str] = []

    def point(match: re.Match) -> str:
        words.append(match[2])
        return f'{match[1]}t="s"><v>{len(words) - 1}</v></c>'

    with ZipFile(file) as archive:
        sheets = [name for name in archive.namelist() if name.startswith("xl/worksheets/sheet")]
        parts = {name: INLINE.sub(point, archive.read(name).decode()).encode() for name in sheets}
    body = "".join(f"<si>{text}</si>" for text in words)
    return repacked(file, parts | {"xl/sharedStrings.xml": f"<sst>{body}</sst>".encode()})


def sheet(book: Any, key: str) -> Any:
    """The sheet of the questions, or of a table, by its key."""
    wanted = ANSWERS if key == "answers" else TABLE + key
    return next(each for each in book.worksheets if each["A1"].value == wanted)


def cell(book: Any, name: str) -> Any:
    """The answer cell of a question."""
    asked = sheet(book, "answers")
    return next(asked.cell(row[0].row, 5) for row in asked.iter_rows() if row[0].value == name)


def rows_of(book: Any, key: str) -> list[Any]:
    """The rows of a table that can be filled in."""
    return [row for row in sheet(book, key).iter_rows() if row[0].value == "row"]


def typed_in(book: Any, key: str, place: int, **values: Any) -> None:
    """Types into a row of a table, by the names of its columns."""
    table = sheet(book, key)
    columns = {head.value: head.column for head in table[1]}
    row = rows_of(book, key)[place][0].row
    for name, value in values.items():
        table.cell(row, columns[name], value)
