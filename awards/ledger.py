"""The sums of the ledger: what was promised, confirmed and used, what is unspent, what is owed.

Source: workflow, section 7. Everything is reckoned with exact fractions and ends in whole tyiyn.
"""

from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import TypeVar

from competitions.choices import Shortfall
from ui.rounding import down, half_up, in_places

NOTHING = Decimal("0.00")
Key = TypeVar("Key", bound=Hashable)


@dataclass(frozen=True, slots=True, kw_only=True)
class Contribution:
    """One promise in som: its kind, whose it is, and how much of it was confirmed and used.

    A promise taken back stays promised; what was neither confirmed nor used is what it lacks.
    """

    kind: str
    source: str
    promised: Decimal
    confirmed: Decimal = NOTHING
    used: Decimal = NOTHING


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """How contributions stand: the three sums, and the parts confirmed and used of the promise."""

    promised: Decimal
    confirmed: Decimal
    used: Decimal

    @property
    def confirmed_share(self) -> Fraction:
        return part_of(self.confirmed, self.promised)

    @property
    def used_share(self) -> Fraction:
        return part_of(self.used, self.promised)

    @property
    def missing(self) -> Decimal:
        return max(self.promised - self.used, NOTHING)


@dataclass(frozen=True, slots=True, kw_only=True)
class Balance:
    """The purse of one source; less than nothing unspent means that more was spent than came."""

    source: str
    received: Decimal
    spent: Decimal

    @property
    def unspent(self) -> Decimal:
        return self.received - self.spent


@dataclass(frozen=True, slots=True, kw_only=True)
class Settlement:
    """What follows from contributions that fell short: the grant as it stands now, and the debt."""

    missing: Decimal
    grant: Decimal
    to_return: Decimal


def standing(contributions: Iterable[Contribution]) -> Standing:
    """Add up contributions."""
    every = list(contributions)
    return Standing(
        promised=sum((one.promised for one in every), NOTHING),
        confirmed=sum((one.confirmed for one in every), NOTHING),
        used=sum((one.used for one in every), NOTHING),
    )


def by_kind(contributions: Iterable[Contribution]) -> dict[str, Standing]:
    """Add up contributions of each kind: cash, goods, labour, services."""
    return standings(contributions, lambda one: one.kind)


def by_source(contributions: Iterable[Contribution]) -> dict[str, Standing]:
    """Add up contributions of each source: residents, business, donors, the local budget."""
    return standings(contributions, lambda one: one.source)


def by_kind_and_source(
    contributions: Iterable[Contribution],
) -> dict[tuple[str, str], Standing]:
    """Add up contributions of each kind from each source."""
    return standings(contributions, lambda one: (one.kind, one.source))


def standings(
    contributions: Iterable[Contribution], key: Callable[[Contribution], Key]
) -> dict[Key, Standing]:
    gathered: dict[Key, list[Contribution]] = {}
    for one in contributions:
        gathered.setdefault(key(one), []).append(one)
    return {name: standing(those) for name, those in gathered.items()}


def balances(
    received: Iterable[tuple[str, Decimal]], spent: Iterable[tuple[str, Decimal]]
) -> dict[str, Balance]:
    """Reckon the purse of each source: unspent = received - spent."""
    came, went = added(received), added(spent)
    return {
        source: Balance(
            source=source,
            received=came.get(source, NOTHING),
            spent=went.get(source, NOTHING),
        )
        for source in came | went
    }


def added(amounts: Iterable[tuple[str, Decimal]]) -> dict[str, Decimal]:
    sums: dict[str, Decimal] = {}
    for source, amount in amounts:
        sums[source] = sums.get(source, NOTHING) + amount
    return sums


def part_of(part: Decimal, whole: Decimal) -> Fraction:
    """Say which part of the whole this is; where nothing was promised nothing is lacking."""
    return Fraction(part) / Fraction(whole) if whole else Fraction(1)


def cut_in_proportion(
    grant: Decimal, promised: Decimal, used: Decimal, paid: Decimal = NOTHING
) -> Settlement:
    """Cut the grant to grant x used / promised; what was paid beyond that goes back."""
    left = half_up(Fraction(grant) * min(part_of(used, promised), Fraction(1)))
    return Settlement(
        missing=missing(promised, used), grant=left, to_return=max(paid - left, NOTHING)
    )


def return_difference(
    grant: Decimal, promised: Decimal, used: Decimal, paid: Decimal = NOTHING
) -> Settlement:
    """Leave the grant; the value that is missing goes back in money, no more than was paid."""
    lacks = missing(promised, used)
    return Settlement(missing=lacks, grant=grant, to_return=min(lacks, paid))


def accept(grant: Decimal, promised: Decimal, used: Decimal, paid: Decimal = NOTHING) -> Settlement:
    """Accept what is missing; the reason is recorded by the act, and `paid` stays as it is."""
    del paid
    return Settlement(missing=missing(promised, used), grant=grant, to_return=NOTHING)


def missing(promised: Decimal, used: Decimal) -> Decimal:
    return max(promised - used, NOTHING)


SHORTFALL_RULES = {
    Shortfall.CUT: cut_in_proportion,
    Shortfall.RETURN: return_difference,
    Shortfall.ACCEPT: accept,
}


def split_exactly(amount: Decimal, weights: Sequence[Decimal | Fraction | int]) -> list[Decimal]:
    """Split a sum by weights so that the parts always add up to it, to the tyiyn.

    Each part is amount x weight / sum of weights, cut down to whole tyiyn; the tyiyn that are
    left go one each to the largest remainders, of equal remainders to the earlier in the list.
    """
    exact = [Fraction(weight) for weight in weights]
    whole = Fraction(amount) * 100
    if whole.denominator != 1 or whole < 0:
        raise ValueError("Only a sum of whole tyiyn can be split.")
    if sum(exact) <= 0 or min(exact) < 0:
        raise ValueError("A split needs weights, none of them below nothing.")
    shares = [whole * weight / sum(exact) for weight in exact]
    parts = [int(share) for share in shares]
    lacking = whole.numerator - sum(parts)
    order = sorted(range(len(parts)), key=lambda place: parts[place] - shares[place])
    for place in order[:lacking]:
        parts[place] += 1
    return [in_places(part) for part in parts]


def worth_of_hours(hours: Decimal, rate: Decimal, hours_a_unit: int) -> Decimal:
    """What hours of work are worth: hours x rate / hours the rate is for, to the tyiyn."""
    return half_up(Fraction(hours) * Fraction(rate) / hours_a_unit)


def over_line(
    approved: Decimal, spent: Decimal, new: Decimal, tolerance_percent: Decimal
) -> Decimal:
    """Say by how much a new expense would put a budget line over what is allowed.

    Allowed = approved x (100 + tolerance) / 100, cut down to whole tyiyn; nothing when it holds.
    """
    allowed = down(Fraction(approved) * (100 + Fraction(tolerance_percent)) / 100)
    return max(spent + new - allowed, NOTHING)
