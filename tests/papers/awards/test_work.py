"""What an award asks of each person, from the decision to the report."""

from datetime import date, timedelta
from decimal import Decimal

from audit import clock
from awards import actions as awarding
from papers.work import work_of
from tests import factories
from tests.awards.conftest import scan


def moment(*when):
    """Another moment of 2026 by the clock of Bishkek."""
    return clock.at(factories.at(*when))


def waits(person):
    return [task.what for task in work_of(person).waits]


def test_a_granted_award_asks_for_its_agreement(granted, clerk, head, applicant):
    assert waits(clerk) == ["Draft the agreement."]
    assert waits(head) == []
    assert [task.what for task in work_of(applicant).own] == [
        "Sign the agreement at the aiyl okmotu.",
        "The grant is awarded: follow the agreement.",
    ]


def test_a_signature_of_the_winner_waits_for_the_head(drafted, clerk, head):
    assert (waits(clerk), waits(head)) == ([], [])

    awarding.enter_signature(
        drafted,
        actor=clerk,
        winner_name="Абдылдаева Гүлнара",
        winner_signed_on=drafted.drafted_at.date() + timedelta(0),
        scan=scan(),
    )

    assert waits(head) == ["The winner has signed: sign the agreement."]


def test_a_payment_waits_for_the_head_then_for_the_clerk(award, clerk, head, applicant):
    planned = awarding.plan_payment(award, actor=clerk, amount=Decimal(30000))
    assert (waits(clerk), waits(head)) == ([], ["A payment waits for approval."])

    awarding.approve(planned, actor=head)

    assert (waits(clerk), waits(head)) == (["A payment is approved: enter it when it is made."], [])
    assert work_of(applicant).own[0].what == "Enter contributions and expenses; hand in the report."


def test_a_report_handed_in_waits_for_the_head(paid, applicant, head):
    begun = awarding.begin_report(paid, actor=applicant, kind="interim")
    awarding.submit(
        awarding.edit(begun, actor=applicant, words="Жарымы бүттү", results="30 идиш"),
        actor=applicant,
    )

    assert waits(head) == ["A report was handed in: accept, return or refuse it."]


def test_what_is_late_rises_for_the_office_and_the_winner(award, clerk, head, applicant):
    visit = awarding.plan_visit(award, actor=clerk, planned_on=date(2026, 4, 10))
    found = [{"what": "Сынык", "until": date(2026, 4, 20)}]
    awarding.make_visit(
        visit, actor=clerk, held_on=date(2026, 4, 10), place="а", findings="б", to_mend=found
    )
    awarding.plan_visit(award, actor=clerk, planned_on=date(2026, 4, 15))
    assert (waits(clerk), waits(head)) == ([], [])

    with moment(4, 21):
        mending = ["What a visit found is not mended in its term."]
        not_made = ["A planned visit was not made: enter it or call it off."]
        assert (waits(clerk), waits(head)) == (not_made + mending, mending)
        assert work_of(applicant).own[0].what == mending[0]
    after = award.report_due_on + timedelta(1)
    with moment(after.month, after.day):
        assert waits(head) == [*mending, "The report is late."]
        assert "The report is late." in waits(clerk)
        own = work_of(applicant).own
        assert sorted((task.what, task.is_overdue) for task in own[:2]) == [
            ("The report is late.", True),
            (mending[0], True),
        ]


def test_a_returned_report_asks_for_its_answers_until_its_day(award, clerk, applicant, head):
    begun = awarding.begin_report(award, actor=applicant, kind="interim")
    filled = awarding.edit(begun, actor=applicant, words="а", results="б")
    sent = awarding.submit(filled, actor=applicant)
    awarding.send_back(sent, actor=clerk, items=["Чек жок"], until=date(2026, 4, 20))

    first = work_of(applicant).own[0]

    assert (first.what, first.due) == (
        "The report was returned: answer each point.",
        date(2026, 4, 20),
    )
    with moment(4, 21):
        assert waits(head) == ["The report is late."]
