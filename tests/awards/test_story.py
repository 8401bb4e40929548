from datetime import date
from decimal import Decimal

import pytest

from awards import actions
from tests.awards.conftest import accept_final, confirm_cash, contribution, pay_tranche, spend

pytestmark = pytest.mark.django_db


def test_story(award, clerk, head, applicant, fresh):
    assert [line.amount for line in award.books.lines][:2] == [Decimal("33333.33"), Decimal("16666.67")]
    pay_tranche(award, 30000, clerk=clerk, head=head)
    confirm_cash(award, applicant, "Асанова", "5000")
    confirm_cash(award, applicant, "Токтогулов", "3000")
    confirm_cash(award, applicant, "«Береке»", "4000")
    actions.confirm(contribution(award, "Жаңы"), actor=clerk, on=date(2026, 4, 10), document="тизме", quantity=Decimal(25))
    actions.use(
        contribution(award, "Жаңы"), actor=applicant, on=date(2026, 4, 10), document="күн барагы 1",
        quantity=Decimal(20), women=8, men=4,
    )  # fmt: skip
    spend(award, applicant, "Ваза", "grant", "28000")
    spend(award, applicant, "Боёк", "resident", "6000", "2")
    spend(award, applicant, "Боёк", "business", "4000", "3")
    accept_final(award, applicant=applicant, head=head)
    resolved = actions.resolve_shortfall(fresh(award), actor=head)
    print(resolved.shortfall_words, resolved.grant)
    settled = actions.settle_up(resolved, actor=clerk, due_on=date(2026, 5, 10))
    print([(str(o), o.source, o.reason) for o in settled.obligations.all()])
    for payment in settled.payments.all():
        actions.account(payment, actor=clerk)
    for o in settled.obligations.all():
        actions.settle(o, actor=clerk, on=date(2026, 4, 10), document="ПКО 1")
    closed = actions.close(fresh(award), actor=head)
    assert closed.state == "closed"
    completed = actions.complete(closed.competition, actor=head)
    assert completed.state == "completed"
