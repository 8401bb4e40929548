"""The published results as one sheet for the notice board: Kyrgyz and Russian together."""

from decimal import Decimal
from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _
from reportlab.platypus import Flowable

from applications.choices import ApplicationState
from papers.choices import LANGUAGES
from papers.prints import text
from papers.prints.text import Seal, p, pair

Facts = dict[str, Any]


def title(facts: Facts, language: str) -> str:
    return _("Results: %(title)s") % {"title": pair(facts["call"], "title", language)}


def body(facts: Facts, language: str, _seal: Seal | None) -> list[Flowable]:
    """Both languages, the one asked for first."""
    parts: list[Flowable] = []
    for tongue in (language, *(other for other in LANGUAGES if other != language)):
        with translation.override(tongue):
            parts += [*_half(facts, tongue), text.gap(4)]
    return parts


def _half(facts: Facts, language: str) -> list[Flowable]:
    call = facts["call"]
    numbered = {
        "title": pair(call, "title", language),
        "number": call["number"],
        "year": call["year"],
    }
    rows = [
        [
            str(row["place"] or "–"),
            str(row["number"]),
            ", ".join(filter(None, (row["title"], row["village"]))),
            "–" if row["score"] is None else text.figure(row["score"], language, 2),
            _decided(row, language),
        ]
        for row in facts["rows"]
    ]
    titles = [_("Place"), _("No."), _("Initiative"), _("Final score"), _("Decision")]
    lines = [
        p(_("Published: %(moment)s.") % {"moment": text.moment(facts["published_at"], language)}),
        p(_("Sum of all grants: %(sum)s.") % {"sum": text.sum_of(facts["granted"], language)}),
    ]
    if facts["appeals_until"]:
        day = {"day": text.day(facts["appeals_until"], language)}
        lines.append(p(_("Appeals are received until %(day)s.") % day))
    return [
        p(_("Results"), "title"),
        p(_("Competition “%(title)s”, No. %(number)s of %(year)s") % numbered, "under"),
        *text.table(titles, rows, [14, 12, 76, 22, 46], right=[0, 1, 3], small=True),
        text.gap(1),
        *lines,
    ]


def _decided(row: Facts, language: str) -> str:
    state = ApplicationState(row["state"])
    if row["granted"]:
        return f"{state.label}: {text.som(Decimal(row['granted']), language)}"
    if state == ApplicationState.RESERVED and row["reserve_place"]:
        return f"{state.label}, {row['reserve_place']}"
    return str(state.label)
