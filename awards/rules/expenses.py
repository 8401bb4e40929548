"""When an expense can be recorded: its line, its purse, its document."""

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as now_in_words
from django.utils.translation import gettext_lazy as _

from audit import clock
from audit.acts import names_faults, requires
from awards.choices import Purse
from awards.rules.ledger import nothing_typed, over
from competitions.choices import Purchasing
from ui.som import in_figures

if TYPE_CHECKING:
    from awards.models import Expense


@requires(
    _(
        "This line is not paid with this money: the grant pays the lines of the "
        "grant; goods and labour are used."
    )
)
def line_takes_this_money(expense: "Expense") -> bool:
    """The line belongs to this award and may be paid from this purse."""
    if nothing_typed(expense):
        return True
    if expense.line.award_id != expense.award_id or not expense.line.takes_money:
        return False
    return expense.source != Purse.GRANT or expense.line.is_grant


@requires(
    _(
        "The municipality buys: an expense of the grant is entered when its "
        "purchase is accounted for."
    )
)
def winner_spends_this_money(expense: "Expense") -> bool:
    """Where the municipality buys, the grant is spent by its purchases alone."""
    if nothing_typed(expense):
        return True
    if (
        expense.source != Purse.GRANT
        or expense.award.competition.purchasing != Purchasing.MUNICIPALITY
    ):
        return expense.payment is None
    payment = expense.payment
    return (
        payment is not None
        and payment.award_id == expense.award_id
        and payment.by_line.get(expense.line) == expense.amount
    )


@requires(_("The document must not be dated before the agreement was signed, nor in the future."))
def document_is_of_its_time(expense: "Expense") -> bool:
    """The document is dated between the signing of the agreement and today."""
    if nothing_typed(expense):
        return True
    first = clock.local_day(expense.award.agreed_at) if expense.award.agreed_at else None
    return expense.document_on <= clock.today() and (first is None or expense.document_on >= first)


@names_faults(_("The same document is not entered twice."))
def document_covers_it(expense: "Expense") -> list[Any]:
    """The parts entered by one document in this award stay within its total.

    What stands in another award is no business of whoever enters it here: the office is told.
    """
    if nothing_typed(expense):
        return []
    if expense.amount > expense.document_amount:
        return [now_in_words("The sum is above the total of the document.")]
    first = expense.same_document_here().select_related("line").order_by("pk").first()
    if first is None:
        return []
    facts = {
        "number": expense.document_number,
        "supplier": expense.supplier,
        "line": first.line,
        "amount": in_figures(first.amount),
        "total": in_figures(first.document_amount),
    }
    # SECURITY: whoever enters a document again must not make it larger than it was said to be.
    if first.document_amount != expense.document_amount:
        return [
            now_in_words(
                "The document № %(number)s of %(supplier)s is already entered: “%(line)s”, "
                "%(amount)s som; its total was said to be %(total)s som."
            )
            % facts
        ]
    left = expense.left_of_document()
    if left >= expense.amount:
        return []
    return [
        now_in_words(
            "The document № %(number)s of %(supplier)s is already entered: “%(line)s”, "
            "%(amount)s som. Of its %(total)s som %(left)s som is left to enter."
        )
        % (facts | {"left": in_figures(left)})
    ]


@names_faults(_("The purse the money comes from holds it."))
def purse_holds_it(expense: "Expense") -> list[Any]:
    """Not more is spent from a purse than came into it."""
    if nothing_typed(expense):
        return []
    left = expense.award.books.unspent(expense.source)
    if left >= expense.amount:
        return []
    return [
        now_in_words("There is only %(left)s som left: %(purse)s.")
        % {"left": in_figures(left), "purse": Purse(expense.source).label}
    ]


@names_faults(_("The line stays within its sum and the tolerance of the call."))
def line_is_not_overspent(expense: "Expense") -> list[Any]:
    """The line is not overspent by more than the tolerance of the call."""
    if nothing_typed(expense):
        return []
    spent = expense.award.books.spent_on(expense.line)
    return over(expense.line, spent, expense.amount, expense.award.competition.line_tolerance)


@requires(_("This expense belongs to a purchase of the municipality."))
def expense_is_not_of_a_purchase(expense: "Expense") -> bool:
    """The winner's own expense, not the document of a purchase."""
    return expense.payment_id is None
