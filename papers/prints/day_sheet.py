"""The day sheet: empty, to be signed where the work is done, and filled from the record."""

from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from reportlab.lib.units import mm
from reportlab.platypus import Flowable

from accounts.choices import Sex
from papers.prints import text
from papers.prints.handwriting import Ruled, rows_to_fill, side_by_side
from papers.prints.text import p, pair

Facts = dict[str, Any]
# As many rows as one sheet of paper takes below its head.
BLANK_ROWS = 13


def title(facts: Facts, _language: str) -> str:
    sheet = facts["sheet"]
    if sheet is None:
        return _("Day sheet")
    return _("Day sheet No. %(number)s") % {"number": sheet["number"]}


def foot(facts: Facts, _language: str) -> str:
    """On every page: loose pages find their way back."""
    words = {"number": facts["registration"], "agreement": facts["agreement"] or "–"}
    return _("Application No. %(number)s, agreement No. %(agreement)s") % words


def body(facts: Facts, language: str) -> list[Flowable]:
    drawn: list[Flowable] = [
        p(title(facts, language), "title"),
        p(_("Initiative “%(title)s”") % {"title": facts["title"]}, "under"),
    ]
    drawn += _filled(facts, language) if facts["sheet"] else _blank(facts, language)
    return drawn


def _project(facts: Facts, language: str) -> list[tuple[str, Any]]:
    rows = [
        (_("Winner"), facts["applicant"]),
        *([(_("Place"), facts["village"])] if facts["village"] else []),
        (_("Agreement"), _("No. %(number)s") % {"number": facts["agreement"] or "–"}),
    ]
    if facts["rate"]:
        rows.append((_("Rate of the call"), _rate(facts, language)))
    return rows


def _rate(facts: Facts, language: str) -> str:
    rate = facts["rate"]
    words = {
        "sum": text.som(rate["rate"], language),
        "unit": pair(rate, "unit", language),
        "hours": rate["hours_a_unit"],
    }
    if rate["hours_a_unit"] == 1:
        return _("%(sum)s / %(unit)s") % words
    return _("%(sum)s / %(unit)s (%(hours)s hours)") % words


# --- to be filled in by hand


def _blank(facts: Facts, language: str) -> list[Flowable]:
    heads = [_("No."), _("Full name"), _("Woman / man"), _("Hours"), _("Signature")]
    return [
        text.listed(_project(facts, language)),
        text.gap(3),
        _line(_("Day of the work"), 60),
        text.gap(2),
        p(_("What was done"), "cell_bold"),
        Ruled(1),
        text.gap(3),
        *rows_to_fill(heads, [10, 78, 24, 18, 40], BLANK_ROWS),
        text.gap(3),
        _line(_("People in all"), 24, _("Hours in all"), 24),
        text.gap(2),
        p(
            _(
                "Every person signs for the hours of this day, at most 24. "
                "The photo of this sheet is enclosed with the record."
            ),
            "small",
        ),
        text.signatures([(_("Kept the sheet"), ""), (_("For the aiyl okmotu"), "")]),
    ]


def _line(*pairs: Any) -> Flowable:
    """Words and a line to write on behind each."""
    cells: list[Any] = []
    widths: list[float] = []
    for words, width in zip(pairs[::2], pairs[1::2], strict=True):
        cells += [p(words, "cell_bold"), Ruled(1, width * mm), ""]
        widths += [38 * mm, width * mm, 8 * mm]
    return side_by_side(cells, widths)


# --- from the record


def _filled(facts: Facts, language: str) -> list[Flowable]:
    sheet = facts["sheet"]
    about = [
        (_("Day of the work"), text.day(sheet["worked_on"], language)),
        (_("What was done"), sheet["work"]),
        *_project(facts, language),
        (_("People in all"), _people(sheet)),
        (_("Worth"), text.sum_of(sheet["amount"], language)),
    ]
    heads = [
        *[_("No."), _("Full name"), _("Woman / man"), _("Hours")],
        *[_("Worth, som"), _("Signature")],
    ]
    total = [
        *["", _("Total"), "", text.figure(sheet["hours"], language)],
        *[text.figure(sheet["amount"], language, places=2), ""],
    ]
    struck = [p(_("This sheet was struck out and does not count."), "cell_bold")]
    return [
        *(struck if sheet["struck_out"] else []),
        text.listed(about),
        text.gap(3),
        *text.table(
            heads,
            list(_rows(sheet, language)),
            [10, 66, 22, 18, 26, 32],
            right=[0, 3, 4],
            total=total,
        ),
        text.signatures(
            [(_("Kept the sheet"), sheet["responsible"]), (_("For the aiyl okmotu"), "")]
        ),
    ]


def _people(sheet: Facts) -> str:
    return _("%(people)s, of them women %(women)s, men %(men)s") % sheet


def _rows(sheet: Facts, language: str) -> Any:
    sexes = dict(Sex.choices)
    number = 0
    for number, row in enumerate(sheet["rows"], start=1):
        yield [
            str(number),
            row["name"],
            str(sexes.get(row["sex"], "–")),
            text.figure(row["hours"], language),
            text.figure(row["worth"], language, places=2),
            "",
        ]
    unnamed = sheet["unnamed_women"] + sheet["unnamed_men"]
    if unnamed:
        words = _("Not named: women %(women)s, men %(men)s, %(hours)s hours each")
        each = {
            "women": sheet["unnamed_women"],
            "men": sheet["unnamed_men"],
            "hours": text.figure(sheet["hours_each"], language),
        }
        yield [
            str(number + 1),
            words % each,
            "–",
            text.figure(Decimal(sheet["hours_each"]) * unnamed, language),
            text.figure(sheet["unnamed_worth"], language, places=2),
            "",
        ]
