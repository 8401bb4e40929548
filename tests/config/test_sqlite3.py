import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import OperationalError
from django.db.utils import ConnectionHandler

from config.environment import database
from config.sqlite3 import base

Writer = Callable[[], Any]


@pytest.fixture
def writer(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, django_db_blocker: Any
) -> Iterator[Writer]:
    """Opens one more connection of its own to the same file."""
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path}/office.sqlite3")
    opened: list[Any] = []

    def open_one() -> Any:
        handler = ConnectionHandler({"default": database("DATABASE_URL", tmp_path / "unused")})
        found = handler["default"]
        found.inc_thread_sharing()
        # Whoever connects first makes the file; those who come later find it made.
        found.ensure_connection()
        opened.append(found)
        return found

    with django_db_blocker.unblock():
        yield open_one
        for one in opened:
            one.close()


def begin(connection: Any) -> None:
    connection.set_autocommit(False, force_begin_transaction_with_broken_autocommit=True)


def end(connection: Any) -> None:
    connection.commit()
    connection.set_autocommit(True)


def test_a_writer_waits_for_his_turn(writer: Writer) -> None:
    first, second = writer(), writer()
    begin(first)
    threading.Timer(0.3, end, [first]).start()

    started = time.monotonic()
    begin(second)
    waited = time.monotonic() - started
    end(second)

    assert 0.2 < waited < 5


def test_who_waits_too_long_is_told(writer: Writer, monkeypatch: pytest.MonkeyPatch) -> None:
    first, second = writer(), writer()
    begin(first)
    monkeypatch.setattr(base, "PATIENCE", 200)

    with pytest.raises(OperationalError, match="locked"):
        begin(second)

    end(first)


def test_other_statements_wait_as_long_as_before(writer: Writer) -> None:
    connection = writer()
    begin(connection)
    end(connection)

    with connection.cursor() as cursor:
        cursor.execute("PRAGMA busy_timeout")
        assert cursor.fetchone() == (base.PATIENCE,)


def test_nobody_is_overtaken_for_ever(writer: Writer) -> None:
    turns, wanted = [0] * 6, 10
    until = time.monotonic() + 60

    connections = [writer() for _place in turns]

    def press(place: int) -> None:
        connection = connections[place]
        while min(turns) < wanted and time.monotonic() < until:
            begin(connection)
            time.sleep(0.005)
            end(connection)
            turns[place] += 1
            time.sleep(0.005)

    threads = [threading.Thread(target=press, args=[place]) for place in range(len(turns))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    # How evenly the turns fall hangs on the machine; that everybody comes to his does not.
    assert min(turns) >= wanted, turns
