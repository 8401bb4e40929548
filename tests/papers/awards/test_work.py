"""What an award asks of each person, from the decision to the report."""

from datetime import timedelta
from decimal import Decimal

from awards import actions as awarding
from papers.work import work_of
from tests.awards.conftest import scan


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

    assert waits(head) == ["A report was handed in: accept or return it."]
