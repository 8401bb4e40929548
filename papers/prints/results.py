"""The published results on sheets for the notice board, to be read standing, a step away."""

from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from reportlab.platypus import Flowable, KeepTogether

from applications.choices import ApplicationState
from papers.prints import text
from papers.prints.text import p, pair

Facts = dict[str, Any]


def title(facts: Facts, language: str) -> str:
    return _("Results: %(title)s") % {"title": pair(facts["call"], "title", language)}


def body(facts: Facts, language: str) -> list[Flowable]:
    """The sheets in one language: who is granted what, who waits, who is not financed."""
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
            "\n".join(filter(None, (_what(row), row["applicant"]))),
            "–" if row["score"] is None else text.figure(row["score"], language, 2),
            _decided(row, language),
        ]
        for row in facts["rows"]
    ]
    granted = [place for place, row in enumerate(facts["rows"]) if row["granted"]]
    titles = [_("Place"), _("No."), _("Initiative"), _("Final score"), _("Decision")]
    return [
        p(_("Results"), "board_title"),
        p(_("Competition “%(title)s”, No. %(number)s of %(year)s") % numbered, "board_under"),
        *text.table(titles, rows, [18, 12, 74, 22, 44], right=[0, 1, 3], large=True, heavy=granted),
        text.gap(3),
        KeepTogether([p(line, "large") for line in _lines(facts, language)]),
    ]


def _what(row: Facts) -> str:
    return ", ".join(filter(None, (row["title"], row["village"])))


def _lines(facts: Facts, language: str) -> list[str]:
    """What holds for all rows: the sum, the days, the protocols it rests on."""
    lines = [
        _("Sum of all grants: %(sum)s.") % {"sum": text.sum_of(facts["granted"], language)},
        _("Published: %(moment)s.")
        % {"moment": text.moment(facts["published_at"], language, zone=True)},
    ]
    for row in facts["protocols"]:
        words = (
            _("Amending protocol No. %(number)s of %(day)s.")
            if row["amends"]
            else _("Protocol No. %(number)s of %(day)s.")
        )
        lines.append(words % {"number": row["number"], "day": text.day(row["signed_at"], language)})
    if facts["reserve_until"]:
        day = {"day": text.day(facts["reserve_until"], language)}
        lines.append(_("The reserve is valid until %(day)s.") % day)
    if facts["appeals_until"]:
        day = {"day": text.day(facts["appeals_until"], language)}
        lines.append(_("Appeals are received until %(day)s.") % day)
    return lines


def _decided(row: Facts, language: str) -> str:
    state = ApplicationState(row["state"])
    if row["granted"]:
        return f"{state.label}: {text.som(Decimal(row['granted']), language)}"
    if state == ApplicationState.RESERVED and row["reserve_place"]:
        return f"{state.label}, {row['reserve_place']}"
    return str(state.label)
