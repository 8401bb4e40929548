"""What every test rests on: which parts can run here, and a journal that tests may empty."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.conf import settings
from django.db.backends.sqlite3.operations import DatabaseOperations

from tests import programs
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
