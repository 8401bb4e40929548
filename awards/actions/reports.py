"""Reports of the winner."""

from typing import Any

from django.db.models import Max

from accounts.models import User
from audit import clock
from audit.acts import acting, begin, hold, perform
from audit.canonical import fingerprint, plain
from awards import notices
from awards.models import Award, Report


def begin_report(award: Award, *, actor: User, kind: str) -> Report:
    """Begin an interim or the final report."""
    with acting():
        ((held,),) = hold(Award.objects.filter(pk=award.pk))
        report = Report(award=held, kind=kind, number=_next(held.reports), begun_at=clock.now())
        return begin(report, actor=actor, kind=kind)


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


def send_back(report: Report, *, actor: User, reason: str) -> Report:
    """Return a report to be mended, with the reason."""
    return perform(
        report, "send_back", actor=actor, note=reason, reason=reason, tell=notices.report_returned
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
            "beneficiaries": {
                name: getattr(report, name)
                for name in ("women", "men", "children", "youth", "elderly", "disabled")
            },
            "added_afterwards": report.added_afterwards,
            "cared_by": report.cared_by,
            "grant": award.grant,
            "own_promised": award.own_promised,
            "own_used": books.own_used,
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


def _next(rows: Any) -> int:
    return (rows.aggregate(latest=Max("number"))["latest"] or 0) + 1
