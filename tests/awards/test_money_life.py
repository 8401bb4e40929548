"""Whatever people do to the money of an award, in whatever order, every som is accounted for.

A whole life of it by chance: tranches or purchases, promises, confirmations, uses, expenses,
strike-outs, amendments, withdrawals; then the report, the shortfall, the accounts or a termination;
then refunds in parts, gatherings and write-offs to the closing act.
"""

from collections import defaultdict
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from audit.acts import Refused
from audit.journals import check
from awards import actions
from awards.choices import PAID_OUT, UNPAID
from awards.models import Agreement, Award, Confirmation, Contribution, Expense, Obligation, Payment
from awards.models.account import account_of
from competitions.choices import ContributionKind, Shortfall
from papers.facts import closing_act
from tests.awards.conftest import accept_final, confirm_cash, pay_tranche

pytestmark = pytest.mark.django_db

DAY, TERM = date(2026, 4, 10), date(2026, 5, 10)
NOTHING = Decimal(0)
SUMS = st.decimals(min_value="0.01", max_value=40000, places=2)
SMALL = st.decimals(min_value="0.01", max_value=3000, places=2)
PURSES = ["grant", "resident", "business"]
purse, place = st.sampled_from(PURSES), st.integers(0, 5)
DECISION = {"decision_number": "9", "decision_on": DAY, "ground": "Жок", "ground_kind": "other"}


