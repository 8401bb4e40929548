"""The order to pay and the act of receipt, opened again and read in both languages."""

import shutil
from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse

from awards import actions as awarding
from papers import actions, prints
from papers.choices import Kind
from tests.awards.conftest import line, pay_tranche
from tests.papers.test_prints import in_order, said, words

pytestmark = pytest.mark.skipif(
    shutil.which("pdftotext") is None, reason="pdftotext was not found."
)

DAY = date(2026, 4, 10)
SUMS = {
    "ky": "30 001,38 сом (отуз миң бир сом 38 тыйын)",
    "ru": "30 001,38 сома (тридцать тысяч один сом 38 тыйынов)",
}


@pytest.fixture
def purchase(award, clerk, published_call):
    """Vases and soil from one supplier, planned."""
    type(published_call).objects.filter(pk=published_call.pk).update(purchasing="municipality")
    facts = {"unit": "даана"}
    return awarding.plan_payment(
        type(award).objects.get(pk=award.pk),
        actor=clerk,
        supplier="«Гүл» ЖЧКсы",
        supplier_tax_number="01234567890123",
        bank_details="«Айыл Банк», 1350100000000001",
        purchase_number="12-К",
        purchase_on=DAY,
        items=[
            facts
            | {"line": line(award, "Ваза"), "what": "Темир ваза", "quantity": Decimal(3)}
            | {"price": Decimal(9000)},
            facts
            | {"line": line(award, "Топурак"), "what": "Кара топурак", "quantity": Decimal("2.5")}
            | {"price": Decimal("1200.55")},
        ],
    )


@pytest.mark.parametrize("language", ["ky", "ru"])
def test_an_order_to_pay_a_purchase(purchase, head, language):
    approved = awarding.approve(purchase, actor=head)
    issued = actions.current(Kind.PAYMENT_ORDER, approved)

    text = words(prints.pdf(issued, language))

    payer, payee, ground, bought, grant = said(
        language, "Payer", "Payee", "Ground", "What is bought", "The grant"
    )
    assert (
        in_order(
            text,
            approved.award.agreement.number,
            payer,
            payee,
            "«Гүл» ЖЧКсы",
            "01234567890123",
            "1350100000000001",
            "30 001,38",
            ground,
            "12-К",
            bought,
            "Темир ваза",
            "27 000",
            "Кара топурак",
            "3 001,38",
            grant,
            "50 000",
            "19 998,62",
            head.name,
        )
        == []
    )
    assert SUMS[language].split("(")[1][:12] in text
    assert issued.code in text
    assert issued.signed_by == head


@pytest.mark.parametrize("language", ["ky", "ru"])
def test_an_order_to_pay_a_tranche_names_the_winner(award, clerk, head, language):
    paid = pay_tranche(award, 30000, clerk=clerk, head=head, planned_for=DAY)

    text = words(prints.pdf(actions.current(Kind.PAYMENT_ORDER, paid), language))

    assert (
        in_order(text, "Жаш демилге", "30 000 сом", "Гүлзарлар", "50 000", "30 000", "20 000") == []
    )


def test_an_order_keeps_what_was_true_when_it_was_approved(award, clerk, head):
    first = awarding.plan_payment(award, actor=clerk, amount=Decimal(10000))
    awarding.approve(first, actor=head)
    pay_tranche(award, 5000, clerk=clerk, head=head)

    issued = actions.issue_payment_order(first, actor=head)

    assert (Decimal(issued.facts["paid_before"]), issued.facts["left_after"]) == (0, "40000.00")


@pytest.mark.parametrize("language", ["ky", "ru"])
def test_an_act_of_receipt(purchase, clerk, head, language):
    approved = awarding.approve(purchase, actor=head)
    received = awarding.receive(
        approved,
        actor=clerk,
        number="5",
        on=DAY,
        by="Асанов Темир, Жумабекова Нурила",
        words="Бир ваза сынык",
    )
    issued = actions.current(Kind.ACT_OF_RECEIPT, received)

    text = words(prints.pdf(issued, language))

    bought, found = said(language, "What is bought", "What was found")
    assert (
        in_order(
            text,
            "«Гүл» ЖЧКсы",
            "01234567890123",
            "12-К",
            "30 001,38",
            bought,
            "Темир ваза",
            "Кара топурак",
            found,
            "Бир ваза сынык",
            "Асанов Темир, Жумабекова",
        )
        == []
    )
    assert issued.code in text


def test_before_they_are_settled_both_are_drafts(purchase, sign_in, clerk):
    client = sign_in(clerk)

    names = [
        client.get(reverse(name, args=[purchase.pk]), {"language": "ru"})["Content-Disposition"]
        for name in ("paper_payment_order", "paper_act_of_receipt")
    ]

    assert names == [
        'inline; filename="draft-pay_order-ru.pdf"',
        'inline; filename="draft-act_receipt-ru.pdf"',
    ]


def test_a_tranche_has_no_act_of_receipt(award, clerk, head, sign_in):
    paid = pay_tranche(award, 30000, clerk=clerk, head=head)

    answer = sign_in(clerk).get(reverse("paper_act_of_receipt", args=[paid.pk]))

    assert answer.status_code == 404
