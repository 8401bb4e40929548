"""When money can be paid, spent and used: the arithmetic of the ledger as conditions."""

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as now_in_words
from django.utils.translation import gettext_lazy as _

from applications.choices import MoneySource
from audit import clock
from audit.acts import names_faults, requires
from awards import ledger
from awards.choices import (
    PAID_OUT,
    AwardState,
    PaymentKind,
    PaymentState,
    Purse,
    ReportKind,
    ReportState,
)
from awards.rules.who import award_of
from competitions.choices import Purchasing

if TYPE_CHECKING:
    from awards.models import AwardLine, Contribution, Expense, Payment


@requires(_("The agreement must be signed and in force."))
def work_is_under_way(subject: Any) -> bool:
    """The agreement is signed and the award neither closed nor terminated."""
    return award_of(subject).state == AwardState.AGREED


@names_faults(_("The agreement is in force and the final report is not handed in yet."))
def ledger_is_open(subject: Any) -> list[Any]:
    """The agreement is signed and the final report is not handed in: the books can be written in."""
    award = award_of(subject)
    if award.state != AwardState.AGREED:
        return [now_in_words("The agreement must be signed and in force.")]
    handed_in = (ReportState.SUBMITTED, ReportState.ACCEPTED)
    if any(report.kind == ReportKind.FINAL and report.state in handed_in for report in award.books.reports):
        return [now_in_words("The accounts are closed: the final report has been handed in.")]
    return []


# --- payments


@names_faults(_("The payments together stay within the grant."))
def payment_fits_the_grant(payment: "Payment") -> list[Any]:
    """What is planned, approved and paid, this payment included, is not above the grant."""
    award = payment.award
    if _nothing_typed(payment):
        return [now_in_words("The whole grant is planned or paid.")] if award.books.bound >= award.grant else []
    others = sum(
        (one.amount for one in award.books.payments if one.state != PaymentState.CANCELLED and one.pk != payment.pk),
        Decimal(0),
    )
    if others + payment.amount <= award.grant:
        return []
    return [
        now_in_words(
            "The grant is %(grant)s som, %(others)s som is already planned or paid: %(over)s som would be too much."
        )
        % {"grant": award.grant, "others": others, "over": others + payment.amount - award.grant}
    ]


@requires(_("The call says otherwise who buys: a tranche and a purchase do not go together."))
def payment_is_of_the_calls_kind(payment: "Payment") -> bool:
    """Tranches where the winner buys, purchases where the municipality buys."""
    if _nothing_typed(payment):
        return True
    buys = payment.award.competition.purchasing == Purchasing.MUNICIPALITY
    return payment.kind == (PaymentKind.PURCHASE if buys else PaymentKind.TRANCHE)


@requires(_("A purchase names the line of the budget it is for, one that is paid from the grant; a tranche names none."))
def purchase_names_its_line(payment: "Payment") -> bool:
    """A purchase belongs to one line of the grant, of this very award."""
    line = payment.line
    if _nothing_typed(payment):
        return True
    if payment.kind == PaymentKind.TRANCHE:
        return line is None
    return line is not None and line.award_id == payment.award_id and line.source == MoneySource.GRANT


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
            if one.line_id == line.pk and one.state != PaymentState.CANCELLED and one.pk != payment.pk
        ),
        Decimal(0),
    )
    return _over(line, others, payment.amount, payment.award.competition.line_tolerance)


@requires(_("This tranche waits for an accepted report on the money paid before."))
def earlier_account_is_accepted(payment: "Payment") -> bool:
    """Where the tranche depends on an interim account, one handed in after the last payment is accepted."""
    return not payment.needs_report or accepted_account(payment) is not None


def accepted_account(payment: "Payment") -> Any:
    """The accepted report, handed in since the last payment, on which this tranche can rest."""
    books = payment.award.books
    days = [one.order_on for one in books.payments if one.state in PAID_OUT and one.order_on]
    last = max(days, default=None)
    for report in books.reports:
        if report.state == ReportState.ACCEPTED and (last is None or clock.local_day(report.submitted_at) >= last):
            return report
    return None


@names_faults(_("What was spent by documents, or goes back, covers the tranches paid."))
def tranche_is_documented(payment: "Payment") -> list[Any]:
    """Expenses from the grant and what is owed back reach the tranches up to this one."""
    if payment.kind == PaymentKind.PURCHASE:
        return []
    books = payment.award.books
    until = sum(
        (one.amount for one in books.payments if one.state in PAID_OUT and one.number <= payment.number), Decimal(0)
    )
    shown = books.spent_from_grant + books.owed_from_grant
    if shown >= until:
        return []
    return [
        now_in_words("%(paid)s som was paid, only %(shown)s som is shown by documents or goes back.")
        % {"paid": until, "shown": shown}
    ]


# --- contributions


