"""The library's own SQLite, except for how a transaction waits for its turn to write."""

import time
from random import SystemRandom
from typing import Any

from django.db import OperationalError
from django.db.backends.sqlite3 import base

# SQLite asks after 1, 2, 5, 10 … milliseconds, and in the end only every tenth of a second: whoever
# has waited long asks seldom, and every newcomer overtakes him. So all ask anew after at most these
# milliseconds, never after as many as before: who keeps time with the others may always come late.
TURN = 8
PATIENCE = 20_000
BEAT = SystemRandom()


class DatabaseWrapper(base.DatabaseWrapper):
    """All who wait to write ask equally often, so that nobody waits for ever in a rush."""

    def _start_transaction_under_autocommit(self) -> None:
        given_up = time.monotonic() + PATIENCE / 1000
        self._wait_at_most(0)
        try:
            while True:
                try:
                    return super()._start_transaction_under_autocommit()
                except OperationalError as error:
                    if "locked" not in str(error) or time.monotonic() > given_up:
                        raise
                time.sleep(BEAT.uniform(0.5, TURN) / 1000)
        finally:
            self._wait_at_most(PATIENCE)

    def _wait_at_most(self, milliseconds: int) -> Any:
        return self.connection.execute(f"PRAGMA busy_timeout = {milliseconds}")
