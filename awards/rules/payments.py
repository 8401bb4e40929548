"""When the grant can be paid, and a payment counted as accounted for."""

from decimal import Decimal
from typing import TYPE_CHECKING, Any

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
        "A purchase names the line of the budget it is for, one that is paid "
        "from the grant; a tranche names none."
    )
)
def purchase_names_its_line(payment: "Payment") -> bool:
    """A purchase belongs to one line of the grant, of this very award."""
    line = payment.line
    if nothing_typed(payment):
        return True
    if payment.kind == PaymentKind.TRANCHE:
        return line is None
    return (
        line is not None and line.award_id == payment.award_id and line.source == MoneySource.GRANT
    )


@names_faults(_("The purchases for a line stay within its sum and the tolerance of the call."))
def purchase_fits_its_line(payment: "Payment") -> list[Any]:
    """The purchases of a line do not go over its approved sum by more than the tolerance."""
    line = payment.line
    if line is None:
        return []
    others = sum(
        (
            one.amount
            for one in payment.award.books.payments
            if one.line_id == line.pk
            and one.state != PaymentState.CANCELLED
            and one.pk != payment.pk
        ),
        Decimal(0),
    )
    return over(line, others, payment.amount, payment.award.competition.line_tolerance)


@requires(_("This tranche waits for an accepted report on the money paid before."))
def earlier_account_is_accepted(payment: "Payment") -> bool:
    """Where the tranche depends on an account, one handed in since the last payment is accepted."""
    return not payment.needs_report or accepted_account(payment) is not None


def accepted_account(payment: "Payment") -> Any:
    """The accepted report, handed in since the last payment, on which this tranche can rest."""
    books = payment.award.books
    days = [one.order_on for one in books.payments if one.state in PAID_OUT and one.order_on]
    last = max(days, default=None)
    for report in books.reports:
        if report.state == ReportState.ACCEPTED and (
            last is None or clock.local_day(report.submitted_at) >= last
        ):
            return report
    return None


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
