"""The order to pay a part of the grant: to whom, how much, for what, on which ground."""

from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from reportlab.platypus import Flowable

from awards.choices import PaymentKind, ReportKind
from papers.prints import text
from papers.prints.text import Seal, p

Facts = dict[str, Any]


def title(facts: Facts, _language: str) -> str:
    return _("Order to pay No. %(number)s") % {"number": facts["payment_number"]}


def body(facts: Facts, language: str, seal: Seal | None) -> list[Flowable]:
    return [
        p(title(facts, language), "title"),
        p(
            _("Agreement No. %(agreement)s, initiative “%(title)s”")
            % {"agreement": facts["agreement"] or "–", "title": facts["title"]},
            "under",
        ),
        text.listed(_about(facts, language)),
        *things(facts, language),
        *_grant(facts, language),
        text.gap(2),
        p(_("To be paid within the approved grant and charged to it."), "body"),
        text.signatures(
            [
                (_("Head of the aiyl okmotu"), facts["signatory"]),
                (_("Prepared by"), facts["planned_by"]),
            ]
        ),
    ]


def _about(facts: Facts, language: str) -> list[tuple[str, Any]]:
    head = facts["letterhead"]
    rows = [
        (_("Date"), text.day(facts["decided_at"], language)),
        (_("Payer"), head[f"name_{language}"]),
    ]
    if facts["payer_bank_details"]:
        rows.append((_("Bank details of the payer"), facts["payer_bank_details"]))
    rows.append((_("Payee"), _payee(facts)))
    if facts["supplier_tax_number"]:
        rows.append((_("Tax number of the supplier"), facts["supplier_tax_number"]))
    if facts["bank_details"]:
        rows.append((_("Bank details of the payee"), facts["bank_details"]))
    rows += [
        (_("Sum"), text.sum_of(facts["amount"], language)),
        (_("For what"), _purpose(facts)),
        (_("Ground"), _ground(facts, language)),
    ]
    if facts["planned_for"]:
        rows.append((_("To be paid by"), text.day(facts["planned_for"], language)))
    return rows


def _payee(facts: Facts) -> str:
    if facts["payee_represented_by"] and facts["payee_represented_by"] != facts["payee"]:
        return _("%(payee)s, represented by %(person)s") % {
            "payee": facts["payee"],
            "person": facts["payee_represented_by"],
        }
    return facts["payee"]


def _purpose(facts: Facts) -> str:
    words = {"title": facts["title"], "number": facts["payment_number"]}
    if facts["kind"] == PaymentKind.PURCHASE:
        return _("Purchase for the initiative “%(title)s”") % words
    return _("Tranche No. %(number)s of the grant for the initiative “%(title)s”") % words


def _ground(facts: Facts, language: str) -> str:
    grounds = [
        _("protocol of the commission No. %(number)s") % {"number": facts["protocol_number"]},
        _("agreement No. %(number)s of %(day)s")
        % {"number": facts["agreement"] or "–", "day": text.day(facts["agreed_at"], language)},
    ]
    if facts["purchase_number"]:
        grounds.append(
            _("purchase order or contract No. %(number)s of %(day)s")
            % {
                "number": facts["purchase_number"],
                "day": text.day(facts["purchase_on"], language),
            }
        )
    if facts["rests_on"]:
        grounds.append(
            _("%(report)s, accepted %(day)s")
            % {
                "report": ReportKind(facts["rests_on"]["kind"]).label,
                "day": text.day(facts["rests_on"]["accepted_at"], language),
            }
        )
    return "; ".join(grounds)


def things(facts: Facts, language: str) -> list[Flowable]:
    """What is bought, each with its line of the budget, and the total."""
    if not facts["items"]:
        return []
    rows = [
        [
            str(place),
            item["what"],
            item["line"],
            " ".join(filter(None, (text.figure(item["quantity"], language), item["unit"]))),
            text.figure(item["price"], language),
            text.figure(item["amount"], language),
        ]
        for place, item in enumerate(facts["items"], start=1)
    ]
    titles = [
        _("No."),
        _("What"),
        _("Budget line"),
        _("Quantity"),
        _("Price, som"),
        _("Sum, som"),
    ]
    total = ["", _("Total"), "", "", "", text.figure(facts["amount"], language)]
    return [
        *text.heading(_("What is bought")),
        *text.table(titles, rows, [10, 48, 36, 27, 25, 26], right=[3, 4, 5], total=total),
    ]


def _grant(facts: Facts, language: str) -> list[Flowable]:
    rows = [
        [_("Grant as it stands"), text.figure(facts["grant"], language)],
        [_("Paid before"), text.figure(facts["paid_before"], language)],
        [_("This payment"), text.figure(facts["amount"], language)],
        [_("Left of the grant after it"), text.figure(Decimal(facts["left_after"]), language)],
    ]
    return [
        *text.heading(_("The grant")),
        *text.table([_("What"), _("Sum, som")], rows, [110, 60], right=[1]),
    ]
