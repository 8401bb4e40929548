"""Whatever people do to the books, in whatever order, the sums of the ledger hold."""

from collections import defaultdict
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from audit.acts import Refused
from awards import actions
from awards.models import Award, Confirmation, Contribution, Expense
from competitions.choices import ContributionKind
from tests.awards.conftest import accept_final, pay_tranche

pytestmark = pytest.mark.django_db

DAY, TERM = date(2026, 4, 10), date(2026, 5, 10)
NOTHING = Decimal(0)
SUMS = st.decimals(min_value="0.01", max_value=40000, places=2)
PURSES = ["grant", "resident", "business"]

STEPS = st.one_of(
    st.tuples(st.just("pay"), SUMS),
    st.tuples(st.just("promise"), st.sampled_from(PURSES[1:]), SUMS),
    st.tuples(st.just("confirm"), st.integers(0, 5), SUMS),
    st.tuples(st.just("withdraw"), st.integers(0, 5)),
    st.tuples(st.just("use"), SUMS),
    st.tuples(
        st.just("spend"), st.sampled_from(PURSES), st.integers(0, 3), SUMS, st.integers(1, 4)
    ),
    st.tuples(st.just("strike_out"), st.integers(0, 5)),
)


class Town:
    """The people of one award, and what they believe to have done."""

    def __init__(self, award: Award, clerk: Any, head: Any, applicant: Any) -> None:
        self.award, self.clerk, self.head, self.applicant = award, clerk, head, applicant
        self.came: dict[str, Decimal] = defaultdict(Decimal)
        self.went: dict[str, Decimal] = defaultdict(Decimal)

    def pay(self, amount: Decimal) -> None:
        pay_tranche(self.award, amount, clerk=self.clerk, head=self.head)
        self.came["grant"] += amount

    def promise(self, giver_kind: str, value: Decimal) -> None:
        facts = {"giver_kind": giver_kind, "kind": "cash", "value": value}
        actions.promise(self.award, actor=self.applicant, giver="Берүүчү", **facts)

    def confirm(self, place: int, amount: Decimal) -> None:
        given = self.pick(Contribution.objects.filter(kind=ContributionKind.CASH), place)
        receipt = f"1-{Confirmation.objects.count()}"
        actions.confirm(given, actor=self.applicant, on=DAY, document=receipt, amount=amount)
        self.came[given.giver_kind] += amount

    def withdraw(self, place: int) -> None:
        given = self.pick(Contribution.objects.filter(kind=ContributionKind.CASH), place)
        actions.withdraw(given, actor=self.applicant, note="кайра")
        self.came[given.giver_kind] -= given.confirmed_amount

    def use(self, quantity: Decimal) -> None:
        labour = Contribution.objects.get(kind=ContributionKind.LABOUR)
        if labour.state == "promised":
            actions.confirm(labour, actor=self.clerk, on=DAY, document="1", quantity=Decimal(25))
        facts = {"on": DAY, "document": str(quantity), "quantity": quantity}
        actions.use(labour, actor=self.applicant, **facts)

    def spend(self, purse: str, line: int, amount: Decimal, number: int) -> None:
        facts = {"line": self.award.books.lines[line], "source": purse, "amount": amount}
        paper = {"supplier": "«Гүл»", "document_number": str(number), "document_on": DAY}
        actions.record_expense(self.award, actor=self.applicant, **facts, **paper)
        self.went[purse] += amount

    def strike_out(self, place: int) -> None:
        expense = self.pick(Expense.objects.all(), place)
        actions.strike_out(expense, actor=self.clerk, note="ката")
        self.went[expense.source] -= expense.amount

    def pick(self, rows: Any, place: int) -> Any:
        rows = list(rows.order_by("pk"))
        if not rows:
            raise Refused(["Nothing is there yet."])
        return rows[place % len(rows)]

    def take(self, step: tuple[Any, ...]) -> None:
        verb, *facts = step
        try:
            with transaction.atomic():
                getattr(self, verb)(*facts)
        except (Refused, ValidationError):
            return

    def check(self) -> None:
        """Equal in minus out by source; nothing negative; nothing above what it was meant for."""
        award = Award.objects.get(pk=self.award.pk)
        books = award.books
        found = {source: (purse.received, purse.spent) for source, purse in books.purses.items()}
        believed = {purse: (self.came[purse], self.went[purse]) for purse in PURSES}
        assert {purse: found.get(purse, (NOTHING, NOTHING)) for purse in PURSES} == believed
        assert all(purse.unspent >= 0 for purse in books.purses.values())
        assert books.bound <= award.grant
        for line, spent, _left in books.lines_with_actual:
            assert spent <= line.amount * Decimal("1.1")
        for purse in PURSES[1:]:
            givers = [one for one in books.cash if one.giver_kind == purse]
            assert sum((books.used[one.pk] for one in givers), NOTHING) == self.went[purse]
            assert all(NOTHING <= books.used[one.pk] <= one.confirmed_amount for one in givers)
        documents = [(one.document_key, one.amount) for one in books.recorded]
        assert len({key for key, _amount in documents}) == len(documents)

    def close(self) -> None:
        """Everything unspent is owed: to the fund, and to each giver, to the tyiyn."""
        before = Award.objects.get(pk=self.award.pk).books
        unspent = {
            source: purse.unspent for source, purse in before.purses.items() if purse.unspent
        }
        accept_final(self.award, applicant=self.applicant, head=self.head)
        award = Award.objects.get(pk=self.award.pk)
        if award.books.own_missing:
            type(award.competition).objects.update(shortfall="accept")
            award = actions.resolve_shortfall(award, actor=self.head, reason="Кургакчылык")
        settled = actions.settle_up(award, actor=self.clerk, due_on=TERM)
        owed: dict[str, Decimal] = defaultdict(Decimal)
        for obligation in settled.obligations.all():
            owed[obligation.source] += obligation.amount
        assert owed == unspent


@settings(
    max_examples=12,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(steps=st.lists(STEPS, min_size=4, max_size=14))
def test_the_books_hold_whatever_is_done(award, clerk, head, applicant, steps):
    with transaction.atomic():
        town = Town(award, clerk, head, applicant)
        for step in steps:
            town.take(step)
        town.check()
        town.close()
        transaction.set_rollback(True)
