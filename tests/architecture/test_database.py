import re

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import connection

from tests.architecture.source import ROOMS, ROOT


@pytest.mark.django_db
def test_no_migration_is_missing():
    call_command("makemigrations", "--check", "--dry-run", verbosity=0)


def test_a_migration_is_named_for_what_it_does():
    named = re.compile(r"\d{4}_(?!auto_)[a-z0-9_]+")
    files = [file for room in ROOMS for file in (ROOT / room / "migrations").glob("[0-9]*.py")]

    assert {file.name for file in files if not named.fullmatch(file.stem)} == set()


@pytest.mark.django_db
@pytest.mark.sqlite
def test_the_guards_of_journal_and_papers_stand_after_all_migrations():
    with connection.cursor() as cursor:
        cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger' ORDER BY name")
        found = [name for (name,) in cursor.fetchall()]

    guards = ["no_delete", "no_replace", "no_update"]
    assert found == [
        f"{table}_{guard}" for table in ("audit_entry", "papers_issued") for guard in guards
    ]


def test_every_room_with_rows_is_a_room_of_the_house():
    own = {config.label for config in apps.get_app_configs() if (ROOT / config.name).is_dir()}

    assert own == set(ROOMS) - {"config"}
