"""The agreement with the winner, from the application as approved; what was cut is an annex."""

import re
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from reportlab.platypus import Flowable, KeepTogether

from applications.choices import GiverKind, MoneySource
from awards.models.wording.filled import SHORTFALL
from competitions.choices import ContributionKind, Purchasing, Shortfall
from papers.prints import text
from papers.prints.agreement_parts import changed
from papers.prints.text import Seal, p, pair

Facts = dict[str, Any]

HEADING = re.compile(r"\d+\.\s+\D")
LONGEST_HEADING = 60


def title(facts: Facts, _language: str) -> str:
    return _("Agreement No. %(number)s on financing a local initiative") % {
        "number": facts["record"]["number"]
    }


def body(facts: Facts, language: str, seal: Seal | None) -> list[Flowable]:
    record = facts["record"]
    signing = text.lines_to_sign(
        [
            (_("For the aiyl okmotu: head"), record["head_name"] or facts["signatory"]),
            (_("For the winner"), record["winner_name"] or record.get("representative", "")),
        ]
    )
    return [
        p(title(facts, language), "title"),
        p(_("Initiative “%(title)s”") % {"title": record["application"]["title"]}, "under"),
        text.listed(_parties(facts, language)),
        *text.heading(_("Subject and sums"), text.listed(_sums(record, language))),
        *_terms(record, language, signing),
        *_budget(record, language),
        *_contributions(record, language),
        *_payments(record, language),
        *_cut(record, language),
        *_amendments(facts, language),
        *_vouched(facts, issued=seal is not None),
    ]


def _parties(facts: Facts, language: str) -> list[tuple[str, Any]]:
    record = facts["record"]
    letterhead, place = facts["letterhead"], record["municipality"]
    reach = ", ".join(filter(None, (place.get(f"address_{language}"), place.get("phone"))))
    rows = [
        (
            _("Aiyl okmotu"),
            "\n".join(filter(None, (pair(letterhead, "name", language), reach))),
        ),
        (_("Head of the aiyl okmotu"), record["head_name"] or "–"),
    ]
    if facts["bank_details"]:
        rows.append((_("Bank details of the aiyl okmotu"), facts["bank_details"]))
    rows += [
        (_("Winner"), record["applicant"]),
        (_("Represented by"), record.get("representative") or record["winner_name"] or "–"),
    ]
    if record.get("members"):
        rows.append((_("Members of the group"), ", ".join(record["members"])))
    if record.get("winner_details"):
        rows.append((_("Identity and account of the winner"), record["winner_details"]))
    rows += [
        (
            _("Basis"),
            _("decision of the commission, protocol No. %(number)s")
            % {"number": record["protocol_number"]},
        ),
        (_("Application"), _("No. %(number)s") % {"number": record["application"]["number"]}),
    ]
    if record["winner_signed_on"]:
        rows.append((_("Signed by the winner on"), text.day(record["winner_signed_on"], language)))
    if facts["signed_on"]:
        rows.append((_("Signed by the head on"), text.day(facts["signed_on"], language)))
    return rows


def _sums(record: Facts, language: str) -> list[tuple[str, Any]]:
    rows = [
        (_("Grant"), text.sum_of(record["grant"], language)),
        (_("Own contribution promised"), text.sum_of(record["own_promised"], language)),
    ]
    if record.get("whole"):
        rows.append((_("Budget as approved, in all"), text.sum_of(record["whole"], language)))
    if record.get("starts_on"):
        rows.append((_("First day of the work"), text.day(record["starts_on"], language)))
    rows.append((_("Implementation until"), text.day(record["implementation_until"], language)))
    rows += [
        (_("Interim report"), text.day(day, language)) for day in record.get("interim_days", [])
    ]
    rows.append(
        (
            _("Final report"),
            text.day(record["report_until"], language)
            if record.get("report_until")
            else _("days after the implementation: %(days)s") % {"days": record["report_days"]},
        )
    )
    rows += [
        (_("Who buys"), str(Purchasing(record["purchasing"]).label)),
        (
            _("When the own contribution falls short"),
            SHORTFALL[language][Shortfall(record["shortfall"])],
        ),
    ]
    return rows


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
    return [*text.heading(_("Annex: the budget as approved")), *grid]


