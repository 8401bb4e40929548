"""The budget against its actuals: by line, by source, in words, as bars; totals add up."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from awards import actions
from awards.ledger import NOTHING
from awards.models import Award, AwardLine, Expense
from awards.models.budget import BudgetLine, Sums
from awards.views.budget import bars_of
from tests.awards.conftest import confirm_cash, contribution, line, pay_tranche, scan, spend

pytestmark = pytest.mark.django_db

TODAY = date(2026, 4, 10)


def again(award: Award) -> Award:
    return Award.objects.get(pk=award.pk)


def row(spent: str, approved: str = "1000", most: str = "1100", **more: object) -> BudgetLine:
    return BudgetLine(
        line=AwardLine(title="Ваза", source="grant"),
        approved=Decimal(approved),
        most=Decimal(most),
        spent=Decimal(spent),
        **more,
    )


@pytest.mark.parametrize(
    ("one", "words"),
    [
        (row("0"), "Nothing is spent yet."),
        (row("400.50"), "599,50 som under the line."),
        (row("1000"), "Spent to the last som."),
        (row("1050"), "50 som over the line, within the tolerance: at most 1\xa0100 som."),
        (row("1100.01"), "100,01 som over the line, more than the tolerance allows."),
        (
            row("5", takes_money=False),
            "Used and not paid: its share of what was used of this kind.",
        ),
    ],
)
def test_how_a_line_stands_in_words(one, words):
    assert one.words == words


def test_sums_of_nothing():
    assert Sums.of([]) == Sums(approved=NOTHING, planned=NOTHING, paid=NOTHING, spent=NOTHING)


def test_the_budget_of_an_award_with_tranches(paid, clerk, applicant):
    confirm_cash(paid, clerk, "Асанова", "5000")
    spend(paid, clerk, "Ваза", "grant", "10000", number="1")
    spend(paid, clerk, "Боёк", "resident", "4000", number="2")
    actions.strike_out(spend(paid, clerk, "Ваза", "grant", "7", "3"), actor=clerk, note="ката")
    labour = actions.confirm(
        contribution(paid, "Жаңы"), actor=clerk, on=TODAY, document="1", quantity=Decimal(9)
    )
    actions.use(labour, actor=applicant, on=TODAY, document="2", quantity=Decimal(4))

    budget = again(paid).books.budget

    assert [(one.line.title, str(one.spent), str(one.left)) for one in budget.lines] == [
        ("Ваза", "10000.00", "23333.33"),
        ("Топурак", "0.00", "16666.67"),
        ("Боёк", "4000.00", "8000.00"),
        ("Ашар", "3200.00", "16800.00"),
    ]
    assert [(group.source, str(group.total.spent)) for group in budget.groups] == [
        ("grant", "10000.00"),
        ("cash", "4000.00"),
        ("labour", "3200.00"),
    ]
    assert budget.words == "Of 62\xa0000 som in money 14\xa0000 som is spent: 48\xa0000 som left."
    assert [
        (str(one.name), *map(int, (one.approved, one.planned, one.paid, one.spent, one.unspent)))
        for one in budget.sources
    ] == [
        ("the grant", 50000, 0, 30000, 10000, 20000),
        ("residents' money", 8000, 3000, 5000, 4000, 1000),
        ("money of business", 4000, 4000, 0, 0, 0),
        ("labour", 20000, 12800, 7200, 3200, 4000),
    ]
    whole = budget.all_sources
    assert (whole.approved, whole.paid, whole.spent, whole.unspent) == (82000, 42200, 17200, 25000)
    assert budget.total.spent == whole.spent
    assert not budget.names_purchases


def test_the_budget_of_an_award_with_purchases(award, clerk, head, published_call):
    type(published_call).objects.filter(pk=published_call.pk).update(purchasing="municipality")
    first, _second, third = (
        actions.plan_payment(
            award, actor=clerk, amount=Decimal(amount), line=line(award, title), supplier="«Гүл»"
        )
        for title, amount in (("Ваза", 20000), ("Ваза", 5000), ("Топурак", 7000))
    )
    actions.pay(actions.approve(first, actor=head), actor=clerk, order_number="1", order_on=TODAY)
    actions.cancel(third, actor=clerk, note="керек эмес")

    budget = again(award).books.budget

    assert budget.names_purchases
    assert [(one.planned, one.paid) for one in budget.lines][:2] == [(5000, 20000), (0, 0)]
    assert (budget.sources[0].planned, budget.sources[0].paid) == (5000, 20000)


def test_bars_stay_in_their_frame_and_lie_end_to_end():
    one, other = bars_of([row("400", planned=Decimal(300), paid=Decimal(600)), row("2200")])

    assert (one.spent, one.paid_at, one.paid) == ("18.18", "18.18", "9.09")
    assert (one.planned_at, one.planned, one.approved) == ("27.27", "13.64", "45.45")
    assert (other.spent, other.paid) == ("100.00", "0.00")
    assert bars_of([]) == []


# --- the page


def test_the_page_shows_what_was_struck_out_and_why(paid, clerk, client):
    actions.strike_out(spend(paid, clerk, "Ваза", "grant", "7", "3"), actor=clerk, note="ката экен")
    client.force_login(clerk)

    page = client.get(reverse("award_budget", args=[paid.pk])).content.decode()

    assert "ката экен" in page


def test_the_page_turns_after_fifty_documents(paid, clerk, client):
    one = spend(paid, clerk, "Ваза", "grant", "1", "0")
    Expense.objects.bulk_create(
        Expense(
            award=paid,
            line=one.line,
            source="grant",
            document_number=str(number),
            document_on=TODAY,
            supplier="«Гүл»",
            document_key=f"гул|{number}",
            document_amount=1,
            amount=1,
            recorded_at=one.recorded_at,
        )
        for number in range(1, 120)
    )
    client.force_login(clerk)
    address = reverse("award_budget", args=[paid.pk])

    pages = [client.get(address, {"page": page}) for page in (1, 3, "x", 99)]

    assert [len(page.context["documents"]) for page in pages] == [50, 20, 50, 20]
    assert [page.context["budget"].total.spent for page in pages] == [120] * 4


def queries(person: object, address: str) -> int:
    browser = Client()
    browser.force_login(person)
    with CaptureQueriesContext(connection) as asked:
        assert browser.get(address).status_code == 200
    return len(asked)


def test_the_page_asks_the_same_with_1_and_3_rows(paid, clerk, applicant, head):
    address = reverse("award_budget", args=[paid.pk])
    spend(paid, clerk, "Ваза", "grant", "1", "1")
    with_one = [queries(person, address) for person in (clerk, applicant)]
    for number in "23":
        spend(paid, clerk, "Топурак", "grant", "1", number)
        pay_tranche(paid, 1, clerk=clerk, head=head)

    assert (with_one, [queries(person, address) for person in (clerk, applicant)]) == (
        [BUDGET_PAGE] * 2,
        [BUDGET_PAGE] * 2,
    )


BUDGET_PAGE = 9


def test_the_page_of_a_purchase_asks_the_same_with_1_and_3_things(award, clerk, published_call):
    type(published_call).objects.filter(pk=published_call.pk).update(purchasing="municipality")
    thing = {"line": line(award, "Ваза"), "what": "Ваза", "quantity": 1, "price": Decimal(10)}

    asked = [
        queries(
            clerk,
            actions.plan_payment(
                award, actor=clerk, items=[thing] * count, supplier="«Гүл»"
            ).get_absolute_url(),
        )
        for count in (1, 3)
    ]

    assert asked == [PURCHASE_PAGE] * 2


PURCHASE_PAGE = 8


# --- what leads further


def test_an_expense_over_its_line_leads_to_the_amendment(paid, clerk, applicant, head, client):
    pay_tranche(paid, 20000, clerk=clerk, head=head)
    typed = {
        "line": line(paid, "Топурак").pk,
        "source": "grant",
        "amount": "18333,34",
        "document_kind": "invoice",
        "document_number": "8",
        "document_on": "2026-04-10",
        "supplier": "«Жер»",
    }
    client.force_login(applicant)
    client.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"

    answer = client.post(
        reverse("expense_record", args=[paid.pk]), typed | {"file": scan()}
    ).content.decode()

    assert "18\xa0333,34 som: 0,01 som too much. Amend the agreement first." in answer
    assert reverse("award_budget", args=[paid.pk]) in answer
    assert paid.agreement.get_absolute_url() in answer
    assert reverse("agreement_amend", args=[paid.agreement.pk]) not in answer
    assert Expense.objects.count() == 0


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("line", ""),
        ("line", "999999"),
        ("source", "mine"),
        ("amount", ""),
        ("amount", "-1"),
        ("amount", "0"),
        ("amount", "99999999999999"),
        ("document_kind", "napkin"),
        ("document_number", ""),
        ("document_number", "1" * 61),
        ("document_on", "2026-02-30"),
        ("supplier", ""),
        ("supplier", "а" * 201),
        ("supplier_tax_number", "1234567890123"),
        ("supplier_tax_number", "1234567890123x"),
        ("document_amount", "-5"),
        ("file", ""),
    ],
)
def test_what_is_typed_wrong_of_an_expense(paid, applicant, client, field, value):
    typed = {
        "line": line(paid, "Ваза").pk,
        "source": "grant",
        "amount": "10",
        "document_kind": "invoice",
        "document_number": "8",
        "document_on": "2026-04-10",
        "supplier": "«Жер»",
        "supplier_tax_number": "12345678901234",
        "file": scan(),
    }
    client.force_login(applicant)

    answer = client.post(reverse("expense_record", args=[paid.pk]), typed | {field: value})

    assert (answer.status_code, Expense.objects.count()) == (200, 0)
    assert list(answer.context["form"].errors) == [field]


@pytest.mark.parametrize("day", ["2026-04-09", "2026-04-11"])
def test_a_document_of_another_time(paid, applicant, client, day):
    typed = {
        "line": line(paid, "Ваза").pk,
        "source": "grant",
        "amount": "10",
        "document_kind": "invoice",
        "document_number": "8",
        "document_on": day,
        "supplier": "«Жер»",
        "file": scan(),
    }
    client.force_login(applicant)
    client.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"

    answer = client.post(reverse("expense_record", args=[paid.pk]), typed)

    assert answer.context["reasons"] == [
        "The document must not be dated before the agreement was signed, nor in the future."
    ]
    assert Expense.objects.count() == 0
