"""The act by which a contribution is handed over: both sides sign it."""

from typing import Any

from django.utils.translation import gettext as _
from reportlab.platypus import Flowable

from applications.choices import GiverKind
from competitions.choices import ContributionKind
from papers.prints import text
from papers.prints.day_sheet import foot
from papers.prints.text import p, pair

Facts = dict[str, Any]

__all__ = ["body", "foot", "title"]


def title(facts: Facts, _language: str) -> str:
    return _("Act No. %(number)s of a contribution received") % facts


def body(facts: Facts, language: str) -> list[Flowable]:
    call = facts["call"]
    named = {
        "title": pair(call, "title", language),
        "number": call["number"],
        "year": call["year"],
    }
    withdrawn = [p(_("This contribution was withdrawn; the act does not count."), "cell_bold")]
    return [
        p(title(facts, language), "title"),
        p(_("Initiative “%(title)s”") % {"title": facts["title"]}, "under"),
        p(_("Competition “%(title)s”, No. %(number)s of %(year)s") % named, "under"),
        *(withdrawn if facts["withdrawn"] else []),
        text.listed(_answers(facts, language)),
        text.gap(3),
        p(
            _(
                "The giver hands over and the winner takes over what is named above as own "
                "contribution to the initiative. It is used for nothing else."
            )
        ),
        text.signatures(
            [
                (_("Gave"), facts["giver"]),
                (_("Received for the winner"), ""),
                (_("For the aiyl okmotu"), ""),
            ]
        ),
    ]


def _answers(facts: Facts, language: str) -> list[tuple[str, Any]]:
    kind = str(GiverKind(facts["giver_kind"]).label)
    rows = [
        (_("Date"), text.day(facts["on"], language)),
        (_("Who gives"), f"{facts['giver']} ({kind})"),
        (_("Kind of contribution"), str(ContributionKind(facts["kind"]).label)),
    ]
    if facts["what"]:
        rows.append((_("What is given"), facts["what"]))
    if facts["quantity"]:
        unit = pair(facts, "unit", language)
        much = f"{text.figure(facts['quantity'], language)} {unit}".strip()
        each = text.som(facts["rate_amount"], language)
        rows.append((_("How much"), f"{much} × {each}"))
    return [
        *rows,
        (_("Worth"), text.sum_of(facts["amount"], language)),
        (_("Promised in all"), text.som(facts["promised"], language)),
        (_("Letter or receipt"), facts["document"]),
        (_("Winner"), facts["applicant"]),
        (_("Agreement"), _("No. %(number)s") % {"number": facts["agreement"] or "–"}),
    ]
