"""Checks beside the ranking: how firm the result is, and which marks deserve a second look.

Source: workflow, section 5. These are checks and never the decision. In a check, applications
that come out equal keep the order which they have in the real ranking.
"""

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from statistics import median
from typing import Any

from competitions.choices import Combining, RungKind
from scoring.cutoff import fund
from scoring.points import (
    HUNDREDTHS,
    CallTerms,
    Candidate,
    CriterionTerms,
    Rung,
    SheetMarks,
    has_enough,
    score_of,
)
from scoring.ranking import Ranking, TieAnswers, in_order, rank
from scoring.severity import Correction

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
class Firmness:
    """Funded in so many of so many checks; the checks that end otherwise than the decision."""

    key: str
    is_funded: bool
    funded: int
    of: int
    otherwise_in: tuple[Hashable, ...]


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
    rule, bonus = terms.yardstick, Fraction(candidate.bonus)
    scores = sorted(rule.reach(sheet.hundredths) for sheet in candidate.marks)

    def told(units: Fraction | int) -> Fraction:
        return Fraction(units) / rule.unit + bonus

    return Spread(
        key=candidate.key,
        mean=score_of(candidate, terms),
        median=told(Fraction(twice_median(scores), 2)),
        lowest=told(scores[0]),
        highest=told(scores[-1]),
    )


def twice_median(ordered: Sequence[int]) -> int:
    """Twice the median of whole numbers in their order: the middle one, or the middle two."""
    half = len(ordered) // 2
    return ordered[half] * 2 if len(ordered) % 2 else ordered[half - 1] + ordered[half]


def without_each_member(
    candidates: Iterable[Candidate], terms: CallTerms, ties: TieAnswers | None = None
) -> tuple[Firmness, ...]:
    """Leave each member out in turn and say in how many of these checks each one is funded."""
    every = list(candidates)
    seats = sorted({sheet.seat_key for one in every for sheet in one.marks})
    checks = {seat: ([without(one, seat) for one in every], terms) for seat in seats}
    return firmness(every, terms, ties or {}, checks)


def without(candidate: Candidate, seat: str) -> Candidate:
    marks = tuple(sheet for sheet in candidate.marks if sheet.seat_key != seat)
    return replace(candidate, marks=marks)


def with_each_weight_moved(
    candidates: Iterable[Candidate],
    terms: CallTerms,
    step: Decimal,
    ties: TieAnswers | None = None,
) -> tuple[Firmness, ...]:
    """Move each weight a step up and down; a check is named by the criterion and its new weight.

    A sum of means knows no weights: there is nothing to move and the firmness is "0 of 0".
    """
    every = list(candidates)
    checks = {name: (every, moved) for name, moved in weights_moved(terms, step).items()}
    return firmness(every, terms, ties or {}, checks)


def weights_moved(terms: CallTerms, step: Decimal) -> dict[tuple[str, Decimal], CallTerms]:
    """List the terms with one weight moved; a weight below nothing, or all nothing, is left out."""
    if terms.combining == Combining.SUM_OF_MEANS:
        return {}
    moved = {
        (one.key, one.weight + change): with_weight(terms, one, one.weight + change)
        for one in terms.criteria
        for change in (step, -step)
        if one.weight + change >= 0
    }
    return {name: call for name, call in moved.items() if any(c.weight for c in call.criteria)}


def with_weight(terms: CallTerms, criterion: CriterionTerms, weight: Decimal) -> CallTerms:
    criteria = tuple(
        replace(one, weight=weight) if one.key == criterion.key else one for one in terms.criteria
    )
    return replace(terms, criteria=criteria)


def firmness(
    candidates: Sequence[Candidate],
    terms: CallTerms,
    ties: TieAnswers,
    checks: Mapping[Any, tuple[Sequence[Candidate], CallTerms]],
) -> tuple[Firmness, ...]:
    """Hold the decided funding against that of each check, in the order of the ranking."""
    ranking = rank(candidates, terms, ties)
    decided = funded_keys(ranking, terms)
    ended = {name: funded_in_check(ranking, *check, ties) for name, check in checks.items()}
    return tuple(
        Firmness(
            key=row.key,
            is_funded=row.key in decided,
            funded=sum(row.key in keys for keys in ended.values()),
            of=len(ended),
            otherwise_in=tuple(
                name for name, keys in ended.items() if (row.key in keys) != (row.key in decided)
            ),
        )
        for row in ranking.rows
    )