class MoneyLife(RuleBasedStateMachine):
    """The people of one award, and what they believe to have done."""

    award: Award
    people: dict[str, Any]

    def __init__(self) -> None:
        super().__init__()
        self.undone = transaction.atomic()
        self.undone.__enter__()
        self.came: dict[str, Decimal] = defaultdict(Decimal)
        self.went: dict[str, Decimal] = defaultdict(Decimal)
        self.documents = 0
        self.closed = self.ended = False

    def teardown(self) -> None:
        self.journal_is_whole()
        transaction.set_rollback(True)
        self.undone.__exit__(None, None, None)

    @property
    def now(self) -> Award:
        return Award.objects.get(pk=self.award.pk)

    def press(self, deed: Callable[[], Any]) -> bool:
        """Whether the deed was let happen; what is refused leaves nothing."""
        try:
            with transaction.atomic():
                deed()
        except (Refused, ValidationError, PermissionDenied):
            return False
        return True

    def one_of(self, rows: Any, number: int) -> Any:
        found = list(rows.order_by("pk"))
        return found[number % len(found)] if found else None

    def person(self, name: str) -> Any:
        return self.people[name]

    @initialize(buys=st.booleans(), rule=st.sampled_from(list(Shortfall)))
    def begin(self, *, buys: bool, rule: Shortfall) -> None:
        self.buys = buys
        terms = {"purchasing": "municipality" if buys else "winner", "shortfall": rule}
        type(self.award.competition).objects.filter(pk=self.award.competition_id).update(**terms)

    # --- the grant

    @rule(amount=SUMS, number=st.integers(0, 1))
    def pay(self, amount: Decimal, number: int) -> None:
        clerk, head = self.person("clerk"), self.person("head")
        line = {"line": self.now.books.lines[number], "supplier": "«Гүл»"} if self.buys else {}
        if self.press(lambda: pay_tranche(self.now, amount, clerk=clerk, head=head, **line)):
            self.came["grant"] += amount

    @rule(amount=SUMS, approved=st.booleans())
    def plan(self, amount: Decimal, *, approved: bool) -> None:
        def deed() -> None:
            line = {"line": self.now.books.lines[0], "supplier": "«Гүл»"} if self.buys else {}
            planned = actions.plan_payment(
                self.now, actor=self.person("clerk"), amount=amount, needs_account=True, **line
            )
            if approved:
                actions.approve(planned, actor=self.person("head"))

        self.press(deed)

    @rule(number=place)
    def cancel(self, number: int) -> None:
        waiting = self.one_of(Payment.objects.filter(state__in=UNPAID), number)
        if waiting is not None:
            self.press(
                lambda: actions.cancel(waiting, actor=self.person("clerk"), note="керек эмес")
            )

    @rule(number=place)
    def account(self, number: int) -> None:
        paid = self.one_of(Payment.objects.filter(state="paid"), number)
        if paid is None:
            return
        clerk = self.person("clerk")
        self.documents += 1
        paper = {"document_number": f"Э-{self.documents}", "document_on": DAY}

        def deed() -> None:
            if self.buys and not paid.is_received:
                actions.receive(paid, actor=clerk, number="1", on=DAY, by="Асанов")
            actions.account(paid, actor=clerk, **(paper if self.buys else {}))

        if self.press(deed) and self.buys:
            self.went["grant"] += paid.amount

    # --- contributions and expenses

    @rule(giver_kind=st.sampled_from(PURSES[1:]), value=SMALL)
    def promise(self, giver_kind: str, value: Decimal) -> None:
        facts = {"giver_kind": giver_kind, "kind": "cash", "value": value, "giver": "Берүүчү"}
        self.press(lambda: actions.promise(self.now, actor=self.person("applicant"), **facts))

    @rule(number=place, amount=SMALL)
    def confirm(self, number: int, amount: Decimal) -> None:
        given = self.one_of(Contribution.objects.filter(kind=ContributionKind.CASH), number)
        facts = {"on": DAY, "document": f"{Confirmation.objects.count()}-ПКО", "amount": amount}
        if self.press(lambda: actions.confirm(given, actor=self.person("applicant"), **facts)):
            self.came[given.giver_kind] += amount

    @rule(number=place, part=SMALL)
    def withdraw_part(self, number: int, part: Decimal) -> None:
        given = self.one_of(Contribution.objects.filter(kind=ContributionKind.CASH), number)
        facts = {"actor": self.person("applicant"), "part": part, "note": "кайра"}
        if self.press(lambda: actions.withdraw_part(given, **facts)):
            left = Contribution.objects.get(pk=given.pk).confirmed_amount
            self.came[given.giver_kind] -= given.confirmed_amount - left

    @rule(number=place)
    def withdraw(self, number: int) -> None:
        given = self.one_of(Contribution.objects.filter(kind=ContributionKind.CASH), number)
        if self.press(
            lambda: actions.withdraw(given, actor=self.person("applicant"), note="кайра")
        ):
            self.came[given.giver_kind] -= given.confirmed_amount

    @rule(quantity=st.decimals(min_value="0.1", max_value=30, places=1))
    def use(self, quantity: Decimal) -> None:
        def deed() -> None:
            labour = Contribution.objects.get(kind=ContributionKind.LABOUR)
            if labour.state == "promised":
                labour = actions.confirm(
                    labour, actor=self.person("clerk"), on=DAY, document="1", quantity=Decimal(25)
                )
            facts = {"on": DAY, "document": str(quantity), "quantity": quantity}
            actions.use(labour, actor=self.person("applicant"), **facts)

        self.press(deed)

    @rule(source=purse, line=st.integers(0, 3), amount=SUMS, number=st.integers(1, 4))
    def spend(self, source: str, line: int, amount: Decimal, number: int) -> None:
        facts = {"line": self.now.books.lines[line], "source": source, "amount": amount}
        paper = {"supplier": "«Гүл»", "document_number": f"№ {number}", "document_on": DAY}
        deed = lambda: actions.record_expense(  # noqa: E731
            self.now, actor=self.person("applicant"), **facts, **paper
        )
        if self.press(deed):
            self.went[source] += amount

    @rule(number=place)
    def strike_out(self, number: int) -> None:
        expense = self.one_of(Expense.objects.all(), number)
        if expense is not None and self.press(
            lambda: actions.strike_out(expense, actor=self.person("clerk"), note="ката")
        ):
            self.went[expense.source] -= expense.amount

    @rule(amount=SMALL, up=st.integers(0, 1))
    def amend(self, amount: Decimal, up: int) -> None:
        lines = [line for line in self.now.books.lines if line.is_grant]
        moved = {lines[up].pk: lines[up].amount + amount}
        moved[lines[1 - up].pk] = lines[1 - up].amount - amount
        facts = {"on": DAY, "reason_ky": "а", "reason_ru": "б", "lines": moved}
        agreement = Agreement.objects.get(award=self.award)
        self.press(lambda: actions.amend(agreement, actor=self.person("head"), **facts))

    # --- the end

    @precondition(lambda self: not self.closed)
    @rule(settles=st.booleans())
    def report(self, *, settles: bool) -> None:
        """The final report is accepted, what falls short decided, the accounts made up."""
        applicant, head, clerk = (self.person(name) for name in ("applicant", "head", "clerk"))
        if not self.press(lambda: accept_final(self.now, applicant=applicant, head=head)):
            return
        if settles:
            for waiting in Payment.objects.filter(state__in=UNPAID):
                actions.cancel(waiting, actor=clerk, note="иш бүттү")
            self.press(lambda: actions.resolve_shortfall(self.now, actor=head, reason="кургак"))
            self.closed = self.press(lambda: actions.settle_up(self.now, actor=clerk, due_on=TERM))

    @precondition(lambda self: not self.closed)
    @rule(
        demanded=st.sampled_from([NOTHING, Decimal("0.01"), Decimal(777)]), sure=st.integers(0, 3)
    )
    def terminate(self, demanded: Decimal, sure: int) -> None:
        if sure == 0:
            facts = {"reason": "Иш токтоду", "due_on": TERM, "demanded": demanded}
            self.closed = self.press(
                lambda: actions.terminate(self.now, actor=self.person("head"), **facts)
            )

    @precondition(lambda self: self.closed)
    @rule(number=place, amount=SMALL, how=st.sampled_from(["part", "all", "off", "off_part"]))
    def give_back(self, number: int, amount: Decimal, how: str) -> None:
        debt = self.one_of(Obligation.objects.filter(state="owed"), number)
        if debt is None:
            return
        clerk, head = self.person("clerk"), self.person("head")
        proof = {"on": DAY, "document": "ПКО"}
        deeds = {
            "part": lambda: actions.settle_part(debt, actor=clerk, amount=amount, **proof),
            "all": lambda: actions.settle(debt, actor=clerk, **proof),
            "off": lambda: actions.write_off(debt, actor=head, **DECISION),
            "off_part": lambda: actions.write_off_part(debt, actor=head, amount=amount, **DECISION),
        }
        self.press(deeds[how])

    @precondition(lambda self: self.closed)
    @rule()
    def gather(self) -> None:
        facts = {"held_on": DAY, "place": "мектеп", "women": 9, "men": 8, "votes_for": 12}
        self.press(
            lambda: actions.record_gathering(
                self.now, actor=self.person("clerk"), purpose="көчөт", **facts
            )
        )

    @precondition(lambda self: self.closed)
    @rule()
    def close(self) -> None:
        """Everything still owed goes back, every payment is accounted for, the award is closed."""
        clerk = self.person("clerk")
        for debt in Obligation.objects.filter(state="owed"):
            actions.settle(debt, actor=clerk, on=DAY, document="ПКО")
        for paid in Payment.objects.filter(state="paid"):
            self.press(lambda paid=paid: actions.account(paid, actor=clerk))
        end = actions.wind_up if self.now.state == "terminated" else actions.close
        self.ended = self.press(lambda: end(self.now, actor=clerk)) or self.ended

    # --- what always holds

    @invariant()
    def all_of_it_holds(self) -> None:
        award = self.now
        for held in (
            self.what_came_less_what_went_is_what_lies_there,
            self.nothing_is_above_what_it_was_meant_for,
            self.every_giver_is_counted_to_the_tyiyn,
            self.the_budget_adds_up_with_the_books,
            self.every_debt_is_met_in_one_of_four_ways,
            self.owed_and_spent_and_unspent_are_what_was_received,
            self.the_closing_act_says_what_the_books_say,
        ):
            held(award)

    def what_came_less_what_went_is_what_lies_there(self, award: Award) -> None:
        books = award.books
        found = {source: (one.received, one.spent) for source, one in books.purses.items()}
        assert {one: found.get(one, (NOTHING, NOTHING)) for one in PURSES} == {
            one: (self.came[one], self.went[one]) for one in PURSES
        }
        for source, one in books.purses.items():
            assert one.unspent == self.came[source] - self.went[source]
            assert one.unspent >= 0

    def nothing_is_above_what_it_was_meant_for(self, award: Award) -> None:
        books = award.books
        assert books.bound <= award.amount
        assert books.bound <= award.grant or award.shortfall_at
        for line in books.lines:
            assert books.bought_for(line) <= line.amount * Decimal("1.1")
            assert books.spent_on(line) <= line.amount * Decimal("1.1")
        documents = [one.document_key for one in books.recorded if one.payment_id is None]
        assert len(set(documents)) == len(documents)

    def every_giver_is_counted_to_the_tyiyn(self, award: Award) -> None:
        books = award.books
        for source in PURSES[1:]:
            givers = [one for one in books.cash if one.giver_kind == source]
            assert sum((books.used[one.pk] for one in givers), NOTHING) == self.went[source]
        for one in books.contributions:
            assert NOTHING <= books.used[one.pk] <= one.confirmed_amount
            assert NOTHING <= one.withdrawn_amount <= one.amount

    def the_budget_adds_up_with_the_books(self, award: Award) -> None:
        books = award.books
        budget = books.budget
        money = [one for one in budget.lines if one.takes_money]
        assert sum((one.spent for one in money), NOTHING) == sum(self.went.values(), NOTHING)
        assert sum((one.unspent for one in budget.sources if one.is_money), NOTHING) == (
            books.unspent_in_all
        )
        labour = [one.spent for one in budget.lines if one.line.source == "labour"]
        assert sum(labour, NOTHING) == books.standing_by_kind["labour"].used
        assert budget.sources[0].paid == sum(
            (one.amount for one in books.payments if one.state in PAID_OUT), NOTHING
        )
        assert all(group.total.left >= group.total.approved * -1 for group in budget.groups)

    def every_debt_is_met_in_one_of_four_ways(self, award: Award) -> None:
        for debt in award.books.obligations:
            given = sum((one.amount for one in debt.settlements.all()), NOTHING)
            assert given == debt.settled_amount
            met = debt.settled_amount + debt.redirected_amount + debt.written_off_amount
            assert (debt.left, debt.left >= 0) == (debt.amount - met, True)
            assert (debt.left == 0) == (debt.state != "owed")

    def owed_and_spent_and_unspent_are_what_was_received(self, award: Award) -> None:
        account = account_of(award)
        for one in account.sources:
            gone = one.returned + one.redirected + one.written_off + one.owed
            if self.closed:
                assert one.received == one.spent + gone
            else:
                assert (one.received, gone) == (one.spent + one.unspent, NOTHING)
        assert account.adds_up or not self.closed

    def the_closing_act_says_what_the_books_say(self, award: Award) -> None:
        if not self.ended:
            return
        act, names = closing_act(award, None), ("received", "spent")
        said = {
            one["source"]: tuple(Decimal(one[name]) for name in names) for one in act["sources"]
        }
        assert said == {one: (self.came[one], self.went[one]) for one in said}
        assert sum(self.came.values(), NOTHING) == sum(
            (received for received, _spent in said.values()), NOTHING
        )
        assert all(Decimal(one["owed"]) == 0 for one in act["sources"])

    def journal_is_whole(self) -> None:
        assert check(self.award.journal_chain)[1] is None


