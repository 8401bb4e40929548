"""The desk of terms: what is due, by when, whose turn; what lacks, what lies unspent."""

from datetime import date, timedelta
from decimal import Decimal
from io import BytesIO

import openpyxl
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


# --- the desk


def more_awards(call, applicant, count):
    for extra in range(count):
        application = factories.application(call, applicant, state="awarded")
        made = Award.objects.create(
            competition=call,
            application=application,
            protocol_number="1",
            amount=Decimal(1000),
            own_promised=Decimal(100 * extra),
            granted_at=factories.NOON,
        )
        Award.objects.filter(pk=made.pk).update(state="agreed")


def test_the_desk_of_one_call_and_of_one_kind(award, published_call, clerk, head, client, town):
    actions.plan_visit(award, actor=clerk, planned_on=date(2026, 4, 16))
    client.force_login(clerk)

    def found(**asked):
        context = client.get(reverse("award_terms"), asked).context
        return [str(term.kind) for term in context["desk"].terms]

    everything = ["visit", "work", "report"]
    assert found() == everything
    assert found(call=published_call.pk) == everything
    assert found(kind="visit") == ["visit"]
    assert found(kind="debt") == []
    # What is no call of the desk, and what is no kind of term, is passed over.
    assert found(call="999999", kind="'; drop") == everything


def test_the_desk_pages_its_lists(award, published_call, clerk, applicant, client):
    more_awards(published_call, applicant, 60)
    client.force_login(clerk)
    first = client.get(reverse("award_terms"), {"show": "later"}).context
    second = client.get(reverse("award_terms"), {"show": "later", "page": 3}).context

    assert (len(first["later"]), len(first["rows"]), len(second["rows"])) == (122, 50, 22)


def test_givers_of_one_day_are_one_term(award, clerk):
    for giver in ("Асанова", "Токтогулов"):
        actions.owe(
            award,
            actor=clerk,
            source="resident",
            to_whom=giver,
            amount=Decimal(10),
            due_on=date(2026, 5, 1),
            reason="unspent",
        )
    assert [one[1] for one in said(Award.objects.get(pk=award.pk))].count(
        "givers get their money back"
    ) == 1


def test_the_calendar_goes_week_by_week(award, clerk, client):
    actions.plan_visit(award, actor=clerk, planned_on=date(2026, 4, 16))
    client.force_login(clerk)
    context = client.get(reverse("award_calendar")).context
    weeks = [
        (week.begins, [str(term.kind) for term in week.terms]) for week, _now in context["weeks"]
    ]

    assert weeks == [
        (date(2026, 4, 6), []),
        (date(2026, 4, 13), ["visit"]),
        (date(2026, 4, 20), []),
        (date(2026, 4, 27), []),
    ]
    autumn = client.get(reverse("award_calendar"), {"from": "2026-09-29"}).context
    assert [len(week.terms) for week, _now in autumn["weeks"]] == [1, 0, 0, 0]
    for nonsense in ("x", "9999-12-31", "0001-01-01", "2026-13-01"):
        answer = client.get(reverse("award_calendar"), {"from": nonsense})
        assert answer.context["weeks"][0][0].begins == date(2026, 4, 6)


@pytest.mark.parametrize("number", [1, 3, 169])
@pytest.mark.parametrize("page", ["award_terms", "award_calendar", "workbook_terms"])
def test_the_desk_asks_the_same_with_1_3_and_169_awards(
    award, published_call, clerk, applicant, client, number, page, django_assert_num_queries
):
    more_awards(published_call, applicant, number - 1)
    client.force_login(clerk)
    client.get(reverse(page))
    with django_assert_num_queries(12):
        answer = client.get(reverse(page))
    assert answer.status_code == 200
    b"".join(answer)


def test_the_workbook_of_terms(award, clerk, client):
    client.force_login(clerk)
    body = b"".join(client.get(reverse("workbook_terms"), {"language": "ru"}))
    book = openpyxl.load_workbook(BytesIO(body))
    terms = list(book.worksheets[0].values)

    assert len(book.worksheets) == 3
    assert [row[0].date() for row in terms[1:3]] == [date(2026, 9, 30), date(2026, 10, 30)]
    assert [row[1] for row in terms[1:3]] == [173, 203]
    standing = list(book.worksheets[1].values)[1]
    assert standing[5:8] == (32000, 0, 32000)
