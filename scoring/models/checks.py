"""The fairness sheet: checks beside the ranking, never the decision."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any

from applications.models import covered_titles
from competitions.models import Competition
from scoring.agreement import Agreement, Verdict, agreement_of, agreement_on
from scoring.fairness import (
    Firmness,
    outlying_points,
    same_marks_throughout,
    spread_of,
    with_each_weight_moved,
    without_each_member,
)
from scoring.models.assembly import (
    application_rows,
    candidates_of,
    ranking_of,
    sheet_rows,
    terms_of,
    tie_answers,
)
from scoring.points import CallTerms, Candidate, shown
from scoring.severity import correct, corrected_rows, grid_of, has_holes

WEIGHT_STEP = Decimal(1)


@dataclass(frozen=True, slots=True, kw_only=True)
class FirmnessRow:
    """One application: how its sheets lie apart, and in how many checks it would be financed."""

    number: int
    title: str
    mean: Decimal
    median: Decimal
    range: Decimal
    is_funded: bool
    members: Firmness
    weights: Firmness | None

    @property
    def is_firm(self) -> bool:
        """Whether no check ends otherwise than the ranking."""
        return not self.members.otherwise_in and not (self.weights and self.weights.otherwise_in)


@dataclass(frozen=True, slots=True, kw_only=True)
class AgreementRow:
    """How far the members agree, on all criteria together or on one."""

    title: str
    alpha: Decimal | None
    is_judged: bool
    is_same: bool
    units: int


@dataclass(frozen=True, slots=True, kw_only=True)
class FairnessSheet:
    """All checks of one call; nothing in it while a tie waits but agreement and outliers."""

    rows: list[FirmnessRow]
    agreement: list[AgreementRow]
    corrected: list[tuple[int, str, Decimal, int, Decimal, int]]
    outlying: list[tuple[int, str, str, Decimal, Decimal]]
    same_marks: list[str]
    is_settled: bool


def fairness_sheet(competition: Competition, *, hidden: bool = False) -> FairnessSheet:
    """Reckon every check on the points that count now; the order of the ranking is kept."""
    applications, sheets = application_rows(competition), sheet_rows(competition)
    candidates = candidates_of(competition, applications, sheets)
    terms = terms_of(competition)
    covered = covered_titles(competition.pk) if hidden else {}
    titles = {row.number: covered.get(row.pk, row.title) for row in applications}
    names = {str(seat.pk): seat.user.name for seat in competition.seats.select_related("user")}
    criteria = {row.key: row.title for row in competition.criteria_in_order()}
    scored = [one for one in candidates if one.marks]
    settled = ranking_of(competition, candidates).is_settled
    return FairnessSheet(
        rows=_rows(competition, scored, terms, titles) if settled else [],
        agreement=[
            _agreement("", agreement_of(scored, terms)),
            *(_agreement(title, agreement_on(scored, key)) for key, title in criteria.items()),
        ],
        corrected=_corrected(scored, terms, titles),
        outlying=[
            (
                int(found.key),
                criteria[found.criterion_key],
                names[found.seat_key],
                shown(found.points),
                shown(found.median_of_others),
            )
            for found in outlying_points(scored, terms)
        ],
        same_marks=[names[seat] for seat in same_marks_throughout(scored)],
        is_settled=settled,
    )


def _rows(
    competition: Competition, candidates: Sequence[Candidate], terms: CallTerms, titles: Any
) -> list[FirmnessRow]:
    ties = tie_answers(competition)
    members = without_each_member(candidates, terms, ties)
    moved = with_each_weight_moved(candidates, terms, WEIGHT_STEP, ties)
    weights = {row.key: row for row in moved if row.of}
    spreads = {one.key: spread_of(one, terms) for one in candidates}
    return [
        FirmnessRow(
            number=int(row.key),
            title=titles[int(row.key)],
            mean=shown(spreads[row.key].mean),
            median=shown(spreads[row.key].median),
            range=shown(spreads[row.key].range),
            is_funded=row.is_funded,
            members=row,
            weights=weights.get(row.key),
        )
        for row in members
    ]


def _agreement(title: str, found: Agreement) -> AgreementRow:
    return AgreementRow(
        title=title,
        alpha=None if found.alpha is None else shown(found.alpha),
        is_judged=found.verdict == Verdict.JUDGED,
        is_same=found.verdict == Verdict.ALL_THE_SAME,
        units=found.units,
    )


def _corrected(
    candidates: Sequence[Candidate], terms: CallTerms, titles: Any
) -> list[tuple[int, str, Decimal, int, Decimal, int]]:
    """The order without severity, shown only where the grid has holes: else it changes nothing."""
    grid: dict[str, dict[str, Fraction]] = grid_of(candidates, terms)
    correction = correct(grid) if has_holes(grid) else None
    if correction is None:
        return []
    return [
        (
            int(row.key),
            titles[int(row.key)],
            shown(row.raw),
            row.raw_place,
            shown(row.corrected),
            row.corrected_place,
        )
        for row in corrected_rows(grid, correction)
    ]
