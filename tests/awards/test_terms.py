"""The desk of terms: what is due, by when, whose turn; what lacks, what lies unspent."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.urls import reverse

from awards import actions
from awards.models import Award, terms_of
from tests import factories
from tests.awards.conftest import accept_final, pay_tranche

pytestmark = pytest.mark.django_db


def said(award):
    return sorted((term.on, str(term.what), str(term.turn)) for term in terms_of(award))


def test_before_the_agreement_only_signing_is_due(granted):
    assert said(granted) == [(date(2026, 4, 25), "the agreement is signed", "the winner")]


def test_while_the_work_runs(award):
    assert said(award) == [
        (date(2026, 9, 30), "the work is done", "the winner"),
        (date(2026, 10, 30), "the final report is handed in", "the winner"),
    ]


def test_every_payment_visit_and_debt_has_its_day(award, clerk, head, applicant):
    payment = actions.plan_payment(
        award, actor=clerk, amount=Decimal(1000), planned_for=date(2026, 4, 14)
    )
    actions.plan_visit(award, actor=clerk, planned_on=date(2026, 4, 16))
    assert (date(2026, 4, 14), "the payment is approved", "the head of the aiyl okmotu") in said(
        Award.objects.get(pk=award.pk)
    )

    actions.approve(payment, actor=head)
    found = said(Award.objects.get(pk=award.pk))
    assert (date(2026, 4, 14), "the payment is made", "the clerk") in found
    assert (date(2026, 4, 16), "the visit is made", "the clerk") in found


def test_after_the_report_nothing_of_the_work_is_due(paid, applicant, head):
    accept_final(paid, applicant=applicant, head=head)
    assert said(Award.objects.get(pk=paid.pk)) == []


@pytest.mark.parametrize(
    ("days", "place"), [(-1, "overdue"), (0, "this_week"), (7, "this_week"), (8, "later")]
)
def test_the_week_has_exact_borders(award, clerk, client, days, place):
    today = factories.NOON.date()
    actions.plan_visit(award, actor=clerk, planned_on=today + timedelta(days=max(days, 0)))
    award.visits.update(planned_on=today + timedelta(days=days))
    client.force_login(clerk)
    context = client.get(reverse("award_terms")).context
    visits = {
        name: [term for term in context[name] if term.address.startswith("/visits/")]
        for name in ("overdue", "this_week", "later")
    }
    assert {name: len(rows) for name, rows in visits.items()} == {
        name: int(name == place) for name in visits
    }


def test_what_lacks_and_what_lies_unspent(award, clerk, head, applicant, client):
    pay_tranche(award, 30000, clerk=clerk, head=head)
    client.force_login(clerk)
    context = client.get(reverse("award_terms")).context
    assert [one.pk for one in context["short"]] == [award.pk]
    assert [one.books.unspent_in_all for one in context["unspent"]] == [Decimal(30000)]


def test_a_winner_sees_his_own_and_a_stranger_nothing(award, applicant, rival, client):
    for person, count in ((applicant, 2), (rival, 0)):
        client.force_login(person)
        context = client.get(reverse("award_terms")).context
        terms = [*context["overdue"], *context["this_week"], *context["later"]]
        assert len(terms) == count


@pytest.mark.parametrize("number", [1, 3])
def test_queries_do_not_grow(
    award, published_call, clerk, applicant, client, number, django_assert_num_queries
):
    for extra in range(1, number):
        application = factories.application(published_call, applicant, state="awarded")
        Award.objects.create(
            competition=published_call,
            application=application,
            protocol_number="1",
            amount=Decimal(1000 * extra),
            own_promised=Decimal(0),
            granted_at=factories.NOON,
        )
    client.force_login(clerk)
    client.get(reverse("award_terms"))
    with django_assert_num_queries(11):
        client.get(reverse("award_terms"))
