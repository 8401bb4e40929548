"""The key to the codes of a call that hid its applicants: an annex to its protocol."""

from typing import Any

from django.utils.translation import gettext as _
from reportlab.platypus import Flowable

from applications.choices import ApplicationState
from papers.prints import text
from papers.prints.protocol import CHECKED
from papers.prints.text import Seal, p, pair

Facts = dict[str, Any]


def title(facts: Facts, _language: str) -> str:
    return _("Key to the codes of protocol No. %(number)s") % {"number": facts["protocol"] or "–"}


def body(facts: Facts, language: str, _seal: Seal | None) -> list[Flowable]:
    call = facts["call"]
    numbered = {
        "title": pair(call, "title", language),
        "number": call["number"],
        "year": call["year"],
    }
    moment = {"moment": text.moment(facts["published_at"], language, zone=True)}
    rows = [
        [
            row["code"],
            str(row["number"]),
            ", ".join(filter(None, (row["title"], row["village"]))),
            row["applicant"],
            _check(row),
        ]
        for row in facts["rows"]
    ]
    titles = [
        _("Code"),
        _("No."),
        _("Initiative"),
        _("Applicant"),
        _("Outcome of the check"),
    ]
    words = {"sha": facts["record_sha256"]}
    return [
        p(title(facts, language), "title"),
        p(_("Competition “%(title)s”, No. %(number)s of %(year)s") % numbered, "under"),
        p(
            _(
                "The commission knew the applicants by their codes and signed a protocol that "
                "tells codes only. This annex was issued when the results were published; it is "
                "read by those who read the protocol."
            )
        ),
        p(_("Published: %(moment)s.") % moment),
        *text.table(titles, rows, [18, 12, 55, 45, 40], right=[1]),
        *_permits(facts, language),
        text.gap(3),
        p(_("Fingerprint of the record of the protocol: %(sha)s.") % words, "small"),
        text.signatures([(_("Head of the aiyl okmotu"), facts["signatory"])]),
    ]


def _check(row: Facts) -> str:
    state = CHECKED.get(row["state"], ApplicationState.ADMITTED)
    label = str(ApplicationState(state).label)
    return f"{label}: {row['ground']}" if row["ground"] else label


def _permits(facts: Facts, language: str) -> list[Flowable]:
    """The protocol tells until when and why; here stands who it was."""
    if not facts["permits"]:
        return []
    rows = [[row["name"], text.moment(row["until"], language)] for row in facts["permits"]]
    titles = [_("Let in late"), _("Until")]
    return [*text.heading(_("Late permits")), *text.table(titles, rows, [90, 80])]