def funded_in_check(
    decided: Ranking, candidates: Sequence[Candidate], terms: CallTerms, ties: TieAnswers
) -> frozenset[str]:
    """Fund the same applications under other circumstances.

    Who has enough scores is not asked again: a check leaves sheets out, the meeting did not.
    """
    order = {row.key: place for place, row in enumerate(decided.rows)}
    ranked = [one for one in candidates if one.key in order]
    lot = Rung(kind=RungKind.LOT)
    check = replace(terms, minimum_scores=1, quorum=Fraction(0), ladder=(*terms.ladder, lot))
    first = rank(ranked, check, ties)
    if first.is_settled:
        return funded_keys(first, check)
    kept = {
        ((tie.rung or lot).kind, tie.keys): in_order(sorted(tie.keys, key=lambda key: order[key]))
        for tie in first.unsettled
    }
    return funded_keys(rank(ranked, check, {**ties, **kept}), check)


def funded_keys(ranking: Ranking, terms: CallTerms) -> frozenset[str]:
    return frozenset(row.key for row in fund(ranking, terms).rows if row.grant)


def with_severity_corrected(
    candidates: Iterable[Candidate],
    terms: CallTerms,
    correction: Correction,
    ties: TieAnswers | None = None,
) -> tuple[Firmness, ...]:
    """Say who would be funded if severity were taken out of the scores."""
    every = list(candidates)
    corrected = [
        replace(one, bonus=Fraction(one.bonus) + correction.worths[one.key] - score_of(one, terms))
        for one in every
        if has_enough(one, terms)
    ]
    return firmness(every, terms, ties or {}, {"severity": (corrected, terms)})


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One check that would fund others: its name, who comes in, who goes out."""

    name: Any
    comes_in: tuple[str, ...]
    goes_out: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """A kind of check that would fund others: in how many of how many, who comes in, who goes."""

    check: str
    of: int
    changes: tuple[Change, ...]

    @property
    def comes_in(self) -> tuple[str, ...]:
        return tuple(sorted({key for one in self.changes for key in one.comes_in}))

    @property
    def goes_out(self) -> tuple[str, ...]:
        return tuple(sorted({key for one in self.changes for key in one.goes_out}))


def difference(check: str, rows: Sequence[Firmness]) -> Difference | None:
    """Gather what one kind of check says against the ranking; nothing when it agrees."""
    # A dictionary, for the checks come in an order of their own.
    against = dict.fromkeys(name for row in rows for name in row.otherwise_in)
    if not against:
        return None
    changes = tuple(
        Change(
            name=name,
            comes_in=keys_of(row for row in rows if name in row.otherwise_in and not row.is_funded),
            goes_out=keys_of(row for row in rows if name in row.otherwise_in and row.is_funded),
        )
        for name in sorted(against, key=str)
    )
    return Difference(check=check, of=rows[0].of, changes=changes)


def keys_of(rows: Iterable[Firmness]) -> tuple[str, ...]:
    return tuple(sorted(row.key for row in rows))


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
        (distance, one, sheet)
        for one in candidates
        if len(one.marks) > OTHERS_NEEDED
        for sheet, distance in zip(one.marks, distances(one, criterion.key), strict=True)
    ]
    usual = fence([Fraction(distance) for distance, _one, _sheet in judged])
    least = LEVELS_APART * Fraction(criterion.step) * 2 * HUNDREDTHS
    return [
        held_against_others(one, sheet, criterion.key)
        for distance, one, sheet in judged
        if distance >= least and distance > usual
    ]


def distances(candidate: Candidate, criterion_key: str) -> list[int]:
    """How far each sheet lies from the median of the others, in two-hundredths of a point."""
    given = [sheet.hundredths[criterion_key] for sheet in candidate.marks]
    ordered = sorted(given)
    others = {}
    for place, points in enumerate(ordered):
        if points not in others:
            others[points] = twice_median(ordered[:place] + ordered[place + 1 :])
    return [abs(2 * points - others[points]) for points in given]


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


def fence(distances: Sequence[Fraction]) -> Fraction:
    """Say up to where distances are usual; quartiles are medians of the lower and upper half."""
    if not distances:
        return Fraction(0)
    ordered, half = sorted(distances), (len(distances) + 1) // 2
    lower, upper = median(ordered[:half]), median(ordered[-half:])
    return upper + Fraction(3, 2) * (upper - lower)


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
