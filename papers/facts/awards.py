"""What the paper about a final report says."""

from audit.canonical import plain
from audit.models import Entry
from awards.models import Report
from papers.facts.head import Facts, call_named, letterhead


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
