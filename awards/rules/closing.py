"""When the accounts can be made up and an award closed or terminated."""

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as now_in_words
from django.utils.translation import gettext_lazy as _

from audit import clock
from audit.acts import names_faults, requires
from awards.choices import (
    A_MONTH,
    DEBT_REMINDERS,
    PAID_OUT,
    UNPAID,
    ObligationState,
    PaymentState,
    ReportKind,
    ReportState,
)
from ui.som import in_figures

if TYPE_CHECKING:
    from awards.models import Award, Gathering, Obligation


@requires(_("The final report must be accepted first."))
def final_report_is_accepted(award: "Award") -> bool:
    """The head of the aiyl okmotu has accepted the final report."""
    reports = award.books.reports
    return any(
        one.kind == ReportKind.FINAL and one.state == ReportState.ACCEPTED for one in reports
    )


@requires(_("The own contribution was used as promised: nothing falls short."))
def contributions_fell_short(award: "Award") -> bool:
    """Less was used than was promised, of the kinds the call counts."""
    return award.books.own_missing > 0


@requires(_("The shortfall has been decided already."))
def shortfall_is_open(award: "Award") -> bool:
    """Nothing has been decided about the shortfall."""
    return award.shortfall_at is None


@names_faults(_("What follows from the shortfall of the own contribution is decided."))
def shortfall_is_resolved(award: "Award") -> list[Any]:
    """Either nothing falls short, or the head of the aiyl okmotu has decided what follows."""
    if award.shortfall_at is not None or award.books.own_missing == 0:
        return []
    return [
        now_in_words(
            "The own contribution lacks %(missing)s som: the head decides first what follows."
        )
        % {"missing": in_figures(award.books.own_missing)}
    ]


@requires(_("A payment is planned or approved: pay it or cancel it first."))
def nothing_waits_to_be_paid(award: "Award") -> bool:
    """No payment is planned or approved."""
    return not any(one.state in UNPAID for one in award.books.payments)


@requires(_("A purchase is paid and not yet accounted for."))
def purchases_are_accounted(award: "Award") -> bool:
    """Every purchase the municipality paid has its document."""
    return not any(
        one.is_purchase and one.state == PaymentState.PAID for one in award.books.payments
    )


@requires(_("Money has been paid: terminate the agreement instead."))
def nothing_is_paid(award: "Award") -> bool:
    """Not one payment was made."""
    return not any(one.state in PAID_OUT for one in award.books.payments)


@requires(_("The accounts must be made up first."))
def accounts_are_made_up(award: "Award") -> bool:
    """What is unspent was reckoned and became obligations."""
    return award.settled_at is not None


@requires(_("The accounts have been made up already."))
def accounts_are_not_made_up(award: "Award") -> bool:
    """What is unspent was not reckoned yet."""
    return award.settled_at is None


@names_faults(_("Every payment is accounted for."))
def every_payment_is_accounted(award: "Award") -> list[Any]:
    """Every payment is accounted for or was cancelled."""
    done = (PaymentState.ACCOUNTED, PaymentState.CANCELLED)
    return [
        now_in_words("%(payment)s is not accounted for.") % {"payment": one}
        for one in award.books.payments
        if one.state not in done
    ]


@names_faults(_("Everything owed is given back or written off."))
def every_obligation_is_met(award: "Award") -> list[Any]:
    """No obligation is open."""
    return [
        now_in_words("%(to_whom)s: %(left)s som is still owed.")
        % {"to_whom": one.to_whom, "left": in_figures(one.left)}
        for one in award.books.open_obligations
    ]


@names_faults(_("Everything found at visits is mended."))
def every_finding_is_mended(award: "Award") -> list[Any]:
    """No visit waits for something to be mended."""
    return [
        now_in_words("%(visit)s: what was found is not mended yet.") % {"visit": one}
        for one in award.books.visits
        if one.open_findings
    ]


@requires(_("This money is not the residents' own: a gathering cannot decide about it."))
def obligation_is_to_residents(obligation: "Obligation") -> bool:
    """The money was given by residents or their group."""
    return obligation.is_residents


@requires(_("No money is owed to residents."))
def residents_money_is_owed(gathering: "Gathering") -> bool:
    """Residents' unspent money waits to be given back."""
    obligations = gathering.award.books.obligations
    return any(one.is_residents and one.state == ObligationState.OWED for one in obligations)


@requires(_("The gathering lies in the future."))
def gathering_was_held(gathering: "Gathering") -> bool:
    """The gathering has taken place."""
    return gathering.held_on is None or gathering.held_on <= clock.today()


@names_faults(_("The votes are as many as the women and men present."))
def votes_add_up(gathering: "Gathering") -> list[Any]:
    """Everybody present voted for, against, or abstained; nobody voted who was not there."""
    people = (gathering.women or 0) + (gathering.men or 0)
    votes = sum(
        count or 0
        for count in (gathering.votes_for, gathering.votes_against, gathering.votes_abstained)
    )
    if people == votes:
        return []
    return [
        now_in_words(
            "%(people)s people were present and %(votes)s votes are counted: "
            "for, against and abstained must add up to the women and men present."
        )
        % {"people": people, "votes": votes}
    ]


@requires(_("More than half of those present must have voted for it."))
def majority_was_for(gathering: "Gathering") -> bool:
    """Most of those present were for it."""
    present: int | None = gathering.present
    return present is None or present < 2 * gathering.votes_for <= 2 * present


@requires(_("The minutes of the gathering must be enclosed."))
def minutes_are_enclosed(gathering: "Gathering") -> bool:
    """The signed minutes are there as a file."""
    return gathering.present is None or bool(gathering.file)


@requires(_("The closing act is drawn up already."))
def closing_act_is_not_drawn_up(award: "Award") -> bool:
    """Nobody has drawn the closing act up."""
    return not award.has_closing_act


@requires(_("No reminder of what is owed is due."))
def debt_reminder_is_due(award: "Award") -> bool:
    """A day for reminding of an open debt has come since the last reminder and since it was made.

    A week before the term, the day after it, two weeks later; then every month.
    """
    today = clock.today()
    last = clock.local_day(award.reminded_at) if award.reminded_at else None
    return any(
        (day := latest_reminder(one.due_on, today)) is not None and (last is None or last < day)
        for one in award.books.open_obligations
    )


def latest_reminder(due_on: date, today: date) -> date | None:
    """The last day, up to today, on which a debt of this term is to be reminded of."""
    days = (today - due_on).days
    if days < DEBT_REMINDERS[0]:
        return None
    begun = max(one for one in DEBT_REMINDERS if one <= days)
    if begun == DEBT_REMINDERS[-1]:
        begun += (days - begun) // A_MONTH * A_MONTH
    return due_on + timedelta(days=begun)
