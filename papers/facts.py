"""What each paper says, taken from what the act it rests on has frozen; in both languages."""

from typing import Any

from accounts.models import Municipality
from applications.models import Application
from audit.canonical import plain
from audit.models import Entry
from competitions.models import Competition

Facts = dict[str, Any]


def letterhead(municipality: Municipality) -> Facts:
    """Whose paper it is, as the head of its letters stood on the day of issue."""
    return {
        "soate": municipality.soate,
        "name_ky": municipality.name_ky or municipality.name_ru,
        "name_ru": municipality.name_ru,
        "head_ky": municipality.letterhead_ky,
        "head_ru": municipality.letterhead_ru,
        "address_ky": municipality.address_ky,
        "address_ru": municipality.address_ru,
        "phone": municipality.phone,
        "email": municipality.email,
        "leader": municipality.head_name,
    }


def call_named(competition: Competition) -> Facts:
    """Which call the paper belongs to."""
    return {
        "title_ky": competition.title_ky,
        "title_ru": competition.title_ru,
        "year": competition.year,
        "number": competition.number,
    }


def announcement(competition: Competition, entry: Entry) -> Facts:
    """The terms as frozen by the announcement, or by the last extension."""
    versions = list(competition.versions.order_by("number"))
    terms = versions[-1]
    return plain(
        {
            "says": {
                "title_ky": competition.title_ky,
                "title_ru": competition.title_ru,
                "date": competition.announced_at,
                "amount": terms.facts["fund"],
            },
            "letterhead": letterhead(competition.municipality),
            "call": call_named(competition),
            "announced_at": competition.announced_at,
            "terms": terms.facts,
            "terms_version": terms.number,
            "terms_sha256": terms.sha256,
            "extensions": [
                {
                    "made_at": version.made_at,
                    "closes_at": version.closes_at,
                    "reason_ky": version.reason_ky,
                    "reason_ru": version.reason_ru,
                }
                for version in versions[1:]
            ],
            "signatory": entry.actor_name,
        }
    )


def receipt(application: Application, entry: Entry) -> Facts:
    """What was handed in, when it arrived and under which number."""
    competition = application.competition
    version = application.versions.order_by("-number").first()
    text = version.facts if version else {}
    envelope = application.envelope if application.is_paper else None
    return plain(
        {
            "says": {
                "title_ky": text.get("title", ""),
                "title_ru": text.get("title", ""),
                "registration": application.number,
                "date": application.received_at,
                "amount": text.get("asked"),
            },
            "letterhead": letterhead(competition.municipality),
            "call": call_named(competition),
            "registration": application.number,
            "received_at": application.received_at,
            "submitted_at": application.submitted_at,
            "route": application.route,
            "applicant": text.get("group_name")
            or text.get("representative_name")
            or application.shown_name,
            "representative": text.get("representative_name") or application.representative_name,
            "title": text.get("title", ""),
            "village": text.get("village", ""),
            "asked": text.get("asked"),
            "own": text.get("own"),
            "enclosures": [item["title"] for item in text.get("enclosures", [])],
            "version": version.number if version else 0,
            "text_sha256": version.sha256 if version else "",
            "pages": envelope.pages if envelope else None,
            "brought_by": envelope.brought_by if envelope else "",
            "taken_by": str(envelope.received_by) if envelope else "",
            "check_until": competition.check_until,
            "signatory": entry.actor_name,
        }
    )
