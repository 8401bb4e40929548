"""The fairness sheet: checks beside the ranking, never the decision."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any

from applications.models import covered_titles
from competitions.choices import Combining
from competitions.models import Competition
from scoring.agreement import Agreement, Verdict, agreement_in, agreement_on
from scoring.choices import FairnessCheck
from scoring.fairness import (
    OutlyingPoints,
    ends_of,
    outlying_points,
    same_marks_throughout,
    spread_in,
)
from scoring.firmness import Circumstances, Difference, Firmness, difference
from scoring.models.assembly import (
    application_rows,
    candidates_of,
    key_of,
    ranking_and_ties,
    sheet_rows,
    terms_of,
)
from scoring.models.kept import kept
from scoring.models.rows import Rows
from scoring.points import CallTerms, Candidate, sheet_scores, shown
from scoring.severity import CorrectedRow, correct, corrected_rows, has_holes

WEIGHT_STEP = Decimal(1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Checks:
    """Every check of a call, exact and without a language, as it is kept."""

    terms: CallTerms
    ranked: tuple[Firmness, ...]
    weights: dict[str, Firmness]
    # By application: the scores of its sheets, in units of which a point has so many.
    scores: dict[str, list[int]]
    unit: int
    # The largest one: as far as a strip may reach.
    bonus: Fraction
    overall: Agreement
    by_criterion: dict[str, Agreement]
    has_holes: bool
    corrected: dict[str, CorrectedRow]
    outlying: tuple[OutlyingPoints, ...]
    same_marks: tuple[str, ...]
    differences: list[dict[str, Any]]
    is_settled: bool
    # By registration number: the key of the row, and its title.
    rows: dict[int, int]
    titles: dict[int, str]
    covered: dict[int, str]
    criteria: list[Any]

    @property
    def uncertain(self) -> frozenset[str]:
        """The applications that change places in some check."""
        changed = [one for row in self.differences for one in row["comes_in"] + row["goes_out"]]
        return frozenset(key_of(number) for number in changed)


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
    corrected: "CorrectedLine | None"

    @property
    def is_firm(self) -> bool:
        """Whether no check ends otherwise than the ranking."""
        return not self.members.otherwise_in and not (self.weights and self.weights.otherwise_in)


@dataclass(frozen=True, slots=True, kw_only=True)
class CorrectedLine:
    """Score and place beside what they would be if all members were equally strict."""

    raw: Decimal
    raw_place: int
    score: Decimal
    place: int


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


class FirmnessRows(Rows):
    """The applications in the order of the ranking, each with its checks."""

    def __init__(self, checks: Checks, *, hidden: bool) -> None:
        self.checks = checks
        self.titles = checks.titles | (checks.covered if hidden else {})

    def __len__(self) -> int:
        return len(self.checks.ranked)

    def made(self, places: slice) -> list[FirmnessRow]:
        return [self.row(found) for found in self.checks.ranked[places]]

    def row(self, found: Firmness) -> FirmnessRow:
        """One application, rounded for showing."""
        checks, key = self.checks, found.key
        spread = spread_in(key, checks.scores[key], checks.unit)
        return FirmnessRow(
            number=int(key),
            title=self.titles[int(key)],
            mean=shown(spread.mean),
            median=shown(spread.median),
            lowest=shown(spread.lowest),
            highest=shown(spread.highest),
            range=shown(spread.range),
            scores=[shown(Fraction(one, checks.unit)) for one in sorted(checks.scores[key])],
            is_funded=found.is_funded,
            members=found,
            weights=checks.weights.get(key),
            corrected=_corrected_line(checks.corrected.get(key)),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class FairnessSheet:
    """All checks of one call; nothing in it while a tie waits but agreement and outliers."""

    rows: FirmnessRows
    # From the least to the most one sheet can give: all strips have one scale.
    scale: tuple[Decimal, Decimal]
    has_weights: bool
    agreement: list[AgreementRow]
    has_holes: bool
    is_corrected: bool
    outlying: list[tuple[int, str, str, Decimal, Decimal]]
    same_marks: list[str]
    differences: list[DifferenceRow]
    is_settled: bool


def checks_of(competition: Competition) -> Checks:
    """Every check on the points that count now, kept until something happens."""
    checks: Checks = kept(competition, "checks", lambda: _reckoned(competition))
    return checks


def fairness_sheet(competition: Competition, *, hidden: bool = False) -> FairnessSheet:
    """Every check on the points that count now, in words and rounded for this reader."""
    checks = checks_of(competition)
    titles = {row.key: row.title for row in checks.criteria}
    seats = competition.seats.select_related("user")
    names = {str(seat.pk): seat.user.name for seat in seats}
    return FairnessSheet(
        rows=FirmnessRows(checks, hidden=hidden),
        scale=_scale(checks.terms, checks.bonus),
        has_weights=checks.terms.combining == Combining.WEIGHTED_PERCENT,
        agreement=[
            _agreement("", checks.overall),
            *(_agreement(titles[key], found) for key, found in checks.by_criterion.items()),
        ],
        has_holes=checks.has_holes,
        is_corrected=bool(checks.corrected),
        outlying=[
            (
                int(found.key),
                titles[found.criterion_key],
                names[found.seat_key],
                shown(found.points),
                shown(found.median_of_others),
            )
            for found in checks.outlying
        ],
        same_marks=[names[seat] for seat in checks.same_marks],
        differences=[
            _difference(plain, names, checks.terms, titles) for plain in checks.differences
        ],
        is_settled=checks.is_settled,
    )


def _reckoned(competition: Competition) -> Checks:
    applications, sheets = application_rows(competition), sheet_rows(competition)
    candidates = candidates_of(competition, applications, sheets)
    terms, criteria = terms_of(competition), competition.criteria_in_order()
    scored = [one for one in candidates if one.marks]
    scores, unit = sheet_scores(scored, terms)
    found = _Found.of(competition, candidates, scores, unit)
    return Checks(
        terms=terms,
        ranked=found.rows["members"] if found else (),
        weights={row.key: row for row in found.rows["weights"] if row.of} if found else {},
        scores={key: list(row.values()) for key, row in scores.items()},
        unit=unit,
        bonus=max((Fraction(one.bonus) for one in scored), default=Fraction(0)),
        overall=agreement_in(scores),
        by_criterion={row.key: agreement_on(scored, row.key) for row in criteria},
        has_holes=has_holes(scores),
        corrected=found.corrected if found else {},
        outlying=outlying_points(scored, terms),
        same_marks=same_marks_throughout(scored),
        differences=found.differences if found else [],
        is_settled=found is not None,
        rows={row.number: row.pk for row in applications},
        titles={row.number: row.title for row in applications},
        covered=_covered(competition, applications),
        criteria=list(criteria),
    )


def _covered(competition: Competition, applications: Sequence[Any]) -> dict[int, str]:
    """By registration number: the titles as a commission that knows codes only reads them."""
    covered = covered_titles(competition.pk) if competition.covers_names else {}
    return {row.number: covered[row.pk] for row in applications if row.pk in covered}


def differences_of(
    competition: Competition, candidates: Sequence[Candidate] | None = None
) -> list[dict[str, Any]]:
    """Which checks would finance others than the ranking does, as a protocol keeps it."""
    candidates = candidates_of(competition) if candidates is None else candidates
    scores, unit = sheet_scores((one for one in candidates if one.marks), terms_of(competition))
    found = _Found.of(competition, candidates, scores, unit)
    return found.differences if found else []


@dataclass(frozen=True, slots=True, kw_only=True)
class _Found:
    """What each kind of check says, application by application."""

    rows: dict[str, tuple[Firmness, ...]]
    corrected: dict[str, CorrectedRow]

    @classmethod
    def of(
        cls,
        competition: Competition,
        candidates: Sequence[Candidate],
        scores: dict[str, dict[str, int]],
        unit: int,
    ) -> "_Found | None":
        """Reckon the whole order anew for each check; nothing while a tie waits."""
        ranking, ties = ranking_and_ties(competition, candidates)
        if not ranking.is_settled:
            return None
        now = Circumstances(candidates, terms_of(competition), ties, ranking)
        rows = {
            "members": now.firmness(now.without_members()),
            "weights": now.firmness(now.with_weights(WEIGHT_STEP)),
            "severity": (),
        }
        # Nothing where everybody scored everything, or where nobody can be compared.
        correction = correct(scores) if has_holes(scores) else None
        if correction is None:
            return cls(rows=rows, corrected={})
        rows["severity"] = now.firmness({"severity": now.with_scores(correction.worths, unit)})
        corrected = corrected_rows(scores, correction, unit)
        return cls(rows=rows, corrected={row.key: row for row in corrected})

    @property
    def differences(self) -> list[dict[str, Any]]:
        """The kinds of check that end otherwise than the ranking."""
        found = [difference(name, rows) for name, rows in self.rows.items()]
        return [_plain(one) for one in found if one]


def _plain(one: Difference) -> dict[str, Any]:
    return {
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


def _scale(terms: CallTerms, bonus: Fraction) -> tuple[Decimal, Decimal]:
    least, most = ends_of(terms)
    return shown(least), shown(most + bonus)


def _agreement(title: str, found: Agreement) -> AgreementRow:
    return AgreementRow(
        title=title,
        alpha=None if found.alpha is None else shown(found.alpha),
        is_judged=found.verdict == Verdict.JUDGED,
        is_same=found.verdict == Verdict.ALL_THE_SAME,
        units=found.units,
    )


def _corrected_line(found: CorrectedRow | None) -> CorrectedLine | None:
    if found is None:
        return None
    return CorrectedLine(
        raw=shown(found.raw),
        raw_place=found.raw_place,
        score=shown(found.corrected),
        place=found.corrected_place,
    )
