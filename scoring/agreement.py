"""Krippendorff's alpha: how far the members agree, with holes in the grid allowed.

Formula: alpha = 1 - observed / expected disagreement. Observed: for each unit with m >= 2 values
the squared differences of its ordered pairs / (m - 1), added up. Expected: the squared differences
of all ordered pairs of values, whatever their unit, / (n - 1). Source: K. Krippendorff, Content
Analysis, chapter on reliability. It is a check of how clear the criteria are, never a decision.

The pairs are not walked one by one: the squared differences of all pairs of m numbers are
m x (sum of squares) - (sum)^2, so the work grows with the sheets and not with their square.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from itertools import chain
from math import lcm
from operator import mul

from scoring.points import CallTerms, Candidate, sheet_scores

Value = Fraction | int
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
    scores, _unit = sheet_scores(candidates, terms)
    return agreement_in(scores, scale=scale, minimum_units=minimum_units)


def agreement_in(
    scores: Mapping[str, Mapping[str, int]],
    *,
    scale: str = Scale.INTERVAL,
    minimum_units: int = MINIMUM_UNITS,
) -> Agreement:
    """The same over scores at hand, by application and member, in units of any size.

    The size of the unit changes no agreement: every scale compares, none measures.
    """
    units = [list(row.values()) for row in scores.values()]
    return agreement(units, scale=scale, minimum_units=minimum_units)


def agreement_on(
    candidates: Iterable[Candidate],
    criterion_key: str,
    *,
    scale: str = Scale.ORDINAL,
    minimum_units: int = MINIMUM_UNITS,
) -> Agreement:
    """Judge the agreement of the members on one criterion."""
    units = [[sheet.hundredths[criterion_key] for sheet in one.marks] for one in candidates]
    return agreement(units, scale=scale, minimum_units=minimum_units)


def agreement(
    units: Iterable[Sequence[Value]], *, scale: str, minimum_units: int = MINIMUM_UNITS
) -> Agreement:
    """Judge the agreement on units of values; a missing value is simply not there."""
    pairable = [values for values in units if len(values) > 1]
    if len(pairable) < minimum_units:
        return Agreement(verdict=Verdict.TOO_FEW, alpha=None, units=len(pairable))
    alpha = krippendorff(pairable, scale)
    verdict = Verdict.ALL_THE_SAME if alpha is None else Verdict.JUDGED
    return Agreement(verdict=verdict, alpha=alpha, units=len(pairable))


def krippendorff(units: Iterable[Sequence[Value]], scale: str) -> Fraction | None:
    """Reckon alpha exactly; where all values are one there is nothing to agree about."""
    pairable: Sequence[Sequence[Value]] = [values for values in units if len(values) > 1]
    apart = disagreement_on(scale)
    if scale == Scale.ORDINAL:
        pairable = in_ranks(pairable)
    every = list(chain.from_iterable(pairable))
    expected = apart(every)
    if not expected:
        return None
    # One denominator for all units: the sum stays a sum of whole numbers.
    under = lcm(*{len(values) - 1 for values in pairable})
    observed = sum(apart(values) * (under // (len(values) - 1)) for values in pairable)
    return 1 - Fraction(observed * (len(every) - 1)) / (under * expected)


def disagreement_on(scale: str) -> Callable[[Sequence[Value]], Value]:
    """Choose what the differences of all pairs of some values come to, already squared."""
    match scale:
        case Scale.NOMINAL:
            return unlike_pairs
        case Scale.ORDINAL | Scale.INTERVAL:
            return squared_distances
    raise ValueError(f"No scale is called {scale!r}.")


def unlike_pairs(values: Sequence[Value]) -> int:
    """Count the pairs of values that are not the same."""
    return (len(values) ** 2 - sum(count**2 for count in Counter(values).values())) // 2


def squared_distances(values: Sequence[Value]) -> Value:
    """Add up the squared distances of all pairs: m x (sum of squares) - (sum)^2."""
    return len(values) * sum(map(mul, values, values)) - sum(values) ** 2


def in_ranks(units: Sequence[Sequence[Value]]) -> list[list[int]]:
    """Put in place of each value how many marks lie under it, those equal to it counted half.

    Two levels then differ by as many marks as lie between them (the half is kept whole by
    doubling everything, which changes no alpha).
    """
    counts = Counter(chain.from_iterable(units))
    ranks: dict[Value, int] = {}
    passed = 0
    for value in sorted(counts):
        ranks[value] = 2 * passed + counts[value]
        passed += counts[value]
    return [list(map(ranks.__getitem__, values)) for values in units]
