"""Strict and generous members, told apart from weak and strong applications.

Model: a sheet's score = worth of the application + severity of the member + what neither explains;
both are fitted by least squares, severities adding up to nothing. When everybody scores everything
the worth is the plain mean and the order does not change; it differs only where the grid has
holes, and only there it is shown, beside the raw order (workflow, section 5). Never the decision.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import lcm

from scoring.points import CallTerms, Candidate, sheet_scores

# The score of each member for each application: application key -> seat key -> score. Whole numbers
# of some unit do as well: severities and worths are then in that unit.
Grid = Mapping[str, Mapping[str, Fraction]] | Mapping[str, Mapping[str, int]]
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
    scores, unit = sheet_scores(candidates, terms)
    return {
        key: {seat: Fraction(score, unit) for seat, score in row.items()}
        for key, row in scores.items()
        if row
    }


def has_holes(grid: Grid) -> bool:
    """Say whether some member has not scored some application."""
    seats = {seat for scores in grid.values() for seat in scores}
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
    # Whole numbers over one denominator, and one division for each application.
    size = lcm(*(score.denominator for row in grid.values() for score in row.values()))
    part = lcm(size, *(severity.denominator for severity in solved))
    strict = {seat: int(severity * part) for seat, severity in severities.items()}
    worths = {
        key: Fraction(
            sum(score.numerator * (part // score.denominator) for score in row.values())
            - sum(map(strict.__getitem__, row)),
            part * len(row),
        )
        for key, row in grid.items()
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
    # Whole numbers over one denominator until the end: the scores' own, and that of the means.
    size = lcm(*(score.denominator for row in grid.values() for score in row.values()))
    under = lcm(*{len(row) for row in grid.values()})
    above = [0] * len(seats)
    # What the same members scored together is counted together.
    together = Counter(tuple(row) for row in grid.values())
    for row in grid.values():
        scores = [score.numerator * (size // score.denominator) for score in row.values()]
        mean_part = sum(scores) * (under // len(row))
        for seat, score in zip(row, scores, strict=True):
            above[place[seat]] += score * under - mean_part
    counted = [[0] * len(seats) for _ in seats]
    for group, times in together.items():
        part = times * (under // len(group))
        for seat in group:
            counts = counted[place[seat]]
            counts[place[seat]] += times * under
            for other in group:
                counts[place[other]] -= part
    matrix = [[Fraction(value, under) for value in line] for line in counted]
    right = [Fraction(value, under * size) for value in above]
    for number, line in enumerate(matrix):
        line[number] += pull
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


def corrected_rows(grid: Grid, correction: Correction, unit: int = 1) -> tuple[CorrectedRow, ...]:
    """Put the corrected order beside the raw one; equal scores share a place here.

    The grid and the correction may be in units of which a point has so many.
    """
    raw = {key: mean(scores.values()) for key, scores in grid.items()}
    worths = correction.worths
    raw_places, places = places_of(raw), places_of(worths)
    rows = [
        CorrectedRow(
            key=key,
            raw=raw[key] / unit,
            raw_place=raw_places[key],
            corrected=worths[key] / unit,
            corrected_place=places[key],
        )
        for key in grid
    ]
    return tuple(sorted(rows, key=lambda row: (row.raw_place, row.corrected_place, row.key)))


def places_of(scores: Mapping[str, Fraction]) -> dict[str, int]:
    """Give each its place: one more than there are higher scores; equal ones share it."""
    under = lcm(*{score.denominator for score in scores.values()})
    whole = {key: score.numerator * (under // score.denominator) for key, score in scores.items()}
    places: dict[int, int] = {}
    for place, score in enumerate(sorted(whole.values(), reverse=True), start=1):
        places.setdefault(score, place)
    return {key: places[score] for key, score in whole.items()}


def mean(values: Iterable[Fraction | int]) -> Fraction:
    every = list(values)
    under = lcm(*{value.denominator for value in every})
    together = sum(value.numerator * (under // value.denominator) for value in every)
    return Fraction(together, under * len(every))
