"""A commission at work: two admitted applications, and a sheet for every scoring seat."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest

from accounts.models import User
from applications.models import Application
from competitions.models import Competition, Seat
from scoring import actions
from scoring.models import Meeting, Protocol, Sheet
from tests import factories


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
def send_all(scoring: Competition) -> Callable[..., None]:
    """Everybody declares no interest and sends the same points to each application."""

    def send(points: dict[Application, int], *, but: tuple[Sheet, ...] = ()) -> None:
        sheets = Sheet.objects.filter(competition=scoring, state="undeclared").exclude(pk__in=[one.pk for one in but])
        for sheet in sheets.with_all().order_by("pk"):
            given = points[sheet.application]
            opened = actions.declare_no_interest(sheet, actor=sheet.seat.user)
            actions.score_and_send(opened, actor=sheet.seat.user, marks=marks(opened, given))

    return send


@pytest.fixture
def deliberation(scoring: Competition, first: Application, second: Application, send_all: Any, chair: User) -> Competition:
    """Everybody has sent: seven points in each criterion to the first, five to the second."""
    send_all({first: 7, second: 5})
    return actions.close_scoring(scoring, actor=chair)


@pytest.fixture
def tied(scoring: Competition, first: Application, second: Application, send_all: Any, chair: User) -> Competition:
    """Equal scores, and a ladder that asks for the members' vote, then the chair, then the lot."""
    ladder = [{"kind": "open_vote"}, {"kind": "chairs_word"}, {"kind": "lot"}]
    Competition.objects.filter(pk=scoring.pk).update(ladder=ladder)
    send_all({first: 6, second: 6})
    return actions.close_scoring(Competition.objects.get(pk=scoring.pk), actor=chair)


@pytest.fixture
def meeting(deliberation: Competition, secretary: User) -> Meeting:
    """A meeting opened with everybody present."""
    planned = actions.plan_meeting(
        deliberation, actor=secretary, held_at=factories.NOON, place_ky="Айыл өкмөтү", place_ru="Айыл окмоту"
    )
    seats = list(Seat.objects.filter(competition=deliberation).values_list("pk", flat=True))
    recorded = actions.record_attendance(planned, actor=secretary, present=seats)
    return actions.open_meeting(recorded, actor=secretary)


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
        {"criterion": criterion.pk, "points": None if points is None else Decimal(points), "reason": reason}
        for criterion in sheet.competition.criteria_in_order()
    ]
