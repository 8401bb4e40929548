"""The report of a group, interim or final: its words, its figures, and what the books tell."""

from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from reportlab.platypus import Flowable

from applications.choices import GiverKind, MoneySource
from awards.choices import AdderKind, PaymentKind, PaymentState, Purse, ReportKind
from competitions.choices import ContributionKind
from papers.prints import text
from papers.prints.text import Seal, p

Facts = dict[str, Any]


def title(facts: Facts, _language: str) -> str:
    words = {"kind": str(ReportKind(facts["record"]["kind"]).label).capitalize()}
    return _("%(kind)s No. %(number)s") % (words | {"number": facts["record"]["number"]})


def body(facts: Facts, language: str, seal: Seal | None) -> list[Flowable]:
    record = facts["record"]
    return [
        p(title(facts, language), "title"),
        p(_("Initiative “%(title)s”") % {"title": facts["title"]}, "under"),
        text.listed(_about(facts, language)),
        *told(record, language),
        *_answers(record),
        text.signatures(
            [
                (_("For the winner"), facts["representative"]),
                (_("Received by the aiyl okmotu"), ""),
            ]
        ),
        *_vouched(facts, language, issued=seal is not None),
    ]


def told(record: Facts, language: str) -> list[Flowable]:
    """What a report says, part by part; parts that older reports do not have are left out."""
    return [
        *_texts(record),
        *_outcomes(record, language),
        *_people(record, language),
        *_gatherings(record, language),
        *_additions(record, language),
        *_money(record, language),
        *_payments(record, language),
        *_lines(record, language),
        *_contributions(record, language),
        *_labour(record, language),
        *_visits(record, language),
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
        (_("Report handed in"), text.moment(facts["submitted_at"], language, zone=True)),
    ]


def _outcomes(record: Facts, language: str) -> list[Flowable]:
    rows = [
        [
            row["planned"],
            _quantity(row.get("planned_quantity"), row.get("unit"), language),
            _quantity(row.get("came_quantity"), row.get("unit"), language),
            row.get("came") or "–",
        ]
        for row in record.get("outcomes", [])
    ]
    if not rows:
        return []
    titles = [_("What was planned"), _("How much was planned"), _("How much came"), _("What came")]
    return [
        *text.heading(_("Result by result")),
        *text.table(titles, rows, [60, 30, 30, 50], right=[1, 2]),
    ]


def _quantity(value: Any, unit: Any, language: str) -> str:
    figure = text.figure(value, language)
    return f"{figure} {unit}" if unit and figure != "–" else figure


def _gatherings(record: Facts, language: str) -> list[Flowable]:
    names = ("participants", "women", "men", "share_of_women", "proposals", "accepted")
    rows = [
        [row["title"], *(text.figure(row.get(name), language) for name in names)]
        for row in record.get("gatherings", [])
    ]
    if not rows:
        return []
    titles = [
        _("Gathering"),
        _("Participants"),
        _("Women"),
        _("Men"),
        _("Share of women, %"),
        _("Proposals and questions"),
        _("Of them accepted"),
    ]
    return [
        *text.heading(_("Gatherings of residents")),
        *text.table(titles, rows, [50, 22, 18, 18, 22, 22, 22], right=[1, 2, 3, 4, 5, 6]),
    ]


def _additions(record: Facts, language: str) -> list[Flowable]:
    rows = [
        [
            str(AdderKind(row["kind"]).label),
            text.figure(row.get("givers"), language),
            row["what"],
            text.figure(row.get("quantity"), language),
        ]
        for row in record.get("additions", [])
    ]
    if not rows:
        return []
    titles = [_("Who added"), _("How many of them"), _("What was added"), _("How much")]
    took_part = record.get("added_participants")
    words = _("People who took part: about %(count)s.") % {
        "count": text.figure(took_part, language)
    }
    return [
        *text.heading(_("Who added what")),
        *text.table(titles, rows, [50, 25, 70, 25], right=[1, 3]),
        *([p(words)] if took_part is not None else []),
    ]


def _labour(record: Facts, language: str) -> list[Flowable]:
    days = record.get("labour")
    if not days or not days["sheets"]:
        return []
    return [
        *text.heading(_("Days of work by the day sheets")),
        text.listed(
            [
                (_("Women"), text.figure(days["women"], language)),
                (_("Men"), text.figure(days["men"], language)),
                (_("Sheets and acts"), text.figure(days["sheets"], language)),
            ]
        ),
    ]


def _visits(record: Facts, language: str) -> list[Flowable]:
    rows = [
        [
            str(row["number"]),
            text.day(row["held_on"], language),
            str(row["found"]),
            str(row["open"]),
        ]
        for row in record.get("visits", [])
    ]
    if not rows:
        return []
    titles = [_("Visit No."), _("Day"), _("Found to be mended"), _("Still open")]
    return [
        *text.heading(_("Visits")),
        *text.table(titles, rows, [25, 65, 40, 40], right=[0, 2, 3]),
    ]


def _answers(record: Facts) -> list[Flowable]:
    rows = [[row["what"], row["answer"] or "–"] for row in record.get("answers", [])]
    if not rows:
        return []
    titles = [_("What was to be mended"), _("Answer")]
    return [*text.heading(_("Answers")), *text.table(titles, rows, [85, 85])]


def _vouched(facts: Facts, language: str, *, issued: bool) -> list[Flowable]:
    if not issued:
        return []
    words = {
        "moment": text.moment(facts["submitted_at"], language),
        "sha": facts["record_sha256"],
    }
    return [p(_("Handed in: %(moment)s. Fingerprint of the report: %(sha)s.") % words, "small")]


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
        (_("women paid for work"), "paid_women"),
        (_("men paid for work"), "paid_men"),
        (_("of the paid from families with disability"), "paid_with_disability"),
    ]
    counts = counts | record.get("paid", {})
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
        titles, rows, [44, 36, 24, 22, 22, 22], right=[3, 4, 5], total=[_("Total"), "", "", *totals]
    )
    return [*text.heading(_("Own contribution")), *grid]


def _sum(rows: list[Facts], name: str, language: str) -> str:
    return text.figure(sum((Decimal(row[name]) for row in rows), Decimal(0)), language)
