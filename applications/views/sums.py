"""The sums of an application as pages show them: where the money comes from, and the own share."""

import json
from collections.abc import Collection
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from applications.arithmetic import own_share, share_shown
from applications.choices import MoneySource
from applications.models import Application

NOTHING = Decimal(0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """One source of money: what is counted on, what is promised, and its place in the bar."""

    key: str
    label: Any
    shade: int
    counted: Decimal
    promised: Decimal
    percent: Decimal
    x: str
    is_there: bool
    is_promised: bool

    @property
    def width(self) -> str:
        """How far its piece of the bar reaches."""
        return str(self.percent)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sums:
    """All that stands beside a budget: its parts, and how they stand to the call's limits."""

    sources: list[Source]
    total: Decimal
    asked: Decimal
    own: Decimal
    counted: Decimal
    share: Decimal
    needed: Decimal
    maximum: Decimal
    room: Decimal
    admitted: Collection[str]

    @property
    def own_sources(self) -> list[Source]:
        """The kinds of the own contribution."""
        return [source for source in self.sources if source.key != MoneySource.GRANT]

    @property
    def has_promises(self) -> bool:
        """Whether anything is promised, or counted on without the fund."""
        return any(source.is_promised for source in self.own_sources)

    def as_data(self) -> str:
        """For the page's script, which reckons on with what is typed."""
        return json.dumps(
            {
                "maximum": str(self.maximum),
                "admitted": sorted(self.admitted),
                "sources": {one.key: str(one.counted) for one in self.sources if one.is_there},
                "promised": {one.key: str(one.promised) for one in self.own_sources},
            }
        )


def sums_of(application: Application) -> Sums:
    """The sums as they stand in the rows now."""
    totals, call = application.totals, application.competition
    return Sums(
        sources=_sources(application),
        total=totals.total,
        asked=totals.asked,
        own=totals.own,
        counted=totals.own_counted,
        share=share_shown(totals.share),
        needed=call.minimum_share,
        maximum=call.maximum_grant,
        room=call.maximum_grant - totals.asked,
        admitted=call.counted_kinds,
    )


def _sources(application: Application) -> list[Source]:
    totals, promised = application.totals, application.promised
    found, x = [], NOTHING
    for shade, source in enumerate(MoneySource, start=1):
        counted = totals.by_source.get(source, NOTHING)
        percent = share_shown(own_share(counted, totals.total))
        found.append(
            Source(
                key=source.value,
                label=source.label,
                shade=shade,
                counted=counted,
                promised=promised.get(source, NOTHING),
                percent=percent,
                x=str(x),
                is_there=source in totals.by_source,
                is_promised=source in totals.by_source or source in promised,
            )
        )
        x += percent
    return found
