"""From marks to a score: the terms of the call, the sheets that count, the mean, the quorum.

Everything inside is exact fractions; only `shown` rounds, and nothing is decided by it.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal
from fractions import Fraction
from math import ceil

from competitions.choices import Combining
from ui.rounding import half_up


@dataclass(frozen=True, slots=True, kw_only=True)
class Rung:
    """One rung of the ladder; `criterion_key` only for the mean of a criterion."""

    kind: str
    criterion_key: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CriterionTerms:
    """A criterion as the call froze it."""

    key: str
    minimum: Decimal
    maximum: Decimal
    step: Decimal
    weight: Decimal

    def __post_init__(self) -> None:
        if self.maximum <= self.minimum:
            raise ValueError("A criterion needs a maximum above its minimum.")


@dataclass(frozen=True, slots=True, kw_only=True)
class CallTerms:
    """What the reckoning needs of the frozen terms of a call."""

    combining: str
    criteria: tuple[CriterionTerms, ...]
    pass_mark: Decimal
    minimum_scores: int
    quorum: Fraction
    fund: Decimal
    maximum_grant: Decimal
    cutoff: str
    part_minimum_share: Fraction
    reserve_places: int
    ladder: tuple[Rung, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetMarks:
    """The points of one sheet that counts: sent, not voided, its seat not recused."""

    seat_key: str
    points: Mapping[str, Decimal]


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """An admitted application as the ranking sees it.

    `seats_present` is how many of the seats not recused from it take part in the decision;
    before a meeting is held these are the seats whose sheets count.
    """

    key: str
    asked: Decimal
    own_share: Fraction
    beneficiaries: int
    funded_last: bool
    received_at: datetime
    bonus: Decimal | Fraction
    consents_to_part: bool
    marks: tuple[SheetMarks, ...]
    seats_not_recused: int
    seats_present: int | None = None


def criterion_mean(candidate: Candidate, criterion_key: str) -> Fraction:
    """Take the mean of one criterion: sum of its points / number of sheets that count."""
    points = [sheet.points[criterion_key] for sheet in candidate.marks]
    if not points:
        raise ValueError("Without a sheet that counts there is no mean.")
    # Points have two places at most, so their sum is exact; one fraction is made of it.
    return Fraction(sum(points)) / len(points)


def score_of(candidate: Candidate, terms: CallTerms) -> Fraction:
    """Reckon the score, the bonus for a priority field included.

    Sum of means: score = sum of the criterion means.
    Weighted percent: score = 100 x sum of weight x (mean - minimum) / (maximum - minimum),
    divided by the sum of weights (workflow, section 5).
    """
    means = {c.key: criterion_mean(candidate, c.key) for c in terms.criteria}
    if terms.combining == Combining.SUM_OF_MEANS:
        score = sum(means.values(), Fraction(0))
    else:
        score = weighted_percent(means, terms.criteria)
    return score + Fraction(candidate.bonus)


def sheet_score(candidate: Candidate, sheet: SheetMarks, terms: CallTerms) -> Fraction:
    """Reckon the score as if this sheet were alone; the mean of these is the score itself."""
    return score_of(replace(candidate, marks=(sheet,)), terms)


def weighted_percent(
    means: Mapping[str, Fraction], criteria: tuple[CriterionTerms, ...]
) -> Fraction:
    """Weigh how far each mean stands between its minimum and its maximum, in percent."""
    weighed = sum((Fraction(c.weight) * reached(means[c.key], c) for c in criteria), Fraction(0))
    return 100 * weighed / sum((Fraction(c.weight) for c in criteria), Fraction(0))


def reached(mean: Fraction, criterion: CriterionTerms) -> Fraction:
    """Say which part of the way from minimum to maximum a mean has gone."""
    low, high = Fraction(criterion.minimum), Fraction(criterion.maximum)
    return (mean - low) / (high - low)


def quorum_needed(seats: int, quorum: Fraction) -> int:
    """Say how many seats make the quorum: seats x quorum, a part of a seat counts whole."""
    return ceil(seats * quorum)


def has_enough(candidate: Candidate, terms: CallTerms) -> bool:
    """Say whether an application has its minimum of scores and its own quorum.

    The quorum is reckoned on the seats not recused from this application (workflow, section 5).
    """
    scores = len(candidate.marks)
    present = scores if candidate.seats_present is None else candidate.seats_present
    enough_scores = scores >= max(1, terms.minimum_scores)
    return enough_scores and present >= quorum_needed(candidate.seats_not_recused, terms.quorum)


def passes(score: Fraction, terms: CallTerms) -> bool:
    """Say whether an exact score reaches the pass mark."""
    return score >= Fraction(terms.pass_mark)


def shown(score: Fraction) -> Decimal:
    """Round half up to two places, for showing only."""
    return half_up(score)
