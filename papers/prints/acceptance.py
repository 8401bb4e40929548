"""The acceptance of the final report: what was done, with whose money, and who cares for it now."""

from typing import Any

from django.utils.translation import gettext as _
from reportlab.platypus import Flowable

from papers.prints import report, text
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
        *report.told(record, language),
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


def _vouched(facts: Facts, language: str, *, issued: bool) -> list[Flowable]:
    if not issued:
        return []
    words = {"moment": text.moment(facts["accepted_at"], language), "sha": facts["record_sha256"]}
    return [p(_("Accepted: %(moment)s. Fingerprint of the report: %(sha)s.") % words, "small")]
