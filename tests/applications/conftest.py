"""The town of this room: everybody at once, applications in every state, and traces."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.utils import translation

from accounts.models import User
from applications.choices import ApplicationState
from applications.models import Application, Enclosure, Envelope, Version
from audit.models import Entry, Notice
from competitions.choices import CompetitionState
from competitions.models import Competition
from tests import factories

PEOPLE = [
    "applicant",
    "rival",
    "clerk",
    "second_clerk",
    "head",
    "auditor",
    "chair",
    "secretary",
    "member",
    "alternate",
    "neighbour",
    "administrator",
    "clock_user",
]


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    """Sentences are compared in the language they are written in."""
    with translation.override("en"):
        yield


@pytest.fixture
def everyone(request: pytest.FixtureRequest, commission: Competition) -> dict[str, User]:
    return {name: request.getfixturevalue(name) for name in PEOPLE}


@pytest.fixture
def checking(town: Any) -> Competition:
    """A call whose reception has closed and whose check runs."""
    return factories.competition(
        town, state=CompetitionState.CHECKING, closes_at=factories.at(4, 9, 17)
    )


@pytest.fixture
def draft(call: Competition, applicant: User) -> Application:
    """A draft with everything the call asks for."""
    return factories.application(call, applicant)


@pytest.fixture
def received(checking: Competition, applicant: User) -> Application:
    """Handed in; the call is in its check."""
    return factories.application(checking, applicant, state=ApplicationState.SUBMITTED)


@pytest.fixture
def paper(call: Competition, clerk: User) -> Application:
    """Registered at the desk, and keyed once."""
    application = factories.application(
        call, None, route="paper", number=1, received_at=factories.NOON, group_name="Жаш демилге"
    )
    factories.envelope(application, clerk, keyed_by=clerk)
    return application


def mark_all(application: Application, clerk: User, verdict: str = "met", note: str = "") -> None:
    for item in application.competition.checklist.all():
        factories.check_mark(application, item, clerk, verdict=verdict, note=note)


@pytest.fixture
def no_trace() -> Callable[[], Any]:
    """Within this block nothing may be written: no row, no entry, no letter."""

    def kept() -> list[Any]:
        return [
            list(Application.objects.order_by("pk").values()),
            Enclosure.objects.count(),
            Envelope.objects.count(),
            Version.objects.count(),
            Entry.objects.count(),
            Notice.objects.count(),
        ]

    @contextmanager
    def watch() -> Iterator[None]:
        before = kept()
        yield
        assert kept() == before

    return watch
