"""Purchases thing by thing, tranches that wait, who pays what, and documents known again."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse

from audit.acts import Refused
from audit.models import Entry, Notice
from awards import actions
from awards.models import Award, Expense, Payment, PurchaseItem
from tests import factories
from tests.awards.conftest import line, pay_tranche, scan, spend

pytestmark = pytest.mark.django_db

TODAY = date(2026, 4, 10)
SUPPLIER = {
    "supplier": "«Гүл» ЖЧКсы",
    "supplier_tax_number": "01234567890123",
    "purchase_number": "12-К",
    "purchase_on": TODAY,
}


@pytest.fixture
def buying(published_call):
    """The municipality buys."""
    type(published_call).objects.filter(pk=published_call.pk).update(purchasing="municipality")


def thing(award: Award, title: str, quantity: str, price: str, **more: Any) -> dict[str, Any]:
    facts = {"line": line(award, title), "what": f"{title} даана", "unit": "даана"}
    return facts | {"quantity": Decimal(quantity), "price": Decimal(price)} | more


def plan(award: Award, clerk: Any, *items: Any, **more: Any) -> Payment:
    return actions.plan_payment(award, actor=clerk, items=items, **(SUPPLIER | more))


def refused(act: Any, *args: Any, **facts: Any) -> list[str]:
    before = Entry.objects.count()
    with pytest.raises(Refused) as refusal:
        act(*args, **facts)
    assert Entry.objects.count() == before
    return refusal.value.reasons


def wrong(act: Any, *args: Any, **facts: Any) -> dict[str, list[str]]:
    before = Entry.objects.count()
    with pytest.raises(ValidationError) as error:
        act(*args, **facts)
    assert Entry.objects.count() == before
    return error.value.message_dict


# --- purchases


def test_a_purchase_of_several_things_for_two_lines(buying, award, clerk, head):
    things = [
        thing(award, "Ваза", "3", "9000"),
        thing(award, "Топурак", "2.5", "1200.55"),
        thing(award, "Ваза", "1", "99.99"),
    ]
    planned = plan(award, clerk, *things)

    assert [(item.line.title, str(item.amount)) for item in planned.bought] == [
        ("Ваза", "27000.00"),
        ("Топурак", "3001.38"),
        ("Ваза", "99.99"),
    ]
    assert (planned.amount, planned.planned_by) == (Decimal("30101.37"), clerk)
    approved = actions.approve(planned, actor=head)
    paid = actions.pay(approved, actor=clerk, order_number="17", order_on=TODAY)
    received = actions.receive(
        paid, actor=clerk, number="5", on=TODAY, by="Асанов Темир", words="Толук", file=scan()
    )
    assert (received.state, received.received_on, received.receipt_number) == ("paid", TODAY, "5")

    actions.account(received, actor=clerk, document_number="8", document_on=TODAY)

    found = Expense.objects.order_by("pk").values_list(
        "line__title", "amount", "document_amount", "document_kind", "what"
    )
    assert list(found) == [
        (
            *("Ваза", Decimal("27099.99"), Decimal("30101.37"), "invoice"),
            "Ваза даана; Ваза даана",
        ),
        ("Топурак", Decimal("3001.38"), Decimal("30101.37"), "invoice", "Топурак даана"),
    ]
    assert set(Expense.objects.values_list("supplier_tax_number", flat=True)) == {"01234567890123"}
    assert Award.objects.get().books.unspent("grant") == 0


def test_every_thing_stays_within_its_own_line(buying, award, clerk):
    # 16 666.67 for the soil and ten percent: 18 333.33.
    too_much = thing(award, "Топурак", "1", "18333.34")

    assert refused(plan, award, clerk, thing(award, "Ваза", "1", "100"), too_much) == [
        (
            "“Топурак”: 16\xa0666,67 som is approved, with the tolerance of 10 % at most "
            "18\xa0333,33 som. 0 + 18\xa0333,34 = 18\xa0333,34 som: 0,01 som too much. "
            "Amend the agreement first."
        )
    ]
    assert PurchaseItem.objects.count() == 0


def test_a_thing_for_a_line_of_another_award_or_of_another_purse(buying, award, clerk, chair, won):
    again = factories.application(won.competition, won.applicant, state="awarded")
    other = actions.grant(again, actor=chair, granted=Decimal(1000), protocol_number="4")
    sentence = [
        (
            "A purchase names for each thing the line of the budget it is for, one that is paid "
            "from the grant; a tranche names none."
        )
    ]
    foreign = thing(award, "Ваза", "1", "1", line=other.lines.first())

    assert refused(plan, award, clerk, foreign) == sentence
    assert refused(plan, award, clerk, thing(award, "Боёк", "1", "1")) == sentence


def test_the_grant_bounds_the_purchases_together(buying, award, clerk):
    plan(award, clerk, thing(award, "Ваза", "1", "33000"))

    reasons = refused(
        plan,
        award,
        clerk,
        thing(award, "Ваза", "1", "1000"),
        thing(award, "Топурак", "1", "16000.01"),
    )

    assert reasons == [
        (
            "The grant is 50\xa0000 som, 33\xa0000 som is already planned or paid: "
            "0,01 som would be too much."
        )
    ]


@pytest.mark.parametrize("day", [date(2026, 4, 9), date(2026, 4, 11)])
def test_a_purchase_order_is_of_its_time(buying, award, clerk, day):
    assert refused(plan, award, clerk, thing(award, "Ваза", "1", "1"), purchase_on=day) == [
        "The purchase order must not be dated before the agreement was signed, nor in the future."
    ]


def test_a_tax_number_has_fourteen_figures(buying, award, clerk):
    faults = wrong(plan, award, clerk, thing(award, "Ваза", "1", "1"), supplier_tax_number="123")

    assert faults == {"supplier_tax_number": ["A tax number has fourteen figures."]}


def test_what_is_received(buying, award, clerk, head, applicant):
    planned = plan(award, clerk, thing(award, "Ваза", "1", "1000"))
    facts = {"number": "1", "on": TODAY, "by": "Асанов"}
    assert refused(actions.receive, planned, actor=clerk, **facts) == [
        "This has already moved on. Open the page again to see where it stands."
    ]
    approved = actions.approve(planned, actor=head)
    for person in (head, applicant):
        with pytest.raises(PermissionDenied):
            actions.receive(approved, actor=person, **facts)
    for day, said in (
        (date(2026, 4, 11), "This day has not come yet."),
        (date(2026, 4, 9), "This day is before the purchase order."),
    ):
        assert wrong(actions.receive, approved, actor=clerk, **facts | {"on": day}) == {
            "on": [said]
        }

    received = actions.receive(approved, actor=clerk, **facts)

    assert refused(actions.receive, received, actor=clerk, **facts) == [
        "The purchase has been received already."
    ]


def test_a_tranche_is_not_received(award, clerk, head):
    paid = pay_tranche(award, 1000, clerk=clerk, head=head)

    with pytest.raises(PermissionDenied):
        actions.receive(paid, actor=clerk, number="1", on=TODAY, by="Асанов")


# --- who


def test_who_planned_does_not_approve_and_who_approved_does_not_pay(award, clerk, head, town):
    factories.membership(clerk, "head", town)
    factories.membership(head, "clerk", town)
    planned = actions.plan_payment(award, actor=clerk, amount=Decimal(1000))
    with pytest.raises(PermissionDenied):
        actions.approve(planned, actor=clerk)

    approved = actions.approve(planned, actor=head)

    assert (approved.planned_by, approved.approved_by) == (clerk, head)
    with pytest.raises(PermissionDenied):
        actions.pay(approved, actor=head, order_number="1", order_on=TODAY)
    assert actions.pay(approved, actor=clerk, order_number="1", order_on=TODAY).state == "paid"


def test_a_payment_is_cancelled_with_a_reason(award, clerk):
    planned = actions.plan_payment(award, actor=clerk, amount=Decimal(1000))
    assert wrong(actions.cancel, planned, actor=clerk, note=" ") == {
        "note": ["Say why the payment is cancelled."]
    }

    cancelled = actions.cancel(planned, actor=clerk, note="Баасы өзгөрдү")

    assert (cancelled.state, cancelled.cancelled_reason) == ("cancelled", "Баасы өзгөрдү")
    assert Entry.objects.last().note == "Баасы өзгөрдү"


# --- what a tranche waits for


def test_a_tranche_waits_for_the_account_of_those_before(award, clerk, head, applicant):
    first = pay_tranche(award, 30000, clerk=clerk, head=head)
    second = actions.plan_payment(award, actor=clerk, amount=Decimal(20000), needs_account=True)

    assert refused(actions.approve, second, actor=head) == [
        "Tranche № 2 waits until tranche № 1 of 30\xa0000 som is accounted for (paid)."
    ]

    spend(award, applicant, "Ваза", "grant", "30000")
    actions.account(first, actor=clerk)
    assert actions.approve(second, actor=head).state == "approved"


def test_a_first_tranche_may_wait_for_a_report_too(award, clerk, head):
    planned = actions.plan_payment(award, actor=clerk, amount=Decimal(1), needs_report=True)

    assert refused(actions.approve, planned, actor=head) == [
        "Tranche № 1 waits for an accepted report: no report has been handed in."
    ]


@pytest.fixture
def scheduled(drafted, clerk, head):
    """The agreement sets two tranches, the second after an accepted report."""
    actions.set_days(
        drafted,
        actor=clerk,
        starts_on=TODAY,
        winner_details="Элет банк 77",
        tranches=[
            {"amount": Decimal(30000), "on": date(2026, 5, 1), "needs_report": False},
            {"amount": Decimal(20000), "on": None, "needs_report": True},
        ],
        interim_days=[],
    )
    entered = actions.enter_signature(
        drafted, actor=clerk, winner_name="Кимдир", winner_signed_on=TODAY, scan=scan()
    )
    actions.sign(entered, actor=head)
    return Award.objects.get(pk=drafted.award_id)


def test_tranches_are_proposed_as_the_agreement_sets_them(scheduled, clerk, head, office):
    address = reverse("payment_plan", args=[scheduled.pk])
    first = office.get(address).context["form"].initial
    pay_tranche(scheduled, 30000, clerk=clerk, head=head)
    second = office.get(address).context["form"].initial

    assert first == {
        "amount": Decimal(30000),
        "planned_for": date(2026, 5, 1),
        "needs_report": False,
        "bank_details": "Элет банк 77",
    }
    assert (second["amount"], second["planned_for"], second["needs_report"]) == (20000, None, True)


def test_what_the_agreement_makes_a_condition_holds_whatever_is_ticked(scheduled, clerk, head):
    pay_tranche(scheduled, 30000, clerk=clerk, head=head)

    second = actions.plan_payment(
        Award.objects.get(pk=scheduled.pk), actor=clerk, amount=Decimal(1), needs_report=False
    )

    assert second.needs_report
    assert len(refused(actions.approve, second, actor=head)) == 1


# --- a document is known again


@pytest.mark.parametrize(
    ("supplier", "number"),
    [
        ("«Гүл» ЖЧКсы", "№ 017-А"),
        ("гүл", "17а"),
        ('ОсОО "ГҮЛ"', "N 17 A"),
        ("Гул", "No. 17/a"),
        ("ЖЧК  Гүл", "номер 17-А"),
    ],
)
def test_one_document_in_many_spellings(supplier, number):
    assert Expense.key_of(supplier, number) == Expense.key_of("«Гүл» ЖЧКсы", "17-А")


@pytest.mark.parametrize(
    ("supplier", "number"),
    [("«Гүлзар» ЖЧКсы", "17-А"), ("«Гүл» ЖЧКсы", "18-А"), ("«Гүл» ЖЧКсы", "17-Б")],
)
def test_another_document_is_another(supplier, number):
    assert Expense.key_of(supplier, number) != Expense.key_of("«Гүл» ЖЧКсы", "17-А")


def test_a_supplier_is_known_by_the_tax_number_too(paid, applicant):
    spend(paid, applicant, "Ваза", "grant", "1000", "5", supplier_tax_number="01234567890123")
    again = {
        "line": line(paid, "Ваза"),
        "source": "grant",
        "amount": Decimal(1000),
        "document_number": "№5",
        "document_on": TODAY,
        "supplier": "жеке ишкер Асанов",
    }

    reasons = refused(
        actions.record_expense,
        paid,
        actor=applicant,
        supplier_tax_number="01234567890123",
        **again,
    )

    assert len(reasons) == 1
    assert actions.record_expense(paid, actor=applicant, **again).state == "recorded"


@pytest.fixture
def elsewhere(paid, won, chair, clerk, head, rival):
    """Another winner of the same call has money to spend."""
    application = factories.application(
        won.competition, rival, complete=False, state="awarded", title="Суу"
    )
    factories.budget_line(application, position=1, title="Түтүк", quantity=Decimal(1))
    other = actions.grant(application, actor=chair, granted=Decimal(10000), protocol_number="3")
    drafted = actions.draft_agreement(other, actor=clerk, text_ky="а", text_ru="б")
    entered = actions.enter_signature(
        drafted, actor=clerk, winner_name="Кимдир", winner_signed_on=TODAY, scan=scan()
    )
    actions.sign(entered, actor=head)
    other = Award.objects.get(pk=other.pk)
    pay_tranche(other, 10000, clerk=clerk, head=head)
    return other


def test_the_same_document_in_another_award_is_told_to_the_office_alone(
    paid, elsewhere, applicant, rival, clerk, head, auditor, chair, client
):
    first = spend(paid, applicant, "Ваза", "grant", "1000", "5")
    before = Notice.objects.count()

    second = spend(elsewhere, rival, "Түтүк", "grant", "1000", "5")

    told = Notice.objects.filter(template="awards/document_entered_twice", channel="in_app")
    assert sorted(notice.recipient.name for notice in told) == sorted([clerk.name, head.name])
    assert Notice.objects.count() - before == told.count()
    for person, knows in (
        (applicant, False),
        (rival, False),
        (clerk, True),
        (head, True),
        (auditor, True),
        (chair, True),
    ):
        client.force_login(person)
        for one, other in ((first, second), (second, first)):
            if person in (applicant, rival) and one.award.application.applicant != person:
                continue
            page = client.get(one.get_absolute_url())
            assert (other.get_absolute_url() in page.content.decode()) is knows


def test_a_document_of_another_municipality_is_nobodys_business(paid, applicant, neighbour):
    expense = spend(paid, applicant, "Ваза", "grant", "1000", "5")
    foreign = factories.competition(neighbour.memberships.first().municipality, state="published")
    type(paid).objects.filter(pk=paid.pk).update(competition=foreign)

    unsaved = Expense(
        award=Award(competition=paid.competition),
        document_key=expense.document_key,
        document_on=TODAY,
    )

    assert unsaved.same_document().count() == 0


# --- on the page


def rows(*things: dict[str, str]) -> dict[str, str]:
    sent = {"items-TOTAL_FORMS": str(len(things)), "items-INITIAL_FORMS": "0"}
    for place, one in enumerate(things):
        sent |= {f"items-{place}-{name}": value for name, value in one.items()}
    return sent


@pytest.fixture
def office(client, clerk):
    client.force_login(clerk)
    client.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"
    return client


def typed(award: Award, **more: str) -> dict[str, str]:
    facts = {
        "supplier": "«Гүл»",
        "supplier_tax_number": "01234 5678 90123",
        "purchase_number": "12",
        "purchase_on": "2026-04-10",
    }
    vase = {"line": str(line(award, "Ваза").pk), "what": "Ваза", "unit": "даана"}
    return facts | rows(vase | {"quantity": "3", "price": "1 000,50"}, {}) | more


def test_a_purchase_by_its_pages(buying, award, office):
    answer = office.post(reverse("payment_plan", args=[award.pk]), typed(award))

    payment = Payment.objects.get()
    assert answer.status_code == 302
    assert (payment.amount, payment.supplier_tax_number) == (Decimal("3001.50"), "01234567890123")
    page = office.get(payment.get_absolute_url()).content.decode()
    assert "01234567890123" in page
    assert "3\xa0001,50" in page


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("supplier", ""),
        ("supplier", "а" * 201),
        ("supplier_tax_number", "12345"),
        ("purchase_number", ""),
        ("purchase_on", "2026-13-40"),
        ("items-0-quantity", "-1"),
        ("items-0-quantity", "0"),
        ("items-0-price", "-5"),
        ("items-0-price", "99999999999999"),
        ("items-0-line", "999999"),
        ("items-0-line", "abc"),
        ("items-0-what", ""),
        ("items-TOTAL_FORMS", "x"),
        ("bank_details", "б" * 1001),
        ("planned_for", "эртең"),
    ],
)
def test_what_is_typed_wrong_of_a_purchase(buying, award, office, field, value):
    answer = office.post(reverse("payment_plan", args=[award.pk]), typed(award, **{field: value}))

    assert (answer.status_code, Payment.objects.count()) == (200, 0)
    assert answer.context["form"].errors


def test_a_quantity_times_price_that_no_column_holds(buying, award, office):
    huge = {"items-0-quantity": "9999999", "items-0-price": "9999999999"}

    answer = office.post(reverse("payment_plan", args=[award.pk]), typed(award, **huge))

    assert (answer.status_code, Payment.objects.count()) == (200, 0)


def test_the_page_of_a_payment_says_what_it_waits_for(award, clerk, head, office):
    pay_tranche(award, 30000, clerk=clerk, head=head)
    second = actions.plan_payment(award, actor=clerk, amount=Decimal(20000), needs_account=True)

    page = office.get(second.get_absolute_url()).content.decode()

    assert "Tranche № 2 waits until tranche № 1 of 30\xa0000 som is accounted for (paid)." in page
