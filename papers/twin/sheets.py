"""The sheets of a filled-in workbook: where each answer stands, known by its keys."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _

from papers.twin import keys
from papers.twin.faults import Faults
from papers.twin.hints import hint
from papers.twin.openxml import Formula, Sheet, Value, filled
from papers.twin.typed import Dictionary, Untypable, typed
from ui.questions import Grid, Page, Question, Wrong
from ui.rows import RowsField


class _KeyedSheet:
    """A sheet whose first row and first column hold keys."""

    def __init__(self, sheet: Sheet, known: Dictionary, faults: Faults) -> None:
        self.sheet, self.known, self.faults = sheet, known, faults
        self.columns: dict[int, str] = {}
        self.letters: dict[str, int] = {}
        self.row_keys: dict[int, str] = {}
        for (row, column), value in sheet.cells.items():
            if column == 1 and row > 1:
                self.row_keys[row] = str(value)
            elif row == 1 and column > 1 and isinstance(value, str):
                self.columns[column] = value

    def know_columns(self, wanted: Mapping[str, str]) -> None:
        """Where each wanted column stands now; the name is for the sentence."""
        for column, key in sorted(self.columns.items()):
            if key in self.letters and key in wanted:
                told = _("The column “%(column)s” is there twice. Take one of them out.")
                self.blame_cell(1, column, told % {"column": wanted[key]})
            self.letters.setdefault(key, column)
        for key, label in wanted.items():
            if key not in self.letters:
                told = _("The column “%(column)s” is missing. Take the form anew.")
                self.faults.add(self.sheet.title, told % {"column": label})

    def is_ours(self, column: int) -> bool:
        return column == 1 or self.columns.get(column, "").startswith(keys.OWN)

    def blame_cell(self, row: int, column: int, sentence: str, mend: str = "") -> None:
        self.faults.at(self.sheet.title, row, column, sentence, mend)

    def outside(self, row: int, column: int, value: Value) -> None:
        """Something stands where no answer belongs; what is only reckoned there may stand."""
        if not isinstance(value, Formula):
            told = _("What stands here is outside the form. Put it into its place or take it out.")
            self.blame_cell(row, column, told)

    def type(
        self, row: int, column: int, value: Value, question: Question, place: tuple[str, ...]
    ) -> str:
        try:
            return typed(value, question, place, self.known)
        except Untypable as untypable:
            self.blame_cell(row, column, str(untypable), hint(question))
            return ""

    def check_merged(self, rows: Sequence[int], columns: Sequence[int]) -> None:
        """Where cells are merged, nobody knows whose answer stands there."""
        for top, left, bottom, right in self.sheet.merged:
            rows_hit = any(top <= row <= bottom for row in rows)
            if rows_hit and any(left <= column <= right for column in columns):
                told = _("Cells are merged here. Separate them: one answer in each cell.")
                self.blame_cell(top, left, told)


class AnswerSheet(_KeyedSheet):
    """The questions, one a row."""

    def __init__(
        self, sheet: Sheet, pages: Sequence[Page], known: Dictionary, faults: Faults
    ) -> None:
        super().__init__(sheet, known, faults)
        self.asked = {
            keys.key_of(page.part, question.name): (page.part, question)
            for page in pages
            for question in page.questions
        }
        self.typed: dict[str, dict[str, str]] = {}
        self.places: dict[tuple[str, str], int] = {}
        self.know_columns({keys.ANSWER: _("Answer")})
        self.column = self.letters.get(keys.ANSWER, 0)
        for row, key in sorted(self.row_keys.items()):
            if key in self.asked:
                self.meet(row, *self.asked[key])
        self.check_merged(list(self.places.values()), [self.column])
        for row, column, value in filled(sheet):
            titles = row == 1 or self.row_keys.get(row) == keys.TITLE
            if not titles and not self.is_ours(column):
                self.take(row, column, value)

    def meet(self, row: int, part: str, question: Question) -> None:
        if (part, question.name) in self.places:
            told = _("This question is there twice. Take one of the rows out.")
            self.blame_cell(row, self.column or 1, told)
        self.places.setdefault((part, question.name), row)

    def take(self, row: int, column: int, value: Value) -> None:
        asked = self.asked.get(self.row_keys.get(row, ""))
        if asked is None or column != self.column:
            self.outside(row, column, value)
            return
        part, question = asked
        if self.places[part, question.name] == row:
            text = self.type(row, column, value, question, (part,))
            self.typed.setdefault(part, {})[question.name] = text

    def blame(self, wrong: Wrong) -> None:
        """A fault the form has found, at its cell."""
        row = self.places.get((wrong.part, wrong.name))
        if row is None or not self.column:
            self.faults.add(self.sheet.title, wrong.sentence)
            return
        _part, question = self.asked[keys.key_of(wrong.part, wrong.name)]
        self.blame_cell(row, self.column, wrong.sentence, hint(question))


class TableSheet(_KeyedSheet):
    """One table: a row a row, in the order in which they stand."""

    def __init__(
        self, sheet: Sheet, page: Page, grid: Grid, known: Dictionary, faults: Faults
    ) -> None:
        super().__init__(sheet, known, faults)
        self.grid, self.place = grid, (page.part, grid.name)
        self.asked = {column.name: column for column in grid.columns}
        self.know_columns({column.name: column.label for column in grid.columns})
        self.numbers: list[int] = []
        self.typed: list[dict[str, str]] = []
        found = self.gather()
        last_head = max((row for row, key in self.row_keys.items() if key == keys.HEAD), default=1)
        ours = [at for key, at in self.letters.items() if key in self.asked]
        below = [row for row in {*self.row_keys, *found} if row > last_head]
        self.check_merged(below, ours)
        if len(found) > grid.most:
            row = sorted(found)[grid.most]
            told = RowsField.default_error_messages["most"] % {"count": grid.most}
            self.blame_cell(row, min(ours, default=1), str(told))
            return
        for row, cells in sorted(found.items()):
            self.take(row, cells)

    def gather(self) -> dict[int, dict[int, Value]]:
        """The rows in which anything is answered."""
        found: dict[int, dict[int, Value]] = {}
        for row, column, value in filled(self.sheet):
            if row == 1 or self.is_ours(column):
                continue
            if self.row_keys.get(row) == keys.HEAD:
                # Headings and sums above the table are ours as well.
                continue
            if self.columns.get(column) in self.asked:
                found.setdefault(row, {})[column] = value
            else:
                self.outside(row, column, value)
        return found

    def take(self, row: int, cells: Mapping[int, Value]) -> None:
        before = len(self.faults.cells)
        answers = {}
        for column, value in cells.items():
            question = self.asked[self.columns[column]]
            answers[question.name] = self.type(row, column, value, question, self.place)
        if any(answers.values()) or len(self.faults.cells) > before:
            self.numbers.append(row)
            self.typed.append(answers)

    def blame(self, wrong: Wrong) -> None:
        """A fault the form has found, at its cell; of a whole row at its first."""
        if wrong.row is None or wrong.row >= len(self.numbers):
            self.faults.add(self.sheet.title, wrong.sentence)
            return
        question: Any = self.asked.get(wrong.column)
        column = self.letters.get(wrong.column) or min(self.letters.values(), default=2)
        mend = hint(question) if question else ""
        self.blame_cell(self.numbers[wrong.row], column, wrong.sentence, mend)
