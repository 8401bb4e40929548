"""Reads a package back: whose it is, and what stands in its cells, fault by fault.

Nothing is kept here: the points go through the form of the scoring desk, so the same sentences are
said about them as on the screen; the act asks under a lock whether a sheet has become newer.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from openpyxl.utils import get_column_letter

from papers.package import keys
from papers.twin.openxml import Book, Broken, Formula, Sheet, Unreadable, open_book
from scoring.models import Binding, Package, Taken

MOST_TOLD = 100


class Unfit(Exception):
    """The workbook as a whole is not taken: the sentence says why."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """What is wrong in one cell."""

    place: str
    sentence: str


@dataclass(slots=True)
class Marked:
    """What the workbook says of one sheet, and where each of it stands."""

    taken: Taken
    # What is handed to the form of the desk, as if it had been typed there.
    typed: dict[str, str] = field(default_factory=dict)
    places: dict[str, str] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)

    def blame(self, errors: Mapping[str, Sequence[Any]]) -> None:
        """The sentences of the form, each beside its cell."""
        for name, said in errors.items():
            for sentence in said:
                self.faults.append(Fault(place=self.places.get(name, ""), sentence=str(sentence)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Filled:
    """A package that is ours: its code, and its sheets in the order in which they were given."""

    code: str
    sheets: Sequence[Marked]


def read(file: Any, package: Package) -> Filled:
    """What this member's workbook says; whatever is not his own package is refused."""
    try:
        book = open_book(file)
    except Unreadable as unreadable:
        raise Unfit(_refusal(str(unreadable))) from unreadable
    binding, code = _binding(book)
    _must_be_own(binding, code, package)
    criteria = [str(criterion.pk) for criterion in package.competition.criteria_in_order()]
    marked = {one.sheet: Marked(taken=one) for one in binding.sheets}
    _read_points(_sheet(book, keys.POINTS), marked)
    for one in marked.values():
        missing = [key for key in criteria if f"points_{key}" not in one.typed]
        if missing and not one.faults:
            words = _("A line of this application is missing: take the workbook anew.")
            one.faults.append(Fault(place="", sentence=words))
    return Filled(code=code, sheets=list(marked.values()))


def _refusal(code: str) -> str:
    return {
        "large": _("The workbook is larger than such a package can be. Take it anew."),
        "links": _("The workbook reaches for other files. Take it anew and type the values."),
        "active": _("The workbook holds programs. Take it anew and type the values."),
    }.get(
        code, _("The file cannot be read: it is damaged or not whole. Save it anew and send that.")
    )


def _sheet(book: Book, key: str) -> Sheet:
    found = [sheet for sheet in book.sheets if sheet.cells.get((1, 1)) == key]
    if len(found) != 1:
        raise Unfit(_("This is not a workbook of sheets made here. Take one, and fill that in."))
    return found[0]


def _binding(book: Book) -> tuple[Binding, str]:
    """What the hidden sheet says the package is bound to, and the code it shows for it."""
    control = _sheet(book, keys.CONTROL)
    said: dict[str, str] = {}
    taken = []
    for row in sorted({row for row, _column in control.cells}):
        name, value, stamp, label = (_plain(control.cells.get((row, at), "")) for at in range(1, 5))
        if name == keys.SHEET:
            taken.append(Taken(label=label, sheet=keys.whole(value) or 0, stamp=stamp))
        else:
            said[name] = value
    numbers = {name: keys.whole(said.get(name)) or 0 for name in (keys.CALL, keys.TERMS, keys.SEAT)}
    return Binding(**numbers, sheets=taken), said.get(keys.CODE, "")


def _must_be_own(binding: Binding, code: str, package: Package) -> None:
    # SECURITY: asked first, so that nothing is told about what a made-up workbook names.
    if not binding.fits(code):
        raise Unfit(
            _(
                "The control code does not fit the workbook: something in it was changed. "
                "Take it anew."
            )
        )
    own = package.binding
    if binding.call != own.call:
        raise Unfit(_("This workbook belongs to another call."))
    if binding.seat != own.seat:
        raise Unfit(_("This workbook belongs to another seat in the commission."))
    if binding.terms != own.terms:
        raise Unfit(_("The terms of the call have changed since. Take the workbook anew."))


def _read_points(sheet: Sheet, marked: dict[int, Marked]) -> None:
    columns = {str(value): column for (row, column), value in sheet.cells.items() if row == 1}
    if not {keys.MARK, keys.REASON} <= set(columns):
        raise Unfit(_("A column of the workbook is missing. Take it anew."))
    for row, key in _keyed_rows(sheet):
        one = marked.get(key[0])
        if one is None:
            continue
        for name, column in (("points", keys.MARK), ("reason", keys.REASON)):
            place = f"{sheet.title}!{get_column_letter(columns[column])}{row}"
            _take(one, f"{name}_{key[1]}", place, sheet.cells.get((row, columns[column])))


def _keyed_rows(sheet: Sheet) -> Sequence[tuple[int, tuple[int, int]]]:
    found = []
    for (row, column), value in sorted(sheet.cells.items(), key=lambda cell: cell[0]):
        if column != 1 or row == 1 or not isinstance(value, str):
            continue
        one, colon, criterion = value.partition(":")
        pair = keys.whole(one), keys.whole(criterion)
        if colon and pair[0] is not None and pair[1] is not None:
            found.append((row, (pair[0], pair[1])))
    return found


def _take(one: Marked, name: str, place: str, value: Any) -> None:
    if name in one.typed:
        if len(one.faults) < MOST_TOLD:
            words = _("This line stands twice in the workbook: delete one of the two.")
            one.faults.append(Fault(place=place, sentence=words))
        return
    one.places[name] = place
    if isinstance(value, Formula):
        one.typed[name] = ""
        words = _("A formula stands here. Type the value itself.")
        one.faults.append(Fault(place=place, sentence=words))
        return
    one.typed[name] = _plain(value)


def _plain(value: Any) -> str:
    """What stands in a cell as somebody would have typed it."""
    match value:
        case None:
            return ""
        case Broken():
            return value.sign
        case bool():
            return _("yes") if value else _("no")
        case Decimal():
            return f"{value:f}" if abs(value.adjusted()) < 20 else str(value)
        case datetime():
            return f"{value:%d.%m.%Y}"
    return str(value)
