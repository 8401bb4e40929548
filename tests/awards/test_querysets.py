from datetime import date
from decimal import Decimal

import pytest
from django.contrib.auth.models import AnonymousUser

from awards import actions
from awards.choices import PaymentState
from awards.models import Award, Payment, Use
from tests import factories
from tests.awards.conftest import confirm_cash, contribution, pay_tranche, spend

pytestmark = pytest.mark.django_db

DAY, TERM = date(2026, 4, 10), date(2026, 5, 1)
SEE = ["applicant", "clerk", "head", "chair", "auditor"]
BLIND = ["rival", "secretary", "member", "neighbour", "administrator", "clock_user"]


@pytest.mark.parametrize("name", SEE)
def test_who_sees_an_award_and_what_hangs_on_it(paid, name, request):
    person = request.getfixturevalue(name)

    assert set(Award.objects.visible_to(person)) == {paid}
    assert set(Payment.objects.visible_to(person)) == set(paid.payments.all())


@pytest.mark.parametrize("name", BLIND)
def test_who_sees_nothing(paid, name, request):
    person = request.getfixturevalue(name)

    assert not Award.objects.visible_to(person).exists()
    assert not Payment.objects.visible_to(person).exists()


def test_a_stranger_sees_nothing(paid):
    assert not Award.objects.visible_to(AnonymousUser()).exists()
    assert not Payment.objects.visible_to(AnonymousUser()).exists()


def test_a_member_of_the_group_sees_it(award):
    member = factories.user("Токтосунова Айжан", phone="+996700000111")

    assert set(Award.objects.visible_to(member)) == {award}
    assert set(Award.objects.of_person(member)) == {award}


def test_the_winner_sees_it_only_after_the_publication(award, applicant, clerk, chair):
    decided = factories.competition(award.competition.municipality, state="decided", rows=False)
    factories.seat(decided, chair, "chair")
    Award.objects.filter(pk=award.pk).update(competition=decided)

    seen = [Award.objects.visible_to(person).exists() for person in (applicant, clerk, chair)]

    assert seen == [False, True, True]


def test_what_hangs_deeper_is_seen_through_its_award(award, clerk, applicant, rival):
    labour = actions.confirm(
        contribution(award, "Жаңы"),
        actor=clerk,
        on=DAY,
        document="1",
        quantity=Decimal(2),
    )
    actions.use(labour, actor=applicant, on=DAY, document="2", quantity=Decimal(1))

    assert Use.objects.visible_to(applicant).with_award().get().award == award
    assert not Use.objects.visible_to(rival).exists()


def test_adjectives(award, clerk, head, applicant):
    assert set(Award.objects.under_way()) == {award}
    assert set(Award.objects.unfinished()) == {award}
    assert set(Award.objects.of_office(clerk)) == {award}
    assert not Award.objects.unsigned().exists()
    assert not Award.objects.of_office(applicant).exists()


@pytest.mark.parametrize("state", PaymentState)
def test_only_what_was_paid_is_counted_as_paid(award, clerk, state):
    actions.plan_payment(award, actor=clerk, amount=Decimal(100))
    Payment.objects.filter(award=award).update(amount=Decimal(250))
    expected = {"paid": 250, "accounted": 250}.get(state)
    payment = Payment.objects.get(award=award)
    copied = {f.attname: getattr(payment, f.attname) for f in Payment._meta.concrete_fields}
    Payment(**(copied | {"state": state})).save(force_update=True)

    assert Award.objects.with_sums().get(pk=award.pk).paid_sum == expected


def test_free_money(award, clerk, head, applicant):
    call = award.competition
    assert Award.objects.free_money(call) == 250000

    pay_tranche(award, 30000, clerk=clerk, head=head)
    spend(award, applicant, "Ваза", "grant", "10000")
    actions.terminate(award, actor=head, reason="Токтоду", due_on=TERM)
    assert Award.objects.free_money(call) == 270000

    debt = award.obligations.get()
    actions.settle_part(debt, actor=clerk, amount=Decimal(5000), on=DAY, document="ПКО 1")
    assert Award.objects.free_money(call) == 275000


def test_recorded_expenses_alone_stand(paid, applicant, clerk):
    kept = spend(paid, applicant, "Ваза", "grant", "100", "1")
    struck = spend(paid, applicant, "Ваза", "grant", "200", "2")
    actions.strike_out(struck, actor=clerk, note="ката")

    assert set(type(kept).objects.recorded()) == {kept}


def test_obligations_owed(award, clerk, applicant, head):
    confirm_cash(award, applicant, "Асанова", "100")
    actions.terminate(award, actor=head, reason="Токтоду", due_on=TERM)
    debt = award.obligations.get()
    assert set(type(debt).objects.owed()) == {debt}

    actions.settle(debt, actor=clerk, on=DAY, document="ПКО 1")
    assert not type(debt).objects.owed().exists()
