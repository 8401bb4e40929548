"""What every test rests on: which parts can run here, and a journal that tests may empty."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.conf import settings
from django.db.backends.sqlite3.base import DatabaseOperations

from accounts.actions import clock_account
from accounts.models import Municipality, User
from audit import clock
from competitions.models import Competition
from scoring.models import standing
from tests import factories, programs
from ui import catalogues

ON_POSTGRESQL = settings.DATABASES["default"]["ENGINE"].endswith("postgresql")


def pytest_configure(config: pytest.Config) -> None:
    """Pages are tested in their three languages: the catalogues are made ready first."""
    catalogues.compile_changed()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Leave out what this machine or this database cannot run, with the reason."""
    absent = {
        "browser": None if programs.chromium() else "Chromium was not found.",
        "postgres": None if ON_POSTGRESQL else "This run is on SQLite.",
        "sqlite": "This run is on PostgreSQL." if ON_POSTGRESQL else None,
    }
    for item in items:
        for mark, reason in absent.items():
            if reason and item.get_closest_marker(mark):
                item.add_marker(pytest.mark.skip(reason=reason))


@pytest.fixture(autouse=True, scope="session")
def journal_can_be_emptied_between_tests() -> Iterator[None]:
    """A test that commits is followed by emptying all tables.

    On SQLite that is done with DELETE, which the journal's triggers rightly refuse: they are
    taken away for that moment and put back. (PostgreSQL empties with TRUNCATE.)
    """
    emptying = DatabaseOperations.execute_sql_flush

    def without_triggers(self: DatabaseOperations, sql_list: list[str]) -> Any:
        with self.connection.cursor() as cursor:
            cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
            triggers = cursor.fetchall()
            for name, _sql in triggers:
                cursor.execute(f"DROP TRIGGER {name}")
            try:
                return emptying(self, sql_list)
            finally:
                for _name, sql in triggers:
                    cursor.execute(sql)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(DatabaseOperations, "execute_sql_flush", without_triggers)
        yield


@pytest.fixture(autouse=True)
def nothing_kept() -> None:
    """What one test reckoned is nothing to the next: rows come back under the same keys."""
    standing.forget()


@pytest.fixture(autouse=True)
def office_time(request: pytest.FixtureRequest) -> Iterator[None]:
    """It is noon of 10 April 2026 in Bishkek, except in a real browser, which has its own clock."""
    if request.node.get_closest_marker("browser") or request.node.get_closest_marker("real_time"):
        yield
        return
    with clock.at(factories.NOON):
        yield


# --- the small town: fixed people, used everywhere


@pytest.fixture
def town(db: None) -> Municipality:
    return factories.municipality()


@pytest.fixture
def other_town(db: None) -> Municipality:
    names = {
        "name_ky": "Ак-Суу айыл аймагы",
        "name_ru": "Ак-Суйский айылный аймак",
        "name_en": "Ak-Suu aiyl aimak",
    }
    return factories.municipality(soate="41703223899000", **names)


@pytest.fixture
def applicant(db: None) -> User:
    return factories.user("Абдылдаева Гүлнара")


@pytest.fixture
def rival(db: None) -> User:
    return factories.user("Мамытов Эрлан")


@pytest.fixture
def clerk(town: Municipality) -> User:
    return factories.officer("Сыдыкова Нургүл", "clerk", town)


@pytest.fixture
def second_clerk(town: Municipality) -> User:
    return factories.officer("Жумабаев Марат", "clerk", town)


@pytest.fixture
def head(town: Municipality) -> User:
    return factories.officer("Асанов Темир", "head", town)


@pytest.fixture
def auditor(town: Municipality) -> User:
    return factories.officer("Орозова Жылдыз", "auditor", area=town.rayon)


@pytest.fixture
def administrator(db: None) -> User:
    return factories.officer("Калыков Азамат", "administrator")


@pytest.fixture
def neighbour(other_town: Municipality) -> User:
    """A clerk of another municipality."""
    return factories.officer("Турдубаева Асел", "clerk", other_town)


@pytest.fixture
def chair(db: None) -> User:
    return factories.user("Бекова Дамира")


@pytest.fixture
def secretary(db: None) -> User:
    return factories.user("Исаков Улан")


@pytest.fixture
def member(db: None) -> User:
    return factories.user("Кадырова Чолпон")


@pytest.fixture
def second_member(db: None) -> User:
    return factories.user("Эсенов Бакыт")


@pytest.fixture
def alternate(db: None) -> User:
    return factories.user("Ниязова Перизат")


@pytest.fixture
def clock_user(db: None) -> User:
    return clock_account()


@pytest.fixture
def call(town: Municipality) -> Competition:
    """An announced call that takes applications now."""
    return factories.competition(town)


@pytest.fixture
def commission(
    call: Competition,
    chair: User,
    secretary: User,
    member: User,
    second_member: User,
    alternate: User,
) -> Competition:
    """The same call with its commission seated: chair, two members, secretary, alternate."""
    for person, role in (
        (chair, "chair"),
        (member, "member"),
        (second_member, "member"),
        (secretary, "secretary"),
        (alternate, "alternate"),
    ):
        factories.seat(call, person, role)
    return call
