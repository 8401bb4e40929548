"""One thing that waits for a person."""

from dataclasses import dataclass
from datetime import date, datetime

from audit import clock

LONGEST = 50
Due = date | datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """What, where to do it, until when."""

    subject: str
    address: str
    what: str
    where: str = ""
    due: Due = None
    mark: str = ""
    tone: str = "waiting"

    @property
    def is_moment(self) -> bool:
        return isinstance(self.due, datetime)

    @property
    def is_overdue(self) -> bool:
        return is_past(self.due)


def is_past(due: Due) -> bool:
    """Whether this minute, or this day, is over."""
    if due is None:
        return False
    return due < clock.now() if isinstance(due, datetime) else due < clock.today()


def as_day(due: Due) -> date:
    """The day to sort by; what has no day comes last."""
    if due is None:
        return date.max
    return clock.local_day(due) if isinstance(due, datetime) else due
