from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ui.rounding import down, half_up, in_places


@pytest.mark.parametrize(
    ("value", "places", "rounded"),
    [
        (Fraction(1, 8), 2, "0.13"),
        (Fraction(-1, 8), 2, "-0.13"),
        (Fraction(1, 3), 2, "0.33"),
        (Fraction(2, 3), 2, "0.67"),
        (Decimal("2.675"), 2, "2.68"),
        (Decimal("2.665"), 2, "2.67"),
        (Fraction(5, 10), 0, "1"),
        (Fraction(25, 100), 1, "0.3"),
        (7, 2, "7.00"),
        (0, 2, "0.00"),
    ],
)
def test_half_up(value, places, rounded):
    assert str(half_up(value, places)) == rounded


def test_down_keeps_what_is_there():
    assert str(down(Fraction(110011, 1000))) == "110.01"
    assert str(down(Fraction(2, 3))) == "0.66"
    assert str(down(Decimal("5.00"))) == "5.00"


def test_in_places_is_exact_beyond_the_precision_of_decimals():
    assert str(in_places(10**40 + 1)) == "1" + "0" * 38 + ".01"


@given(st.fractions(min_value=-(10**12), max_value=10**12))
def test_half_up_is_never_further_than_half_a_unit(value):
    assert abs(Fraction(half_up(value)) - value) <= Fraction(1, 200)


@given(st.fractions(min_value=0, max_value=10**12))
def test_down_is_never_above_and_less_than_a_unit_below(value):
    assert 0 <= value - Fraction(down(value)) < Fraction(1, 100)
