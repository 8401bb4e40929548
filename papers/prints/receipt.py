"""The receipt of an application: Kyrgyz and Russian on one sheet."""

from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _
from reportlab.lib.colors import HexColor
from reportlab.lib.units import mm
from reportlab.platypus import Flowable, HRFlowable

from applications.choices import Route
from papers.choices import LANGUAGES
from papers.prints import text
from papers.prints.text import Seal, p, pair


def title(facts: dict[str, Any], language: str) -> str:
    return _("Receipt of application No. %(number)s") % {"number": facts["registration"]}


def body(facts: dict[str, Any], language: str, seal: Seal | None) -> list[Flowable]:
    """Both languages, the one asked for first."""
    order = [language, *(other for other in LANGUAGES if other != language)]
    parts: list[Flowable] = []
    for place, tongue in enumerate(order):
        if place:
            parts.append(
                HRFlowable(
                    width="100%", color=HexColor("#8a867d"), spaceBefore=4 * mm, spaceAfter=4 * mm
                )
            )
        with translation.override(tongue):
            parts += _half(facts, tongue)
    return parts


def _half(facts: dict[str, Any], language: str) -> list[Flowable]:
    call = facts["call"]
    words = {
        "title": pair(call, "title", language),
        "number": call["number"],
        "year": call["year"],
    }
    return [
        p(title(facts, language), "title"),
        p(_("Competition “%(title)s”, No. %(number)s of %(year)s") % words, "under"),
        text.listed(_answers(facts, language)),
        text.gap(2),
        p(
            _("The minute of receipt counts for the deadline. Last day of the check: %(day)s.")
            % {"day": text.day(facts["check_until"], language)},
            "small",
        ),
        *_vouched(facts),
    ]


def _answers(facts: dict[str, Any], language: str) -> list[tuple[str, Any]]:
    rows = [
        (_("Registration number"), str(facts["registration"])),
        (_("Received"), text.moment(facts["received_at"], language, zone=True)),
    ]
    if facts.get("entered_at"):
        rows.append((_("Entered"), text.moment(facts["entered_at"], language, zone=True)))
    rows += [
        (_("How it came"), str(Route(facts["route"]).label)),
        (_("Applicant"), facts["applicant"]),
    ]
    if facts["title"]:
        place = ", ".join(filter(None, (facts["title"], facts["village"])))
        rows.append((_("Initiative"), place))
    if facts["asked"]:
        rows.append((_("Asked from the fund"), text.sum_of(facts["asked"], language)))
        rows.append((_("Own contribution"), text.som(facts["own"], language)))
    if facts["enclosures"]:
        rows.append((_("Enclosed"), "; ".join(facts["enclosures"])))
    if facts["brought_by"]:
        rows.append((_("Brought by"), facts["brought_by"]))
    if facts["pages"]:
        taken = {"pages": facts["pages"], "person": facts["taken_by"]}
        rows.append((_("Taken at the desk"), _("%(pages)s pages, taken by %(person)s") % taken))
    return rows


def _vouched(facts: dict[str, Any]) -> list[Flowable]:
    if not facts["version"]:
        return []
    words = {"version": facts["version"], "sha": facts["text_sha256"]}
    return [p(_("Version %(version)s of the text, fingerprint %(sha)s.") % words, "small")]
