"""What the closing act of an award and the list of money given back say."""

from typing import Any

from audit.canonical import plain
from audit.models import Entry
from awards.models import Award
from awards.models.account import account_of
from awards.models.shortfall import given_of
from papers.facts.head import Facts, call_named, letterhead

COLUMNS = ("received", "spent", "returned", "redirected", "written_off", "owed")


def closing_act(award: Award, entry: Entry | None) -> Facts:
    """The whole account of an award: sources in, spent by line and source, what became of the rest.

    Of an award on its way it says how the account stands now, and is a draft.
    """
    competition, application, books = award.competition, award.application, award.books
    account = account_of(award)
    return plain(
        {
            "says": {
                "title_ky": application.title,
                "title_ru": application.title,
                "registration": application.number,
                "date": entry.at if entry else None,
                "amount": award.grant,
            },
            "letterhead": letterhead(competition.municipality),
            "call": call_named(competition),
            "title": application.title,
            "applicant": application.shown_name,
            "representative": application.representative_name,
            "agreement": award.agreement.number if award.agreement else "",
            "decision": award.protocol_number,
            "state": award.state,
            "granted": award.amount,
            "grant": award.grant,
            "agreed_at": award.agreed_at,
            "ended_at": award.ended_at,
            "ended_ground": award.ended_ground,
            "ended_reason": award.ended_reason,
            "signatory": entry.actor_name if entry else "",
            "sources": [
                {"source": one.source} | {name: getattr(one, name) for name in COLUMNS}
                for one in account.sources
            ],
            "paid_back": [
                {
                    name: getattr(one, name)
                    for name in ("source", "reason", "amount", "returned", "written_off", "owed")
                }
                for one in account.paid_back
            ],
            "lines": _lines(award),
            "kinds": [
                {
                    "kind": kind,
                    "source": source,
                    "promised": stands.promised,
                    "confirmed": stands.confirmed,
                    "used": stands.used,
                }
                for (kind, source), stands in sorted(books.standing_by_kind_and_source.items())
            ],
            "shortfall": _shortfall(award),
            "obligations": _obligations(award),
        }
    )


def _lines(award: Award) -> list[Facts]:
    """Each line of the budget with what was spent on it, source by source."""
    found = []
    for line in award.books.lines:
        spent: dict[str, Any] = {}
        for one in award.books.recorded:
            if one.line_id == line.pk:
                spent[one.source] = spent.get(one.source, 0) + one.amount
        found.append(
            {"title": line.title, "approved": line.amount, "source": line.source, "spent": spent}
        )
    return found


def _shortfall(award: Award) -> Facts:
    if award.shortfall_at is None:
        return {}
    return {
        "at": award.shortfall_at,
        "figures": award.shortfall_figures,
        "given": [
            {"giver": one.row.giver, "kind": one.row.kind}
            | {"promised": one.promised, "used": one.used}
            for one in given_of(award)
        ],
    }


def _obligations(award: Award) -> list[Facts]:
    rows = award.obligations.select_related("gathering").prefetch_related(
        "settlements", "write_offs"
    )
    return [
        {
            "to_whom": one.to_whom,
            "source": one.source,
            "reason": one.reason,
            "amount": one.amount,
            "due_on": one.due_on,
            "returned": one.settled_amount,
            "redirected": one.redirected_amount,
            "written_off": one.written_off_amount,
            "owed": one.left,
            "settlements": [
                {"on": part.on, "document": part.document, "amount": part.amount}
                for part in sorted(one.settlements.all(), key=lambda part: (part.on, part.pk))
            ],
            "write_offs": [
                {
                    "number": part.decision_number,
                    "on": part.decision_on,
                    "by": part.decided_by,
                    "kind": part.ground_kind,
                    "ground": part.ground,
                    "amount": part.amount,
                }
                for part in sorted(one.write_offs.all(), key=lambda part: part.pk)
            ],
            "gathering": _gathering(one.gathering),
        }
        for one in rows.order_by("pk")
    ]


def _gathering(gathering: Any) -> Facts | None:
    if gathering is None:
        return None
    names = (
        *("held_on", "place", "women", "men", "present"),
        *("votes_for", "votes_against", "votes_abstained", "purpose"),
    )
    return {name: getattr(gathering, name) for name in names}


def refund_list(award: Award, head: Any) -> Facts:
    """Every giver who gets money back, for a sheet to sign on."""
    return plain(
        {
            "letterhead": letterhead(award.competition.municipality),
            "call": call_named(award.competition),
            "title": award.application.title,
            "applicant": award.application.shown_name,
            "agreement": award.agreement.number if award.agreement else "",
            "head": head.head,
            "rows": [
                {
                    "to_whom": one.to_whom,
                    "source": one.source,
                    "amount": one.amount,
                    "owed": one.left,
                    "due_on": one.due_on,
                }
                for one in award.books.obligations
                if not one.is_to_the_fund
            ],
        }
    )
