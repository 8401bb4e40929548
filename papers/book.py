"""The registration book of a call: every number in its order, nothing ever taken out."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from applications.choices import ApplicationState
from applications.models import Application
from audit import clock
from audit.canonical import plain
from competitions.models import Competition
from papers import journal
from papers.facts.head import Facts, call_named, letterhead
from papers.rows import MOMENT, WHOLE, column, local


@dataclass(frozen=True, slots=True, kw_only=True)
class BookRow:
    """One number of the registration book."""

    number: int = column(
        _("No."), _("Registration number, in order of registration"), width=6, style=WHOLE
    )
    received_at: datetime | None = column(
        _("Received"),
        _("The minute that counts for the deadline, Bishkek time"),
        width=17,
        style=MOMENT,
    )
    entered_at: datetime | None = column(
        _("Entered"),
        _("When it was written down, where that was more than a minute later"),
        width=17,
        style=MOMENT,
    )
    route: str = column(_("How it came"), _("On the site, on paper or by file"), width=12)
    applicant: str = column(
        _("From whom"), _("Group or organisation, else the representative"), width=28
    )
    brought_by: str = column(_("Brought by"), _("Who handed the envelope in at the desk"), width=24)
    taken_by: str = column(_("Taken by"), _("Who took the envelope at the desk"), width=24)
    pages: int | None = column(_("Pages"), _("As counted at the desk"), width=8, style=WHOLE)
    title: str = column(_("Initiative"), _("Title as the applicant wrote it"), width=38)
    state: str = column(_("State"), _("Where the application stands now"), width=20)
    remark: str = column(
        _("Remark"), _("Why it was entered late; keyed both times by the same clerk"), width=30
    )


def book_rows(competition: Competition) -> Iterator[BookRow]:
    """Every number in its order, in two queries whatever their count."""
    for row in Application.objects.filter(competition=competition).in_book().order_by("number"):
        envelope = row.taken
        unkeyed = row.state == ApplicationState.DRAFT
        remarks = [envelope.late_reason] if envelope and envelope.late_reason else []
        if envelope and envelope.repeated_alone:
            remarks.append(str(_("keyed both times by the same clerk")))
        yield BookRow(
            number=row.number,
            received_at=local(row.received_at),
            entered_at=local(row.entered_at) if row.is_entered_later else None,
            route=str(row.get_route_display()),
            applicant=row.shown_name,
            brought_by=envelope.brought_by if envelope else "",
            taken_by=str(envelope.received_by) if envelope else "",
            pages=envelope.pages if envelope else None,
            title=row.title,
            state=str(_("on paper, not keyed yet") if unkeyed else row.get_state_display()),
            remark="; ".join(remarks),
        )


def book_facts(competition: Competition) -> Facts:
    """What the printed book says, and the head of the journal it was printed at."""
    head = journal.head_of(competition.journal_chain)
    numbering = Application.objects.filter(competition=competition).numbering()
    return {
        "letterhead": letterhead(competition.municipality),
        "call": call_named(competition),
        "made_at": plain(clock.now()),
        "last": numbering.last,
        "missing": numbering.gaps,
        "rows": [_as_text(row) for row in book_rows(competition)],
        "head": head.head if head.length else "",
    }


def _as_text(row: BookRow) -> dict[str, Any]:
    def moment(value: datetime | None) -> str:
        return value.strftime("%d.%m.%Y %H:%M") if value else ""

    entered = moment(row.entered_at)
    return {
        "number": str(row.number),
        "received": "\n".join(
            filter(None, (moment(row.received_at), f"({entered})" * bool(entered)))
        ),
        "route": row.route,
        "whom": "\n".join(dict.fromkeys(filter(None, (row.applicant, row.brought_by)))),
        "title": row.title,
        "pages": str(row.pages or ""),
        "state": "\n".join(filter(None, (row.state, row.remark))),
    }
