"""How the commission of the demonstration works: declares, scores, meets, signs."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any

from accounts.models import User
from applications.models import Application
from competitions.models import Competition
from portal.demonstration.people import Office
from scoring import actions
from scoring.models import Meeting, Protocol, Sheet

MEMBERS = ("chair", "member", "member_two", "member_three", "member_four")
# How far each member stands from the common judgement on the first criterion.
LEANING = {"chair": 0, "member": 0, "member_two": 1, "member_three": -1, "member_four": 0}
WORDS = "Сунуш жана бюджет боюнча"


def sheets_of(call: Competition, person: User) -> list[Sheet]:
    return list(
        Sheet.objects.filter(competition=call)
        .of_person(person)
        .select_related("application")
        .order_by("position")
    )


def declare(call: Competition, person: User, interests: Mapping[int, str] | None = None) -> None:
    """Declare for every application: no interest, but for those named by number."""
    rows = []
    for sheet in sheets_of(call, person):
        words = (interests or {}).get(sheet.application.number, "")
        rows.append(
            {"sheet": sheet.pk, "interest_kind": "family" if words else "", "interest_words": words}
        )
    actions.declare_all(call, actor=person, declarations=rows)


def score(
    call: Competition,
    key: str,
    person: User,
    points: Mapping[int, Sequence[int]],
    only: Iterable[int] | None = None,
) -> None:
    """Fill in and send the sheets that are open (of these applications only)."""
    criteria = call.criteria_in_order()
    for sheet in sheets_of(call, person):
        number = sheet.application.number
        if not sheet.is_writable or (only is not None and number not in only):
            continue
        given = list(points[number])
        given[0] = max(0, min(10, given[0] + LEANING[key]))
        marks = [
            {"criterion": criterion.pk, "points": Decimal(value), "reason": WORDS}
            for criterion, value in zip(criteria, given, strict=True)
        ]
        actions.score_and_send(sheet, actor=person, marks=marks)


def meet(office: Office, call: Competition, held_at: datetime) -> Meeting:
    """Plan the meeting; who was present and what was said is recorded on the day."""
    return actions.plan_meeting(
        call,
        actor=office.secretary,
        held_at=held_at,
        place_ky="Айыл өкмөтүнүн чогулуш залы",
        place_ru="Зал заседаний айыл окмоту",
    )


def hold_meeting(office: Office, meeting: Meeting, *, question: tuple[str, str]) -> Meeting:
    secretary = office.secretary
    seats = [seat for seat in meeting.competition.seated() if seat.role != "alternate"]
    meeting = actions.record_attendance(
        meeting, actor=secretary, present=[seat.pk for seat in seats]
    )
    meeting = actions.open_meeting(meeting, actor=secretary)
    return actions.record_question(
        meeting, actor=secretary, text=question[0], answer=question[1], asked_by="айыл тургуну"
    )


def sign_protocol(office: Office, call: Competition) -> Protocol:
    """Draw the protocol up from the ranking; the secretary and the chair sign it."""
    protocol = actions.draw_up(call, actor=office.secretary)
    protocol = actions.countersign(protocol, actor=office.secretary)
    return actions.sign(protocol, actor=office.chair)


def by_title(call: Competition, points: Mapping[str, Sequence[int]]) -> dict[int, Sequence[int]]:
    """The same points by registration number."""
    numbers: dict[str, Any] = dict(
        Application.objects.filter(competition=call).values_list("title", "number")
    )
    return {numbers[title]: given for title, given in points.items() if title in numbers}
