"""A large office for measurements: rows made in bulk, a thousand applications to a call."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

from django.db import connection

from accounts.models import Municipality, User
from applications import actions
from applications.choices import ApplicationState
from applications.models import Application
from competitions.choices import CompetitionState
from competitions.models import Competition
from scoring.choices import SheetState
from scoring.models import Attendance, Meeting, Sheet
from tests import factories

A_CALL = 1000
SCORERS = 3
CRITERIA = 5


class Office:
    """A municipality with its people, and calls full of scored applications."""

    def __init__(self, a_call: int = A_CALL) -> None:
        self.a_call = a_call
        self.place: Municipality = factories.municipality()
        self.neighbour = factories.municipality(soate="41703223836000")
        self.clerk = factories.officer("Сыдыкова Нургүл", "clerk", self.place)
        self.head = factories.officer("Асанов Темир", "head", self.place)
        self.auditor = factories.officer("Орозова Жылдыз", "auditor", self.place)
        self.members = [factories.user(f"Мүчө {place}") for place in range(SCORERS)]
        self.people = [factories.user(f"Арыз берүүчү {place}") for place in range(50)]
        self.calls: list[Competition] = []
        self.desk: Competition | None = None
        # The journal has begun, as in every office that has a call.
        first = factories.competition(self.place, year=2099)
        actions.submit(complete_draft(first, self.people[0]), actor=self.people[0])

    def grow(self, applications: int) -> None:
        """Add calls until there are that many applications, each with three scored sheets."""
        while len(self.calls) * self.a_call < applications:
            self.calls.append(self._call())

    def on_the_desk(self) -> Sheet:
        """A sheet still open, of a member with as many sheets as the call has applications."""
        if self.desk is None:
            self.desk = self._call(CompetitionState.SCORING)
            Sheet.objects.filter(competition=self.desk).update(state=SheetState.OPEN, sent_at=None)
        return Sheet.objects.filter(competition=self.desk, seat__user=self.members[0]).first()

    def meeting_of(self, call: Competition) -> Meeting:
        """The meeting of a call, everybody present."""
        found = Meeting.objects.filter(competition=call).first()
        if found is None:
            found = Meeting.objects.create(
                competition=call,
                held_at=factories.NOON,
                place_ky="Айыл өкмөтү",
                place_ru="Айыл окмоту",
                state="held",
                opened_at=factories.NOON,
            )
            Attendance.objects.bulk_create(
                Attendance(meeting=found, seat=seat, present=True) for seat in call.seats.all()
            )
        return found

    def _call(self, state: str = CompetitionState.DELIBERATION) -> Competition:
        call = factories.competition(
            self.place,
            rows=False,
            state=state,
            fund=Decimal(5_000_000),
            number=len(self.calls) + 1 if state == CompetitionState.DELIBERATION else 9999,
        )
        factories.source(call)
        for place in range(CRITERIA):
            factories.criterion(call, key=f"c{place}", position=place)
        roles = ["chair", *["member"] * (SCORERS - 1)]
        seats = [
            factories.seat(call, person, role)
            for person, role in zip(self.members, roles, strict=True)
        ]
        rows = Application.objects.bulk_create(
            [self._application(call, number) for number in range(1, self.a_call + 1)],
            batch_size=500,
        )
        sheets = [
            Sheet(
                competition=call,
                seat=seat,
                application=row,
                position=place,
                state=SheetState.SENT,
                sent_at=factories.NOON,
                declared_at=factories.NOON,
                versions_count=1,
            )
            for seat in seats
            for place, row in enumerate(rows, start=1)
        ]
        Sheet.objects.bulk_create(sheets, batch_size=500)
        _marks(call)
        return call

    def _application(self, call: Competition, number: int) -> Application:
        person: User = self.people[number % len(self.people)]
        return Application(
            competition=call,
            applicant=person,
            number=number,
            code=f"A-{number:04d}",
            begun_at=factories.NOON,
            received_at=factories.NOON - timedelta(minutes=number),
            submitted_at=factories.NOON,
            versions_count=1,
            applicant_kind="group",
            group_name=f"Демилгелүү топ № {number}",
            representative_name=person.name,
            title=f"Айылды көрктөндүрүү, {number}-көчө",
            village="Жаңы-Айыл",
            kind="co_financing",
            field="landscaping",
            issue="Көчө",
            households=10 + number % 90,
            women=20 + number % 70,
            men=20 + number % 60,
            direct=5,
            asked=Decimal(40000 + number),
            own=Decimal(10000 + number * 7 % 9000),
            state=ApplicationState.ADMITTED,
            consents_to_part=True,
        )


def _marks(call: Competition) -> None:
    # Fifteen marks an application are written by the database itself, or seeding takes minutes.
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO scoring_mark (sheet_id, criterion_id, points, reason) "
            "SELECT s.id, c.id, (s.id * 7 + s.application_id * 13 + c.id * 3) %% 11, 'себеп' "
            "FROM scoring_sheet s "
            "JOIN competitions_criterion c ON c.competition_id = s.competition_id "
            "WHERE s.competition_id = %s",
            [call.pk],
        )


def complete_draft(call: Competition, person: User) -> Any:
    """An application ready to be handed in."""
    return factories.application(call, person)
