"""The day on which the tests of the journal play."""

import datetime as dt

MORNING = dt.datetime(2026, 3, 2, 3, 0, tzinfo=dt.UTC)
NOON = MORNING + dt.timedelta(hours=3)
