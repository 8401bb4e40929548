"""The act by which what the municipality bought is received."""

from typing import Any

from django.utils.translation import gettext as _
from reportlab.platypus import Flowable

from papers.prints import text
from papers.prints.payment_order import things
from papers.prints.text import Seal, p

Facts = dict[str, Any]


def title(facts: Facts, _language: str) -> str:
    return _("Act of receipt No. %(number)s") % {"number": facts["number"] or "____"}


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
        *text.heading(
            _("What was found"),
            p(
                facts["found"] or _("Quantity and quality are as ordered; nothing is missing."),
                breaks=True,
            ),
        ),
        p(_("The things named above were handed over by the supplier and received.")),
        text.signatures(
            [
                *[(_("Received by"), person.strip()) for person in _persons(facts)],
                (_("For the supplier"), facts["supplier"]),
                (_("For the initiative"), facts["winner_represented_by"] or facts["winner"]),
            ]
        ),
        *_entered(facts, issued=seal is not None),
    ]


def _about(facts: Facts, language: str) -> list[tuple[str, Any]]:
    rows = [
        (_("Received on"), text.day(facts["received_on"], language)),
        (_("Buyer"), facts["letterhead"][f"name_{language}"]),
        (_("Supplier"), facts["supplier"] or "–"),
    ]
    if facts["supplier_tax_number"]:
        rows.append((_("Tax number of the supplier"), facts["supplier_tax_number"]))
    if facts["purchase_number"]:
        order = _("No. %(number)s of %(day)s") % {
            "number": facts["purchase_number"],
            "day": text.day(facts["purchase_on"], language),
        }
        rows.append((_("Purchase order or contract"), order))
    return [
        *rows,
        (_("Sum"), text.sum_of(facts["amount"], language)),
        (_("Received by"), facts["received_by"] or "–"),
    ]


def _persons(facts: Facts) -> list[str]:
    """Everybody who signs for what came, each with a line of his or her own."""
    return [one for one in facts["received_by"].replace("\n", ";").split(";") if one.strip()] or [
        ""
    ]


def _entered(facts: Facts, *, issued: bool) -> list[Flowable]:
    if not issued:
        return []
    return [p(_("Entered in the books by %(person)s.") % {"person": facts["entered_by"]}, "small")]