def test_the_money_of_an_award_adds_up_whatever_is_done(award, clerk, head, applicant):
    class OfThisTown(MoneyLife):
        people = {"clerk": clerk, "head": head, "applicant": applicant}

    OfThisTown.award = award
    run_state_machine_as_test(
        OfThisTown,
        settings=settings(
            max_examples=8,
            stateful_step_count=16,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )


def test_one_whole_life_by_hand(award, clerk, head, applicant):
    """The same machine walked once from the first tranche to the closing act."""

    class OfThisTown(MoneyLife):
        people = {"clerk": clerk, "head": head, "applicant": applicant}

    OfThisTown.award = award
    life = OfThisTown()
    life.begin(buys=False, rule=Shortfall.ACCEPT)
    life.pay(Decimal(30000), 0)
    confirm_cash(award, clerk, "Асанова", "5000")
    life.came["resident"] += 5000
    life.spend("grant", 0, Decimal("29000.01"), 1)
    life.spend("resident", 2, Decimal("4000.50"), 2)
    life.use(Decimal("3.5"))
    life.report(settles=True)
    assert life.closed
    life.give_back(0, Decimal("999.98"), "part")
    life.gather()
    life.close()

    assert (life.ended, life.now.state) == (True, "closed")
    life.all_of_it_holds()
    debts = {(one.source, one.amount, one.state) for one in life.now.books.obligations}
    assert debts == {
        ("grant", Decimal("999.99"), "settled"),
        ("resident", Decimal("999.50"), "settled"),
    }
    life.teardown()
