"""The books of one award: its rows, each kind read once, and what they come to."""

from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from django.db.models import prefetch_related_objects
from django.utils.functional import cached_property

from awards import ledger
from awards.choices import GIVEN, PAID_OUT, ExpenseState, ObligationState, PaymentState, Purse
from awards.ledger import NOTHING, Balance, Standing
from awards.models.budget import Budget, budget_of
from competitions.choices import ContributionKind
from ui.rounding import half_up

if TYPE_CHECKING:
    from awards.models.award import Award
    from awards.models.contribution import Contribution
    from awards.models.line import AwardLine


# Everything the books are reckoned from: what a list of many awards reads at once.
KEPT_ROWS = (
    "agreements",
    "lines",
    "payments",
    "contributions",
    "expenses",
    "obligations",
    "reports",
    "visits__found",
)


def _in_order(rows: Any, *names: str) -> list[Any]:
    return sorted(rows, key=lambda row: (*(getattr(row, name) for name in names), row.pk))


class Books:
    """What came, what went and what is promised, reckoned from the rows of one award."""

    def __init__(self, award: "Award") -> None:
        self.award = award

    @cached_property
    def lines(self) -> list[Any]:
        return _in_order(self.award.lines.all(), "position")

    @cached_property
    def payments(self) -> list[Any]:
        return _in_order(self.award.payments.all(), "number")

    @property
    def next_tranche(self) -> dict[str, Any] | None:
        """What the agreement sets for the tranche that is planned next; nothing where it does not.

        A cancelled tranche is planned anew, so that only those that stand are counted.
        """
        agreement = self.award.agreement
        known = sum(one.state != PaymentState.CANCELLED for one in self.payments)
        agreed = agreement.tranches if agreement is not None else []
        return agreed[known] if known < len(agreed) else None

    @cached_property
    def purchases(self) -> list[Any]:
        """What the municipality buys, item by item, by payments that were not cancelled."""
        live = {
            one.pk
            for one in self.payments
            if one.is_purchase and one.state != PaymentState.CANCELLED
        }
        if not live:
            return []
        return [one for one in self.award.purchase_items.all() if one.payment_id in live]

    def bought_for(self, line: "AwardLine", *, besides: Any = None) -> Decimal:
        """What is bought, or is going to be, for a line of the budget, som."""
        besides = besides.pk if besides is not None else None
        return sum(
            (
                one.amount
                for one in self.purchases
                if one.line_id == line.pk and one.payment_id != besides
            ),
            NOTHING,
        )

    @cached_property
    def contributions(self) -> list[Any]:
        return _in_order(self.award.contributions.all())

    @cached_property
    def expenses(self) -> list[Any]:
        return _in_order(self.award.expenses.all(), "document_on")

    @cached_property
    def obligations(self) -> list[Any]:
        return _in_order(self.award.obligations.all())

    @cached_property
    def reports(self) -> list[Any]:
        return _in_order(self.award.reports.all())

    @cached_property
    def visits(self) -> list[Any]:
        found = _in_order(self.award.visits.all())
        prefetch_related_objects(found, "found")
        return found

    @property
    def findings(self) -> list[Any]:
        """What the visits found wrong, visit by visit."""
        return [one for visit in self.visits for one in _in_order(visit.found.all(), "number")]

    @property
    def rows(self) -> list[Any]:
        """The award and everything that hangs on it: what its story is about."""
        agreements = self.award.agreements_known
        return [
            *[self.award, *agreements, *self.payments, *self.contributions, *self.expenses],
            *[*self.visits, *self.findings, *self.reports, *self.obligations],
        ]

    # --- the grant

    @property
    def bound(self) -> Decimal:
        """Everything planned, approved or paid of the grant, som."""
        live = (one.amount for one in self.payments if one.state != PaymentState.CANCELLED)
        return sum(live, NOTHING)

    @property
    def paid(self) -> Decimal:
        """What has been paid of the grant, som."""
        return sum((one.amount for one in self.payments if one.state in PAID_OUT), NOTHING)

    # --- purses

    @cached_property
    def recorded(self) -> list[Any]:
        """The expenses that stand."""
        return [one for one in self.expenses if one.state == ExpenseState.RECORDED]

    @cached_property
    def cash(self) -> list[Any]:
        """The cash contributions that came."""
        return [
            one
            for one in self.contributions
            if one.kind == ContributionKind.CASH and one.state in GIVEN
        ]

    @cached_property
    def purses(self) -> dict[str, Balance]:
        """Each source of money: what came into its purse, what was spent from it."""
        came = [(str(Purse.GRANT), self.paid)] + [
            (one.giver_kind, one.confirmed_amount) for one in self.cash
        ]
        went = [(one.source, one.amount) for one in self.recorded]
        found = ledger.balances(came, went)
        return {purse.value: found[purse.value] for purse in Purse if purse.value in found}

    def unspent(self, purse: str) -> Decimal:
        """What is left in a purse, som."""
        return self.purses[purse].unspent if purse in self.purses else NOTHING

    @property
    def unspent_in_all(self) -> Decimal:
        """What lies unspent in all purses together, som."""
        return sum((purse.unspent for purse in self.purses.values()), NOTHING)

    @property
    def unspent_to_settle(self) -> Decimal:
        """What lies unspent and was not given back, redirected or written off yet, som."""
        met = (one.amount - one.left for one in self.obligations if one.is_of_unspent)
        return self.unspent_in_all - sum(met, NOTHING)

    @property
    def spent_from_grant(self) -> Decimal:
        return self.purses[Purse.GRANT].spent

    @property
    def owed_from_grant(self) -> Decimal:
        """What goes back to the fund by recorded obligations, som."""
        return sum((one.amount for one in self.obligations if one.source == Purse.GRANT), NOTHING)

    # --- lines

    def spent_on(self, line: "AwardLine") -> Decimal:
        """What was spent on a budget line, from whatever purse, som."""
        return sum((one.amount for one in self.recorded if one.line_id == line.pk), NOTHING)

    @property
    def lines_with_actual(self) -> list[tuple[Any, Decimal, Decimal]]:
        """Each line with what was spent on it and what is left of it."""
        return [
            (line, spent, line.amount - spent)
            for line in self.lines
            for spent in [self.spent_on(line)]
        ]

    @cached_property
    def budget(self) -> Budget:
        """The budget against the actuals, by line and by source."""
        return budget_of(self)

    # --- contributions

    @cached_property
    def used(self) -> dict[int, Decimal]:
        """What was used of each contribution, som.

        Money lies in one purse: what was spent from it is everybody's, by what each gave.
        """
        sums = {one.pk: one.used_amount for one in self.contributions}
        for purse, balance in self.purses.items():
            givers = [one for one in self.cash if one.giver_kind == purse and one.confirmed_amount]
            if givers:
                parts = ledger.split_exactly(
                    balance.spent, [one.confirmed_amount for one in givers]
                )
                sums |= {giver.pk: part for giver, part in zip(givers, parts, strict=True)}
        return sums

    def _entries(self, contributions: "list[Contribution]") -> list[ledger.Contribution]:
        return [
            ledger.Contribution(
                kind=one.kind,
                source=one.giver_kind,
                promised=one.amount,
                confirmed=one.confirmed_amount,
                used=self.used[one.pk],
            )
            for one in contributions
        ]

    @cached_property
    def standing(self) -> Standing:
        """All contributions together."""
        return ledger.standing(self._entries(self.contributions))

    @cached_property
    def standing_by_kind(self) -> dict[str, Standing]:
        """Cash, goods, labour, services, each for itself."""
        return ledger.by_kind(self._entries(self.contributions))

    @cached_property
    def standing_by_kind_and_source(self) -> dict[tuple[str, str], Standing]:
        """Each kind of contribution from each kind of giver."""
        return ledger.by_kind_and_source(self._entries(self.contributions))

    @cached_property
    def own_standing(self) -> Standing:
        """Contributions of the kinds the call counts."""
        counted = self.award.competition.counted_kinds
        own = [one for one in self.contributions if one.kind in counted]
        return ledger.standing(self._entries(own))

    @property
    def own_used(self) -> Decimal:
        """What was used of the kinds of contribution the call counts, som."""
        return self.own_standing.used

    @property
    def own_missing(self) -> Decimal:
        """What the own contribution lacks against the promise in the application, som."""
        return ledger.missing(self.award.own_promised, self.own_used)

    @property
    def own_share(self) -> Decimal:
        """The part of the promise that was used, percent."""
        return half_up(
            min(ledger.part_of(self.own_used, self.award.own_promised), Fraction(1)) * 100, places=1
        )

    # --- what is owed

    @property
    def open_obligations(self) -> list[Any]:
        return [one for one in self.obligations if one.state == ObligationState.OWED]
