"""How long it is until a last minute, in words: on the page, and for the script that counts on."""

from datetime import datetime, timedelta
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

# One number of each kind that languages tell apart; the script asks the browser which kind it is.
KINDS = {"one": 1, "few": 2, "many": 5, "other": 5}
MINUTE, HOUR, DAY = 60, 3600, 86400


def days(count: int) -> str:
    return ngettext("%(count)d day", "%(count)d days", count)


def hours(count: int) -> str:
    return ngettext("%(count)d hour", "%(count)d hours", count)


def minutes(count: int) -> str:
    return ngettext("%(count)d minute", "%(count)d minutes", count)


UNITS = {"days": days, "hours": hours, "minutes": minutes}


def left_in_words(left: timedelta) -> str:
    """2 days 4 hours left; 37 minutes left; closed. The last minute itself is still in time."""
    if left < timedelta(0):
        return _("Closed: the last minute has passed")
    seconds = left // timedelta(seconds=1)
    if seconds < MINUTE:
        return _("Less than a minute left")
    if seconds >= DAY:
        parts = (("days", seconds // DAY), ("hours", seconds % DAY // HOUR))
    else:
        parts = (("hours", seconds // HOUR), ("minutes", seconds % HOUR // MINUTE))
    said = [UNITS[unit](count) % {"count": count} for unit, count in parts if count]
    return _("%(time)s left") % {"time": " ".join(said)}


def words_for_script() -> dict[str, Any]:
    """The same words with gaps, of every kind of number."""
    gaps: dict[str, Any] = {
        unit: {kind: said(number).replace("%(count)d", "{n}") for kind, number in KINDS.items()}
        for unit, said in UNITS.items()
    }
    return gaps | {
        "left": _("%(time)s left") % {"time": "{time}"},
        "moment": _("Less than a minute left"),
        "closed": _("Closed: the last minute has passed"),
    }


def countdown_to(until: datetime, now: datetime) -> dict[str, Any]:
    """What the page needs: the words now, and what the script counts on with."""
    left = until - now
    return {
        "until": until,
        "words": left_in_words(left),
        "seconds": f"{left.total_seconds():.0f}",
        "gaps": words_for_script(),
    }
