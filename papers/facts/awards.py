"""What papers about an agreement and a final report say."""

from audit.canonical import plain
from audit.models import Entry
from awards.actions.agreement import agreement_facts
from awards.models import Agreement, Report
from papers.facts.head import Facts, call_named, letterhead


def agreement(agreement: Agreement, entry: Entry | None) -> Facts:
    """What signing froze, with the amendments made since; of a draft, what it says now."""
    award = agreement.award
    competition = award.competition
    record = agreement.facts or agreement_facts(agreement, award)
    return plain(
        {
            "says": {
                "title_ky": award.application.title,
                "title_ru": award.application.title,
                "registration": agreement.number,
                "date": entry.at if entry else None,
                "amount": record["grant"],
            },
            "letterhead": letterhead(competition.municipality),
            "bank_details": competition.municipality.bank_details,
            "call": call_named(competition),
            "record": record,
            "record_sha256": agreement.sha256,
            "signed_on": agreement.signed_on,
            "amendments": [
                {
                    "number": row.number,
                    "on": row.on,
                    "reason_ky": row.reason_ky,
                    "reason_ru": row.reason_ru,
                    "changes": row.changes,
                }
                for row in agreement.amendments.order_by("number")
            ],
            "signatory": entry.actor_name if entry else "",
        }
    )


def acceptance(report: Report, entry: Entry) -> Facts:
    """The final report as handed in and accepted."""
    award = report.award
    competition, application = award.competition, award.application
    return plain(
        {
            "says": {
                "title_ky": application.title,
                "title_ru": application.title,
                "registration": application.number,
                "date": report.accepted_at,
                "amount": report.facts["grant"],
            },
            "letterhead": letterhead(competition.municipality),
            "call": call_named(competition),
            "title": application.title,
            "applicant": application.shown_name,
            "representative": application.representative_name,
            "agreement": award.agreement.number if award.agreement else "",
            "submitted_at": report.submitted_at,
            "accepted_at": report.accepted_at,
            "record": report.facts,
            "record_sha256": report.sha256,
            "signatory": entry.actor_name,
        }
    )
