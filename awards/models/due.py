"""When the next report of an award is due: reckoned from days alone, for one award or for many."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any


def interim_left(days: Sequence[Any], given: int) -> list[date]:
    """The days of interim reports to which none of the reports handed in belongs."""
    return sorted(date.fromisoformat(str(day)) for day in days or ())[given:]


def next_report(
    *,
    last_day: date | None,
    report_days: int,
    returned_until: date | None,
    interim_days: Sequence[Any],
    given: int,
    has_final: bool,
) -> date | None:
    """The last day for handing the next report in; none while nothing is expected."""
    if last_day is None:
        return None
    if returned_until is not None:
        return returned_until
    if has_final:
        return None
    return min([*interim_left(interim_days, given)[:1], last_day + timedelta(days=report_days)])
