"""Checks beside the ranking: how the sheets lie apart, and which marks deserve a second look.

Source: workflow, section 5. These are checks and never the decision.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import floor
from statistics import median

from scoring.points import (
    HUNDREDTHS,
    CallTerms,
    Candidate,
    CriterionTerms,
    SheetMarks,
    sheet_scores,
)

LEVELS_APART = 2
OTHERS_NEEDED = 2
SHEETS_NEEDED = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Spread:
    """How the scores of single sheets lie around the score of an application."""

    key: str
    mean: Fraction
    median: Fraction
    lowest: Fraction
    highest: Fraction

    @property
    def range(self) -> Fraction:
        return self.highest - self.lowest


@dataclass(frozen=True, slots=True, kw_only=True)
class OutlyingPoints:
    """Points far from what the others gave: their author is asked for a reason, no more."""

    key: str
    criterion_key: str
    seat_key: str
    points: Fraction
    median_of_others: Fraction

    @property
    def distance(self) -> Fraction:
        return abs(self.points - self.median_of_others)


def spread_of(candidate: Candidate, terms: CallTerms) -> Spread:
    """Take mean, median, lowest and highest of the scores of the single sheets."""
    scores, unit = sheet_scores([candidate], terms)
    return spread_in(candidate.key, list(scores[candidate.key].values()), unit)


def spread_in(key: str, scores: Sequence[int], unit: int) -> Spread:
    """The same of scores at hand, in units of which a point has so many."""
    ordered = sorted(scores)
    return Spread(
        key=key,
        mean=Fraction(sum(ordered), len(ordered) * unit),
        median=Fraction(twice_median(ordered), 2 * unit),
        lowest=Fraction(ordered[0], unit),
        highest=Fraction(ordered[-1], unit),
    )


def ends_of(terms: CallTerms) -> tuple[Fraction, Fraction]:
    """The least and the most one sheet can give, without a bonus."""
    rule = terms.yardstick
    least = {one.key: int(one.minimum * HUNDREDTHS) for one in terms.criteria}
    most = {one.key: int(one.maximum * HUNDREDTHS) for one in terms.criteria}
    return Fraction(rule.reach(least), rule.unit), Fraction(rule.reach(most), rule.unit)


def dispute_of(spread: Spread, terms: CallTerms) -> Fraction:
    """How far opinions differ: the range of the sheets / all that a sheet can give."""
    least, most = ends_of(terms)
    return spread.range / (most - least)


def twice_median(ordered: Sequence[int]) -> int:
    """Twice the median of whole numbers in their order: the middle one, or the middle two."""
    half = len(ordered) // 2
    return ordered[half] * 2 if len(ordered) % 2 else ordered[half - 1] + ordered[half]


def outlying_points(
    candidates: Iterable[Candidate], terms: CallTerms
) -> tuple[OutlyingPoints, ...]:
    """Find points two levels or more from the median of the others, and unusual in this round.

    Unusual: the distance is above upper quartile + 1.5 x (upper - lower quartile) of all such
    distances for the criterion. Points with fewer than two others beside them are not judged.
    """
    every = list(candidates)
    return tuple(found for criterion in terms.criteria for found in outlying_on(every, criterion))


def outlying_on(candidates: Sequence[Candidate], criterion: CriterionTerms) -> list[OutlyingPoints]:
    judged = [
        (one, distances(one, criterion.key)) for one in candidates if len(one.marks) > OTHERS_NEEDED
    ]
    usual = fence([distance for _one, found in judged for distance in found])
    # The least distance that is both two levels and more than is usual.
    least = max(int(LEVELS_APART * criterion.step * 2 * HUNDREDTHS), floor(usual) + 1)
    return [
        held_against_others(one, sheet, criterion.key)
        for one, found in judged
        if max(found) >= least
        for sheet, distance in zip(one.marks, found, strict=True)
        if distance >= least
    ]


def distances(candidate: Candidate, criterion_key: str) -> list[int]:
    """How far each sheet lies from the median of the others, in two-hundredths of a point."""
    given = [sheet.hundredths[criterion_key] for sheet in candidate.marks]
    ordered = sorted(given)
    half = len(ordered) // 2
    if len(ordered) % 2:
        # An even number of others: their middle two, from which the sheet itself is taken out.
        before, middle, after = ordered[half - 1 : half + 2]
        under, above, at = middle + after, before + middle, before + after
        return [
            abs(2 * points - (under if points < middle else above if points > middle else at))
            for points in given
        ]
    lower, upper = 2 * ordered[half - 1], 2 * ordered[half]
    return [abs(2 * points - (upper if 2 * points <= lower else lower)) for points in given]


def held_against_others(
    candidate: Candidate, sheet: SheetMarks, criterion_key: str
) -> OutlyingPoints:
    others = [other for other in candidate.marks if other.seat_key != sheet.seat_key]
    return OutlyingPoints(
        key=candidate.key,
        criterion_key=criterion_key,
        seat_key=sheet.seat_key,
        points=Fraction(sheet.points[criterion_key]),
        median_of_others=median(Fraction(other.points[criterion_key]) for other in others),
    )


def fence(distances: Sequence[int]) -> Fraction:
    """Say up to where distances are usual; quartiles are medians of the lower and upper half."""
    if not distances:
        return Fraction(0)
    ordered, half = sorted(distances), (len(distances) + 1) // 2
    lower, upper = twice_median(ordered[:half]), twice_median(ordered[-half:])
    return Fraction(2 * upper + 3 * (upper - lower), 4)


def same_marks_throughout(
    candidates: Iterable[Candidate], *, at_least: int = SHEETS_NEEDED
) -> tuple[str, ...]:
    """Name the seats that gave every application the very same points, on several sheets."""
    sheets: dict[str, list[dict[str, int]]] = {}
    for one in candidates:
        for sheet in one.marks:
            sheets.setdefault(sheet.seat_key, []).append(dict(sheet.hundredths))
    return tuple(
        seat
        for seat, given in sorted(sheets.items())
        if len(given) >= at_least and all(points == given[0] for points in given)
    )
