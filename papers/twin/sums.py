"""Sums that the workbook reckons while it is filled in: for the eye only, never read back."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from applications.choices import MoneySource
from competitions.models import Competition
from ui.questions import Grid

MONEY, PERCENT = "#,##0.00", "0.00%"
Column = Callable[[str], str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sum:
    """One line above a table: its words, how it is reckoned, how it is shown."""

    label: str
    formula: str
    style: str = MONEY


def has_amount(grid: Grid) -> bool:
    """Whether a row of this table is worth something."""
    names = {column.name for column in grid.columns}
    return "quantity" in names and bool(names & {"price", "value"})


def amount_of(grid: Grid, row: int, letter: Column, rates: str) -> str:
    """The sum of one row; with a rate of the call the value of one is the rate's."""
    names = {column.name for column in grid.columns}
    quantity = f"{letter('quantity')}{row}"
    one = f"{letter('price' if 'price' in names else 'value')}{row}"
    if "rate" in names:
        rate = f"{letter('rate')}{row}"
        one = f'IF({rate}<>"",VLOOKUP({rate},{rates},2,FALSE),{one})'
    return f'=IFERROR(IF({quantity}<>"",ROUND({quantity}*{one},2),""),"")'


def totals_of(call: Competition, grid: Grid, column: Column) -> Sequence[Sum]:
    """The lines above a table; `column` gives the cells of a column of it."""
    if not has_amount(grid):
        return []
    total = f"SUM({column('~sum')})"
    if grid.name != "lines":
        return [Sum(label=_("Promised in all"), formula=f"={total}")]

    def of_source(key: str) -> str:
        label = next((words for value, words in grid_words(grid, "source") if value == key), "")
        return f'SUMIF({column("source")},"{quoted(label)}",{column("~sum")})'

    counted = "+".join(of_source(kind) for kind in call.counted_kinds) or "0"
    asked = of_source(MoneySource.GRANT)
    return [
        Sum(label=_("Total"), formula=f"={total}"),
        Sum(label=_("Asked from the fund"), formula=f"={asked}"),
        Sum(label=_("Room left under the maximum"), formula=f"={call.maximum_grant}-{asked}"),
        Sum(
            label=_("Own share that counts"),
            formula=f"=IFERROR(({counted})/{total},0)",
            style=PERCENT,
        ),
    ]


def grid_words(grid: Grid, name: str) -> Any:
    """The words a column of a table chooses from."""
    return next(column.choices for column in grid.columns if column.name == name)


def quoted(words: str) -> str:
    """Words inside a formula: a sign that means something to SUMIF is meant as itself."""
    for sign in "~*?":
        words = words.replace(sign, f"~{sign}")
    return words.replace('"', '""')
