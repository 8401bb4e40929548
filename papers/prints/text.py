"""Words, figures, days and tables as papers write them."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from typing import Any
from xml.sax.saxutils import escape

from django.utils.translation import gettext as _
from reportlab.lib.colors import HexColor
from reportlab.lib.enums import TA_CENTER, TA_RIGHT
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.platypus import (
    CondPageBreak,
    Flowable,
    KeepTogether,
    Paragraph,
    Spacer,
    Table,
    TableStyle,
)

from papers.prints import fonts
from ui.dates import day_in_words, moment_in_words
from ui.som import som_in_figures, som_in_words

WIDTH = 170 * mm
ROWS_A_TABLE = 200
# An empty cell, too, names a face: it must be one that is inside the file.
FACE = ("FONTNAME", (0, 0), (-1, -1), fonts.PLAIN)
UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Seal:
    """What an issued paper carries besides its facts."""

    number: str
    code: str
    address: str
    issued_at: datetime | None
    replaces: str = ""


@cache
def style(name: str) -> ParagraphStyle:
    """One of the few ways papers are set."""
    fonts.register()
    plain = {"fontName": fonts.PLAIN, "fontSize": 10, "leading": 14}
    ways: dict[str, dict[str, Any]] = {
        "body": {"spaceAfter": 4},
        "title": {
            "fontName": fonts.BOLD,
            "fontSize": 15,
            "leading": 19,
            "alignment": TA_CENTER,
            "spaceAfter": 3,
        },
        "under": {"alignment": TA_CENTER, "spaceAfter": 6},
        "heading": {
            "fontName": fonts.BOLD,
            "fontSize": 11,
            "leading": 15,
            "spaceBefore": 8,
            "spaceAfter": 3,
        },
        "house": {"fontName": fonts.BOLD, "fontSize": 12, "leading": 15, "alignment": TA_CENTER},
        "small": {"fontSize": 8.5, "leading": 11, "textColor": HexColor("#3b3f41")},
        "small_bold": {"fontName": fonts.BOLD, "fontSize": 8, "leading": 10},
        "head": {"fontName": fonts.BOLD, "fontSize": 6.2, "leading": 7.5},
        "small_center": {"fontSize": 8.5, "leading": 11, "alignment": TA_CENTER},
        "code": {"fontName": fonts.BOLD, "fontSize": 8.5, "leading": 10, "alignment": TA_CENTER},
        "cell": {"fontSize": 9, "leading": 11.5},
        "cell_bold": {"fontName": fonts.BOLD, "fontSize": 9, "leading": 11.5},
        "cell_right": {"fontSize": 9, "leading": 11.5, "alignment": TA_RIGHT},
        "cell_right_bold": {
            "fontName": fonts.BOLD,
            "fontSize": 9,
            "leading": 11.5,
            "alignment": TA_RIGHT,
        },
        "board_title": {
            "fontName": fonts.BOLD,
            "fontSize": 24,
            "leading": 30,
            "alignment": TA_CENTER,
            "spaceAfter": 4,
        },
        "board_under": {"fontSize": 14, "leading": 19, "alignment": TA_CENTER, "spaceAfter": 8},
        "large": {"fontSize": 12, "leading": 15.5},
        "large_bold": {"fontName": fonts.BOLD, "fontSize": 12, "leading": 15.5},
        "large_right": {"fontSize": 12, "leading": 15.5, "alignment": TA_RIGHT},
        "tiny": {"fontSize": 7.5, "leading": 9.5},
        "tiny_right": {"fontSize": 7.5, "leading": 9.5, "alignment": TA_RIGHT},
    }
    return ParagraphStyle(name, **(plain | ways[name]))


def p(words: Any, way: str = "body", *, breaks: bool = False) -> Paragraph:
    """A paragraph of words somebody typed: nothing in them is taken for an instruction."""
    safe = escape(UNPRINTABLE.sub("", str(words)))
    return Paragraph(safe.replace("\n", "<br/>") if breaks else safe, style(way))


def gap(millimetres: float) -> Spacer:
    return Spacer(1, millimetres * mm)


def heading(words: str, *first: Flowable) -> list[Flowable]:
    """A heading that does not stay alone at the foot of a page."""
    return [CondPageBreak(32 * mm), KeepTogether([p(words, "heading"), *first])]


def pair(facts: dict[str, Any], name: str, language: str) -> str:
    """The text of a bilingual pair, or the other one where only that is known."""
    other = "ru" if language == "ky" else "ky"
    return str(facts.get(f"{name}_{language}") or facts.get(f"{name}_{other}") or "")


def sum_of(amount: Any, language: str) -> str:
    """A sum in figures and in words."""
    if amount in (None, ""):
        return "–"
    value = Decimal(amount)
    return _("%(figures)s (%(words)s)") % {
        "figures": som_in_figures(value, language),
        "words": som_in_words(value, language),
    }


def som(amount: Any, language: str) -> str:
    """A sum in figures."""
    return "–" if amount in (None, "") else som_in_figures(Decimal(amount), language)


def figure(value: Any, language: str, places: int | None = None) -> str:
    """A number as the office writes it: decimal comma, thousands apart."""
    if value in (None, ""):
        return "–"
    number = Decimal(value)
    if places is None:
        places = (
            0
            if number == number.to_integral_value()
            else max(0, -int(number.normalize().as_tuple().exponent))
        )
    return f"{number:,.{places}f}".replace(",", "\u00a0").replace(".", ",")


def day(value: Any, language: str) -> str:
    """A day in words, from the form facts keep it in."""
    if not value:
        return "–"
    if isinstance(value, str):
        value = datetime.fromisoformat(value) if "T" in value else date.fromisoformat(value)
    return day_in_words(value, language)


def moment(value: Any, language: str, *, zone: bool = False) -> str:
    """A moment in words, from the form facts keep it in."""
    if not value:
        return "–"
    if isinstance(value, str):
        value = datetime.fromisoformat(value)
    return moment_in_words(value, language, with_zone=zone)


def listed(pairs: Iterable[tuple[str, Any]]) -> Table:
    """Name and answer, one under the other."""
    rows = [
        [
            p(name, "cell_bold"),
            answer if isinstance(answer, Flowable) else p(answer, "cell", breaks=True),
        ]
        for name, answer in pairs
    ]
    grid = Table(rows, colWidths=[55 * mm, WIDTH - 55 * mm])
    grid.setStyle(
        TableStyle(
            [
                FACE,
                ("VALIGN", (0, 0), (-1, -1), "TOP"),
                ("LINEBELOW", (0, 0), (-1, -1), 0.25, HexColor("#c9c5bc")),
                ("LEFTPADDING", (0, 0), (0, -1), 0),
                ("TOPPADDING", (0, 0), (-1, -1), 2.5),
                ("BOTTOMPADDING", (0, 0), (-1, -1), 2.5),
            ]
        )
    )
    return grid


def table(
    titles: Sequence[str],
    rows: Sequence[Sequence[Any]],
    widths: Sequence[float],
    *,
    right: Iterable[int] = (),
    total: Sequence[Any] | None = None,
    small: bool = False,
    large: bool = False,
    close: bool = False,
    heavy: Iterable[int] = (),
) -> list[Flowable]:
    """A ruled table; long ones are cut into several, each with its headings.

    With many columns the headings stand closer, so that no word of them is broken.
    """
    to_right, shaded = set(right), set(heavy)
    way = "tiny" if small else "large" if large else "cell"
    bold = "tiny" if small else f"{way}_bold"

    def cell(place: int, value: Any, *, heavy: bool = False) -> Any:
        if isinstance(value, Flowable):
            return value
        if place in to_right:
            strong = heavy and way == "cell"
            return p(value, f"{way}_right_bold" if strong else f"{way}_right")
        return p(value, bold if heavy else way, breaks=True)

    scale = WIDTH / sum(widths)
    first = [
        p(title, "head") if close else cell(place, title, heavy=True)
        for place, title in enumerate(titles)
    ]
    pieces: list[Flowable] = []
    starts = range(0, max(len(rows), 1), ROWS_A_TABLE)
    for start in starts:
        body = [
            [cell(place, value) for place, value in enumerate(row)]
            for row in rows[start : start + ROWS_A_TABLE]
        ]
        last = start == starts[-1]
        if last and total is not None:
            body.append([cell(place, value, heavy=True) for place, value in enumerate(total)])
        grid = Table([first, *body], colWidths=[width * scale for width in widths], repeatRows=1)
        looks: list[Any] = [
            FACE,
            ("VALIGN", (0, 0), (-1, -1), "TOP"),
            ("GRID", (0, 0), (-1, -1), 0.4, HexColor("#8a867d")),
            ("BACKGROUND", (0, 0), (-1, 0), HexColor("#eceae5")),
            ("TOPPADDING", (0, 0), (-1, -1), 2),
            ("BOTTOMPADDING", (0, 0), (-1, -1), 2.5),
            ("LEFTPADDING", (0, 0), (-1, -1), 2 if close else 3),
            ("RIGHTPADDING", (0, 0), (-1, -1), 2 if close else 3),
        ]
        looks += [
            ("BACKGROUND", (0, row - start + 1), (-1, row - start + 1), HexColor("#f4f2ee"))
            for row in shaded
            if start <= row < start + ROWS_A_TABLE
        ]
        if last and total is not None:
            # A total does not stand alone at the head of a page.
            looks.append(("NOSPLIT", (0, -min(2, len(body))), (-1, -1)))
            looks.append(("LINEABOVE", (0, -1), (-1, -1), 1, HexColor("#1d2224")))
        grid.setStyle(TableStyle(looks))
        pieces.append(grid)
    return pieces


def signatures(lines: Sequence[tuple[str, str]]) -> Flowable:
    """Lines to sign on, all on one sheet: office on the left, name on the right."""
    return KeepTogether(lines_to_sign(lines))


def lines_to_sign(lines: Sequence[tuple[str, str]]) -> list[Flowable]:
    """The same, to be kept together with more: what is kept twice never fits in its place."""
    rows = [[p(office, "cell"), "", p(name, "cell")] for office, name in lines]
    grid = Table(rows, colWidths=[70 * mm, 50 * mm, 50 * mm], rowHeights=[10 * mm] * len(rows))
    grid.setStyle(
        TableStyle(
            [
                FACE,
                ("VALIGN", (0, 0), (-1, -1), "BOTTOM"),
                ("LINEBELOW", (1, 0), (1, -1), 0.5, HexColor("#1d2224")),
                ("LEFTPADDING", (0, 0), (0, -1), 0),
            ]
        )
    )
    return [grid, gap(3)]
