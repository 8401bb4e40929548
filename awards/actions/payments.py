"""Payments of the grant, and expenses by their documents."""

from datetime import date
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from audit import clock
from audit.acts import acting, begin, hold, perform
from awards import notices
from awards.choices import PaymentKind, Purse
from awards.models import Award, AwardLine, Expense, Payment
from awards.rules.payments import accepted_account
from competitions.choices import Purchasing


def plan_payment(
    award: Award,
    *,
    actor: User,
    amount: Decimal,
    planned_for: date | None = None,
    needs_report: bool = False,
    line: AwardLine | None = None,
    supplier: str = "",
    kind: str = "",
) -> Payment:
    """Plan a tranche, or a purchase by the municipality; all together never above the grant."""
    with acting():
        ((held,),) = hold(Award.objects.filter(pk=award.pk))
        buys = held.competition.purchasing == Purchasing.MUNICIPALITY
        number = (held.payments.aggregate(latest=Max("number"))["latest"] or 0) + 1
        payment = Payment(
            award=held,
            kind=kind or (PaymentKind.PURCHASE if buys else PaymentKind.TRANCHE),
            number=number,
            amount=amount,
            planned_for=planned_for,
            needs_report=needs_report,
            line=line,
            supplier=supplier,
        )
        return begin(
            payment, actor=actor, kind=payment.kind, amount=amount, line=line, supplier=supplier
        )


def approve(payment: Payment, *, actor: User) -> Payment:
    """Approve a planned payment."""
    with acting():
        _awards, (held,) = hold(
            Award.objects.filter(pk=payment.award_id), Payment.objects.filter(pk=payment.pk)
        )
        rests_on = accepted_account(held) if held.needs_report else None
        return perform(held, "approve", actor=actor, depends_on=rests_on)


def pay(payment: Payment, *, actor: User, order_number: str, order_on: date) -> Payment:
    """Enter that an approved payment was made, with the number and date of its order."""
    with acting():
        hold(Award.objects.filter(pk=payment.award_id), Payment.objects.filter(pk=payment.pk))
        return perform(
            payment,
            "pay",
            actor=actor,
            tell=notices.payment_made,
            order_number=order_number,
            order_on=order_on,
        )


def account(
    payment: Payment,
    *,
    actor: User,
    document_number: str = "",
    document_on: date | None = None,
    what: str = "",
    file: Any = None,
) -> Payment:
    """Account for a payment: a tranche by the expenses recorded, a purchase by its own document."""
    with acting():
        (award,), (held,) = hold(
            Award.objects.filter(pk=payment.award_id), Payment.objects.filter(pk=payment.pk)
        )
        held.award = award
        if held.is_purchase:
            missing = {
                name: _("A purchase is accounted for by its document.")
                for name, given in (
                    ("document_number", document_number),
                    ("document_on", document_on),
                )
                if not given
            }
            if missing:
                raise ValidationError(missing)
            _record(
                award,
                actor=actor,
                line=held.line,
                source=Purse.GRANT,
                amount=held.amount,
                document_number=document_number,
                document_on=document_on,
                supplier=held.supplier,
                what=what,
                file=file,
                payment=held,
            )
        return perform(held, "account", actor=actor)


def cancel(payment: Payment, *, actor: User, note: str = "") -> Payment:
    """Cancel a payment that was not made."""
    return perform(payment, "cancel", actor=actor, note=note)


def record_expense(
    award: Award,
    *,
    actor: User,
    line: AwardLine,
    source: str,
    amount: Decimal,
    document_number: str,
    document_on: date,
    supplier: str,
    document_amount: Decimal | None = None,
    what: str = "",
    file: Any = None,
) -> Expense:
    """Record money spent on a line of the budget, by a document."""
    with acting():
        ((held,),) = hold(Award.objects.filter(pk=award.pk))
        return _record(
            held,
            actor=actor,
            line=line,
            source=source,
            amount=amount,
            document_number=document_number,
            document_on=document_on,
            supplier=supplier,
            document_amount=document_amount,
            what=what,
            file=file,
        )


def _record(
    award: Award,
    *,
    actor: User,
    amount: Decimal,
    supplier: str,
    document_number: str,
    document_amount: Decimal | None = None,
    file: Any = None,
    **details: Any,
) -> Expense:
    expense = Expense(
        award=award,
        amount=amount,
        supplier=supplier,
        document_number=document_number,
        document_amount=document_amount or amount,
        document_key=Expense.key_of(supplier, document_number),
        file=file or "",
        recorded_at=clock.now(),
        **details,
    )
    return begin(
        expense,
        actor=actor,
        line=expense.line,
        source=expense.source,
        amount=amount,
        document_on=expense.document_on,
    )


def strike_out(expense: Expense, *, actor: User, note: str) -> Expense:
    """Strike out an expense entered by mistake; it stays to be seen, and no longer counts."""
    with acting():
        hold(Award.objects.filter(pk=expense.award_id), Expense.objects.filter(pk=expense.pk))
        return perform(expense, "strike_out", actor=actor, note=note)
