"""The acceptance of the final report: what was done, with whose money, and who cares for it now."""

from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from reportlab.platypus import Flowable

from applications.choices import GiverKind, MoneySource
from awards.choices import PaymentKind, PaymentState, Purse
from competitions.choices import ContributionKind
from papers.prints import text
from papers.prints.text import Seal, p

Facts = dict[str, Any]


def title(_facts: Facts, _language: str) -> str:
    return _("Acceptance of the final report")


def body(facts: Facts, language: str, seal: Seal | None) -> list[Flowable]:
    record = facts["record"]
    return [
        p(title(facts, language), "title"),
        p(_("Initiative “%(title)s”") % {"title": facts["title"]}, "under"),
        text.listed(_about(facts, language)),
        *_texts(record),
        *_people(record, language),
        *_money(record, language),
        *_payments(record, language),
        *_lines(record, language),
        *_contributions(record, language),
        text.signatures(
            [
                (_("Head of the aiyl okmotu"), facts["signatory"]),
                (_("For the winner"), facts["representative"]),
            ]
        ),
        *_vouched(facts, language, issued=seal is not None),
    ]


def _about(facts: Facts, language: str) -> list[tuple[str, Any]]:
    record = facts["record"]
    return [
        (_("Winner"), facts["applicant"]),
        (
            _("Agreement"),
            _("No. %(number)s") % {"number": facts["agreement"]} if facts["agreement"] else "–",
        ),
        (_("Grant"), text.sum_of(record["grant"], language)),
        (_("Own contribution promised"), text.som(record["own_promised"], language)),
        (_("Own contribution used"), text.som(record["own_used"], language)),
        (_("Report handed in"), text.moment(facts["submitted_at"], language)),
        (_("Report accepted"), text.moment(facts["accepted_at"], language, zone=True)),
    ]


def _texts(record: Facts) -> list[Flowable]:
    parts = [
        (_("What was done"), record["words"]),
        (_("Results against the plan"), record["results"]),
        (_("What others added afterwards"), record["added_afterwards"]),
        (_("Who takes care of it now"), record["cared_by"]),
    ]
    flow: list[Flowable] = []
    for label, words in parts:
        if words:
            flow += text.heading(label, p(words, breaks=True))
    return flow


def _people(record: Facts, language: str) -> list[Flowable]:
    counts = record["beneficiaries"]
    names = [
        (_("women"), "women"),
        (_("men"), "men"),
        (_("of them children under 18"), "children"),
        (_("of them young people 18 to 28"), "youth"),
        (_("of them elderly people"), "elderly"),
        (_("of them people with disability"), "disabled"),
    ]
    rows = [
        [label, text.figure(counts[name], language)]
        for label, name in names
        if counts.get(name) is not None
    ]
    if not rows:
        return []
    return [
        *text.heading(_("Who benefits")),
        *text.table([_("People"), _("How many")], rows, [110, 60], right=[1]),
    ]


def _money(record: Facts, language: str) -> list[Flowable]:
    rows = [
        [
            str(Purse(row["source"]).label),
            *(text.figure(row[name], language) for name in ("received", "spent", "unspent")),
        ]
        for row in record["sources"]
    ]
    total = [
        _("Total"),
        *(_sum(record["sources"], name, language) for name in ("received", "spent", "unspent")),
    ]
    titles = [_("Whose money"), _("Received, som"), _("Spent, som"), _("Unspent, som")]
    return [
        *text.heading(_("Money by source")),
        *text.table(titles, rows, [80, 30, 30, 30], right=[1, 2, 3], total=total),
    ]


def _payments(record: Facts, language: str) -> list[Flowable]:
    rows = [
        [
            str(row["number"]),
            str(PaymentKind(row["kind"]).label),
            str(PaymentState(row["state"]).label),
            row["order_number"] or "–",
            text.day(row["order_on"], language),
            text.figure(row["amount"], language),
        ]
        for row in record["payments"]
    ]
    if not rows:
        return []
    titles = [_("No."), _("Kind"), _("State"), _("Payment order"), _("Day"), _("Sum, som")]
    return [
        *text.heading(_("Payments of the grant")),
        *text.table(titles, rows, [10, 45, 30, 25, 38, 22], right=[0, 5]),
    ]


def _lines(record: Facts, language: str) -> list[Flowable]:
    rows = [
        [
            line["title"],
            str(MoneySource(line["source"]).label),
            text.figure(line["approved"], language),
            text.figure(line["spent"], language),
            text.figure(Decimal(line["approved"]) - Decimal(line["spent"]), language),
        ]
        for line in record["lines"]
    ]
    total = [
        _("Total"),
        "",
        _sum(record["lines"], "approved", language),
        _sum(record["lines"], "spent", language),
        "",
    ]
    titles = [_("What"), _("Source"), _("Approved, som"), _("Spent, som"), _("Left, som")]
    return [
        *text.heading(_("Budget and spending")),
        *text.table(titles, rows, [70, 28, 24, 24, 24], right=[2, 3, 4], total=total),
    ]


def _contributions(record: Facts, language: str) -> list[Flowable]:
    rows = [
        [
            row["giver"],
            str(GiverKind(row["giver_kind"]).label),
            str(ContributionKind(row["kind"]).label),
            *(text.figure(row[name], language) for name in ("promised", "confirmed", "used")),
        ]
        for row in record["contributions"]
    ]
    if not rows:
        return []
    totals = (
        _sum(record["contributions"], name, language) for name in ("promised", "confirmed", "used")
    )
    titles = [
        _("Who gives"),
        _("Kind of giver"),
        _("Kind"),
        _("Promised, som"),
        _("Confirmed, som"),
        _("Used, som"),
    ]
    grid = text.table(
        titles, rows, [50, 30, 24, 22, 22, 22], right=[3, 4, 5], total=[_("Total"), "", "", *totals]
    )
    return [*text.heading(_("Own contribution")), *grid]


def _sum(rows: list[Facts], name: str, language: str) -> str:
    return text.figure(sum((Decimal(row[name]) for row in rows), Decimal(0)), language)


def _vouched(facts: Facts, language: str, *, issued: bool) -> list[Flowable]:
    if not issued:
        return []
    words = {"moment": text.moment(facts["accepted_at"], language), "sha": facts["record_sha256"]}
    return [p(_("Accepted: %(moment)s. Fingerprint of the report: %(sha)s.") % words, "small")]
