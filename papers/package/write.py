"""Writes what a member takes away: the points to give, the applications to read, the control code.

SECURITY: drawn from the package alone, which holds nothing but what this member may see.
"""

from collections.abc import Iterator
from decimal import Decimal
from io import BytesIO
from typing import IO, Any

from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side
from openpyxl.worksheet.datavalidation import DataValidation

from audit import clock
from papers.package import keys
from papers.sheets import LONGEST_CELL, LONGEST_NAME, NOT_IN_A_NAME, UNPRINTABLE
from scoring.models import Package
from ui.fields import said
from ui.languages import pick
from ui.som import in_figures

BOLD, LARGE, SMALL = Font(bold=True), Font(bold=True, size=14), Font(size=9, color="565B5D")
GROUND = PatternFill("solid", fgColor="ECEAE5")
WRAPPED = Alignment(wrap_text=True, vertical="top")
HAIR = Side(style="thin", color="8A867D")
FRAME = Border(left=HAIR, right=HAIR, top=HAIR, bottom=HAIR)
OPEN = Protection(locked=False)
# What may be done in a closed sheet besides filling it in.
ALLOWED = ("formatColumns", "formatRows", "formatCells", "sort", "autoFilter")
WIDTHS = {"B": 9, "C": 28, "D": 26, "E": 46, "F": 9, "G": 9, "H": 9, "I": 11, "J": 46, "K": 11}


def workbook(package: Package) -> IO[bytes]:
    """The package as a file, read from its beginning."""
    book = Workbook()
    # The library signs with its own name; whose machine it was is nobody's business.
    book.properties.creator = "Demilge"
    book.properties.title = package.competition.title
    first = book.active
    first.title = _title(_("Read first"))
    _introduce(first, package)
    _points(book.create_sheet(_title(_("My points"))), package)
    _texts(book.create_sheet(_title(_("Applications"))), package)
    _bind(book.create_sheet(keys.CONTROL), package)
    book.active = 1
    first.sheet_view.tabSelected = False
    file = BytesIO()
    book.save(file)
    file.seek(0)
    return file


def _title(words: str) -> str:
    return NOT_IN_A_NAME.sub(" ", words)[:LONGEST_NAME]


def _put(cell: Any, words: Any, **looks: Any) -> None:
    cell.value = keys.written(UNPRINTABLE.sub("", str(words))[:LONGEST_CELL])
    # SECURITY: what an applicant typed with "=" in front stays what he typed.
    cell.data_type = "s"
    if str(words).startswith(("=", "+", "-", "@")):
        cell.quotePrefix = True
    for name, look in looks.items():
        setattr(cell, name, look)


def _close(sheet: Any) -> None:
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", 9
    sheet.page_setup.fitToHeight, sheet.sheet_properties.pageSetUpPr.fitToPage = 0, True
    sheet.protection.sheet = True
    for name in ALLOWED:
        setattr(sheet.protection, name, False)


def _introduce(sheet: Any, package: Package) -> None:
    call, binding = package.competition, package.binding
    _put(sheet["B2"], _("My sheets"), font=LARGE)
    _put(sheet["B3"], call.title, font=BOLD)
    steps = [
        _("On the next sheet give points in the framed cells, and a reason where it is asked."),
        _("What the applicants wrote stands on the sheet after that."),
        _("Type values, not formulas: a formula is not read."),
        _("Then open the page of your sheets, choose to hand the workbook back, and send it."),
        _("It becomes your draft. Nothing counts before you send the sheets there yourself."),
        _("Keep this file to yourself: your points are in it."),
    ]
    for line, step in enumerate(steps, start=5):
        _put(sheet.cell(line, 2), f"{line - 4}. {step}", alignment=WRAPPED)
        sheet.merge_cells(start_row=line, end_row=line, start_column=2, end_column=3)
        sheet.row_dimensions[line].height = 32
    facts = [
        (_("Municipality"), call.municipality),
        (_("Member"), package.seat.user),
        (_("Sheets"), len(package.sheets)),
        (_("Version of the terms"), call.terms_version),
        (_("Made"), clock.words(clock.now())),
        (_("Control code"), binding.code),
    ]
    for line, (label, value) in enumerate(facts, start=len(steps) + 6):
        _put(sheet.cell(line, 2), label, font=BOLD)
        _put(sheet.cell(line, 3), value, alignment=WRAPPED)
    sheet.column_dimensions["A"].width = 3
    sheet.column_dimensions["B"].width, sheet.column_dimensions["C"].width = 34, 70
    _close(sheet)


def _points(sheet: Any, package: Package) -> None:
    _put(sheet["A1"], keys.POINTS)
    for letter, name in (("I", keys.MARK), ("J", keys.REASON)):
        _put(sheet[f"{letter}1"], name)
    heads = [
        _("Application"),
        _("Title"),
        _("Criterion"),
        _("What the levels mean"),
        _("Least"),
        _("Most"),
        _("Step"),
        _("My points"),
        _("Reason"),
        _("Total"),
    ]
    for letter, head in zip("BCDEFGHIJK", heads, strict=True):
        _put(sheet[f"{letter}2"], head, font=BOLD, fill=GROUND, border=FRAME, alignment=WRAPPED)
        sheet.column_dimensions[letter].width = WIDTHS[letter]
    line, warnings = 2, _rules(sheet, package)
    for one, card in package.sheets:
        marks = one.marks_in_order()
        _put_total(sheet, line + 1, len(marks))
        for criterion, mark in marks:
            line += 1
            _put(sheet.cell(line, 1), keys.row(one.pk, criterion.pk))
            words = [card.heading.label, card.heading.title, criterion.title]
            for at, said_so in enumerate([*words, _levels(criterion)], start=2):
                _put(sheet.cell(line, at), said_so, alignment=WRAPPED)
            for at, name in enumerate(("minimum", "maximum", "step"), start=6):
                _figure(sheet.cell(line, at), getattr(criterion, name))
            _answer(sheet, line, mark)
            warnings[criterion.pk].add(f"I{line}")
    sheet.freeze_panes = "E3"
    sheet.auto_filter.ref = f"B2:K{max(line, 3)}"
    sheet.print_title_rows = "2:2"
    sheet.row_dimensions[1].hidden = sheet.column_dimensions["A"].hidden = True
    _close(sheet)


