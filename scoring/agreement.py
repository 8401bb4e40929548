"""Krippendorff's alpha: how far the members agree, with holes in the grid allowed.

Formula: alpha = 1 - observed / expected disagreement. Observed: for each unit with m >= 2 values
the squared differences of its ordered pairs / (m - 1), added up. Expected: the squared differences
of all ordered pairs of values, whatever their unit, / (n - 1). Source: K. Krippendorff, Content
Analysis, chapter on reliability. It is a check of how clear the criteria are, never a decision.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from itertools import combinations

from scoring.points import CallTerms, Candidate, sheet_score

Difference = Callable[[Fraction, Fraction], Fraction]
MINIMUM_UNITS = 5


class Scale(StrEnum):
    """What a difference between two values means."""

    NOMINAL = "nominal"
    ORDINAL = "ordinal"
    INTERVAL = "interval"


class Verdict(StrEnum):
    """Whether agreement can be judged at all."""

    JUDGED = "judged"
    TOO_FEW = "too_few"
    ALL_THE_SAME = "all_the_same"


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement:
    """Alpha, and on how many applications it stands; no alpha where it cannot be judged."""

    verdict: Verdict
    alpha: Fraction | None
    units: int


def agreement_of(
    candidates: Iterable[Candidate],
    terms: CallTerms,
    *,
    scale: str = Scale.INTERVAL,
    minimum_units: int = MINIMUM_UNITS,
) -> Agreement:
    """Judge the agreement of the members over whole sheets, each reckoned as one score."""
    units = [[sheet_score(one, sheet, terms) for sheet in one.marks] for one in candidates]
    return agreement(units, scale=scale, minimum_units=minimum_units)


def agreement_on(
    candidates: Iterable[Candidate],
    criterion_key: str,
    *,
    scale: str = Scale.ORDINAL,
    minimum_units: int = MINIMUM_UNITS,
) -> Agreement:
    """Judge the agreement of the members on one criterion."""
    units = [[Fraction(sheet.points[criterion_key]) for sheet in one.marks] for one in candidates]
    return agreement(units, scale=scale, minimum_units=minimum_units)


def agreement(
    units: Iterable[Sequence[Fraction]], *, scale: str, minimum_units: int = MINIMUM_UNITS
) -> Agreement:
    """Judge the agreement on units of values; a missing value is simply not there."""
    pairable = [values for values in units if len(values) > 1]
    if len(pairable) < minimum_units:
        return Agreement(verdict=Verdict.TOO_FEW, alpha=None, units=len(pairable))
    alpha = krippendorff(pairable, scale)
    verdict = Verdict.ALL_THE_SAME if alpha is None else Verdict.JUDGED
    return Agreement(verdict=verdict, alpha=alpha, units=len(pairable))


def krippendorff(units: Iterable[Sequence[Fraction]], scale: str) -> Fraction | None:
    """Reckon alpha exactly; where all values are one there is nothing to agree about."""
    pairable = [values for values in units if len(values) > 1]
    counts = Counter(value for values in pairable for value in values)
    difference = difference_on(scale, counts)
    expected = expected_disagreement(counts, difference)
    if not expected:
        return None
    return 1 - observed_disagreement(pairable, difference) / expected


def observed_disagreement(units: Iterable[Sequence[Fraction]], difference: Difference) -> Fraction:
    return sum(
        (
            2
            * sum((difference(*pair) for pair in combinations(values, 2)), Fraction(0))
            / (len(values) - 1)
            for values in units
        ),
        Fraction(0),
    )


def expected_disagreement(counts: Counter[Fraction], difference: Difference) -> Fraction:
    pairs = combinations(counts, 2)
    apart = sum((counts[a] * counts[b] * difference(a, b) for a, b in pairs), Fraction(0))
    return 2 * apart / (counts.total() - 1) if apart else Fraction(0)


def difference_on(scale: str, counts: Counter[Fraction]) -> Difference:
    """Choose what a difference between two values means, already squared."""
    match scale:
        case Scale.NOMINAL:
            return lambda a, b: Fraction(a != b)
        case Scale.ORDINAL:
            return ordinal(counts)
        case Scale.INTERVAL:
            return lambda a, b: (a - b) ** 2
    raise ValueError(f"No scale is called {scale!r}.")


def ordinal(counts: Counter[Fraction]) -> Difference:
    """Two levels differ by as many marks as lie between them, the ends counted half."""
    middles: dict[Fraction, Fraction] = {}
    passed = 0
    for value in sorted(counts):
        middles[value] = passed + Fraction(counts[value], 2)
        passed += counts[value]
    return lambda a, b: (middles[a] - middles[b]) ** 2
