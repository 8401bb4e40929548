"""Payments of the grant, and expenses by their documents."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from applications.arithmetic import line_amount
from audit import clock
from audit.acts import acting, begin, hold, perform
from awards import notices
from awards.choices import DocumentKind, PaymentKind, Purse
from awards.models import Award, AwardLine, Expense, Payment, PurchaseItem
from awards.rules.payments import accepted_account
from competitions.choices import Purchasing


def plan_payment(
    award: Award,
    *,
    actor: User,
    amount: Decimal | None = None,
    planned_for: date | None = None,
    needs_report: bool = False,
    needs_account: bool = False,
    line: AwardLine | None = None,
    items: Sequence[Mapping[str, Any]] = (),
    supplier: str = "",
    supplier_tax_number: str = "",
    bank_details: str = "",
    purchase_number: str = "",
    purchase_on: date | None = None,
    kind: str = "",
) -> Payment:
    """Plan a tranche, or a purchase by the municipality; all together never above the grant.

    What is bought is named item by item; bought for one line alone, the line and the sum do.
    """
    with acting():
        ((held,),) = hold(Award.objects.filter(pk=award.pk))
        buys = held.competition.purchasing == Purchasing.MUNICIPALITY
        number = (held.payments.aggregate(latest=Max("number"))["latest"] or 0) + 1
        if line is not None and not items:
            items = [{"line": line, "what": line.title, "quantity": Decimal(1), "price": amount}]
        bought = _items_of(held, items)
        if bought:
            amount = sum((item.amount for item in bought), Decimal(0))
        if amount is None:
            raise ValidationError({"amount": _("Give the sum.")})
        agreed = None if buys else held.books.next_tranche
        payment = Payment(
            award=held,
            kind=kind or (PaymentKind.PURCHASE if buys else PaymentKind.TRANCHE),
            number=number,
            amount=amount,
            planned_for=planned_for,
            # What the agreement makes a condition holds, whatever is ticked.
            needs_report=needs_report or bool(agreed and agreed["needs_report"]),
            needs_account=needs_account,
            supplier=supplier,
            supplier_tax_number=supplier_tax_number,
            bank_details=bank_details,
            purchase_number=purchase_number,
            purchase_on=purchase_on,
            planned_by=actor,
        )
        payment.new_items = bought

        def keep_items(planned: Payment) -> dict[str, Any]:
            for item in bought:
                item.payment = planned
                item.full_clean()
                item.save()
            return {"items": [_said_of(item) for item in bought]} if bought else {}

        return begin(
            payment,
            actor=actor,
            also=keep_items,
            kind=payment.kind,
            amount=amount,
            supplier=supplier,
        )


def _items_of(award: Award, items: Sequence[Mapping[str, Any]]) -> list[PurchaseItem]:
    return [
        PurchaseItem(
            award=award,
            position=position,
            line=item["line"],
            what=item["what"],
            unit=item.get("unit", ""),
            quantity=item["quantity"],
            price=item["price"],
            amount=line_amount(item["quantity"], item["price"]),
        )
        for position, item in enumerate(items, start=1)
    ]


def _said_of(item: PurchaseItem) -> dict[str, Any]:
    return {
        "line": item.line,
        "what": item.what,
        "quantity": item.quantity,
        "price": item.price,
        "amount": item.amount,
    }


def approve(payment: Payment, *, actor: User) -> Payment:
    """Approve a planned payment."""
    with acting():
        _awards, (held,) = hold(
            Award.objects.filter(pk=payment.award_id), Payment.objects.filter(pk=payment.pk)
        )
        rests_on = accepted_account(held) if held.needs_report else None
        return perform(held, "approve", actor=actor, by=actor, depends_on=rests_on)


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


def receive(
    payment: Payment,
    *,
    actor: User,
    number: str,
    on: date,
    by: str,
    words: str = "",
    file: Any = None,
) -> Payment:
    """Enter the act by which what the municipality bought was received: when, and by whom."""
    with acting():
        hold(Award.objects.filter(pk=payment.award_id), Payment.objects.filter(pk=payment.pk))
        return perform(
            payment,
            "receive",
            actor=actor,
            number=number,
            on=on,
            by=by,
            words=words,
            file=file,
        )


def account(
    payment: Payment,
    *,
    actor: User,
    document_kind: str = DocumentKind.INVOICE,
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
            for line, amount in held.by_line.items():
                bought = [item.what for item in held.bought if item.line_id == line.pk]
                # Each entry is asked with the one before it counted.
                award.__dict__.pop("books", None)
                _record(
                    award,
                    actor=actor,
                    line=line,
                    source=Purse.GRANT,
                    amount=amount,
                    document_kind=document_kind,
                    document_number=document_number,
                    document_on=document_on,
                    document_amount=held.amount,
                    supplier=held.supplier,
                    supplier_tax_number=held.supplier_tax_number,
                    what=what or "; ".join(bought)[:200],
                    file=file,
                    payment=held,
                )
        return perform(held, "account", actor=actor)


def cancel(payment: Payment, *, actor: User, note: str) -> Payment:
    """Cancel a payment that was not made, and say why."""
    if not note.strip():
        raise ValidationError({"note": _("Say why the payment is cancelled.")})
    return perform(payment, "cancel", actor=actor, note=note, reason=note)


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
    supplier_tax_number: str = "",
    document_kind: str = DocumentKind.OTHER,
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
            supplier_tax_number=supplier_tax_number,
            document_kind=document_kind,
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
        tell=notices.document_entered,
        line=expense.line,
        source=expense.source,
        amount=amount,
        document_on=expense.document_on,
    )


def strike_out(expense: Expense, *, actor: User, note: str) -> Expense:
    """Strike out an expense entered by mistake; it stays to be seen, and no longer counts."""
    with acting():
        hold(Award.objects.filter(pk=expense.award_id), Expense.objects.filter(pk=expense.pk))
        return perform(expense, "strike_out", actor=actor, note=note, reason=note)
