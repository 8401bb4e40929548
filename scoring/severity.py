"""Strict and generous members, told apart from weak and strong applications.

Model: a sheet's score = worth of the application + severity of the member + what neither explains;
both are fitted by least squares, severities adding up to nothing. When everybody scores everything
the worth is the plain mean and the order does not change; it differs only where the grid has
holes, and only there it is shown, beside the raw order (workflow, section 5). Never the decision.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from scoring.points import CallTerms, Candidate, sheet_score

# The score of each member for each application: application key -> seat key -> score.
Grid = Mapping[str, Mapping[str, Fraction]]
NOTHING = Fraction(0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """What least squares say: severity by seat (strict is below nothing), worth by application."""

    severities: dict[str, Fraction]
    worths: dict[str, Fraction]


@dataclass(frozen=True, slots=True, kw_only=True)
class CorrectedRow:
    """The raw score and place of an application beside the corrected ones."""

    key: str
    raw: Fraction
    raw_place: int
    corrected: Fraction
    corrected_place: int


def grid_of(candidates: Iterable[Candidate], terms: CallTerms) -> dict[str, dict[str, Fraction]]:
    """Write the scores of the single sheets as a grid; applications without one stay out."""
    return {
        one.key: {sheet.seat_key: sheet_score(one, sheet, terms) for sheet in one.marks}
        for one in candidates
        if one.marks
    }


def has_holes(grid: Grid) -> bool:
    """Say whether some member has not scored some application."""
    seats = seats_of(grid)
    return any(len(scores) < len(seats) for scores in grid.values())


def seats_of(grid: Grid) -> list[str]:
    return sorted({seat for scores in grid.values() for seat in scores})


def correct(grid: Grid, *, pull: Fraction | int = 0) -> Correction | None:
    """Fit severities and worths; nothing when members have no applications to compare them by.

    `pull` draws severities towards nothing, as if each member had given so many more scores
    without any severity: of use where members have few scores.
    """
    seats = seats_of(grid)
    solved = solve(*normal_equations(grid, seats, Fraction(pull)))
    if solved is None:
        return None
    severities = dict(zip(seats, solved, strict=True))
    worths = {
        key: mean([score - severities[seat] for seat, score in scores.items()])
        for key, scores in grid.items()
    }
    return Correction(severities=severities, worths=worths)


def normal_equations(
    grid: Grid, seats: Sequence[str], pull: Fraction
) -> tuple[list[list[Fraction]], list[Fraction]]:
    """Set up the equations of the severities, the worths already taken out of them.

    For member m: (scores of m + pull) x severity(m) - sum over the applications of m of the mean
    severity of those who scored it = sum of (score of m - mean of that application).
    """
    place = {seat: number for number, seat in enumerate(seats)}
    matrix = [[pull if a == b else NOTHING for a in seats] for b in seats]
    right = [NOTHING for _ in seats]
    for scores in grid.values():
        average = mean(scores.values())
        for seat, score in scores.items():
            matrix[place[seat]][place[seat]] += 1
            right[place[seat]] += score - average
            for other in scores:
                matrix[place[seat]][place[other]] -= Fraction(1, len(scores))
    if not pull and seats:
        matrix[-1], right[-1] = [Fraction(1) for _ in seats], NOTHING
    return matrix, right


def solve(matrix: list[list[Fraction]], right: list[Fraction]) -> list[Fraction] | None:
    """Solve equations exactly by elimination; nothing when they have no single answer."""
    rows = [[*row, value] for row, value in zip(matrix, right, strict=True)]
    for column in range(len(rows)):
        pivot = next((row for row in range(column, len(rows)) if rows[row][column]), None)
        if pivot is None:
            return None
        rows[column], rows[pivot] = rows[pivot], rows[column]
        rows[column] = [value / rows[column][column] for value in rows[column]]
        for other in range(len(rows)):
            if other != column:
                rows[other] = less(rows[other], rows[column], rows[other][column])
    return [row[-1] for row in rows]


def less(row: list[Fraction], other: list[Fraction], times: Fraction) -> list[Fraction]:
    return [a - times * b for a, b in zip(row, other, strict=True)] if times else row


def corrected_rows(grid: Grid, correction: Correction) -> tuple[CorrectedRow, ...]:
    """Put the corrected order beside the raw one; equal scores share a place here."""
    raw = {key: mean(scores.values()) for key, scores in grid.items()}
    worths = correction.worths
    rows = [
        CorrectedRow(
            key=key,
            raw=raw[key],
            raw_place=place_among(raw[key], raw.values()),
            corrected=worths[key],
            corrected_place=place_among(worths[key], worths.values()),
        )
        for key in grid
    ]
    return tuple(sorted(rows, key=lambda row: (row.raw_place, row.corrected_place, row.key)))


def place_among(score: Fraction, scores: Iterable[Fraction]) -> int:
    return 1 + sum(other > score for other in scores)


def mean(values: Iterable[Fraction]) -> Fraction:
    every = list(values)
    return sum(every, NOTHING) / len(every)
