"""People for tests of the journal alone: they need no municipality."""

import pytest

from accounts.actions import register
from accounts.choices import Role
from accounts.models import Membership, User
from audit import clock
from tests.audit.moments import MORNING


@pytest.fixture
def aigul(db) -> User:
    """Somebody with a phone only."""
    with clock.at(MORNING):
        return register(name="Айгүл Сыдыкова", phone="+996700000001")


@pytest.fixture
def bakyt(db) -> User:
    """Somebody with an e-mail address, who reads Russian."""
    with clock.at(MORNING):
        return register(name="Бакыт Үсөнов", email="bakyt@example.org", language="ru")


@pytest.fixture
def keeper(db) -> User:
    """An administrator, appointed when there was nobody yet to appoint him."""
    with clock.at(MORNING):
        keeper = register(name="Калыс Токтосунов", phone="+996700000009")
    Membership.objects.create(user=keeper, role=Role.ADMINISTRATOR, since=MORNING)
    return keeper
