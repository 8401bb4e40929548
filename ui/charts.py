"""Pictures of figures, reckoned here and drawn as SVG in the templates.

Every number that goes into a drawing is made text here: a template would write 37,5 in the
reader's manner, and no drawing understands that.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.utils import timezone

from audit import clock

HUNDRED = Decimal(100)
SHADES = 6


def drawn(value: Any) -> str:
    """A number as drawings want it: point, two places, no thousands."""
    return f"{Decimal(value):.2f}"


def percent(part: Any, whole: Any) -> Decimal:
    """How many hundredths of the whole the part is; nothing of nothing is nothing."""
    return Decimal(part) * HUNDRED / Decimal(whole) if whole else Decimal(0)


def within(value: Decimal) -> Decimal:
    return min(max(value, Decimal(0)), HUNDRED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    part: Any
    whole: Any
    percent: Decimal
    width: str


def share(part: Any, whole: Any) -> Share:
    """A part of a whole; the bar never leaves its frame, the figure says the truth."""
    exact = percent(part or 0, whole or 0)
    return Share(
        part=part or 0, whole=whole or 0, percent=round(exact, 1), width=drawn(within(exact))
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    label: Any
    amount: Any
    percent: Decimal
    x: str
    width: str
    shade: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Stack:
    pieces: list[Piece]
    total: Decimal


def stacked(pairs: Iterable[tuple[Any, Any]]) -> Stack:
    """Amounts laid end to end; together they are the whole."""
    pairs = [(label, Decimal(amount or 0)) for label, amount in pairs]
    total = sum((amount for _label, amount in pairs), Decimal(0))
    pieces, x = [], Decimal(0)
    for number, (label, amount) in enumerate(pairs):
        width = percent(amount, total)
        pieces.append(
            Piece(
                label=label,
                amount=amount,
                percent=round(width, 1),
                x=drawn(x),
                width=drawn(width),
                shade=number % SHADES + 1,
            )
        )
        x += width
    return Stack(pieces=pieces, total=total)


def on_one_scale(rows: Iterable[tuple[Any, Any]]) -> list[Piece]:
    """Amounts under each other on the scale of the first, or of the largest when it is over."""
    rows = [(label, Decimal(amount or 0)) for label, amount in rows]
    largest = max((amount for _label, amount in rows), default=Decimal(0))
    first = rows[0][1] if rows else Decimal(0)
    return [
        Piece(
            label=label,
            amount=amount,
            percent=round(percent(amount, first), 1),
            x="0",
            width=drawn(percent(amount, largest)),
            shade=number % SHADES + 1,
        )
        for number, (label, amount) in enumerate(rows)
    ]


@dataclass(frozen=True, slots=True, kw_only=True)
class Stop:
    number: int
    label: Any
    at: Any
    has_minute: bool
    x: str
    is_past: bool
    is_next: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    stops: list[Stop]
    today: str
    today_at: datetime


def _moment(value: Any) -> datetime:
    if isinstance(value, datetime):
        return value
    return datetime(value.year, value.month, value.day, tzinfo=timezone.get_current_timezone())


def calendar(
    points: Iterable[tuple[Any, date | datetime | None]], today: datetime | None = None
) -> Line:
    """The dates of a call along a line, with today on it."""
    today = today or clock.now()
    known = sorted(
        ((_moment(at), label, at) for label, at in points if at is not None),
        key=lambda point: point[0],
    )
    if not known:
        return Line(stops=[], today="0", today_at=today)
    first, last = known[0][0], known[-1][0]
    span = Decimal((last - first).total_seconds())

    def place(moment: datetime) -> Decimal:
        return (
            within(percent(Decimal((moment - first).total_seconds()), span))
            if span
            else Decimal(50)
        )

    coming = next((moment for moment, _label, _at in known if moment > today), None)
    stops = [
        Stop(
            number=number,
            label=label,
            at=at,
            has_minute=isinstance(at, datetime),
            x=drawn(place(moment)),
            is_past=moment <= today,
            is_next=moment == coming,
        )
        for number, (moment, label, at) in enumerate(known, start=1)
    ]
    return Line(stops=stops, today=drawn(place(today)), today_at=today)


@dataclass(frozen=True, slots=True, kw_only=True)
class Dots:
    xs: list[str]
    low: Any
    high: Any
    start: str
    end: str
    mean: str
    points: list[Any]
    average: Any


def dots(points: Iterable[Any], low: Any, high: Any, mean: Any = None) -> Dots:
    """Single points on the scale from low to high."""
    points = sorted(points)
    span = Decimal(high) - Decimal(low)
    xs = [drawn(within(percent(Decimal(point) - Decimal(low), span))) for point in points]
    return Dots(
        xs=xs,
        low=low,
        high=high,
        start=xs[0] if xs else "0",
        end=xs[-1] if xs else "0",
        mean=drawn(within(percent(Decimal(mean) - Decimal(low), span))) if mean is not None else "",
        points=points,
        average=mean,
    )
