"""From marks to a score: the terms of the call, the sheets that count, the mean, the quorum.

Everything inside is exact: points are whole hundredths, a score is one division of whole numbers.
Only `shown` rounds, and nothing is decided by it. The formulas are worked by hand in
docs/reckoning.md.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from fractions import Fraction
from functools import cached_property
from math import lcm
from operator import mul

from competitions.choices import Combining
from ui.rounding import half_up, in_places

HUNDREDTHS = 100


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


@dataclass(frozen=True, kw_only=True)
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

    @cached_property
    def pass_hundredths(self) -> int:
        """The pass mark in whole hundredths."""
        return int(self.pass_mark * HUNDREDTHS)

    @cached_property
    def yardstick(self) -> "Yardstick":
        """How the score of this call is reckoned in whole numbers."""
        return Yardstick.of(self)


@dataclass(frozen=True, kw_only=True)
class Yardstick:
    """The rule of the score, written with one denominator.

    Sum of means: sum over the criteria of mean.
    Weighted percent: 100 x sum of weight x (mean - minimum) / (maximum - minimum), divided by the
    sum of weights. Either is (sum of factor x hundredths given - sheets x start) / (sheets x unit).
    """

    factors: tuple[tuple[str, int], ...]
    start: int
    unit: int

    @classmethod
    def of(cls, terms: CallTerms) -> "Yardstick":
        """Bring the factors of the criteria to one denominator."""
        shares = {one.key: Fraction(1) for one in terms.criteria}
        begins = Fraction(0)
        if terms.combining != Combining.SUM_OF_MEANS:
            weights = sum(Fraction(one.weight) for one in terms.criteria)
            for one in terms.criteria:
                way = Fraction(one.maximum) - Fraction(one.minimum)
                shares[one.key] = 100 * Fraction(one.weight) / (way * weights)
                begins += shares[one.key] * Fraction(one.minimum)
        under = lcm(begins.denominator, *(share.denominator for share in shares.values()))
        return cls(
            factors=tuple((key, int(share * under)) for key, share in shares.items()),
            start=int(begins * under * HUNDREDTHS),
            unit=under * HUNDREDTHS,
        )

    def reach(self, hundredths: Mapping[str, int], sheets: int = 1) -> int:
        """Say how many units these points make, given on so many sheets together."""
        keys, factors = self._sides
        return sum(map(mul, factors, map(hundredths.__getitem__, keys))) - sheets * self.start

    @cached_property
    def _sides(self) -> tuple[tuple[str, ...], tuple[int, ...]]:
        keys, factors = zip(*self.factors, strict=True) if self.factors else ((), ())
        return keys, factors


class Points(Mapping[str, Decimal]):
    """Points by criterion, kept as whole hundredths."""

    __slots__ = ("hundredths",)

    def __init__(self, hundredths: Mapping[str, int]) -> None:
        self.hundredths = hundredths

    def __getitem__(self, key: str) -> Decimal:
        return in_places(self.hundredths[key])

    def __iter__(self) -> Iterator[str]:
        return iter(self.hundredths)

    def __len__(self) -> int:
        return len(self.hundredths)


@dataclass(frozen=True, kw_only=True)
class SheetMarks:
    """The points of one sheet that counts: sent, not voided, its seat not recused."""

    seat_key: str
    points: Mapping[str, Decimal]

    @cached_property
    def hundredths(self) -> Mapping[str, int]:
        """The points as whole hundredths: they have two places at most."""
        if isinstance(self.points, Points):
            return self.points.hundredths
        return {key: int(points * HUNDREDTHS) for key, points in self.points.items()}


@dataclass(frozen=True, kw_only=True)
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
    # The least the applicant agreed to take; nothing named means whatever the call allows.
    least_part: Decimal | None = None
    # Where nothing but the ranking is asked: how many sheets count, and their sums by criterion.
    gathered: tuple[int, Mapping[str, int]] | None = None

    @cached_property
    def sheets(self) -> int:
        """How many sheets count."""
        return len(self.marks) if self.gathered is None else self.gathered[0]

    @cached_property
    def sums(self) -> Mapping[str, int]:
        """By criterion: all hundredths given together."""
        if self.gathered is not None:
            return self.gathered[1]
        sums: dict[str, int] = {}
        for sheet in self.marks:
            for key, hundredths in sheet.hundredths.items():
                sums[key] = sums.get(key, 0) + hundredths
        return sums


def criterion_mean(candidate: Candidate, criterion_key: str) -> Fraction:
    """Take the mean of one criterion: sum of its points / number of sheets that count."""
    if not candidate.sheets:
        raise ValueError("Without a sheet that counts there is no mean.")
    return Fraction(candidate.sums[criterion_key], HUNDREDTHS * candidate.sheets)


def score_of(candidate: Candidate, terms: CallTerms) -> Fraction:
    """Reckon the score, the bonus for a priority field included.

    Sum of means: score = sum of the criterion means.
    Weighted percent: score = 100 x sum of weight x (mean - minimum) / (maximum - minimum),
    divided by the sum of weights (workflow, section 5).
    """
    sheets, rule = candidate.sheets, terms.yardstick
    if not sheets:
        raise ValueError("Without a sheet that counts there is no mean.")
    score = Fraction(rule.reach(candidate.sums, sheets), sheets * rule.unit)
    return score + Fraction(candidate.bonus) if candidate.bonus else score


def sheet_score(candidate: Candidate, sheet: SheetMarks, terms: CallTerms) -> Fraction:
    """Reckon the score as if this sheet were alone; the mean of these is the score itself."""
    rule = terms.yardstick
    return Fraction(rule.reach(sheet.hundredths), rule.unit) + Fraction(candidate.bonus)


def sheet_scores(
    candidates: Iterable[Candidate], terms: CallTerms
) -> tuple[dict[str, dict[str, int]], int]:
    """The score of every single sheet, by application and seat, in units of one size."""
    every, rule = list(candidates), terms.yardstick
    bonuses = {one.key: Fraction(one.bonus) for one in every if one.bonus}
    unit = lcm(rule.unit, *(bonus.denominator for bonus in bonuses.values()))
    times, scores = unit // rule.unit, {}
    for one in every:
        extra = int(bonuses.get(one.key, 0) * unit)
        scores[one.key] = {
            seat: times * reach + extra for seat, reach in sheet_reaches(one, rule).items()
        }
    return scores, unit


def sheet_reaches(candidate: Candidate, rule: Yardstick) -> dict[str, int]:
    """By seat: how many units its points make, the bonus apart."""
    return {sheet.seat_key: rule.reach(sheet.hundredths) for sheet in candidate.marks}


def quorum_needed(seats: int, quorum: Fraction) -> int:
    """Say how many seats make the quorum: seats x quorum, a part of a seat counts whole."""
    return -(-seats * quorum.numerator // quorum.denominator)


def has_enough(candidate: Candidate, terms: CallTerms) -> bool:
    """Say whether an application has its minimum of scores and its own quorum.

    The quorum is reckoned on the seats not recused from this application (workflow, section 5).
    """
    scores = candidate.sheets
    present = scores if candidate.seats_present is None else candidate.seats_present
    enough_scores = scores >= max(1, terms.minimum_scores)
    return enough_scores and present >= quorum_needed(candidate.seats_not_recused, terms.quorum)


def passes(score: Fraction, terms: CallTerms) -> bool:
    """Say whether an exact score reaches the pass mark."""
    return score.numerator * HUNDREDTHS >= terms.pass_hundredths * score.denominator


def shown(score: Fraction) -> Decimal:
    """Round half up to two places, for showing only."""
    return half_up(score)
