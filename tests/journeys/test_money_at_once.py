"""The last of the money, wanted by two at one moment: one gets it, the other is told why not."""

from collections.abc import Callable, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.utils import translation

from audit.acts import Refused
from audit.journals import check
from awards import actions
from awards.models import Award, Expense, Payment
from tests.awards.conftest import (  # noqa: F401 - the ledger's work, done as its own tests do it
    award,
    confirm_cash,
    drafted,
    granted,
    line,
    paid,
    pay_tranche,
    published_call,
    signed,
    won,
)
from tests.journeys.crowds import Deed, pressed_by_processes, pressed_by_threads

pytestmark = pytest.mark.django_db(transaction=True)

CROWDS = [
    pytest.param(pressed_by_threads, marks=pytest.mark.postgres, id="threads on PostgreSQL"),
    pytest.param(pressed_by_processes, marks=pytest.mark.sqlite, id="processes on SQLite"),
]
Crowd = Callable[[Sequence[Deed]], list[str]]
DAY = date(2026, 4, 10)


class Told(Exception):
    """What somebody was answered, word for word."""


def telling(act: Any, *args: Any, **facts: Any) -> Deed:
    """The act; a refusal comes back in its own words."""

    def deed() -> None:
        with translation.override("en"):
            try:
                act(*args, **facts)
            except Refused as refusal:
                raise Told("; ".join(refusal.reasons)) from refusal

    return deed


@pytest.mark.parametrize("crowd", CROWDS)
def test_two_plan_the_last_of_the_grant(crowd: Crowd, paid, clerk, second_clerk):  # noqa: F811
    found = crowd(
        [
            telling(actions.plan_payment, paid, actor=person, amount=Decimal("20000.00"))
            for person in (clerk, second_clerk)
        ]
    )

    assert found == [
        (
            "Told: The grant is 50\xa0000 som, 50\xa0000 som is already planned or paid: "
            "20\xa0000 som would be too much."
        ),
        "done",
    ]
    assert Award.objects.get().books.bound == 50000
    assert check(paid.journal_chain)[1] is None


@pytest.mark.parametrize("crowd", CROWDS)
def test_two_pay_the_last_of_the_grant(crowd: Crowd, paid, clerk, second_clerk, head):  # noqa: F811
    planned = actions.plan_payment(paid, actor=clerk, amount=Decimal(20000))
    approved = actions.approve(planned, actor=head)

    found = crowd(
        [
            telling(actions.pay, approved, actor=person, order_number=number, order_on=DAY)
            for person, number in ((clerk, "17"), (second_clerk, "18"))
        ]
    )

    assert found == [
        "Told: This has already moved on. Open the page again to see where it stands.",
        "done",
    ]
    assert Award.objects.get().books.paid == 50000
    assert Payment.objects.get(pk=planned.pk).order_number in ("17", "18")
    assert check(paid.journal_chain)[1] is None


@pytest.mark.parametrize("crowd", CROWDS)
def test_one_cancels_while_the_other_pays(crowd: Crowd, paid, clerk, second_clerk, head):  # noqa: F811
    planned = actions.plan_payment(paid, actor=clerk, amount=Decimal(20000))
    approved = actions.approve(planned, actor=head)

    found = crowd(
        [
            telling(actions.pay, approved, actor=clerk, order_number="17", order_on=DAY),
            telling(actions.cancel, approved, actor=second_clerk, note="Баасы өзгөрдү"),
        ]
    )

    state = Payment.objects.get(pk=planned.pk).state
    assert [one == "done" for one in found].count(True) == 1
    assert state in ("paid", "cancelled")
    assert Award.objects.get().books.paid == (50000 if state == "paid" else 30000)
    assert check(paid.journal_chain)[1] is None


def spending(award: Any, person: Any, title: str, source: str, amount: str, number: str) -> Deed:  # noqa: F811
    return telling(
        actions.record_expense,
        award,
        actor=person,
        line=line(award, title),
        source=source,
        amount=Decimal(amount),
        document_number=number,
        document_on=DAY,
        supplier="«Гүл» ЖЧКсы",
    )


@pytest.mark.parametrize("crowd", CROWDS)
def test_two_spend_the_last_of_one_purse(crowd: Crowd, paid, clerk, applicant):  # noqa: F811
    confirm_cash(paid, clerk, "Асанова", "5000")

    found = crowd(
        [
            spending(paid, applicant, "Боёк", "resident", "3000", "1"),
            spending(paid, clerk, "Боёк", "resident", "3000", "2"),
        ]
    )

    assert found == ["Told: There is only 2\xa0000 som left: residents' money.", "done"]
    assert Award.objects.get().books.unspent("resident") == 2000
    assert check(paid.journal_chain)[1] is None


@pytest.mark.parametrize("crowd", CROWDS)
def test_two_spend_the_last_of_one_line(crowd: Crowd, paid, clerk, applicant):  # noqa: F811
    found = crowd(
        [
            spending(paid, applicant, "Топурак", "grant", "10000", "1"),
            spending(paid, clerk, "Топурак", "grant", "10000", "2"),
        ]
    )

    assert found == [
        (
            "Told: “Топурак”: 16\xa0666,67 som is approved, with the tolerance of 10 % at most "
            "18\xa0333,33 som. 10\xa0000 + 10\xa0000 = 20\xa0000 som: 1\xa0666,67 som too much. "
            "Amend the agreement first."
        ),
        "done",
    ]
    assert Award.objects.get().books.spent_from_grant == 10000


@pytest.mark.parametrize("crowd", CROWDS)
def test_two_enter_the_same_document(crowd: Crowd, paid, clerk, applicant):  # noqa: F811
    found = crowd(
        [
            spending(paid, applicant, "Ваза", "grant", "1000", "№ А-17"),
            spending(paid, clerk, "Ваза", "grant", "1000", "а17"),
        ]
    )

    (told, done) = found
    assert done == "done"
    assert told.endswith(
        "is already entered: “Ваза”, 1\xa0000 som. Of its 1\xa0000 som 0 som is left to enter."
    )
    assert Expense.objects.count() == 1


@pytest.mark.parametrize("crowd", CROWDS)
def test_two_buy_the_last_of_one_line(crowd: Crowd, award, clerk, second_clerk, published_call):  # noqa: F811
    type(published_call).objects.filter(pk=published_call.pk).update(purchasing="municipality")
    award = Award.objects.get(pk=award.pk)

    found = crowd(
        [
            telling(
                actions.plan_payment,
                award,
                actor=person,
                amount=Decimal(10000),
                line=line(award, "Топурак"),
                supplier="«Жер»",
            )
            for person in (clerk, second_clerk)
        ]
    )

    assert found[1] == "done"
    assert "1\xa0666,67 som too much" in found[0]
    assert Award.objects.get().books.bound == 10000
