"""The agreement with the winner, from the application as approved; what was cut is an annex."""

from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from reportlab.platypus import Flowable

from applications.choices import GiverKind, MoneySource
from competitions.choices import ContributionKind, Purchasing, Shortfall
from papers.prints import text
from papers.prints.text import Seal, p, pair

Facts = dict[str, Any]


def title(facts: Facts, _language: str) -> str:
    return _("Agreement No. %(number)s on financing a local initiative") % {
        "number": facts["record"]["number"]
    }


def body(facts: Facts, language: str, seal: Seal | None) -> list[Flowable]:
    record = facts["record"]
    return [
        p(title(facts, language), "title"),
        p(_("Initiative “%(title)s”") % {"title": record["application"]["title"]}, "under"),
        text.listed(_parties(facts, language)),
        *text.heading(_("Subject and sums"), text.listed(_sums(record, language))),
        *_budget(record, language),
        *_contributions(record, language),
        *_terms(record, language),
        *_amendments(facts, language),
        *_cut(record, language),
        text.signatures(
            [
                (_("For the aiyl okmotu: head"), record["head_name"] or facts["signatory"]),
                (_("For the winner"), record["winner_name"]),
            ]
        ),
        *_vouched(facts, issued=seal is not None),
    ]


def _parties(facts: Facts, language: str) -> list[tuple[str, Any]]:
    record = facts["record"]
    rows = [
        (_("Aiyl okmotu"), pair(facts["letterhead"], "name", language)),
        (_("Winner"), record["applicant"]),
        (_("Represented by"), record["winner_name"] or "–"),
        (
            _("Basis"),
            _("decision of the commission, protocol No. %(number)s")
            % {"number": record["protocol_number"]},
        ),
        (_("Application"), _("No. %(number)s") % {"number": record["application"]["number"]}),
    ]
    if facts["bank_details"]:
        rows.append((_("Bank details of the aiyl okmotu"), facts["bank_details"]))
    if record["winner_signed_on"]:
        rows.append((_("Signed by the winner on"), text.day(record["winner_signed_on"], language)))
    if facts["signed_on"]:
        rows.append((_("Signed by the head on"), text.day(facts["signed_on"], language)))
    return rows


def _sums(record: Facts, language: str) -> list[tuple[str, Any]]:
    return [
        (_("Grant"), text.sum_of(record["grant"], language)),
        (_("Own contribution promised"), text.sum_of(record["own_promised"], language)),
        (_("Implementation until"), text.day(record["implementation_until"], language)),
        (
            _("Final report"),
            _("days after the implementation: %(days)s") % {"days": record["report_days"]},
        ),
        (_("Who buys"), str(Purchasing(record["purchasing"]).label)),
        (_("When the own contribution falls short"), str(Shortfall(record["shortfall"]).label)),
    ]


def _budget(record: Facts, language: str) -> list[Flowable]:
    rows = [
        [
            str(place),
            line["title"],
            line["unit"],
            text.figure(line["quantity"], language),
            text.figure(line["price"], language),
            str(MoneySource(line["source"]).label),
            text.figure(line["amount"], language),
        ]
        for place, line in enumerate(record["lines"], start=1)
    ]
    whole = sum((Decimal(line["amount"]) for line in record["lines"]), Decimal(0))
    total = ["", _("Total"), "", "", "", "", text.figure(whole, language)]
    titles = [
        _("No."),
        _("What"),
        _("Unit"),
        _("Quantity"),
        _("Price, som"),
        _("Source"),
        _("Sum, som"),
    ]
    grid = text.table(titles, rows, [9, 46, 17, 26, 21, 29, 22], right=[0, 3, 4, 6], total=total)
    return [*text.heading(_("Budget as approved")), *grid]


def _contributions(record: Facts, language: str) -> list[Flowable]:
    if not record["contributions"]:
        return []
    rows = [
        [
            row["giver"],
            str(GiverKind(row["giver_kind"]).label),
            str(ContributionKind(row["kind"]).label),
            row["what"],
            text.figure(row["quantity"], language),
            text.figure(row["amount"], language),
        ]
        for row in record["contributions"]
    ]
    whole = sum((Decimal(row["amount"]) for row in record["contributions"]), Decimal(0))
    total = [_("Total"), "", "", "", "", text.figure(whole, language)]
    titles = [
        _("Who gives"),
        _("Kind of giver"),
        _("Kind"),
        _("What"),
        _("Quantity"),
        _("Promised, som"),
    ]
    grid = text.table(titles, rows, [38, 32, 20, 34, 24, 22], right=[4, 5], total=total)
    return [*text.heading(_("Own contribution")), *grid]


def _terms(record: Facts, language: str) -> list[Flowable]:
    words = pair(record, "text", language)
    return text.heading(_("Terms"), p(words, breaks=True)) if words else []


def _amendments(facts: Facts, language: str) -> list[Flowable]:
    if not facts["amendments"]:
        return []
    rows = []
    for row in facts["amendments"]:
        changes = [
            _("%(line)s: %(before)s before, %(after)s after")
            % {
                "line": change["line"],
                "before": text.som(change["before"], language),
                "after": text.som(change["after"], language),
            }
            for change in row["changes"].get("lines", [])
        ]
        moved = row["changes"].get("implementation_until")
        if moved:
            changes.append(
                _("last day of implementation: %(after)s")
                % {"after": text.day(moved["after"], language)}
            )
        rows.append(
            [
                str(row["number"]),
                text.day(row["on"], language),
                "\n".join(changes),
                pair(row, "reason", language),
            ]
        )
    titles = [_("No."), _("Day"), _("What is changed"), _("Reason")]
    return [*text.heading(_("Amendments")), *text.table(titles, rows, [10, 40, 70, 50], right=[0])]


def _cut(record: Facts, language: str) -> list[Flowable]:
    cut = [line for line in record["lines"] if Decimal(line["cut"])]
    if not cut:
        return []
    rows = [
        [
            line["title"],
            text.figure(line["asked"], language),
            text.figure(line["amount"], language),
            text.figure(line["cut"], language),
        ]
        for line in cut
    ]
    titles = [_("What"), _("Asked, som"), _("Approved, som"), _("Cut, som")]
    grid = text.table(titles, rows, [80, 30, 30, 30], right=[1, 2, 3])
    return [*text.heading(_("Annex: what the commission cut")), *grid]


def _vouched(facts: Facts, *, issued: bool) -> list[Flowable]:
    if not issued:
        return []
    return [p(_("Fingerprint of the record: %(sha)s.") % {"sha": facts["record_sha256"]}, "small")]
