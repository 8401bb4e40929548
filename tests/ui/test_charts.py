from datetime import date, timedelta
from decimal import Decimal

import pytest

from tests.factories import NOON
from ui import charts


@pytest.mark.parametrize(
    ("part", "whole", "percent", "width"),
    [
        (1, 3, Decimal("33.3"), "33.33"),
        (Decimal("37.5"), 100, Decimal("37.5"), "37.50"),
        (3, 2, Decimal(150), "100.00"),
        (0, 5, Decimal(0), "0.00"),
        (5, 0, Decimal(0), "0.00"),
        (None, None, Decimal(0), "0.00"),
    ],
)
def test_a_share_stays_in_its_frame_and_says_the_truth(part, whole, percent, width):
    share = charts.share(part, whole)

    assert (share.percent, share.width) == (percent, width)


def test_pieces_lie_end_to_end_and_make_the_whole():
    stack = charts.stacked(
        [("a", Decimal(50)), ("b", Decimal(30)), ("c", None), ("d", Decimal(20))]
    )

    assert stack.total == 100
    assert [(piece.x, piece.width) for piece in stack.pieces] == [
        ("0.00", "50.00"),
        ("50.00", "30.00"),
        ("80.00", "0.00"),
        ("80.00", "20.00"),
    ]


def test_nothing_is_a_stack_too():
    assert charts.stacked([]).total == 0
    assert charts.stacked([("a", 0)]).pieces[0].width == "0.00"


def test_rows_share_the_scale_of_the_largest_and_are_shares_of_the_first():
    rows = charts.on_one_scale([("promised", 100), ("confirmed", 120), ("used", 30)])

    assert [(row.percent, row.width) for row in rows] == [
        (Decimal(100), "83.33"),
        (Decimal(120), "100.00"),
        (Decimal(30), "25.00"),
    ]


def test_the_calendar_is_in_order_with_today_on_it():
    day = timedelta(days=1)
    points = [
        ("closes", NOON + 3 * day),
        ("opens", NOON - day),
        ("unknown", None),
        ("decided", date(2026, 4, 14)),
    ]

    line = charts.calendar(points)

    assert [(stop.number, stop.label, stop.is_past, stop.is_next) for stop in line.stops] == [
        (1, "opens", True, False),
        (2, "closes", False, True),
        (3, "decided", False, False),
    ]
    assert [stop.has_minute for stop in line.stops] == [True, True, False]
    assert line.stops[0].x == "0.00"
    assert line.stops[-1].x == "100.00"
    assert line.today == "22.22"


def test_a_calendar_of_one_day_or_none():
    assert charts.calendar([]).stops == []
    assert charts.calendar([("only", NOON)]).stops[0].x == "50.00"


def test_points_on_their_scale():
    strip = charts.dots([8, 3, 7], 0, 10, mean=6)

    assert strip.xs == ["30.00", "70.00", "80.00"]
    assert (strip.start, strip.end, strip.mean) == ("30.00", "80.00", "60.00")


def test_no_points_yet():
    strip = charts.dots([], 0, 10)

    assert (strip.xs, strip.start, strip.end, strip.mean) == ([], "0", "0", "")
