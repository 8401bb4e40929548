"""What the agreement and its amendments set in tables: old beside new, sums, days."""

from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from reportlab.platypus import Flowable

from papers.prints import text
from ui.som import in_figures

Facts = dict[str, Any]


def changed(changes: Facts, language: str) -> list[Flowable]:
    """Everything an amendment changes, old beside new; sums by line with what moves."""
    flow: list[Flowable] = []
    if changes.get("lines"):
        flow += text.heading(_("Sums of the budget")) + _lines(changes["lines"], language)
    moved = changes.get("implementation_until")
    rows = [
        [row["before"] or "–", row["after"] or "–"]
        for row in (changes.get("terms") or {}).get(language, [])
    ]
    if moved:
        flow += text.heading(_("Last day of the work"))
        flow += text.table(
            [_("Before"), _("After")],
            [[text.day(moved["before"], language), text.day(moved["after"], language)]],
            [85, 85],
        )
    if rows:
        flow += text.heading(_("Words of the terms"))
        flow += text.table([_("Before"), _("After")], rows, [85, 85])
    return flow


def _lines(lines: list[Facts], language: str) -> list[Flowable]:
    def moved(row: Facts) -> Decimal:
        return Decimal(row["after"]) - Decimal(row["before"])

    rows = [
        [
            row["line"],
            text.figure(row["before"], language),
            text.figure(row["after"], language),
            difference(moved(row)),
        ]
        for row in lines
    ]
    total = [
        _("Total"),
        *(
            text.figure(sum((Decimal(row[name]) for row in lines), Decimal(0)), language)
            for name in ("before", "after")
        ),
        difference(sum((moved(row) for row in lines), Decimal(0))),
    ]
    titles = [_("What"), _("Before, som"), _("After, som"), _("Difference, som")]
    return text.table(titles, rows, [80, 30, 30, 30], right=[1, 2, 3], total=total)


def difference(value: Decimal) -> str:
    """A difference with its sign; nothing is a plain nought."""
    return f"+{in_figures(value)}" if value > 0 else in_figures(value)
