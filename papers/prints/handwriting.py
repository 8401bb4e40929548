"""Room for a pen: lines, boxes and squares on a sheet that somebody fills in by hand."""

from collections.abc import Sequence
from typing import Any

from reportlab.lib.colors import HexColor
from reportlab.lib.units import mm
from reportlab.platypus import Flowable, KeepTogether, Table, TableStyle

from papers.prints import text
from papers.prints.text import p

INK = HexColor("#6b675f")
LINE_HEIGHT = 8 * mm
NOTHING_AROUND = [
    ("LEFTPADDING", (0, 0), (-1, -1), 0),
    ("RIGHTPADDING", (0, 0), (-1, -1), 0),
    ("TOPPADDING", (0, 0), (-1, -1), 0),
    ("BOTTOMPADDING", (0, 0), (-1, -1), 0),
]


class Ruled(Flowable):
    """Lines to write on."""

    def __init__(self, lines: int, width: float = text.WIDTH) -> None:
        super().__init__()
        self.lines, self.width, self.height = lines, width, lines * LINE_HEIGHT

    def wrap(self, *_available: float) -> tuple[float, float]:
        return self.width, self.height

    def split(self, _width: float, height: float) -> list[Flowable]:
        fitting = int(height // LINE_HEIGHT)
        # Two lines at the foot of a sheet are worth keeping, one is not.
        if fitting < 2 or self.lines - fitting < 1:
            return []
        return [Ruled(fitting, self.width), Ruled(self.lines - fitting, self.width)]

    def draw(self) -> None:
        self.canv.setStrokeColor(INK)
        self.canv.setLineWidth(0.4)
        for line in range(self.lines):
            self.canv.line(0, line * LINE_HEIGHT + 1, self.width, line * LINE_HEIGHT + 1)


class Squares(Flowable):
    """Boxes in a row: one to tick, or one for each figure."""

    def __init__(self, count: int = 1, side: float = 4 * mm, gaps: Sequence[int] = ()) -> None:
        super().__init__()
        self.count, self.side, self.gaps = count, side, set(gaps)
        self.width, self.height = count * side + len(self.gaps) * side / 2, side

    def wrap(self, *_available: float) -> tuple[float, float]:
        return self.width, self.height

    def draw(self) -> None:
        self.canv.setStrokeColor(INK)
        self.canv.setLineWidth(0.6)
        left = 0.0
        for place in range(self.count):
            if place in self.gaps:
                left += self.side / 2
            self.canv.rect(left, 0, self.side, self.side)
            left += self.side


def side_by_side(cells: Sequence[Any], widths: Sequence[float], *looks: Any) -> Table:
    """Things beside one another, without rules."""
    grid = Table([list(cells)], colWidths=list(widths), hAlign="LEFT")
    grid.setStyle(
        TableStyle([text.FACE, ("VALIGN", (0, 0), (-1, -1), "MIDDLE"), *NOTHING_AROUND, *looks])
    )
    return grid


def ticks(labels: Sequence[str], width: float = text.WIDTH) -> Flowable:
    """Words to choose from, each with a box before it; short ones stand two in a row."""
    columns = 2 if max((len(label) for label in labels), default=0) <= 44 else 1
    column = width / columns
    rows = []
    for start in range(0, len(labels), columns):
        row: list[Any] = []
        for label in labels[start : start + columns]:
            row += [Squares(), p(label, "cell")]
        rows.append(row + [""] * (2 * columns - len(row)))
    grid = Table(rows, colWidths=[6 * mm, column - 6 * mm] * columns, hAlign="LEFT")
    padding = [("TOPPADDING", (0, 0), (-1, -1), 2), ("BOTTOMPADDING", (0, 0), (-1, -1), 2)]
    grid.setStyle(
        TableStyle([text.FACE, ("VALIGN", (0, 0), (-1, -1), "TOP"), *NOTHING_AROUND, *padding])
    )
    return grid


def rows_to_fill(
    titles: Sequence[str], widths: Sequence[float], count: int, last: Sequence[str] = ()
) -> list[Flowable]:
    """A table with empty rows, high enough to write in; `last` is a row with words in it."""
    scale = text.WIDTH / sum(widths)
    first = [p(title, "head") for title in titles]
    body: list[list[Any]] = [[""] * len(titles) for _row in range(count)]
    heights: list[float | None] = [None, *[9.5 * mm] * count]
    if last:
        body.append([p(words, "small_bold") if words else "" for words in last])
        heights.append(9.5 * mm)
    grid = Table(
        [first, *body],
        colWidths=[width * scale for width in widths],
        rowHeights=heights,
        repeatRows=1,
    )
    grid.setStyle(
        TableStyle(
            [
                text.FACE,
                ("VALIGN", (0, 0), (-1, -1), "MIDDLE"),
                ("GRID", (0, 0), (-1, -1), 0.4, INK),
                ("BACKGROUND", (0, 0), (-1, 0), HexColor("#eceae5")),
                ("LEFTPADDING", (0, 0), (-1, -1), 2),
                ("RIGHTPADDING", (0, 0), (-1, -1), 2),
                ("TOPPADDING", (0, 0), (-1, 0), 2),
                ("BOTTOMPADDING", (0, 0), (-1, 0), 2.5),
            ]
        )
    )
    return [grid]


def framed(rows: Sequence[Sequence[Any]], widths: Sequence[float]) -> Flowable:
    """A frame for the office, to be filled in at the desk."""
    grid = Table([list(row) for row in rows], colWidths=list(widths), hAlign="LEFT")
    grid.setStyle(
        TableStyle(
            [
                text.FACE,
                ("BOX", (0, 0), (-1, -1), 1, HexColor("#1d2224")),
                ("INNERGRID", (0, 0), (-1, -1), 0.25, INK),
                ("VALIGN", (0, 0), (-1, -1), "TOP"),
                ("TOPPADDING", (0, 0), (-1, -1), 2),
                ("BOTTOMPADDING", (0, 0), (-1, -1), 9 * mm),
                ("SPAN", (0, 0), (-1, 0)),
                ("BOTTOMPADDING", (0, 0), (-1, 0), 3),
                ("BACKGROUND", (0, 0), (-1, 0), HexColor("#eceae5")),
            ]
        )
    )
    return KeepTogether([grid])
