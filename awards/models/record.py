"""Everything an agreement says, as one plain record: what a signature freezes."""

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from accounts.choices import Role
from audit import clock
from audit.canonical import plain
from awards.models.wording.filled import filled_text

if TYPE_CHECKING:
    from awards.models.agreement import Agreement

# What a signature itself puts into the record, and the term for it: the head may extend that one
# after the winner has signed (a text that names the day changes with it all the same).
SIGNATURE = ("winner_name", "winner_signed_on", "sign_until")


def record_of(agreement: "Agreement") -> dict[str, Any]:
    """The record as it stands now: parties, sums, budget, contributions, days, the filled text."""
    award = agreement.award
    said = plain(
        {
            "number": agreement.number,
            "wording": agreement.wording.number if agreement.wording else None,
            "winner_name": agreement.winner_name,
            "winner_signed_on": agreement.winner_signed_on,
            "winner_details": agreement.winner_details,
            "starts_on": agreement.starts_on,
            "tranches": agreement.tranches,
            "interim_days": agreement.interim_days,
            **_parties(award),
            **_sums(award),
            **_days(award),
            "lines": [_line(line) for line in award.books.lines],
            "contributions": [_contribution(one) for one in award.books.contributions],
        }
    )
    texts = {
        f"text_{language}": filled_text(getattr(agreement, f"text_{language}"), said, language)
        for language in ("ky", "ru")
    }
    return said | texts


def without_signature(record: dict[str, Any]) -> dict[str, Any]:
    """The record as the winner read it before signing."""
    return {name: value for name, value in record.items() if name not in SIGNATURE}


def _parties(award: Any) -> dict[str, Any]:
    application, call = award.application, award.competition
    municipality = call.municipality
    members = application.members.order_by("position", "pk")
    return {
        "municipality": {
            "ky": municipality.name_ky or municipality.name_ru,
            "ru": municipality.name_ru,
            "address_ky": municipality.address_ky or municipality.address_ru,
            "address_ru": municipality.address_ru or municipality.address_ky,
            "phone": municipality.phone,
            "bank_details": municipality.bank_details,
        },
        "head_name": municipality.head_name or _who_heads(municipality),
        "call": {
            "ky": call.title_ky,
            "ru": call.title_ru,
            "year": call.year,
            "number": call.number,
        },
        "application": {"number": application.number, "title": application.title},
        "applicant": application.shown_name,
        "representative": application.representative_name,
        "members": [member.name for member in members],
        "village": application.village,
        "protocol_number": award.protocol_number,
    }


def _who_heads(municipality: Any) -> str:
    """Where the letterhead names no head: who holds the office."""
    held = municipality.officers().filter(role=Role.HEAD).first()
    return held.user.name if held else ""


def _sums(award: Any) -> dict[str, Any]:
    call = award.competition
    return {
        "grant": award.amount,
        "asked": award.application.asked,
        "own_promised": award.own_promised,
        "whole": sum(line.amount for line in award.books.lines),
        "tolerance": call.line_tolerance,
        "purchasing": call.purchasing,
        "shortfall": call.shortfall,
    }


def _days(award: Any) -> dict[str, Any]:
    last, term = award.last_day, award.competition.report_days
    until = award.sign_until
    return {
        "implementation_until": last,
        "report_days": term,
        "report_until": last + timedelta(days=term) if last else None,
        "sign_until": clock.local_day(until) if until else None,
    }


def _line(line: Any) -> dict[str, Any]:
    return {
        "title": line.title,
        "unit": line.unit,
        "quantity": line.quantity,
        "price": line.price,
        "source": line.source,
        "asked": line.asked_amount,
        "amount": line.amount,
        "cut": line.cut,
    }


def _contribution(one: Any) -> dict[str, Any]:
    return {
        "giver": one.giver,
        "giver_kind": one.giver_kind,
        "kind": one.kind,
        "what": one.what,
        "quantity": one.quantity,
        "unit_ky": one.unit_ky,
        "unit_ru": one.unit_ru,
        "rate": one.rate_amount,
        "by_rate": one.by_rate,
        "amount": one.amount,
    }
