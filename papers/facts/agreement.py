"""What papers about an agreement say: the agreement, its amendments, the term for signing."""

from audit.canonical import plain
from audit.models import Entry
from awards.models import Agreement, Amendment, Award, SigningExtension
from awards.models.record import record_of
from papers.facts.head import Facts, call_named, letterhead


def agreement(agreement: Agreement, entry: Entry | None) -> Facts:
    """What signing froze, with the amendments made since; of a draft, what it says now."""
    record = agreement.record()
    return plain(
        _about(agreement.award, agreement.number, entry)
        | {
            "record": record,
            "record_sha256": agreement.sha256,
            "signed_on": agreement.signed_on,
            "amendments": [_amended(row) for row in agreement.amendments_signed],
            "signatory": entry.actor_name if entry else "",
        }
    )


def amendment(amendment: Amendment, entry: Entry | None) -> Facts:
    """One amendment: old and new beside each other, who signs it."""
    signed = amendment.agreement
    record = signed.facts or record_of(signed)
    return plain(
        _about(signed.award, f"{signed.number}, {amendment.number}", entry)
        | _amended(amendment)
        | {
            "agreement": signed.number,
            "agreement_on": signed.signed_on,
            "parties": {
                name: record.get(name, "")
                for name in ("applicant", "representative", "head_name", "winner_name")
            },
            "title": record["application"]["title"],
            "grant": record["grant"],
            "winner_name": amendment.winner_name,
            "winner_signed_on": amendment.winner_signed_on,
            "signatory": entry.actor_name if entry else "",
        }
    )


def extension(extension: SigningExtension, entry: Entry | None) -> Facts:
    """The decision that gives more time for signing."""
    award = extension.award
    known = award.agreement
    return plain(
        _about(award, str(award.application.number), entry)
        | {
            "title": award.application.title,
            "applicant": award.application.shown_name,
            "representative": award.application.representative_name,
            "application": award.application.number,
            "protocol_number": award.protocol_number,
            "agreement": known.number if known else "",
            "order_number": extension.order_number,
            "before": extension.before,
            "until": extension.until,
            "reason_ky": extension.reason_ky,
            "reason_ru": extension.reason_ru,
            "decided_at": extension.decided_at,
            "signatory": entry.actor_name if entry else "",
        }
    )


def _about(award: Award, registration: str, entry: Entry | None) -> Facts:
    competition, title = award.competition, award.application.title
    return {
        "says": {
            "title_ky": title,
            "title_ru": title,
            "registration": registration,
            "date": entry.at if entry else None,
            "amount": award.amount,
        },
        "letterhead": letterhead(competition.municipality),
        "bank_details": competition.municipality.bank_details,
        "call": call_named(competition),
    }


def _amended(row: Amendment) -> Facts:
    return {
        "number": row.number,
        "on": row.on,
        "reason_ky": row.reason_ky,
        "reason_ru": row.reason_ru,
        "changes": row.changes,
    }
