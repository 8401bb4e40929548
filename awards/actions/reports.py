"""Reports of the winner."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

from django.db.models import Max, Sum

from accounts.models import User
from audit import clock
from audit.acts import Refused, acting, begin, hold, perform
from audit.canonical import fingerprint, plain
from awards import notices, rules
from awards.choices import REPORT_PAID, REPORT_PEOPLE, Purse
from awards.models import Award, Report, Use
from competitions.actions import BY_THE_CALENDAR
from competitions.choices import ContributionKind
from ui.rounding import half_up


def begin_report(award: Award, *, actor: User, kind: str) -> Report:
    """Begin an interim or the final report."""
    with acting():
        ((held,),) = hold(Award.objects.filter(pk=award.pk))
        report = Report(
            award=held,
            kind=kind,
            number=_next(held.reports),
            begun_at=clock.now(),
            outcomes=planned_results(held),
        )
        return begin(report, actor=actor, kind=kind)


def planned_results(award: Award) -> list[dict[str, Any]]:
    """What the application planned, result by result: its activities, then its measured lines."""
    plan = award.application.plan.order_by("position", "pk")
    rows = [{"planned": row.activity, "unit": "", "planned_quantity": None} for row in plan]
    rows += [
        {"planned": line.title, "unit": line.unit, "planned_quantity": line.quantity}
        for line in award.books.lines
    ]
    return plain([row | {"came_quantity": None, "came": ""} for row in rows])


def edit_report(report: Report, *, actor: User, **values: Any) -> Report:
    """Fill in a report."""
    return perform(report, "edit", actor=actor, values=values)


def submit(report: Report, *, actor: User) -> Report:
    """Hand the report in: its words and the figures of the ledger at this moment are frozen."""
    with acting():
        (award,), (held,) = hold(
            Award.objects.filter(pk=report.award_id), Report.objects.filter(pk=report.pk)
        )
        held.award = award
        facts = report_facts(held)
        return perform(held, "submit", actor=actor, facts=facts, sha256=fingerprint(facts))


def send_back(report: Report, *, actor: User, items: Sequence[str], until: date) -> Report:
    """Return a report to be mended: item by item, with the day until which it is expected back."""
    return perform(
        report,
        "send_back",
        actor=actor,
        note="\n".join(f"{number}. {what}" for number, what in enumerate(items, start=1)),
        items=list(items),
        until=until,
        tell=notices.report_returned,
    )


def refuse(report: Report, *, actor: User, reason: str) -> Report:
    """Refuse a report: it counts as not handed in, and a new one may be begun."""
    with acting():
        hold(Award.objects.filter(pk=report.award_id), Report.objects.filter(pk=report.pk))
        return perform(
            report,
            "refuse",
            actor=actor,
            note=reason,
            reason=reason,
            tell=notices.report_refused,
        )


def accept(report: Report, *, actor: User) -> Report:
    """Accept a report."""
    with acting():
        hold(Award.objects.filter(pk=report.award_id), Report.objects.filter(pk=report.pk))
        return perform(report, "accept", actor=actor, tell=notices.report_accepted)


def report_facts(report: Report) -> dict[str, Any]:
    """Everything a report says, with the money by source and line, as one plain record."""
    award, books = report.award, report.award.books
    return plain(
        {
            "kind": report.kind,
            "number": report.number,
            "words": report.words,
            "results": report.results,
            "beneficiaries": {name: getattr(report, name) for name in REPORT_PEOPLE},
            "paid": {name: getattr(report, name) for name in REPORT_PAID},
            "outcomes": report.outcomes,
            "gatherings": [with_share(row) for row in report.gatherings],
            "additions": report.additions,
            "added_participants": report.added_participants,
            "answers": report.items,
            "added_afterwards": report.added_afterwards,
            "cared_by": report.cared_by,
            "grant": award.grant,
            "own_promised": award.own_promised,
            "own_used": books.own_used,
            "by_kind": [
                {
                    "kind": kind,
                    "promised": standing.promised,
                    "confirmed": standing.confirmed,
                    "used": standing.used,
                }
                for kind, standing in sorted(books.standing_by_kind.items())
            ],
            "labour": labour_of(award),
            "visits": [
                {
                    "number": one.number,
                    "held_on": one.held_on,
                    "found": len(one.found.all()),
                    "open": len(one.open_findings),
                }
                for one in books.visits
                if one.held_on
            ],
            "payments": [
                {
                    "number": one.number,
                    "kind": one.kind,
                    "amount": one.amount,
                    "state": one.state,
                    "order_number": one.order_number,
                    "order_on": one.order_on,
                }
                for one in books.payments
            ],
            "sources": [
                {
                    "source": source,
                    "received": purse.received,
                    "spent": purse.spent,
                    "unspent": purse.unspent,
                }
                for source, purse in books.purses.items()
            ],
            "lines": [
                {
                    "title": line.title,
                    "source": line.source,
                    "approved": line.amount,
                    "spent": spent,
                }
                for line, spent, _left in books.lines_with_actual
            ],
            "contributions": [
                {
                    "giver": one.giver,
                    "giver_kind": one.giver_kind,
                    "kind": one.kind,
                    "what": one.what,
                    "promised": one.amount,
                    "confirmed": one.confirmed_amount,
                    "used": books.used[one.pk],
                }
                for one in books.contributions
            ],
        }
    )


def remind_of_report(award: Award, *, actor: User) -> Award:
    """Remind the winner of the next report, before its day and once it is over."""
    return perform(award, "remind_of_report", actor=actor, tell=notices.report_due)


def remind_of_reports(actor: User) -> int:
    """Remind of every report whose day comes near or is over; once each."""
    reminded = 0
    for award in Award.objects.to_remind_of_reports().with_call().order_by("pk"):
        if not rules.report_reminder_is_due(award):
            continue
        try:
            remind_of_report(award, actor=actor)
        except Refused:
            # It was handed in meanwhile: then there is nothing to remind of.
            continue
        reminded += 1
    return reminded


BY_THE_CALENDAR.append(remind_of_reports)


def labour_of(award: Award) -> dict[str, Any]:
    """The days of work by the sheets that stand: women, men, hours."""
    sheets = Use.objects.filter(
        contribution__award=award, contribution__kind=ContributionKind.LABOUR, stands=True
    )
    found = sheets.aggregate(women=Sum("women"), men=Sum("men"), hours=Sum("hours"))
    return {name: value or 0 for name, value in found.items()} | {"sheets": sheets.count()}


def with_share(row: Mapping[str, Any]) -> dict[str, Any]:
    """A gathering with the men who follow from the whole, and the part of women in percent."""
    whole, women = row["participants"], row["women"]
    men = whole - women if row.get("men") is None else row["men"]
    share = half_up(Fraction(women * 100, whole), places=1) if whole else None
    return {**row, "men": men, "share_of_women": share}


def named_sources(said: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The money of a report by source, each with its name and its sums."""
    rows = figured(said.get("sources", []), "received", "spent", "unspent")
    return [row | {"label": Purse(row["source"]).label} for row in rows]


def figured(rows: Sequence[Mapping[str, Any]], *names: str) -> list[dict[str, Any]]:
    """Rows of a frozen record with their figures as figures again."""
    return [
        dict(row) | {name: Decimal(row[name]) for name in names if row.get(name) not in (None, "")}
        for row in rows
    ]


def _next(rows: Any) -> int:
    return (rows.aggregate(latest=Max("number"))["latest"] or 0) + 1