@requires(_("Money is used by recording expenses from it."))
def contribution_is_not_money(contribution: "Contribution") -> bool:
    """Goods, labour and services are used by act or day sheet."""
    return not contribution.is_cash


@requires(_("A part of this contribution has been used already."))
def nothing_is_used_yet(contribution: "Contribution") -> bool:
    """Nothing of it was used."""
    return contribution.used_amount == 0


@requires(_("This money has been spent already, it can no longer be withdrawn."))
def purse_can_spare_it(contribution: "Contribution") -> bool:
    """Without this money its purse still covers what was spent from it."""
    if not contribution.is_cash:
        return True
    return contribution.award.books.unspent(contribution.giver_kind) >= contribution.confirmed_amount


@requires(_("Money is counted as used when the accounts are made up."))
def use_is_complete(contribution: "Contribution") -> bool:
    """Goods, labour and services at any time; money only once the books are closed."""
    return not contribution.is_cash or bool(ledger_is_open.faults(contribution))  # type: ignore[attr-defined]


# --- expenses


@requires(_("This line is not paid with this money: the grant pays the lines of the grant; goods and labour are used."))
def line_takes_this_money(expense: "Expense") -> bool:
    """The line belongs to this award and may be paid from this purse."""
    if _nothing_typed(expense):
        return True
    if expense.line.award_id != expense.award_id or not expense.line.takes_money:
        return False
    return expense.source != Purse.GRANT or expense.line.is_grant


@requires(_("The municipality buys: an expense of the grant is entered when its purchase is accounted for."))
def winner_spends_this_money(expense: "Expense") -> bool:
    """Where the municipality buys, the grant is spent by its purchases alone."""
    if _nothing_typed(expense):
        return True
    if expense.source != Purse.GRANT or expense.award.competition.purchasing != Purchasing.MUNICIPALITY:
        return expense.payment is None
    payment = expense.payment
    return payment is not None and payment.award_id == expense.award_id and payment.amount == expense.amount


@requires(_("The document must not be dated before the agreement was signed, nor in the future."))
def document_is_of_its_time(expense: "Expense") -> bool:
    """The document is dated between the signing of the agreement and today."""
    if _nothing_typed(expense):
        return True
    first = clock.local_day(expense.award.agreed_at) if expense.award.agreed_at else None
    return expense.document_on <= clock.today() and (first is None or expense.document_on >= first)


@names_faults(_("The same document is not entered twice."))
def document_covers_it(expense: "Expense") -> list[Any]:
    """The parts entered by one document, in all awards of the municipality, stay within its total."""
    if _nothing_typed(expense):
        return []
    if expense.amount > expense.document_amount:
        return [now_in_words("The sum is above the total of the document.")]
    if expense.left_of_document() >= expense.amount:
        return []
    first = expense.same_document().select_related("award__application").order_by("pk").first()
    return [
        now_in_words("The document № %(number)s of %(supplier)s is already entered: %(award)s, %(amount)s som.")
        % {
            "number": expense.document_number,
            "supplier": expense.supplier,
            "award": first.award,
            "amount": first.amount,
        }
    ]


@names_faults(_("The purse the money comes from holds it."))
def purse_holds_it(expense: "Expense") -> list[Any]:
    """Not more is spent from a purse than came into it."""
    if _nothing_typed(expense):
        return []
    left = expense.award.books.unspent(expense.source)
    if left >= expense.amount:
        return []
    return [
        now_in_words("There is only %(left)s som left: %(purse)s.") % {"left": left, "purse": Purse(expense.source).label}
    ]


@names_faults(_("The line stays within its sum and the tolerance of the call."))
def line_is_not_overspent(expense: "Expense") -> list[Any]:
    """The line is not overspent by more than the tolerance of the call."""
    if _nothing_typed(expense):
        return []
    spent = expense.award.books.spent_on(expense.line)
    return _over(expense.line, spent, expense.amount, expense.award.competition.line_tolerance)


@requires(_("This expense belongs to a purchase of the municipality."))
def expense_is_not_of_a_purchase(expense: "Expense") -> bool:
    """The winner's own expense, not the document of a purchase."""
    return expense.payment_id is None


def _nothing_typed(subject: Any) -> bool:
    # The page asks whether one may begin before anything is typed.
    return subject.amount is None


def _over(line: "AwardLine", spent: Decimal, new: Decimal, tolerance: Decimal) -> list[Any]:
    over = ledger.over_line(line.amount, spent, new, tolerance)
    if not over:
        return []
    return [
        now_in_words(
            "“%(line)s”: %(approved)s som is approved, %(spent)s som is spent; with the tolerance of %(tolerance)s %% "
            "this is %(over)s som too much. Amend the agreement first."
        )
        % {"line": line.title, "approved": line.amount, "spent": spent, "tolerance": tolerance, "over": over}
    ]
