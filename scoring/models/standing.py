"""How the applications of a call stand: reckoned once, kept until something happens."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from applications.models import covered_titles
from competitions.models import Competition
from scoring.choices import PEOPLES_RUNGS
from scoring.models.assembly import (
    application_rows,
    candidates_of,
    funding_of,
    ranking_of,
    sheet_rows,
)
from scoring.models.kept import forget, kept
from scoring.models.protocol import Protocol
from scoring.models.record import ranking_row
from scoring.models.rows import Rows
from scoring.points import Candidate

__all__ = ["Standing", "forget", "standing_of"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """The whole ranking, before anybody's sight of it: as signed, or as the rows stand now."""

    rows: Sequence[dict[str, Any]]
    numbers: list[int]
    # The last one with a grant, where money is divided: below it the line is drawn.
    last_granted: int | None
    ties: list[dict[str, Any]]
    is_settled: bool
    is_frozen: bool
    # Whether people or the lot decided, or are still asked to.
    asks_people: bool
    granted: Decimal
    # By registration number: key, title, applicant, code, and the title as a seat may read it.
    applications: dict[int, tuple[int, str, str, str, str]]
    sheets: list[Any]


def standing_of(competition: Competition, signed: Protocol | None) -> Standing:
    """The ranking of the call, reckoned anew only after an entry in its municipality's journal.

    Why it is always true: nothing about a call changes without an entry in the chain of its
    municipality (points, declarations, seats, attendance, ties, titles, the earlier call), and the
    head of the chain is the fingerprint of all entries so far. What was reckoned under one head is
    what would be reckoned again as long as that head stands; a head never comes back. The head is
    read before the rows: an act in between leaves newer rows under an older head, which nobody
    will ask for again. Acts do not rest on this: they reckon from the rows they hold.
    """
    standing: Standing = kept(competition, "standing", lambda: _reckoned(competition, signed))
    return standing


def _reckoned(competition: Competition, signed: Protocol | None) -> Standing:
    applications, sheets = application_rows(competition), sheet_rows(competition)
    titles = covered_titles(competition.pk) if competition.covers_names else {}
    found = (
        _signed_rows(signed)
        if signed is not None
        else _live_rows(
            competition, candidates_of(competition, applications, sheets, only_sums=True)
        )
    )
    return Standing(
        rows=found.rows,
        numbers=found.numbers,
        last_granted=next((number for number, _sum in reversed(found.grants)), None),
        ties=found.ties,
        is_settled=not found.ties,
        is_frozen=signed is not None,
        asks_people=bool(found.ties) or bool(found.rungs & set(PEOPLES_RUNGS)),
        granted=sum((grant for _number, grant in found.grants), Decimal(0)),
        applications={
            row.number: (
                row.pk,
                row.title,
                row.group_name or row.representative_name,
                row.code,
                titles.get(row.pk, row.title),
            )
            for row in applications
        },
        sheets=sheets,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Found:
    rows: Sequence[dict[str, Any]]
    numbers: list[int]
    grants: list[tuple[int, Decimal]]
    rungs: set[str]
    ties: list[dict[str, Any]]


def _signed_rows(signed: Protocol) -> _Found:
    """As the chair signed it."""
    rows = signed.facts["ranking"]
    return _Found(
        rows=rows,
        numbers=[row["number"] for row in rows],
        grants=[(row["number"], Decimal(row["grant"])) for row in rows if Decimal(row["grant"])],
        rungs={row[side] for row in rows for side in ("rung_above", "rung_below")},
        ties=[],
    )


def _live_rows(competition: Competition, candidates: Sequence[Candidate]) -> _Found:
    """As the rows stand now; each is written out when a page asks for it."""
    ranking = ranking_of(competition, candidates)
    funding = funding_of(competition, ranking)
    rows: list[Any] = (
        list(funding.rows)
        if funding is not None
        else [
            *(_Unfunded(candidate=row.candidate, ranked=row) for row in ranking.rows),
            *(_Unfunded(candidate=one, ranked=None) for one in ranking.too_few),
        ]
    )
    ties = [
        {
            "numbers": sorted(int(key) for key in tie.keys),
            "path": "-".join(str(int(key)) for key in sorted(tie.keys)),
            "kind": tie.rung.kind if tie.rung else "",
            "reason": tie.reason,
        }
        for tie in ranking.unsettled
    ]
    rungs = [rung for row in ranking.rows for rung in (row.above, row.below) if rung]
    return _Found(
        rows=_Written(rows),
        numbers=[int(row.key) for row in rows],
        grants=[(int(row.key), row.grant) for row in rows if row.grant],
        rungs={str(rung.kind) for rung in rungs},
        ties=ties,
    )


class _Written(Rows):
    """Rows of the reckoning, written as a protocol keeps them."""

    def __init__(self, rows: list[Any]) -> None:
        self.rows = rows

    def __len__(self) -> int:
        return len(self.rows)

    def made(self, places: slice) -> list[dict[str, Any]]:
        return [ranking_row(row) for row in self.rows[places]]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Unfunded:
    """A row while a tie waits: no money is divided yet."""

    candidate: Any
    ranked: Any
    outcome: str = ""
    grant: Decimal = Decimal(0)
    running_sum: Decimal | None = None
    reserve_place: int | None = None

    @property
    def key(self) -> str:
        return self.candidate.key
