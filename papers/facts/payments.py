"""What papers about a payment of the grant say: the order to pay, the act of receipt."""

from decimal import Decimal

from audit.canonical import plain
from audit.models import Entry
from awards.choices import PAID_OUT
from awards.models import Payment
from papers.facts.head import Facts, call_named, letterhead


def payment_order(payment: Payment, entry: Entry | None) -> Facts:
    """Who is paid how much, for what, on which ground, and what is left of the grant then."""
    award = payment.award
    before = sum(
        (
            one.amount
            for one in award.books.payments
            if one.state in PAID_OUT and one.pk != payment.pk
        ),
        Decimal(0),
    )
    winner = award.application
    return plain(
        _common(payment, entry)
        | {
            "payer_bank_details": award.competition.municipality.bank_details,
            "payee": payment.supplier or winner.shown_name,
            "payee_represented_by": "" if payment.supplier else winner.representative_name,
            "bank_details": payment.bank_details,
            "planned_for": payment.planned_for,
            "needs_report": payment.needs_report,
            "rests_on": {
                "kind": payment.depends_on.kind,
                "accepted_at": payment.depends_on.accepted_at,
            }
            if payment.depends_on
            else None,
            "grant": award.grant,
            "paid_before": before,
            "left_after": award.grant - before - payment.amount,
            "planned_by": str(payment.planned_by or ""),
            "signatory": entry.actor_name if entry else "",
            "decided_at": entry.at if entry else None,
        }
    )


def act_of_receipt(payment: Payment, entry: Entry | None) -> Facts:
    """What the municipality bought and got, from whom, when, who received it, what was found."""
    return plain(
        _common(payment, entry)
        | {
            "number": payment.receipt_number,
            "received_on": payment.received_on,
            "received_by": payment.received_by,
            "found": payment.receipt_words,
            "winner": payment.award.application.shown_name,
            "winner_represented_by": payment.award.application.representative_name,
            "entered_by": entry.actor_name if entry else "",
        }
    )


def _common(payment: Payment, entry: Entry | None) -> Facts:
    award = payment.award
    title = award.application.title
    return {
        "says": {
            "title_ky": title,
            "title_ru": title,
            "registration": award.application.number,
            "date": entry.at if entry else None,
            "amount": payment.amount,
        },
        "letterhead": letterhead(award.competition.municipality),
        "call": call_named(award.competition),
        "title": title,
        "agreement": award.agreement.number if award.agreement else "",
        "agreed_at": award.agreed_at,
        "protocol_number": award.protocol_number,
        "payment_number": payment.number,
        "kind": payment.kind,
        "amount": payment.amount,
        "supplier": payment.supplier,
        "supplier_tax_number": payment.supplier_tax_number,
        "purchase_number": payment.purchase_number,
        "purchase_on": payment.purchase_on,
        "items": [
            {
                "what": item.what,
                "line": item.line.title,
                "unit": item.unit,
                "quantity": item.quantity,
                "price": item.price,
                "amount": item.amount,
            }
            for item in payment.bought
        ],
    }
