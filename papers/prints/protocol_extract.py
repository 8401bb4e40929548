"""An extract of a protocol about one application: its points, its place, what was decided of it."""

from typing import Any

from django.utils.translation import gettext as _
from reportlab.platypus import Flowable

from papers.prints import protocol, protocol_grid, text
from papers.prints.text import Seal, p, pair

Facts = dict[str, Any]


def title(facts: Facts, _language: str) -> str:
    words = {"number": facts["record"]["number"], "application": facts["about"]}
    return _("Extract of protocol No. %(number)s: application No. %(application)s") % words


def body(facts: Facts, language: str, seal: Seal | None) -> list[Flowable]:
    """What the protocol says of this application, and nothing it says of another."""
    record = facts["record"]
    numbered = {
        "title": pair(record["call"], "title", language),
        "number": record["call"]["number"],
        "year": record["call"]["year"],
    }
    return [
        p(title(facts, language), "title"),
        p(_("Competition “%(title)s”, No. %(number)s of %(year)s") % numbered, "under"),
        *protocol.meeting(record, language),
        *protocol_grid.grid(record, language),
        *protocol_grid.quorums(record),
        *protocol_grid.ranking(record, language),
        *protocol.decisions(record, language, total=False),
        *text.heading(_("True to the protocol")),
        p(
            _("Fingerprint of the whole record: %(sha)s.") % {"sha": facts["record_sha256"]},
            "small",
        ),
        text.signatures([(_("Secretary or clerk"), "")]),
    ]


def of_one(facts: Facts, number: int) -> Facts | None:
    """The facts of a protocol with all other applications taken out; none if it says nothing."""
    record = facts["record"]

    def kept(rows: list[Facts], key: str = "number") -> list[Facts]:
        return [row for row in rows if row[key] == number]

    proposals = kept(record["proposals"])
    if not proposals:
        return None
    # Who marked what is the commission's own matter: the applicant reads points without names.
    seats = [row["seat"] for row in kept(record.get("grid", []), "application")]
    nameless = {seat: _("Sheet %(place)s") % {"place": n} for n, seat in enumerate(seats, start=1)}
    cut = {
        "proposals": proposals,
        "applications": kept(record.get("applications", [])),
        "grid": kept(record.get("grid", []), "application"),
        "ranking": kept(record.get("ranking", [])),
        "commission": [
            {"seat": seat, "name": name, "role": "member"} for seat, name in nameless.items()
        ],
    }
    return {**facts, "record": {**record, **cut}, "about": number}
