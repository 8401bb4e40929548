"""An amendment of the agreement: old and new side by side, signed by both sides."""

from typing import Any

from django.utils.translation import gettext as _
from reportlab.platypus import Flowable, KeepTogether

from papers.prints import text
from papers.prints.agreement_parts import changed
from papers.prints.text import Seal, p, pair

Facts = dict[str, Any]


def title(facts: Facts, _language: str) -> str:
    return _("Amendment No. %(number)s of agreement No. %(agreement)s") % {
        "number": facts["number"],
        "agreement": facts["agreement"],
    }


def body(facts: Facts, language: str, _seal: Seal | None) -> list[Flowable]:
    parties = facts["parties"]
    return [
        p(title(facts, language), "title"),
        p(_("Initiative “%(title)s”") % {"title": facts["title"]}, "under"),
        text.listed(_about(facts, language)),
        *changed(facts["changes"], language),
        *text.heading(_("Reason"), p(pair(facts, "reason", language), breaks=True)),
        KeepTogether(
            [
                p(
                    _(
                        "Everything else in the agreement stays in force. The grant stays "
                        "%(grant)s. This amendment is a part of the agreement and is made in "
                        "Kyrgyz and in Russian."
                    )
                    % {"grant": text.som(facts["grant"], language)}
                ),
                *text.lines_to_sign(
                    [
                        (
                            _("For the aiyl okmotu: head"),
                            parties["head_name"] or facts["signatory"],
                        ),
                        (
                            _("For the winner"),
                            facts["winner_name"]
                            or parties["winner_name"]
                            or parties["representative"],
                        ),
                    ]
                ),
            ]
        ),
    ]


def _about(facts: Facts, language: str) -> list[tuple[str, Any]]:
    rows = [
        (_("Aiyl okmotu"), pair(facts["letterhead"], "name", language)),
        (_("Winner"), facts["parties"]["applicant"]),
        (_("Represented by"), facts["parties"]["representative"] or "–"),
        (
            _("Agreement"),
            _("No. %(number)s, %(day)s")
            % {"number": facts["agreement"], "day": text.day(facts["agreement_on"], language)},
        ),
    ]
    if facts["winner_signed_on"]:
        rows.append((_("Signed by the winner on"), text.day(facts["winner_signed_on"], language)))
    if facts["on"]:
        rows.append((_("Signed by the head on"), text.day(facts["on"], language)))
    return rows
