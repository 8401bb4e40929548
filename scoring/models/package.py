"""What one member takes away to score without a link, and how it is known again when it is back.

SECURITY: nothing is in it but what the screen shows this member now: the applications he has
declared no interest in and whose text is open to him, his own points, and nothing of anybody else.
"""

from base64 import b32encode
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import prefetch_related_objects
from django.utils.crypto import constant_time_compare, salted_hmac

from audit.canonical import canonical
from competitions.models import Competition, Seat
from scoring.choices import WRITABLE
from scoring.models.cards import ApplicationCard, application_card
from scoring.models.sheet import Sheet

SALT = "scoring.package"
# A hundred and twenty bits: nobody guesses one.
CODE_BYTES, GROUP = 15, 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """One sheet in a package: how the member knows it, and the version it was taken at."""

    label: str
    sheet: int
    stamp: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Binding:
    """What a package is bound to: the call, its terms, the seat, each sheet at its version."""

    call: int
    terms: int
    seat: int
    sheets: Sequence[Taken]

    @property
    def code(self) -> str:
        """The control code over all of it: change anything, and it fits no more."""
        facts = {
            "call": self.call,
            "terms": self.terms,
            "seat": self.seat,
            "sheets": [[one.label, one.sheet, one.stamp] for one in self.sheets],
        }
        sealed = salted_hmac(SALT, canonical(facts), algorithm="sha256").digest()[:CODE_BYTES]
        letters = b32encode(sealed).decode()
        return "-".join(letters[at : at + GROUP] for at in range(0, len(letters), GROUP))

    def fits(self, code: str) -> bool:
        """Whether this code was given for exactly this."""
        return constant_time_compare(self.code, code.strip().upper())


@dataclass(frozen=True, slots=True, kw_only=True)
class Package:
    """My writable sheets of a call, each with the text of its application."""

    competition: Competition
    seat: Seat
    sheets: Sequence[tuple[Sheet, ApplicationCard]]

    @property
    def binding(self) -> Binding:
        return Binding(
            call=self.competition.pk,
            terms=self.competition.terms_version,
            seat=self.seat.pk,
            sheets=[
                Taken(label=card.heading.label, sheet=sheet.pk, stamp=stamp_of(sheet))
                for sheet, card in self.sheets
            ],
        )


def package_of(competition: Competition, user: Any) -> Package | None:
    """What this member may take away now; nothing for whoever holds no seat."""
    seat = next((seat for seat in competition.seated() if seat.user_id == user.pk), None)
    if seat is None:
        return None
    sheets = own_writable(competition, user)
    prefetch_related_objects(
        [sheet.application for sheet in sheets], "lines", "plan", "pledges__rate"
    )
    cards = [(sheet, application_card(sheet, user)) for sheet in sheets]
    return Package(
        competition=competition,
        seat=seat,
        sheets=[(sheet, card) for sheet, card in cards if card is not None],
    )


def own_writable(competition: Competition, user: Any) -> list[Sheet]:
    """My sheets that may still be written, in my own order, with their points."""
    prefetch_related_objects([competition], "criteria")
    sheets = list(
        Sheet.objects.filter(competition=competition, state__in=WRITABLE)
        .of_person(user)
        .in_play()
        .select_related("seat__user", "application")
        .prefetch_related("marks")
        .order_by("position", "pk")
    )
    for sheet in sheets:
        # One call, whose criteria are read once.
        sheet.competition = sheet.application.competition = competition
    return sheets


def stamp_of(sheet: Sheet) -> str:
    """The version of a sheet: another one after every change of its points or its state.

    A keyed seal: from the version of a sheet nobody can guess its points.
    """
    facts = {
        "sheet": sheet.pk,
        "state": sheet.state,
        "sent": sheet.versions_count,
        "until": sheet.reopened_until,
        "marks": _plain_marks(sheet.marks.all()),
    }
    return salted_hmac(f"{SALT}.sheet", canonical(facts), algorithm="sha256").hexdigest()[:32]


def _plain_marks(marks: Iterable[Any]) -> list[list[str]]:
    """The points and reasons that are there, whatever the order of their rows."""
    return sorted(
        [str(mark.criterion_id), "" if mark.points is None else f"{mark.points:.2f}", mark.reason]
        for mark in marks
        if mark.points is not None or mark.reason
    )


def says_the_same(sheet: Sheet, marks: Sequence[Mapping[str, Any]]) -> bool:
    """Whether the sheet already holds exactly these points and reasons."""
    given = sorted(
        [
            str(mark["criterion"]),
            "" if mark["points"] is None else f"{mark['points']:.2f}",
            mark["reason"].strip(),
        ]
        for mark in marks
        if mark["points"] is not None or mark["reason"].strip()
    )
    return given == _plain_marks(sheet.marks.all())
