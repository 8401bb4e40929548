"""Every date an award waits for: what is due, by when, and whose turn it is."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _

from audit import clock
from awards.choices import AwardState, PaymentState, ReportState

if TYPE_CHECKING:
    from awards.models.award import Award

CLERK, HEAD, WINNER = _("the clerk"), _("the head of the aiyl okmotu"), _("the winner")
A_WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """One date: what is to be done until the end of this day, by whom."""

    on: date
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
        yield _term(award, clock.local_day(award.sign_until), _("the agreement is signed"), WINNER)
    if award.state == AwardState.AGREED:
        yield from _of_the_work(award)
    for payment in award.books.payments:
        if payment.planned_for and payment.state in (PaymentState.PLANNED, PaymentState.APPROVED):
            approved = payment.state == PaymentState.APPROVED
            yield _term(
                award,
                payment.planned_for,
                _("the payment is made") if approved else _("the payment is approved"),
                CLERK if approved else HEAD,
                payment,
            )
    for visit in award.books.visits:
        if visit.waits_for_mending:
            yield _term(award, visit.mend_until, _("what the visit found is mended"), WINNER, visit)
        elif visit.held_on is None:
            yield _term(award, visit.planned_on, _("the visit is made"), CLERK, visit)
    for debt in award.books.open_obligations:
        yield _term(award, debt.due_on, _("what is owed is given back"), WINNER, debt)


def _of_the_work(award: "Award") -> Iterator[Term]:
    if award.settled_at is not None or award.last_day is None:
        return
    final = [report for report in award.books.reports if report.is_final]
    handed_in = any(report.state != ReportState.DRAFT for report in final)
    if not handed_in:
        yield _term(award, award.last_day, _("the work is done"), WINNER)
        until = award.last_day + timedelta(days=award.competition.report_days)
        yield _term(award, until, _("the final report is handed in"), WINNER)
    elif any(report.state == ReportState.RETURNED for report in final):
        until = award.last_day + timedelta(days=award.competition.report_days)
        yield _term(award, until, _("the returned report is handed in again"), WINNER)


def _term(award: "Award", on: date, what: Any, turn: Any, about: Any = None) -> Term:
    return Term(
        on=on, award=award, what=what, turn=turn, address=(about or award).get_absolute_url()
    )
