"""When the grant can be paid, and a payment counted as accounted for."""

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.utils.text import capfirst
from django.utils.translation import gettext as now_in_words
from django.utils.translation import gettext_lazy as _

from applications.choices import MoneySource
from audit import clock
from audit.acts import names_faults, requires
from awards.choices import PAID_OUT, PaymentKind, PaymentState, ReportState
from awards.rules.ledger import nothing_typed, over
from competitions.choices import Purchasing
from ui.som import in_figures

if TYPE_CHECKING:
    from awards.models import Payment


@names_faults(_("The payments together stay within the grant."))
def payment_fits_the_grant(payment: "Payment") -> list[Any]:
    """What is planned, approved and paid, this payment included, is not above the grant."""
    award = payment.award
    if nothing_typed(payment):
        return (
            [now_in_words("The whole grant is planned or paid.")]
            if award.books.bound >= award.grant
            else []
        )
    others = sum(
        (
            one.amount
            for one in award.books.payments
            if one.state != PaymentState.CANCELLED and one.pk != payment.pk
        ),
        Decimal(0),
    )
    if others + payment.amount <= award.grant:
        return []
    return [
        now_in_words(
            "The grant is %(grant)s som, %(others)s som is already planned or "
            "paid: %(over)s som would be too much."
        )
        % {
            "grant": in_figures(award.grant),
            "others": in_figures(others),
            "over": in_figures(others + payment.amount - award.grant),
        }
    ]


@requires(_("The call says otherwise who buys: a tranche and a purchase do not go together."))
def payment_is_of_the_calls_kind(payment: "Payment") -> bool:
    """Tranches where the winner buys, purchases where the municipality buys."""
    if nothing_typed(payment):
        return True
    buys = payment.award.competition.purchasing == Purchasing.MUNICIPALITY
    return payment.kind == (PaymentKind.PURCHASE if buys else PaymentKind.TRANCHE)


@requires(
    _(
        "A purchase names for each thing the line of the budget it is for, one that is paid "
        "from the grant; a tranche names none."
    )
)
def purchase_names_its_line(payment: "Payment") -> bool:
    """Whatever is bought belongs to a line of the grant, of this very award."""
    if nothing_typed(payment):
        return True
    if payment.kind == PaymentKind.TRANCHE:
        return not payment.bought
    return bool(payment.bought) and all(
        item.line.award_id == payment.award_id and item.line.source == MoneySource.GRANT
        for item in payment.bought
    )


@requires(
    _("The purchase order must not be dated before the agreement was signed, nor in the future.")
)
def purchase_order_is_of_its_time(payment: "Payment") -> bool:
    """The order or contract with the supplier lies between the signing and today."""
    if payment.purchase_on is None:
        return True
    agreed = payment.award.agreed_at
    first = clock.local_day(agreed) if agreed else None
    return payment.purchase_on <= clock.today() and (first is None or payment.purchase_on >= first)


@names_faults(_("The purchases for a line stay within its sum and the tolerance of the call."))
def purchase_fits_its_line(payment: "Payment") -> list[Any]:
    """The purchases of a line do not go over its approved sum by more than the tolerance."""
    books, tolerance = payment.award.books, payment.award.competition.line_tolerance
    return [
        fault
        for line, amount in payment.by_line.items()
        for fault in over(line, books.bought_for(line, besides=payment), amount, tolerance)
    ]


@names_faults(
    _("What this payment waits for is there: an accepted report, the account of money paid before.")
)
def earlier_account_is_accepted(payment: "Payment") -> list[Any]:
    """What the payment depends on: a report accepted since the last one, or its account."""
    faults = []
    if payment.needs_report and accepted_account(payment) is None:
        faults.append(_what_is_missing(payment))
    if payment.needs_account:
        faults += [
            now_in_words(
                "%(payment)s waits until %(earlier)s of %(amount)s som is accounted for "
                "(%(state)s)."
            )
            % {
                "payment": capfirst(str(payment)),
                "earlier": one,
                "amount": in_figures(one.amount),
                "state": one.get_state_display(),
            }
            for one in payment.award.books.payments
            if one.number < payment.number
            and one.state not in (PaymentState.ACCOUNTED, PaymentState.CANCELLED)
        ]
    return faults


def _what_is_missing(payment: "Payment") -> str:
    """Which report a payment waits for, and how far that report has come."""
    last, books = _last_paid(payment), payment.award.books
    since = last.order_on if last else None
    waits = [
        one
        for one in books.reports
        if one.submitted_at is None or one.state != ReportState.ACCEPTED
    ]
    facts = {
        "payment": capfirst(str(payment)),
        "earlier": last,
        "day": f"{since:%d.%m.%Y}" if since else "",
        "report": waits[-1] if waits else None,
        "state": waits[-1].get_state_display() if waits else "",
    }
    if waits:
        sentence = now_in_words(
            "%(payment)s waits for an accepted report: %(report)s is not accepted yet (%(state)s)."
        )
    elif last:
        sentence = now_in_words(
            "%(payment)s waits for an accepted report on the money paid before: no report was "
            "handed in since %(earlier)s of %(day)s."
        )
    else:
        sentence = now_in_words(
            "%(payment)s waits for an accepted report: no report has been handed in."
        )
    return sentence % facts


def _last_paid(payment: "Payment") -> Any:
    paid = [one for one in payment.award.books.payments if one.state in PAID_OUT and one.order_on]
    return max(paid, key=lambda one: (one.order_on, one.number), default=None)


def accepted_account(payment: "Payment") -> Any:
    """The accepted report, handed in since the last payment, on which this tranche can rest."""
    last = _last_paid(payment)
    for report in payment.award.books.reports:
        if report.state == ReportState.ACCEPTED and (
            last is None or clock.local_day(report.submitted_at) >= last.order_on
        ):
            return report
    return None


@requires(_("The purchase has been received already."))
def nothing_is_received_yet(payment: "Payment") -> bool:
    """No act of receipt is entered for this purchase."""
    return not payment.is_received


@requires(_("The act of receipt of this purchase must be entered first."))
def purchase_is_received(payment: "Payment") -> bool:
    """What the municipality bought has come, and an act says so; a tranche is not received."""
    return payment.is_received or not payment.is_purchase


@names_faults(_("What was spent by documents, or goes back, covers the tranches paid."))
def tranche_is_documented(payment: "Payment") -> list[Any]:
    """Expenses from the grant and what is owed back reach the tranches up to this one."""
    if payment.kind == PaymentKind.PURCHASE:
        return []
    books = payment.award.books
    until = sum(
        (
            one.amount
            for one in books.payments
            if one.state in PAID_OUT and one.number <= payment.number
        ),
        Decimal(0),
    )
    shown = books.spent_from_grant + books.owed_from_grant
    if shown >= until:
        return []
    return [
        now_in_words(
            "%(paid)s som was paid, only %(shown)s som is shown by documents or goes back."
        )
        % {"paid": in_figures(until), "shown": in_figures(shown)}
    ]
