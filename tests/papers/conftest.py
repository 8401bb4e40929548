"""Papers rest on acts: here the acts are done, so that there is something to print."""

from collections.abc import Callable

import pytest
from django.test import Client

from accounts.models import User
from applications import actions as applying
from applications.models import Application
from competitions import actions as calling
from competitions.choices import CompetitionState
from competitions.models import Competition
from tests import factories
from tests.scoring.conftest import (  # noqa: F401 - the commission's work, done as its own tests do it
    checked,
    deliberation,
    draft,
    first,
    give,
    in_english,
    meeting,
    scoring,
    second,
    sheet_of,
    signed,
)


@pytest.fixture
def announced(town, head) -> Competition:
    """A call announced by its head, with its terms frozen."""
    prepared = factories.competition(
        town, state=CompetitionState.DRAFT, announced_at=None, terms_version=0, first_closes_at=None
    )
    return calling.announce(prepared, actor=head)


@pytest.fixture
def submitted(announced, applicant) -> Application:
    """An application handed in by its applicant."""
    written = factories.application(announced, applicant)
    return applying.submit(written, actor=applicant)


@pytest.fixture
def sign_in(db: None) -> Callable[[User | None], Client]:
    """A browser that reads English, of somebody or of nobody."""

    def browser(person: User | None) -> Client:
        client = Client(headers={"accept-language": "en"})
        if person is not None:
            client.force_login(person)
        return client

    return browser
