"""The own share of an award: what the agreement asks, what was promised, came and is used."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

from awards import ledger
from ui.rounding import half_up

if TYPE_CHECKING:
    from awards.models.award import Award


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnShare:
    """Sums of the kinds of contribution the call counts, som, beside the floor of the agreement."""

    floor: Decimal
    grant: Decimal
    standing: ledger.Standing
    until: date | None

    @property
    def whole(self) -> Decimal:
        """Grant and own share together: what the initiative costs as it was agreed."""
        return self.grant + self.floor

    @property
    def floor_percent(self) -> Decimal:
        """The floor in percent of the whole."""
        return _percent(self.floor, self.whole)

    @property
    def missing(self) -> Decimal:
        """What is not used yet of what the agreement asks, som."""
        return ledger.missing(self.floor, self.standing.used)

    @property
    def missing_percent(self) -> Decimal:
        """What is not used yet, in percent of what the agreement asks."""
        return _percent(self.missing, self.floor)

    @property
    def unconfirmed(self) -> Decimal:
        """What of the floor nobody has confirmed yet, som."""
        return ledger.missing(self.floor, self.standing.confirmed)

    @property
    def used_percent(self) -> Decimal:
        """What is used in percent of all that has been put in beside the grant."""
        return _percent(self.standing.used, self.grant + self.standing.used)


def own_share_of(award: "Award") -> OwnShare:
    """Reckon the own share from the books of an award."""
    return OwnShare(
        floor=award.own_promised,
        grant=award.amount,
        standing=award.books.own_standing,
        until=award.last_day,
    )


def _percent(part: Decimal, whole: Decimal) -> Decimal:
    return half_up(Fraction(part) * 100 / Fraction(whole), places=1) if whole else Decimal(0)
