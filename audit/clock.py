"""The office clock: when an act happens, and when the request that asks for it arrived."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, datetime, time, timedelta

from django.utils import timezone

# The name in the journal of what no person did: kept as it is, shown in the reader's words.
NAME = "Clock"

_played: ContextVar[datetime | None] = ContextVar("played", default=None)
_arrived: ContextVar[datetime | None] = ContextVar("arrived", default=None)


def now() -> datetime:
    """The moment of an act (aware, UTC)."""
    return _played.get() or timezone.now()


def arrival() -> datetime:
    """The moment that counts for a deadline: when the request reached the server.

    It is taken before any waiting for a lock, so that nobody is late because others were
    pressing too. Outside a request it is simply now.
    """
    return _arrived.get() or now()


@contextmanager
def arrived(moment: datetime) -> Iterator[None]:
    """Within this block the request is held to have arrived at that moment."""
    token = _arrived.set(moment)
    try:
        yield
    finally:
        _arrived.reset(token)


@contextmanager
def at(moment: datetime) -> Iterator[None]:
    """Within this block it is another time: for playing a known story, and for tests."""
    token, arrival_token = _played.set(moment), _arrived.set(None)
    try:
        yield
    finally:
        _played.reset(token)
        _arrived.reset(arrival_token)


def minutes(count: int) -> timedelta:
    """A stretch of time of that many minutes."""
    return timedelta(minutes=count)


def local_day(moment: datetime) -> date:
    """The day this moment falls on in Bishkek."""
    return timezone.localtime(moment).date()


def end_of(day: date) -> datetime:
    """The last minute of a day in Bishkek: until then what is due on that day is in time."""
    return timezone.make_aware(datetime(day.year, day.month, day.day, 23, 59))  # noqa: DTZ001


def today() -> date:
    """The day of the act in Bishkek."""
    return local_day(now())


def words(moment: datetime) -> str:
    """The moment as it stands on a notice board: day, month, year and minute in Bishkek."""
    return timezone.localtime(moment).strftime("%d.%m.%Y %H:%M")


def end_of_day(moment: datetime) -> datetime:
    """The last minute, in Bishkek, of the day this moment falls on."""
    return timezone.localtime(moment).replace(hour=23, minute=59, second=59, microsecond=0)


def last_minute_of(day: date) -> datetime:
    """The moment at which this day ends in Bishkek."""
    return end_of_day(timezone.make_aware(datetime.combine(day, time(12))))
