"""A commission at work: two admitted applications, and a sheet for every scoring seat."""

from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.utils import translation
from hypothesis import settings

from accounts.models import User
from applications.models import Application
from competitions.models import Competition, Seat
from scoring import actions
from scoring.models import Attendance, Mark, Meeting, Protocol, Sheet
from tests import factories

# How long an example takes says something about the machine, not about the reckoning.
settings.register_profile("house", deadline=None)
settings.load_profile("house")


@pytest.fixture(autouse=True)
def in_english() -> Iterator[None]:
    """What is said is compared in the source language."""
    with translation.override("en"):
        yield


@pytest.fixture
def client() -> Client:
    """A browser that asks for English."""
    return Client(headers={"accept-language": "en"})


@pytest.fixture
def first(call: Competition, applicant: User) -> Application:
    return factories.application(call, applicant, state="admitted", title="Гүлзарлар")


@pytest.fixture
def second(call: Competition, rival: User) -> Application:
    return factories.application(
        call, rival, state="admitted", title="Көчө жарыгы", field="lighting", own=Decimal(30000)
    )


@pytest.fixture
def checked(commission: Competition, first: Application, second: Application) -> Competition:
    """The check has ended; scoring may be opened."""
    return moved(commission, "checking")


@pytest.fixture
def scoring(checked: Competition, clerk: User) -> Competition:
    """The chair and two members have their sheets for two applications."""
    return actions.open_scoring(checked, actor=clerk)


@pytest.fixture
def sheet_of(scoring: Competition) -> Callable[..., Sheet]:
    """The sheet of one person for one application, put into a state when one is named."""

    def find(person: User, application: Application, state: str = "", **fields: Any) -> Sheet:
        found = Sheet.objects.filter(seat__user=person, application=application)
        if state or fields:
            found.update(**({"state": state} if state else {}), **fields)
        return found.get()

    return find


@pytest.fixture
def give(scoring: Competition) -> Callable[[dict[Application, int]], Competition]:
    """Everybody who owes a sheet sends the same points; then scoring is closed."""

    def send(points: dict[Application, int]) -> Competition:
        owed = Sheet.objects.filter(competition=scoring, state="undeclared")
        pairs = list(owed.values_list("pk", "application_id"))
        owed.update(state="sent", sent_at=factories.NOON, versions_count=1)
        given = {application.pk: count for application, count in points.items()}
        Mark.objects.bulk_create(
            Mark(sheet_id=pk, criterion=criterion, points=Decimal(given[application]))
            for pk, application in pairs
            for criterion in scoring.criteria.all()
        )
        return moved(scoring, "deliberation", scoring_closed_at=factories.NOON)

    return send


@pytest.fixture
def deliberation(give: Any, first: Application, second: Application) -> Competition:
    """Everybody has sent: seven points in each criterion to the first, five to the second."""
    return give({first: 7, second: 5})


@pytest.fixture
def tied(scoring: Competition, give: Any, first: Application, second: Application) -> Competition:
    """Equal scores, and a ladder that asks for the members' vote, then the chair, then the lot."""
    ladder = [{"kind": "open_vote"}, {"kind": "chairs_word"}, {"kind": "lot"}]
    Competition.objects.filter(pk=scoring.pk).update(ladder=ladder)
    return give({first: 6, second: 6})


@pytest.fixture
def meeting(deliberation: Competition) -> Meeting:
    """A meeting held with everybody present."""
    held = Meeting.objects.create(
        competition=deliberation,
        held_at=factories.NOON,
        place_ky="Айыл өкмөтү",
        place_ru="Айыл окмоту",
        state="held",
        opened_at=factories.NOON,
    )
    Attendance.objects.bulk_create(
        Attendance(meeting=held, seat=seat, present=True)
        for seat in Seat.objects.filter(competition=deliberation)
    )
    return held


@pytest.fixture
def draft(deliberation: Competition, meeting: Meeting, secretary: User) -> Protocol:
    """The protocol as drawn up: both applications fit into the fund."""
    return actions.draw_up(deliberation, actor=secretary)


@pytest.fixture
def signed(draft: Protocol, chair: User) -> Protocol:
    return actions.sign(draft, actor=chair)


def moved(competition: Competition, state: str, **fields: Any) -> Competition:
    """The call as it stands in another state."""
    Competition.objects.filter(pk=competition.pk).update(state=state, **fields)
    return Competition.objects.get(pk=competition.pk)


def marks(sheet: Sheet, points: int | str | None, reason: str = "") -> list[dict[str, Any]]:
    """The same points for every criterion."""
    return [
        {
            "criterion": criterion.pk,
            "points": None if points is None else Decimal(points),
            "reason": reason,
        }
        for criterion in sheet.competition.criteria_in_order()
    ]
