"""Cells of the workbook: words that stay words, answers that can be typed over, lists of words."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from papers.sheets import UNPRINTABLE
from papers.twin import keys
from papers.twin.hints import hint
from ui.questions import FIGURES, Kind, Question

BOLD, LARGE, SMALL = Font(bold=True), Font(bold=True, size=14), Font(size=9, color="565B5D")
GROUND = PatternFill("solid", fgColor="ECEAE5")
WRAPPED = Alignment(wrap_text=True, vertical="top")
HAIR = Side(style="thin", color="8A867D")
FRAME = Border(left=HAIR, right=HAIR, top=HAIR, bottom=HAIR)
OPEN = Protection(locked=False)
FORMATS = {Kind.MONEY: "#,##0.00", Kind.FIGURE: "General", Kind.COUNT: "0", Kind.DAY: "dd.mm.yyyy"}
WORDS = "words"
LONGEST_WARNING = 225


def put(cell: Any, words: Any, **looks: Any) -> None:
    """Words in a cell, as words."""
    cell.value = keys.written(UNPRINTABLE.sub("", str(words)))
    # SECURITY: what somebody typed with "=" in front must stay what he typed, not be reckoned.
    cell.data_type = "s"
    if str(words).startswith(("=", "+", "-", "@")):
        cell.quotePrefix = True
    for name, look in looks.items():
        setattr(cell, name, look)


def answer(cell: Any, question: Question, value: Any) -> None:
    """A cell to be filled in, with what is already known in it."""
    cell.protection, cell.border, cell.alignment = OPEN, FRAME, WRAPPED
    # Text stays text: a phone number keeps its plus and its noughts.
    cell.number_format = FORMATS.get(question.kind, "@")
    if is_nothing(value):
        return
    if question.kind in FIGURES:
        cell.value = value if isinstance(value, int | Decimal) else Decimal(value)
    elif isinstance(value, date):
        cell.value = value
    else:
        put(cell, _words_for(question, value))


def is_nothing(value: Any) -> bool:
    """Whether nothing was answered; nought is an answer."""
    return value is None or value is False or value == ""


def _words_for(question: Question, value: Any) -> str:
    if question.kind is Kind.YES_NO:
        return yes_no()[0][1]
    if question.kind is Kind.CHOICE:
        return dict(distinct(question.choices)).get(str(value), "")
    return str(value)


def yes_no() -> Sequence[tuple[str, str]]:
    """The two answers to a statement."""
    return (("on", _("yes")), ("off", _("no")))


def starred(question: Question) -> str:
    """The question, marked where it must be answered."""
    return f"{question.label} *" if question.required else question.label


def distinct(choices: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
    """The words to choose from, told apart where two say the same."""
    seen: dict[str, int] = {}
    told = []
    for key, label in choices:
        seen[label] = seen.get(label, 0) + 1
        told.append((key, label if seen[label] == 1 else f"{label} ({seen[label]})"))
    return told


class Lists:
    """The hidden sheet on which the lists to choose from stand, each once."""

    def __init__(self, sheet: Any) -> None:
        self.sheet = sheet
        self.places: dict[tuple[str, ...], int] = {}
        sheet.sheet_state = "hidden"
        put(sheet["A1"], keys.WORDS)

    def place_of(self, choices: Sequence[tuple[str, str]]) -> str:
        """The cells in which these words stand."""
        labels = tuple(label for _key, label in choices)
        at = self.places.setdefault(labels, 2 + 2 * len(self.places))
        letter = get_column_letter(at)
        for line, label in enumerate(labels, start=1):
            put(self.sheet.cell(line, at), label)
        return f"{WORDS}!${letter}$1:${letter}${len(labels)}"

    def beside(self, choices: Sequence[tuple[str, str]], values: dict[str, Any]) -> str:
        """The same cells with what each word is worth next to it, for looking it up."""
        place = self.place_of(choices)
        at = self.places[tuple(label for _key, label in choices)] + 1
        for line, (key, _label) in enumerate(choices, start=1):
            self.sheet.cell(line, at, values[key])
        return f"{place.rpartition(':')[0]}:${get_column_letter(at)}${len(choices)}"

    def restrict(self, sheet: Any, cells: str, question: Question) -> None:
        """A list where there are words to choose from; of an odd figure or day a warning only."""
        choices = yes_no() if question.kind is Kind.YES_NO else distinct(question.choices)
        if choices:
            rule = DataValidation(type="list", formula1=self.place_of(choices))
        elif question.kind is Kind.DAY:
            rule = DataValidation(
                type="date", operator="greaterThan", formula1="1", errorStyle="warning"
            )
        elif question.kind in FIGURES:
            kind = "whole" if question.kind is Kind.COUNT else "decimal"
            rule = DataValidation(
                type=kind, operator="greaterThanOrEqual", formula1="0", errorStyle="warning"
            )
        else:
            return
        rule.error, rule.showErrorMessage = hint(question)[:LONGEST_WARNING], True
        rule.allow_blank = True
        rule.add(cells)
        sheet.add_data_validation(rule)
