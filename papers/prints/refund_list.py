"""The list of money given back: each giver, the sum, and room to sign."""

from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from reportlab.platypus import Flowable

from awards.choices import Purse
from papers.prints import text
from papers.prints.text import Seal, p, pair

Facts = dict[str, Any]


def title(_facts: Facts, _language: str) -> str:
    return _("List of money given back")


def body(facts: Facts, language: str, seal: Seal | None) -> list[Flowable]:
    call = facts["call"]
    named = {
        "title": pair(call, "title", language),
        "number": call["number"],
        "year": call["year"],
    }
    open_ = [row for row in facts["rows"] if Decimal(row["owed"])]
    rows = [
        [
            str(number),
            row["to_whom"],
            str(Purse(row["source"]).label),
            text.figure(row["owed"], language, places=2),
            "\n",
            "",
        ]
        for number, row in enumerate(open_, start=1)
    ]
    together = sum((Decimal(row["owed"]) for row in open_), Decimal(0))
    total = ["", _("Total"), "", text.figure(together, language, places=2), "", ""]
    titles = [
        _("No."),
        _("Who gave"),
        _("Whose money"),
        _("Gets back, som"),
        _("Day"),
        _("Signature"),
    ]
    return [
        p(title(facts, language), "title"),
        p(_("Initiative “%(title)s”") % {"title": facts["title"]}, "under"),
        p(_("Competition “%(title)s”, No. %(number)s of %(year)s") % named, "under"),
        p(
            _(
                "What was not spent of the money given for this initiative goes back to its "
                "givers. Whoever signs has got the whole sum that stands beside the name."
            )
        ),
        text.gap(2),
        *text.table(titles, rows, [12, 50, 34, 26, 20, 36], right=[0, 3], total=total),
        text.gap(1),
        p(
            _("Together: %(sum)s.") % {"sum": text.sum_of(together, language)},
        ),
        text.signatures([(_("Gave the money back"), ""), (_("Was present"), "")]),
    ]
