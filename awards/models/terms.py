"""Every date an award waits for: what is due, by when, and whose turn it is."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from audit import clock
from awards.choices import AwardState, PaymentState, ReportState, TermKind

if TYPE_CHECKING:
    from awards.models.award import Award

CLERK, HEAD, WINNER = _("the clerk"), _("the head of the aiyl okmotu"), _("the winner")
A_WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """One date: what is to be done until the end of this day, by whom."""

    on: date
    kind: str
    award: "Award"
    what: Any
    turn: Any
    address: str

    def is_overdue(self, today: date) -> bool:
        return self.on < today

    def is_this_week(self, today: date) -> bool:
        """Due today or within the seven days after it."""
        return today <= self.on <= today + A_WEEK


def terms_of(award: "Award") -> Iterator[Term]:
    """The dates this award waits for, in no order; of a finished award only what is owed."""
    if award.state == AwardState.GRANTED and award.sign_until:
        until = clock.local_day(award.sign_until)
        yield _term(award, until, (TermKind.AGREEMENT, _("the agreement is signed"), WINNER))
    if award.state == AwardState.AGREED:
        yield from _of_the_work(award)
    for payment in award.books.payments:
        if payment.planned_for and payment.state == PaymentState.APPROVED:
            what = (TermKind.PAYMENT, _("the payment is made"), CLERK)
            yield _term(award, payment.planned_for, what, payment)
        elif payment.planned_for and payment.state == PaymentState.PLANNED:
            what = (TermKind.PAYMENT, _("the payment is approved"), HEAD)
            yield _term(award, payment.planned_for, what, payment)
    for visit in award.books.visits:
        for found in visit.open_findings:
            what = (TermKind.VISIT, _("what the visit found is mended"), WINNER)
            yield _term(award, found.until, what, found)
        if visit.is_planned:
            what = (TermKind.VISIT, _("the visit is made"), CLERK)
            yield _term(award, visit.planned_on, what, visit)
    yield from _of_debts(award)


def _of_debts(award: "Award") -> Iterator[Term]:
    """The fund's debts one by one; those to givers of one day together, however many they are."""
    days = set()
    for debt in award.books.open_obligations:
        if debt.is_to_the_fund:
            what = (TermKind.DEBT, _("what is owed is given back"), WINNER)
            yield _term(award, debt.due_on, what, debt)
        else:
            days.add(debt.due_on)
    for day in sorted(days):
        yield Term(
            on=day,
            kind=TermKind.DEBT,
            award=award,
            what=_("givers get their money back"),
            turn=WINNER,
            address=reverse("award_refunds", args=[award.pk]),
        )


def _of_the_work(award: "Award") -> Iterator[Term]:
    if award.settled_at is not None or award.last_day is None:
        return
    reports = award.books.reports
    final = [report for report in reports if report.is_final and not report.is_refused]
    until = award.last_day + timedelta(days=award.competition.report_days)
    if all(report.state == ReportState.DRAFT for report in final):
        yield _term(award, award.last_day, (TermKind.WORK, _("the work is done"), WINNER))
        yield _term(award, until, (TermKind.REPORT, _("the final report is handed in"), WINNER))
    for day in award.interim_days_missed:
        yield _term(award, day, (TermKind.REPORT, _("an interim report is handed in"), WINNER))
    for report in reports:
        if report.state == ReportState.RETURNED:
            what = (TermKind.REPORT, _("the returned report is handed in again"), WINNER)
            yield _term(award, report.returned_until or until, what, report)


def _term(award: "Award", on: date, what: tuple[str, Any, Any], about: Any = None) -> Term:
    kind, words, turn = what
    return Term(
        on=on,
        kind=kind,
        award=award,
        what=words,
        turn=turn,
        address=(about or award).get_absolute_url(),
    )
