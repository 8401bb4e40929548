"""What is wrong with a workbook, cell by cell; so many are told and no more."""

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
        self.cells: set[tuple[str, str]] = set()

    def add(self, sheet: str, cell: str, sentence: str, mend: str = "") -> None:
        if cell and (sheet, cell) in self.cells:
            return
        self.cells.add((sheet, cell))
        if len(self.told) < MOST_TOLD:
            self.told.append(Fault(sheet=sheet, cell=cell, sentence=sentence, mend=mend))
        else:
            self.untold += 1


def cell_at(row: int, column: int) -> str:
    """The place as the spreadsheet writes it."""
    return f"{get_column_letter(column)}{row}"
