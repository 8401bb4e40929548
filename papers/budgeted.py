"""Rows of the workbook of one award: its budget against the actuals, and every document."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext_lazy as _

from awards.choices import DocumentKind, ExpenseState, PaymentKind, PaymentState, Purse
from awards.models import Award
from papers.awarded import DAY
from papers.rows import MONEY, TEXT, WHOLE, column


@dataclass(frozen=True, slots=True, kw_only=True)
class BudgetRow:
    """One line of the budget with its actuals."""

    place: int = column(_("No."), _("Place of the line in the budget"), width=6, style=WHOLE)
    title: str = column(_("What"), _("Line of the budget as approved"), width=34)
    source: str = column(_("Source"), _("Grant, own cash, goods, labour or services"), width=20)
    approved: Decimal = column(
        _("Approved, som"), _("Sum of the line, as last amended"), style=MONEY, summed=True
    )
    planned: Decimal = column(
        _("Planned, som"), _("Purchases planned or approved for it"), style=MONEY, summed=True
    )
    paid: Decimal = column(_("Paid, som"), _("Purchases paid for it"), style=MONEY, summed=True)
    spent: Decimal = column(
        _("Spent, som"),
        _("By documents; goods, labour and services by their use in all, by the share of the line"),
        style=MONEY,
        summed=True,
    )
    left: Decimal = column(_("Left, som"), _("Approved less spent"), style=MONEY, summed=True)
    words: str = column(_("How it stands"), _("Over or under the line"), width=46, style=TEXT)


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceRow:
    """One source of money, goods or labour."""

    name: str = column(_("Source"), _("The grant, a kind of giver, goods, labour"), width=34)
    approved: Decimal = column(
        _("Approved or promised, som"),
        _("The grant, or what was promised"),
        style=MONEY,
        summed=True,
    )
    planned: Decimal = column(
        _("Awaited, som"), _("Planned payments; promises not yet kept"), style=MONEY, summed=True
    )
    came: Decimal = column(
        _("Came, som"), _("Paid of the grant; confirmed of promises"), style=MONEY, summed=True
    )
    spent: Decimal = column(
        _("Spent or used, som"), _("By documents, acts and day sheets"), style=MONEY, summed=True
    )
    unspent: Decimal = column(_("Unspent, som"), _("Came less spent"), style=MONEY, summed=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class PaymentRow:
    """One payment of the grant."""

    number: int = column(_("No."), _("Number of the payment"), width=6, style=WHOLE)
    kind: str = column(_("Kind"), _("Tranche, or purchase by the municipality"), width=24)
    state: str = column(_("State"), _("Where the payment stands now"), width=16)
    supplier: str = column(_("Supplier"), _("Of a purchase"), width=28)
    tax_number: str = column(_("Tax number"), _("Of the supplier, if given"), width=18, style=TEXT)
    planned_for: date | None = column(
        _("Planned for"), _("Day it is planned for"), width=12, style=DAY
    )
    order_number: str = column(
        _("Payment order"), _("Number of the payment order"), width=16, style=TEXT
    )
    order_on: date | None = column(
        _("Paid on"), _("Date of the payment order"), width=12, style=DAY
    )
    amount: Decimal | None = column(
        _("Sum, som"), _("Empty where the payment was cancelled"), style=MONEY, summed=True
    )
    reason: str = column(_("Reason"), _("Why it was cancelled"), width=30, style=TEXT)


@dataclass(frozen=True, slots=True, kw_only=True)
class ExpenseRow:
    """One document; what was struck out stays to be seen and is not counted."""

    day: date = column(_("Day"), _("Date of the document"), width=12, style=DAY)
    kind: str = column(_("Kind of document"), _("Invoice, waybill, receipt, act"), width=18)
    number: str = column(_("Number"), _("Number of the document"), width=14, style=TEXT)
    supplier: str = column(_("Supplier"), _("As the document names it"), width=28, style=TEXT)
    tax_number: str = column(_("Tax number"), _("Of the supplier, if given"), width=18, style=TEXT)
    what: str = column(_("What was bought"), _("In words"), width=28, style=TEXT)
    line: str = column(_("Budget line"), _("Line it was spent on"), width=28, style=TEXT)
    source: str = column(_("Whose money"), _("The purse it was paid from"), width=24)
    state: str = column(_("State"), _("Recorded or struck out"), width=14)
    amount: Decimal | None = column(
        _("Spent, som"), _("Empty where it was struck out"), style=MONEY, summed=True
    )
    struck: Decimal | None = column(
        _("Struck out, som"), _("What was entered by mistake"), style=MONEY, summed=True
    )
    reason: str = column(_("Reason"), _("Why it was struck out"), width=30, style=TEXT)


def budget_lines(award: Award) -> Iterator[BudgetRow]:
    """One row a line of the budget, source by source."""
    for group in award.books.budget.groups:
        for row in group.lines:
            yield BudgetRow(
                place=row.line.position,
                title=row.line.title,
                source=group.name,
                approved=row.approved,
                planned=row.planned,
                paid=row.paid,
                spent=row.spent,
                left=row.left,
                words=row.words,
            )


def source_rows(award: Award) -> Iterator[SourceRow]:
    """One row a source."""
    for source in award.books.budget.sources:
        yield SourceRow(
            name=str(source.name),
            approved=source.approved,
            planned=source.planned,
            came=source.paid,
            spent=source.spent,
            unspent=source.unspent,
        )


def payment_rows(award: Award) -> Iterator[PaymentRow]:
    """One row a payment of the grant, in their order."""
    kinds, states = dict(PaymentKind.choices), dict(PaymentState.choices)
    for one in award.books.payments:
        yield PaymentRow(
            number=one.number,
            kind=str(kinds[one.kind]),
            state=str(states[one.state]),
            supplier=one.supplier,
            tax_number=one.supplier_tax_number,
            planned_for=one.planned_for,
            order_number=one.order_number,
            order_on=one.order_on,
            amount=None if one.state == PaymentState.CANCELLED else one.amount,
            reason=one.cancelled_reason,
        )


def expense_rows(award: Award) -> Iterator[ExpenseRow]:
    """One row a document, in the order of their days."""
    kinds, states = dict(DocumentKind.choices), dict(ExpenseState.choices)
    purses = dict(Purse.choices)
    lines = {line.pk: line.title for line in award.books.lines}
    for one in award.books.expenses:
        stands = one.state == ExpenseState.RECORDED
        yield ExpenseRow(
            day=one.document_on,
            kind=str(kinds[one.document_kind]),
            number=one.document_number,
            supplier=one.supplier,
            tax_number=one.supplier_tax_number,
            what=one.what,
            line=lines[one.line_id],
            source=str(purses[one.source]),
            state=str(states[one.state]),
            amount=one.amount if stands else None,
            struck=None if stands else one.amount,
            reason=one.struck_reason,
        )


def control_sums(award: Award) -> list[tuple[Any, Any]]:
    """The sums the page of the budget shows, to hold against the totals of the sheets."""
    total, sources = award.books.budget.total, award.books.budget.all_sources
    return [
        (_("Control sum: approved by line, som"), total.approved),
        (_("Control sum: spent by line, som"), total.spent),
        (_("Control sum: left by line, som"), total.left),
        (_("Control sum: came by source, som"), sources.paid),
        (_("Control sum: spent or used by source, som"), sources.spent),
        (_("Control sum: unspent by source, som"), sources.unspent),
    ]
