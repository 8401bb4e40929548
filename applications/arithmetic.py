"""The arithmetic of a budget, the same while it is typed and when it is handed in.

Formulas: line = quantity x price; total = asked + own; own share = own that counts / total
(workflow, section 4). Only the kinds of contribution which the call admits count towards the
share; the others stay in the total, since they are part of what the initiative costs.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from ui.rounding import half_up

ASKED = "grant"
NOTHING = Decimal("0.00")


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line of a budget: how much of it, at what price, from whose pocket, in what kind."""

    quantity: Decimal
    price: Decimal
    source: str
    kind: str = "cash"

    @property
    def amount(self) -> Decimal:
        return line_amount(self.quantity, self.price)


@dataclass(frozen=True, slots=True, kw_only=True)
class Totals:
    """What the lines add up to; `own_counted` is the part of `own` in kinds the call admits."""

    total: Decimal
    asked: Decimal
    own: Decimal
    own_counted: Decimal
    by_source: dict[str, Decimal]

    @property
    def share(self) -> Fraction:
        return own_share(self.own_counted, self.total)


def line_amount(quantity: Decimal, price: Decimal) -> Decimal:
    """Multiply quantity by price, rounded half up to the tyiyn."""
    return half_up(Fraction(quantity) * Fraction(price))


def totals(lines: Iterable[Line], admitted: Collection[str] | None = None) -> Totals:
    """Add up a budget; without a list of admitted kinds every kind counts towards the share."""
    by_source: dict[str, Decimal] = {}
    own = counted = NOTHING
    for line in lines:
        by_source[line.source] = by_source.get(line.source, NOTHING) + line.amount
        if line.source != ASKED:
            own += line.amount
            counted += line.amount if admitted is None or line.kind in admitted else NOTHING
    asked = by_source.get(ASKED, NOTHING)
    return Totals(total=asked + own, asked=asked, own=own, own_counted=counted, by_source=by_source)


def own_share(own: Decimal, total: Decimal) -> Fraction:
    """Say what part of the whole is the applicants' own; of nothing there is no share."""
    return Fraction(own) / Fraction(total) if total else Fraction(0)


def share_shown(share: Fraction) -> Decimal:
    """Show a share in percent with one decimal; deciding is done with the exact share."""
    return half_up(share * 100, places=1)
