"""A call that went its whole way through its own acts, so that there is something to leak."""

import pytest
from django.core.cache import cache
from django.test import Client

from applications.models import Application
from awards import actions as awarding
from competitions import actions as calling
from competitions.models import Competition
from scoring.models import Protocol
from tests import factories
from tests.scoring.conftest import (  # noqa: F401 - the commission's work, done as its own tests do it
    checked,
    deliberation,
    draft,
    first,
    give,
    meeting,
    scoring,
    second,
    sheet_of,
    signed,
)


@pytest.fixture
def visitor(db) -> Client:
    """A browser that reads English and has not signed in."""
    cache.clear()
    return Client(headers={"accept-language": "en"})


@pytest.fixture
def decided(signed: Protocol, first: Application, chair) -> Competition:  # noqa: F811
    """The decision is recorded and not published."""
    Application.objects.filter(pk=first.pk).update(title="Сырдуу гүлзар", group_name="Сырдуу топ")
    return awarding.decide(signed.competition, actor=chair)


@pytest.fixture
def published(decided: Competition, head) -> Competition:
    """The results are published."""
    return awarding.publish(decided, actor=head)


@pytest.fixture
def announced(town, head) -> Competition:
    """A call announced by its head."""
    draft_call = factories.competition(
        town, state="draft", announced_at=None, terms_version=0, first_closes_at=None
    )
    return calling.announce(draft_call, actor=head)
