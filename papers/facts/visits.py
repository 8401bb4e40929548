"""What the act of a visit and a report say."""

from typing import Any

from audit.canonical import plain
from audit.models import Entry
from awards.actions import report_facts
from awards.models import Report, Visit
from papers.facts.head import Facts, call_named, letterhead


def _whose(award: Any) -> Facts:
    application, competition = award.application, award.competition
    return {
        "letterhead": letterhead(competition.municipality),
        "call": call_named(competition),
        "title": application.title,
        "applicant": application.shown_name,
        "representative": application.representative_name,
        "agreement": award.agreement.number if award.agreement else "",
    }


def visit_act(visit: Visit) -> Facts:
    """What to look at on a visit; once it is made, what was seen and what has to be mended."""
    award = visit.award
    books = award.books
    return plain(
        {
            **_whose(award),
            "number": visit.number,
            "planned_on": visit.planned_on,
            "held_on": visit.held_on,
            "place": visit.place or award.application.place,
            "present": visit.present,
            "findings": visit.findings,
            "lines": [
                {
                    "title": line.title,
                    "source": line.source,
                    "quantity": line.quantity,
                    "unit": line.unit,
                    "approved": line.amount,
                    "spent": spent,
                }
                for line, spent, _left in books.lines_with_actual
            ],
            "promised": [
                {
                    "giver": one.giver,
                    "giver_kind": one.giver_kind,
                    "kind": one.kind,
                    "what": one.what,
                    "quantity": one.quantity,
                    "unit_ky": one.unit_ky or one.unit_ru,
                    "unit_ru": one.unit_ru or one.unit_ky,
                    "used": books.used[one.pk],
                }
                for one in books.contributions
                if not one.is_cash
            ],
            "earlier": [
                {"visit": one.visit.number, "what": one.what, "until": one.until}
                for one in books.findings
                if one.is_open and one.visit.number < visit.number
            ],
            "found": [
                {"number": one.number, "what": one.what, "until": one.until}
                for one in books.findings
                if one.visit_id == visit.pk
            ],
            "photos": visit.photos.count(),
        }
    )


def report(report: Report, entry: Entry | None) -> Facts:
    """The report as it was handed in; of a draft, what it says now."""
    award = report.award
    record = report_facts(report) if report.is_open or not report.facts else report.facts
    return plain(
        {
            "says": {
                "title_ky": award.application.title,
                "title_ru": award.application.title,
                "registration": award.application.number,
                "date": report.submitted_at,
                "amount": record["grant"],
            },
            **_whose(award),
            "submitted_at": report.submitted_at if entry else None,
            "record": record,
            "record_sha256": report.sha256 if entry else "",
            "signatory": entry.actor_name if entry else "",
        }
    )
