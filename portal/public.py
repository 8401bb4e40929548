"""What anybody may read without signing in: this file alone says what is public."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from itertools import pairwise
from typing import Any

from django.db.models import QuerySet
from django.utils.functional import cached_property

from accounts.models import Municipality
from audit import clock
from competitions.choices import CompetitionState
from competitions.models import Competition
from ui.languages import pick

LATELY = 10
SHOWN = 30


def calls(words: str = "") -> QuerySet:
    """Announced calls, of the municipalities whose name in any spelling has these words."""
    found = Competition.objects.public().select_related("municipality", "municipality__oblast")
    if words.strip():
        found = found.filter(municipality__in=Municipality.objects.search(words))
    return found


def open_now(words: str = "") -> QuerySet:
    """Calls that take applications at this moment, the nearest deadline first."""
    return calls(words).open().order_by("closes_at", "pk")[:SHOWN]


def upcoming(words: str = "") -> QuerySet:
    """Calls announced whose reception has not begun."""
    soon = calls(words).filter(state=CompetitionState.ANNOUNCED, opens_at__gt=clock.arrival())
    return soon.order_by("opens_at", "pk")[:SHOWN]


def at_work(words: str = "") -> QuerySet:
    """Calls between the closing of reception and the publication: that much anybody may know."""
    closed = calls(words).exclude(
        state__in=[
            CompetitionState.PUBLISHED,
            CompetitionState.COMPLETED,
            CompetitionState.FAILED,
            CompetitionState.CANCELLED,
        ]
    )
    return closed.filter(closes_at__lt=clock.arrival()).order_by("-closes_at", "-pk")[:SHOWN]


def with_results(words: str = "") -> QuerySet:
    """Calls whose results are published, the latest first."""
    return calls(words).with_results().order_by("-published_at", "-pk")[:LATELY]


@dataclass(frozen=True, slots=True, kw_only=True)
class Extension:
    """One extension of the reception, with its reason."""

    number: int
    made_at: datetime
    earlier: datetime
    closes_at: datetime
    reason_ky: str
    reason_ru: str


class Announced:
    """A call as it was announced: drawn from its frozen terms, never from rows that may move."""

    def __init__(self, call: Competition) -> None:
        self.call = call
        versions = list(call.versions.order_by("number"))
        self.terms: dict[str, Any] = versions[-1].facts if versions else {}
        self.extensions = [
            Extension(
                number=before.number,
                made_at=version.made_at,
                earlier=before.closes_at,
                closes_at=version.closes_at,
                reason_ky=version.reason_ky,
                reason_ru=version.reason_ru,
            )
            for before, version in pairwise(versions)
        ]

    @cached_property
    def sources(self) -> list["Pair"]:
        return [Pair(row) for row in self.terms.get("sources", [])]

    @cached_property
    def criteria(self) -> list["Pair"]:
        rows = sorted(self.terms.get("criteria", []), key=lambda row: row["position"])
        return [Pair(row) for row in rows]

    @cached_property
    def documents(self) -> list["Pair"]:
        rows = sorted(self.terms.get("checklist", []), key=lambda row: row["position"])
        return [Pair(row) for row in rows]

    @cached_property
    def rates(self) -> list["Pair"]:
        return [Pair(row) for row in self.terms.get("rates", [])]


class Pair:
    """A frozen row whose names can be read like those of a living one."""

    def __init__(self, facts: dict[str, Any]) -> None:
        self.facts = facts

    def __getattr__(self, name: str) -> Any:
        try:
            value = self.facts[name]
        except KeyError as error:
            raise AttributeError(name) from error
        return (
            Decimal(value) if name in {"amount", "minimum", "maximum", "step", "weight"} else value
        )

    @property
    def title(self) -> str:
        return pick(self, "title")
