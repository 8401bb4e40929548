"""How the applications of a call stand: reckoned once, kept until something happens."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from applications.models import Application
from audit.journals import head_of
from competitions.models import Competition
from scoring.models.assembly import funding_of, ranking_of
from scoring.models.protocol import Protocol
from scoring.models.record import ranking_row

KEPT_CALLS = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """The whole ranking, before anybody's sight of it: as signed, or as the rows stand now."""

    rows: list[dict[str, Any]]
    ties: list[dict[str, Any]]
    is_settled: bool
    is_frozen: bool
    granted: Decimal
    # By registration number: key, title, applicant, code.
    applications: dict[int, tuple[int, str, str, str]]


_kept: dict[tuple[int, str], Standing] = {}


def standing_of(competition: Competition) -> Standing:
    """The ranking of the call, reckoned anew only after an entry in its municipality's journal.

    Why it is always true: nothing about a call changes without an entry in the chain of its
    municipality (points, declarations, seats, attendance, ties, titles, the earlier call), and the
    head of the chain is the fingerprint of all entries so far. What was reckoned under one head is
    what would be reckoned again as long as that head stands; a head never comes back. The head is
    read before the rows: an act in between leaves newer rows under an older head, which nobody
    will ask for again. Acts do not rest on this: they reckon from the rows they hold.
    """
    head = head_of(competition.journal_chain)
    if head is None:
        return _reckoned(competition)
    key = (competition.pk, head)
    standing = _kept.get(key)
    if standing is None:
        standing = _kept[key] = _reckoned(competition)
        while len(_kept) > KEPT_CALLS:
            _kept.pop(next(iter(_kept)), None)
    return standing


def forget() -> None:
    """Forget what was reckoned: for tests, which change rows without acts."""
    _kept.clear()


def _reckoned(competition: Competition) -> Standing:
    signed = Protocol.objects.filter(competition=competition, amends=None).signed().first()
    if signed is not None:
        rows, ties, settled = signed.facts["ranking"], [], True
    else:
        rows, ties, settled = _live_rows(competition)
    numbered = Application.objects.filter(competition=competition, number__gt=0)
    return Standing(
        rows=rows,
        ties=ties,
        is_settled=settled,
        is_frozen=signed is not None,
        granted=sum((Decimal(row["grant"]) for row in rows), Decimal(0)),
        applications={
            number: (pk, title, name or representative, code)
            for pk, number, title, name, representative, code in numbered.values_list(
                "pk", "number", "title", "group_name", "representative_name", "code"
            )
        },
    )


def _live_rows(competition: Competition) -> tuple[list[dict[str, Any]], list[dict[str, Any]], bool]:
    ranking = ranking_of(competition)
    funding = funding_of(competition, ranking)
    if funding is not None:
        return [ranking_row(row) for row in funding.rows], [], True
    rows = [ranking_row(_Unfunded(candidate=row.candidate, ranked=row)) for row in ranking.rows]
    rows += [ranking_row(_Unfunded(candidate=one, ranked=None)) for one in ranking.too_few]
    ties = [
        {
            "numbers": sorted(int(key) for key in tie.keys),
            "path": "-".join(str(int(key)) for key in sorted(tie.keys)),
            "kind": tie.rung.kind if tie.rung else "",
            "reason": tie.reason,
        }
        for tie in ranking.unsettled
    ]
    return rows, ties, False


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
