"""The decision that extends the term for signing an agreement."""

from typing import Any

from django.utils.translation import gettext as _
from reportlab.platypus import Flowable, KeepTogether

from papers.prints import text
from papers.prints.text import Seal, p, pair

Facts = dict[str, Any]


def title(_facts: Facts, _language: str) -> str:
    return _("Extension of the term for signing the agreement")


def body(facts: Facts, language: str, _seal: Seal | None) -> list[Flowable]:
    return [
        p(title(facts, language), "title"),
        p(_("Initiative “%(title)s”") % {"title": facts["title"]}, "under"),
        text.listed(_about(facts, language)),
        *text.heading(_("Reason"), p(pair(facts, "reason", language), breaks=True)),
        KeepTogether(
            [
                p(
                    _(
                        "If the agreement is not signed until the end of the new last day, the "
                        "award is declared forgone and the money is offered to the reserve."
                    )
                ),
                *text.lines_to_sign([(_("Head of the aiyl okmotu"), facts["signatory"])]),
            ]
        ),
    ]


def _about(facts: Facts, language: str) -> list[tuple[str, Any]]:
    rows = [
        (_("Order"), _("No. %(number)s") % {"number": facts["order_number"]}),
        (_("Decided"), text.day(facts["decided_at"], language)),
        (_("Winner"), facts["applicant"]),
        (_("Represented by"), facts["representative"] or "–"),
        (_("Application"), _("No. %(number)s") % {"number": facts["application"]}),
        (
            _("Basis"),
            _("decision of the commission, protocol No. %(number)s")
            % {"number": facts["protocol_number"]},
        ),
        (_("Grant"), text.sum_of(facts["says"]["amount"], language)),
    ]
    if facts["agreement"]:
        rows.append((_("Agreement"), _("No. %(number)s") % {"number": facts["agreement"]}))
    rows += [
        (_("Last day for signing before"), text.day(facts["before"], language)),
        (_("New last day for signing"), text.day(facts["until"], language)),
    ]
    return rows