def _contributions(record: Facts, language: str) -> list[Flowable]:
    if not record["contributions"]:
        return []
    until = text.day(record["implementation_until"], language)
    rows = [
        [
            "\n".join((row["giver"], f"({GiverKind(row['giver_kind']).label})")),
            _given(row),
            _times(row, language),
            text.figure(row["amount"], language),
            until,
        ]
        for row in record["contributions"]
    ]
    whole = sum((Decimal(row["amount"]) for row in record["contributions"]), Decimal(0))
    total = [_("Total"), "", "", text.figure(whole, language), ""]
    titles = [
        _("Who gives"),
        _("What"),
        _("Quantity × value of one, som"),
        _("Promised, som"),
        _("Not later than"),
    ]
    grid = text.table(titles, rows, [45, 37, 42, 22, 24], right=[3], total=total)
    return [*text.heading(_("Annex: the own contribution")), *grid]


def _given(row: Facts) -> str:
    kind = str(ContributionKind(row["kind"]).label)
    return f"{kind}: {row['what']}" if row["what"] else kind


def _times(row: Facts, language: str) -> str:
    """How the value was reckoned: quantity × the rate frozen by the call."""
    unit = pair(row, "unit", language)
    quantity = " ".join(filter(None, (text.figure(row["quantity"], language), unit)))
    return f"{quantity} × {text.figure(row['rate'], language)}"


def _payments(record: Facts, language: str) -> list[Flowable]:
    tranches = record.get("tranches") or []
    if not tranches:
        return []
    rows = [
        [
            str(place),
            text.figure(row["amount"], language),
            text.day(row["on"], language),
            _("after an accepted interim report") if row["needs_report"] else "–",
        ]
        for place, row in enumerate(tranches, start=1)
    ]
    whole = sum((Decimal(row["amount"]) for row in tranches), Decimal(0))
    total = ["", text.figure(whole, language), "", ""]
    titles = [_("No."), _("Sum, som"), _("Not later than"), _("Condition")]
    grid = text.table(titles, rows, [10, 40, 50, 70], right=[0, 1], total=total)
    return [*text.heading(_("Annex: the tranches of the grant")), *grid]


def _terms(record: Facts, language: str, signing: list[Flowable]) -> list[Flowable]:
    """The terms, each clause a paragraph of its own: long ones run over pages.

    A heading never stands alone at the foot of a page, nor the signatures at the head of one.
    """
    words = pair(record, "text", language)
    lines = [line.strip() for line in words.splitlines() if line.strip()]
    signing = [p(_("The annexes are a part of the agreement."), "small"), *signing]
    flow: list[Flowable] = []
    waiting: list[Flowable] = [p(_("Terms"), "heading")]
    for line in lines[:-1]:
        if is_heading(line):
            waiting.append(p(line, "heading"))
            continue
        flow += [KeepTogether([*waiting, p(line)])] if waiting else [p(line)]
        waiting = []
    last = [p(line) for line in lines[-1:]]
    return [*flow, KeepTogether([*waiting, *last, *signing])]


def is_heading(line: str) -> bool:
    """Whether a line is the heading of a part: "2. Money"."""
    return bool(HEADING.match(line)) and len(line) < LONGEST_HEADING


def _amendments(facts: Facts, language: str) -> list[Flowable]:
    flow: list[Flowable] = []
    for row in facts["amendments"]:
        named = _("Amendment No. %(number)s, %(day)s") % {
            "number": row["number"],
            "day": text.day(row["on"], language),
        }
        flow += text.heading(named, p(pair(row, "reason", language), breaks=True))
        flow += changed(row["changes"], language)
    return flow


def _cut(record: Facts, language: str) -> list[Flowable]:
    """What was asked, approved and cut, line by line and in all."""
    if not any(Decimal(line["cut"]) for line in record["lines"]):
        return []
    names = ("asked", "amount", "cut")
    lines = [line for line in record["lines"] if line["source"] == MoneySource.GRANT]
    lines = lines if any(Decimal(line["cut"]) for line in lines) else record["lines"]
    rows = [
        [line["title"], *(text.figure(line[name], language) for name in names)] for line in lines
    ]
    total = [
        _("Total"),
        *(
            text.figure(sum((Decimal(line[name]) for line in lines), Decimal(0)), language)
            for name in names
        ),
    ]
    titles = [_("What"), _("Asked, som"), _("Approved, som"), _("Cut, som")]
    grid = text.table(titles, rows, [80, 30, 30, 30], right=[1, 2, 3], total=total)
    return [*text.heading(_("Annex: what the commission cut")), *grid]


def _vouched(facts: Facts, *, issued: bool) -> list[Flowable]:
    if not issued:
        return []
    return [p(_("Fingerprint of the record: %(sha)s.") % {"sha": facts["record_sha256"]}, "small")]
