"""Whose turn it is with an application, until when, and what happens next."""

from datetime import date, datetime

from django.utils.translation import gettext as _

from applications.choices import ApplicationState
from applications.models import Application
from audit import clock
from competitions.choices import CompetitionState
from ui.views import Now


def now_of(application: Application) -> Now:
    """The answer for the state the reader is shown."""
    return ANSWERS.get(application.state, _nobody)(application)


def _draft(application: Application) -> Now:
    call = application.competition
    if application.is_paper:
        return Now(
            turn=_("The clerk"),
            until=_end(call.check_until),
            next=_("It is keyed from the paper, keyed a second time, and submitted."),
        )
    if call.state != CompetitionState.ANNOUNCED:
        return Now(
            turn=_("Nobody"), next=_("The reception has ended; this draft was not handed in.")
        )
    return Now(
        turn=_("The applicant"),
        until=application.last_minute,
        next=_(
            "Fill in every page, check the answers, submit. Without submitting nothing is received."
        ),
    )


def _submitted(application: Application) -> Now:
    call = application.competition
    if call.state == CompetitionState.ANNOUNCED:
        return Now(
            turn=_("Nobody"),
            until=call.closes_at,
            next=_("When the reception has ended, the aiyl okmotu checks every application."),
        )
    if call.state == CompetitionState.CHECKING:
        return Now(
            turn=_("The clerk"),
            until=_end(call.check_until),
            next=_("It is checked item by item: admitted, returned to be mended, or declined."),
        )
    return _nobody(application)


def _returned(application: Application) -> Now:
    if application.cure_has_lapsed:
        return Now(
            turn=_("The clerk"),
            until=_end(application.competition.check_until),
            next=_("The term for mending has run out. The aiyl okmotu finishes the check."),
        )
    return Now(
        turn=_("The clerk") if application.is_paper else _("The applicant"),
        until=application.returned_until,
        next=_("Mend what is named below and submit again."),
    )


def _admitted(application: Application) -> Now:
    call = application.competition
    if call.state == CompetitionState.CHECKING:
        return Now(
            turn=_("The clerk"),
            until=_end(call.check_until),
            next=_("When every application is checked, the scoring is opened."),
        )
    return Now(
        turn=_("The commission"),
        until=_end(
            call.scores_until if call.state == CompetitionState.SCORING else call.decision_by
        ),
        next=_("The commission scores the applications and decides at its meeting."),
    )


def _declined(application: Application) -> Now:
    return Now(
        turn=_("Nobody"),
        until=_end(application.competition.appeals_until),
        next=_("The applicant may appeal until this day."),
    )


def _awarded(_application: Application) -> Now:
    return Now(
        turn=_("The applicant and the head of the aiyl okmotu"),
        next=_("When the results are published, the agreement is signed."),
    )


def _reserved(_application: Application) -> Now:
    return Now(
        turn=_("Nobody"),
        next=_(
            "If money becomes free, the head of the aiyl okmotu may offer it in the order "
            "of the reserve."
        ),
    )


def _passed_over(application: Application) -> Now:
    return Now(
        turn=_("Nobody"),
        until=_end(application.competition.appeals_until),
        next=_("The applicant may appeal until this day."),
    )


def _nobody(_application: Application) -> Now:
    return Now(turn=_("Nobody"), next=_("Nothing more happens with this application."))


ANSWERS = {
    ApplicationState.DRAFT: _draft,
    ApplicationState.SUBMITTED: _submitted,
    ApplicationState.RETURNED: _returned,
    ApplicationState.ADMITTED: _admitted,
    ApplicationState.DECLINED: _declined,
    ApplicationState.AWARDED: _awarded,
    ApplicationState.RESERVED: _reserved,
    ApplicationState.PASSED_OVER: _passed_over,
}


def _end(day: date | None) -> datetime | None:
    return clock.last_minute_of(day) if day else None
