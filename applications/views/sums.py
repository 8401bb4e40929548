"""The sums of an application as pages show them: where the money comes from, and the own share."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from applications.arithmetic import share_shown
from applications.choices import MoneySource
from applications.models import Application


@dataclass(frozen=True, slots=True, kw_only=True)
class Sums:
    """All that stands beside a budget: its parts, and how they stand to the call's limits."""

    pieces: list[tuple[Any, Decimal]]
    total: Decimal
    asked: Decimal
    own: Decimal
    counted: Decimal
    share: Decimal
    needed: Decimal
    maximum: Decimal
    room: Decimal
    promised: list[tuple[Any, Decimal, Decimal]]


def sums_of(application: Application) -> Sums:
    """The sums as they stand in the rows now."""
    totals, call = application.totals, application.competition
    return Sums(
        pieces=[
            (source.label, totals.by_source[source])
            for source in MoneySource
            if source in totals.by_source
        ],
        total=totals.total,
        asked=totals.asked,
        own=totals.own,
        counted=totals.own_counted,
        share=share_shown(totals.share),
        needed=call.minimum_share,
        maximum=call.maximum_grant,
        room=call.maximum_grant - totals.asked,
        promised=[
            (
                source.label,
                totals.by_source.get(source, Decimal(0)),
                application.promised.get(source, Decimal(0)),
            )
            for source in MoneySource
            if source != MoneySource.GRANT
            and (source in totals.by_source or source in application.promised)
        ],
    )