def _levels(criterion: Any) -> str:
    asked = (
        _("A reason is always asked here.")
        if criterion.reason_required
        else _("A reason is asked for the least and the most points.")
    )
    return "\n".join(filter(None, (pick(criterion, "levels"), asked)))


def _figure(cell: Any, value: Decimal) -> None:
    cell.value, cell.number_format, cell.alignment = value, "General", WRAPPED


def _answer(sheet: Any, line: int, mark: Any) -> None:
    points, reason = sheet.cell(line, 9), sheet.cell(line, 10)
    for cell in (points, reason):
        cell.protection, cell.border, cell.alignment = OPEN, FRAME, WRAPPED
    reason.number_format = "@"
    if mark is not None and mark.points is not None:
        points.value = mark.points
    if mark is not None and mark.reason:
        _put(reason, mark.reason)


def _rules(sheet: Any, package: Package) -> dict[int, DataValidation]:
    """For each criterion a warning where points lie off its scale."""
    found = {}
    for criterion in package.competition.criteria_in_order():
        rule = found[criterion.pk] = DataValidation(
            type="decimal",
            operator="between",
            formula1=f"{criterion.minimum}",
            formula2=f"{criterion.maximum}",
            errorStyle="warning",
            allow_blank=True,
            showErrorMessage=True,
        )
        rule.error = _("From %(minimum)s to %(maximum)s, in steps of %(step)s.") % {
            "minimum": said(criterion.minimum),
            "maximum": said(criterion.maximum),
            "step": said(criterion.step),
        }
        sheet.add_data_validation(rule)
    return found


def _put_total(sheet: Any, line: int, count: int) -> None:
    """What the points of one application come to so far: for the eye only."""
    sheet.cell(line, 11, f"=SUM(I{line}:I{line + count - 1})").alignment = WRAPPED


def _texts(sheet: Any, package: Package) -> None:
    for letter, head, width in (
        ("B", _("Application"), 12),
        ("C", _("Part"), 34),
        ("D", _("What the applicant wrote"), 100),
    ):
        _put(sheet[f"{letter}1"], head, font=BOLD, fill=GROUND, border=FRAME)
        sheet.column_dimensions[letter].width = width
    sheet.column_dimensions["A"].width = 2
    line = 1
    for _one, card in package.sheets:
        line += 1
        _put(sheet.cell(line, 2), card.heading.label, font=LARGE)
        _put(sheet.cell(line, 3), card.heading.title, font=LARGE)
        for part, words in _said(card):
            line += 1
            _put(sheet.cell(line, 2), card.heading.label, font=SMALL)
            _put(sheet.cell(line, 3), part, font=BOLD, alignment=WRAPPED)
            _put(sheet.cell(line, 4), words, alignment=WRAPPED)
    sheet.freeze_panes = "A2"
    _close(sheet)


def _said(card: Any) -> Iterator[tuple[str, str]]:
    """Every part of the application as the scoring desk shows it."""
    one, heading = card.application, card.heading
    if heading.applicant:
        yield _("Applicant"), heading.applicant
    yield _("Village"), ", ".join(filter(None, (one.village, one.place)))
    yield _("Kind"), str(one.get_kind_display())
    yield _("Field"), str(one.get_field_display())
    yield _("Sum asked"), in_figures(one.asked)
    yield _("Own contribution"), in_figures(one.own)
    yield (
        _("Who benefits"),
        _("households %(households)s, women %(women)s, men %(men)s")
        % {"households": one.households or 0, "women": one.women or 0, "men": one.men or 0},
    )
    for title, text in card.texts:
        yield title[:1].upper() + title[1:], text
    for row in card.plan:
        days = (f"{day:%d.%m.%Y}" for day in (row.starts_on, row.ends_on) if day)
        dates = " – ".join(days)
        yield _("Plan"), "; ".join(filter(None, (row.activity, row.responsible, dates)))
    for row in card.lines:
        price, amount = in_figures(row.price or 0), in_figures(row.amount or 0)
        how = f"{said(row.quantity or 0)} {row.unit} × {price} = {amount}"
        yield _("Budget"), f"{row.title}: {how} ({row.get_source_display()})"
    for kind, giver, what, amount in card.pledges:
        words = ": ".join(filter(None, (str(kind), what)))
        yield (
            _("Contributions promised"),
            ", ".join(filter(None, (giver, words, in_figures(amount or 0)))),
        )


def _bind(sheet: Any, package: Package) -> None:
    """The hidden sheet by which the workbook is known again."""
    binding = package.binding
    _put(sheet["A1"], keys.CONTROL)
    for line, (name, value) in enumerate(
        (
            (keys.CODE, binding.code),
            (keys.CALL, binding.call),
            (keys.TERMS, binding.terms),
            (keys.SEAT, binding.seat),
        ),
        start=2,
    ):
        _put(sheet.cell(line, 1), name)
        _put(sheet.cell(line, 2), value)
    for line, one in enumerate(binding.sheets, start=7):
        for at, value in enumerate((keys.SHEET, one.sheet, one.stamp, one.label), start=1):
            _put(sheet.cell(line, at), value)
    sheet.sheet_state = "hidden"
    sheet.protection.sheet = True
