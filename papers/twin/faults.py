"""What is wrong with a workbook, cell by cell; so many are told and no more."""

from collections.abc import Sequence
from dataclasses import dataclass

from openpyxl.utils import get_column_letter

MOST_TOLD = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """What is wrong in one cell, and how it can be mended."""

    sheet: str
    cell: str
    sentence: str
    mend: str = ""
    row: int = 0
    column: int = 0

    @property
    def place(self) -> str:
        """Sheet and cell as the spreadsheet writes them."""
        return f"{self.sheet}!{self.cell}" if self.cell else self.sheet

    def __str__(self) -> str:
        return f"{self.place}: {self.sentence}"


class Faults:
    """The faults found so far; of one cell the first one only."""

    def __init__(self) -> None:
        self.told: list[Fault] = []
        self.untold = 0
        self.cells: set[tuple[str, int, int]] = set()

    def add(self, sheet: str, sentence: str) -> None:
        """A fault of a whole sheet."""
        self.keep(Fault(sheet=sheet, cell="", sentence=sentence))

    def at(self, sheet: str, row: int, column: int, sentence: str, mend: str = "") -> None:
        """A fault of one cell."""
        if (sheet, row, column) in self.cells:
            return
        self.cells.add((sheet, row, column))
        cell = f"{get_column_letter(column)}{row}"
        self.keep(
            Fault(sheet=sheet, cell=cell, sentence=sentence, mend=mend, row=row, column=column)
        )

    def keep(self, fault: Fault) -> None:
        if len(self.told) < MOST_TOLD:
            self.told.append(fault)
        else:
            self.untold += 1

    def in_order(self, sheets: Sequence[str]) -> list[Fault]:
        """As one goes through the workbook: sheet by sheet, from top to bottom."""
        places = {title: place for place, title in reversed(list(enumerate(sheets)))}
        return sorted(
            self.told,
            key=lambda fault: (places.get(fault.sheet, len(places)), fault.row, fault.column),
        )
