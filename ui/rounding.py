"""One rounding for the whole house: exact inside, half up for showing."""

from decimal import Decimal
from fractions import Fraction

Number = int | Decimal | Fraction


def half_up(value: Number, places: int = 2) -> Decimal:
    """Round to so many places, a half away from nothing: 0.125 becomes 0.13."""
    scaled = abs(Fraction(value)) * 10**places
    whole = (2 * scaled.numerator + scaled.denominator) // (2 * scaled.denominator)
    return in_places(-whole if value < 0 else whole, places)


def down(value: Number, places: int = 2) -> Decimal:
    """Drop what is behind so many places, never asking for more than there is."""
    scaled = Fraction(value) * 10**places
    return in_places(scaled.numerator // scaled.denominator, places)


def in_places(whole: int, places: int = 2) -> Decimal:
    """Write a count of the smallest units as a decimal, whatever its length."""
    sign = 1 if whole < 0 else 0
    digits = tuple(int(digit) for digit in str(abs(whole)))
    return Decimal((sign, digits, -places))
