"""What papers about a call, an application and a protocol say."""

from itertools import pairwise

from applications.choices import ApplicationState
from applications.models import Application
from audit.canonical import plain
from audit.models import Entry
from competitions.choices import PermitState
from competitions.models import Competition
from papers.facts.head import Facts, call_named, letterhead
from scoring.models import Protocol
from scoring.models.record import record_of


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
                    "number": before.number,
                    "made_at": version.made_at,
                    "earlier": before.closes_at,
                    "closes_at": version.closes_at,
                    "reason_ky": version.reason_ky,
                    "reason_ru": version.reason_ru,
                }
                for before, version in pairwise(versions)
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
                "title_ky": text.get("title") or competition.title_ky,
                "title_ru": text.get("title") or competition.title_ru,
                "registration": application.number,
                "date": application.received_at,
                "amount": text.get("asked"),
            },
            "letterhead": letterhead(competition.municipality),
            "call": call_named(competition),
            "registration": application.number,
            "received_at": application.received_at,
            "submitted_at": application.submitted_at,
            "entered_at": application.entered_at if application.is_entered_later else None,
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


def protocol(protocol: Protocol, entry: Entry | None) -> Facts:
    """The record signing froze; of a draft, the record as it would be frozen now."""
    competition = protocol.competition
    record = protocol.facts or record_of(protocol)
    return plain(
        {
            "says": {
                "title_ky": competition.title_ky,
                "title_ru": competition.title_ru,
                "registration": record["number"],
                "date": record["signed_at"],
                "amount": record["total"],
            },
            "letterhead": letterhead(competition.municipality),
            "call": call_named(competition),
            "record": record,
            "record_sha256": protocol.sha256,
            "signatory": entry.actor_name if entry else "",
        }
    )


def key_to_codes(competition: Competition, entry: Entry) -> Facts:
    """Whom each code meant, how the check ended for whom, who was let in late: at publication."""
    signed = Protocol.objects.filter(competition=competition).signed().order_by("number").first()
    received = Application.objects.filter(competition=competition).received().order_by("number")
    return plain(
        {
            "says": {
                "title_ky": competition.title_ky,
                "title_ru": competition.title_ru,
                "registration": signed.number if signed else "",
                "date": competition.published_at,
                "amount": None,
            },
            "letterhead": letterhead(competition.municipality),
            "call": call_named(competition),
            "protocol": signed.number if signed else None,
            "record_sha256": signed.sha256 if signed else "",
            "published_at": competition.published_at,
            "rows": [
                {
                    "code": row.code,
                    "number": row.number,
                    "title": row.title,
                    "village": row.village,
                    "applicant": row.shown_name,
                    "state": row.state,
                    "ground": row.ground if row.state == ApplicationState.DECLINED else "",
                }
                for row in received
            ],
            "permits": [
                {"name": permit.user.name, "until": permit.until}
                for permit in competition.permits.filter(state=PermitState.GRANTED)
                .select_related("user")
                .order_by("pk")
            ],
            "signatory": entry.actor_name,
        }
    )
