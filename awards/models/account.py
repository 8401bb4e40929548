"""The final account of an award: what came, where it went, what went back, by source."""

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from awards.choices import Purse
from awards.ledger import NOTHING

if TYPE_CHECKING:
    from awards.models.award import Award
    from awards.models.contribution import Contribution
    from awards.models.obligation import Obligation


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """What one goes home with of the money that lies unspent: the fund, or one giver."""

    source: str
    to_whom: str
    amount: Decimal
    contribution: "Contribution | None" = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceAccount:
    """One source: what came is what was spent and what was not; the rest went one of four ways."""

    source: str
    received: Decimal
    spent: Decimal
    returned: Decimal
    redirected: Decimal
    written_off: Decimal
    owed: Decimal

    @property
    def unspent(self) -> Decimal:
        return self.received - self.spent

    @property
    def left(self) -> Decimal:
        """Neither spent nor given back nor owed yet: nothing, once the accounts are made up."""
        return self.unspent - self.returned - self.redirected - self.written_off - self.owed


@dataclass(frozen=True, slots=True, kw_only=True)
class PaidBack:
    """Money that was spent and has to be paid back all the same, by reason."""

    source: str
    reason: str
    amount: Decimal
    returned: Decimal
    written_off: Decimal
    owed: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """What the closing act is drawn from."""

    sources: list[SourceAccount]
    paid_back: list[PaidBack]

    @property
    def adds_up(self) -> bool:
        """Whether every som that came is spent, given back, redirected, written off or owed."""
        return all(one.left == 0 for one in self.sources)

    def total(self, name: str) -> Decimal:
        """One column of the sources together, som."""
        return sum((getattr(one, name) for one in self.sources), NOTHING)


def shares_of(award: "Award") -> list[Share]:
    """Whose the unspent money is, as the books stand: the fund's, then giver by giver."""
    books = award.books
    municipality = award.competition.municipality
    fund = Share(
        source=Purse.GRANT,
        to_whom=municipality.name_ky or municipality.name_ru,
        amount=books.unspent(Purse.GRANT),
    )
    givers = [
        Share(
            source=one.giver_kind,
            to_whom=one.giver,
            amount=one.confirmed_amount - books.used[one.pk],
            contribution=one,
        )
        for one in books.cash
    ]
    return [share for share in (fund, *givers) if share.amount > 0]


def account_of(award: "Award") -> Account:
    """Draw the account from the books as they stand."""
    books = award.books
    unspent = [one for one in books.obligations if one.is_of_unspent]
    spent = [one for one in books.obligations if not one.is_of_unspent]
    reasons = sorted({(one.source, one.reason) for one in spent})
    return Account(
        sources=[
            _source(source, balance.received, balance.spent, unspent)
            for source, balance in books.purses.items()
        ],
        paid_back=[
            _paid_back(source, reason, [one for one in spent if _key(one) == (source, reason)])
            for source, reason in reasons
        ],
    )


def _key(obligation: "Obligation") -> tuple[str, str]:
    return obligation.source, obligation.reason


def _source(
    source: str, received: Decimal, spent: Decimal, obligations: "list[Obligation]"
) -> SourceAccount:
    own = [one for one in obligations if one.source == Purse(source)]
    return SourceAccount(
        source=source,
        received=received,
        spent=spent,
        returned=_sum(own, "settled_amount"),
        redirected=_sum(own, "redirected_amount"),
        written_off=_sum(own, "written_off_amount"),
        owed=_sum(own, "left"),
    )


def _paid_back(source: str, reason: str, own: "list[Obligation]") -> PaidBack:
    return PaidBack(
        source=source,
        reason=reason,
        amount=_sum(own, "amount"),
        returned=_sum(own, "settled_amount"),
        written_off=_sum(own, "written_off_amount"),
        owed=_sum(own, "left"),
    )


def _sum(obligations: "list[Obligation]", name: str) -> Decimal:
    return sum((getattr(one, name) for one in obligations), NOTHING)
