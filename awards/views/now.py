"""Whose turn it is with an award, until when, and what happens next."""

from django.utils.translation import gettext_lazy as _

from awards.choices import AgreementState, AwardState, ReportState
from awards.models import Award
from competitions.choices import RESULTS_KNOWN
from ui.views import Now

CLERK, HEAD, WINNER = _("the clerk"), _("the head of the aiyl okmotu"), _("the winner")


def now_of(award: Award) -> Now:
    """The first thing the page of an award answers."""
    if award.state == AwardState.GRANTED:
        return _before_signing(award)
    if award.state == AwardState.AGREED:
        return _under_way(award)
    if award.books.open_obligations:
        return Now(turn=WINNER, next=_("what is owed is given back"))
    return Now()


def _before_signing(award: Award) -> Now:
    if award.competition.state not in RESULTS_KNOWN:
        return Now(turn=HEAD, next=_("the results are published"))
    agreement, until = award.agreement, award.sign_until
    if agreement is None or agreement.state != AgreementState.DRAFTED:
        return Now(turn=CLERK, until=until, next=_("the agreement is drafted"))
    if agreement.winner_signed_on is None:
        return Now(turn=WINNER, until=until, next=_("the winner signs the agreement"))
    return Now(turn=HEAD, until=until, next=_("the head signs the agreement"))


def _under_way(award: Award) -> Now:
    books = award.books
    report = books.reports[-1] if books.reports else None
    if report is not None and report.state == ReportState.SUBMITTED:
        return Now(turn=HEAD, next=_("the report is accepted or returned"))
    if award.settled_at is not None:
        if books.open_obligations:
            return Now(turn=WINNER, next=_("what is unspent is given back"))
        return Now(turn=CLERK, next=_("the award is closed"))
    if report is not None and report.is_final and report.state == ReportState.ACCEPTED:
        if books.own_missing and award.shortfall_at is None:
            return Now(turn=HEAD, next=_("what follows from the shortfall is decided"))
        return Now(turn=CLERK, next=_("the accounts are made up"))
    return Now(
        turn=WINNER,
        next=_("the work is done, contributions and expenses are recorded, reports are handed in"),
    )
