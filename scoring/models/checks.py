"""The fairness sheet: checks beside the ranking, never the decision."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any

from django.utils.translation import get_language

from applications.models import covered_titles
from competitions.choices import Combining
from competitions.models import Competition
from scoring.agreement import Agreement, Verdict, agreement_of, agreement_on
from scoring.choices import FairnessCheck
from scoring.fairness import (
    Difference,
    Firmness,
    difference,
    outlying_points,
    same_marks_throughout,
    spread_of,
    with_each_weight_moved,
    with_severity_corrected,
    without_each_member,
)
from scoring.models.assembly import (
    application_rows,
    candidates_of,
    ranking_and_ties,
    sheet_rows,
    terms_of,
)
from scoring.models.kept import kept
from scoring.points import CallTerms, Candidate, sheet_scores, shown
from scoring.ranking import TieAnswers
from scoring.severity import correct, corrected_rows, grid_of, has_holes

WEIGHT_STEP = Decimal(1)


@dataclass(frozen=True, slots=True, kw_only=True)
class FirmnessRow:
    """One application: how its sheets lie apart, and in how many checks it would be financed."""

    number: int
    title: str
    mean: Decimal
    median: Decimal
    lowest: Decimal
    highest: Decimal
    range: Decimal
    scores: list[Decimal]
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
class ChangeRow:
    """One check that would finance others: whom it leaves out, or which weight it moves."""

    person: str
    criterion: str
    before: Decimal | None
    after: Decimal | None
    comes_in: list[int]
    goes_out: list[int]


@dataclass(frozen=True, slots=True, kw_only=True)
class DifferenceRow:
    """A kind of check that would finance others, by registration number."""

    check: str
    words: str
    differ: int
    of: int
    changes: list[ChangeRow]
    # As a protocol and an answer keep it.
    plain: dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class FairnessSheet:
    """All checks of one call; nothing in it while a tie waits but agreement and outliers."""

    rows: list[FirmnessRow]
    # From the least to the most one sheet can give: all strips have one scale.
    scale: tuple[Decimal, Decimal]
    has_weights: bool
    agreement: list[AgreementRow]
    has_holes: bool
    corrected: list[tuple[int, str, Decimal, int, Decimal, int]]
    outlying: list[tuple[int, str, str, Decimal, Decimal]]
    same_marks: list[str]
    differences: list[DifferenceRow]
    is_settled: bool


def fairness_sheet(competition: Competition, *, hidden: bool = False) -> FairnessSheet:
    """Reckon every check on the points that count now; the order of the ranking is kept."""
    # The titles in it are those of the reader's language.
    name = f"fairness {get_language()} {hidden}"
    sheet: FairnessSheet = kept(competition, name, lambda: _reckoned(competition, hidden=hidden))
    return sheet


def _reckoned(competition: Competition, *, hidden: bool) -> FairnessSheet:
    applications, sheets = application_rows(competition), sheet_rows(competition)
    candidates = candidates_of(competition, applications, sheets)
    terms = terms_of(competition)
    covered = covered_titles(competition.pk) if hidden else {}
    titles = {row.number: covered.get(row.pk, row.title) for row in applications}
    names = {str(seat.pk): seat.user.name for seat in competition.seats.select_related("user")}
    criteria = {row.key: row.title for row in competition.criteria_in_order()}
    scored = [one for one in candidates if one.marks]
    ranking, ties = ranking_and_ties(competition, candidates)
    settled = ranking.is_settled
    checks = _checks(scored, terms, ties) if settled else {}
    return FairnessSheet(
        rows=_rows(scored, terms, titles, checks) if settled else [],
        scale=_scale(scored, terms),
        has_weights=terms.combining == Combining.WEIGHTED_PERCENT,
        agreement=[
            _agreement("", agreement_of(scored, terms)),
            *(_agreement(title, agreement_on(scored, key)) for key, title in criteria.items()),
        ],
        has_holes=has_holes(grid_of(scored, terms)),
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
        differences=[_difference(plain, names, terms, criteria) for plain in _plain(checks)],
        is_settled=settled,
    )


def differences_of(
    competition: Competition, candidates: Sequence[Candidate] | None = None
) -> list[dict[str, Any]]:
    """Which checks would finance others than the ranking does, as a protocol keeps it."""
    candidates = candidates_of(competition) if candidates is None else candidates
    ranking, ties = ranking_and_ties(competition, candidates)
    if not ranking.is_settled:
        return []
    scored = [one for one in candidates if one.marks]
    return _plain(_checks(scored, terms_of(competition), ties))


def _checks(
    candidates: Sequence[Candidate], terms: CallTerms, ties: TieAnswers
) -> dict[str, tuple[Firmness, ...]]:
    return {
        "members": without_each_member(candidates, terms, ties),
        "weights": with_each_weight_moved(candidates, terms, WEIGHT_STEP, ties),
        "severity": _severity(candidates, terms, ties),
    }


def _severity(
    candidates: Sequence[Candidate], terms: CallTerms, ties: TieAnswers
) -> tuple[Firmness, ...]:
    """Without severity; nothing where everybody scored everything, or nothing can be compared."""
    grid = grid_of(candidates, terms)
    correction = correct(grid) if has_holes(grid) else None
    if correction is None:
        return ()
    return with_severity_corrected(candidates, terms, correction, ties)


def _plain(checks: dict[str, tuple[Firmness, ...]]) -> list[dict[str, Any]]:
    found: list[Difference] = [
        one for one in (difference(name, rows) for name, rows in checks.items()) if one
    ]
    return [
        {
            "check": one.check,
            "differ": len(one.changes),
            "of": one.of,
            "comes_in": [int(key) for key in one.comes_in],
            "goes_out": [int(key) for key in one.goes_out],
            "each": [
                _named(one.check, change.name)
                | {
                    "comes_in": [int(key) for key in change.comes_in],
                    "goes_out": [int(key) for key in change.goes_out],
                }
                for change in one.changes
            ],
        }
        for one in found
    ]


def _named(check: str, name: Any) -> dict[str, Any]:
    """Which one of the checks of its kind: the seat left out, or the weight as it was moved."""
    if check == "members":
        return {"seat": int(name)}
    if check == "weights":
        return {"criterion": name[0], "weight": str(name[1])}
    return {}


def _difference(
    plain: dict[str, Any], names: dict[str, str], terms: CallTerms, criteria: dict[str, str]
) -> DifferenceRow:
    weights = {one.key: one.weight for one in terms.criteria}
    return DifferenceRow(
        check=plain["check"],
        words=str(FairnessCheck(plain["check"]).label),
        differ=plain["differ"],
        of=plain["of"],
        changes=[
            ChangeRow(
                person=names.get(str(one.get("seat")), ""),
                criterion=criteria.get(one.get("criterion", ""), ""),
                before=weights.get(one.get("criterion", "")),
                after=Decimal(one["weight"]) if "weight" in one else None,
                comes_in=one["comes_in"],
                goes_out=one["goes_out"],
            )
            for one in plain["each"]
        ],
        plain=plain,
    )


def _scale(candidates: Sequence[Candidate], terms: CallTerms) -> tuple[Decimal, Decimal]:
    rule, bonus = terms.yardstick, max((Fraction(one.bonus) for one in candidates), default=0)
    ends = [
        Fraction(rule.reach({c.key: int(getattr(c, end) * 100) for c in terms.criteria}), rule.unit)
        for end in ("minimum", "maximum")
    ]
    return shown(ends[0]), shown(ends[1] + bonus)


def _rows(
    candidates: Sequence[Candidate],
    terms: CallTerms,
    titles: Any,
    checks: dict[str, tuple[Firmness, ...]],
) -> list[FirmnessRow]:
    weights = {row.key: row for row in checks["weights"] if row.of}
    spreads = {one.key: spread_of(one, terms) for one in candidates}
    scores, unit = sheet_scores(candidates, terms)
    return [
        FirmnessRow(
            number=int(row.key),
            title=titles[int(row.key)],
            mean=shown(spreads[row.key].mean),
            median=shown(spreads[row.key].median),
            lowest=shown(spreads[row.key].lowest),
            highest=shown(spreads[row.key].highest),
            range=shown(spreads[row.key].range),
            scores=[shown(Fraction(one, unit)) for one in sorted(scores[row.key].values())],
            is_funded=row.is_funded,
            members=row,
            weights=weights.get(row.key),
        )
        for row in checks["members"]
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
