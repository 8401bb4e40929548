"""How firm the result is: who would be funded under other circumstances.

Each member is left out in turn, each weight is moved a step, severity is taken out: every time the
whole order and the cut-off are reckoned again (workflow, section 5). In a check, applications that
come out equal go down the ladder of the call; where people would be asked anew they keep the order
which they have in the real ranking.

Twenty-five rankings of a thousand applications are reckoned at once, so here a score is a whole
number: of units of which a point has the same count for every application and every check.
"""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from functools import partial
from math import lcm
from typing import Any

from competitions.choices import Combining, Cutoff, RungKind
from scoring.cutoff import NOTHING, fund, granted_amount
from scoring.points import (
    HUNDREDTHS,
    CallTerms,
    Candidate,
    CriterionTerms,
    Rung,
    sheet_reaches,
)
from scoring.ranking import Ranking, TieAnswers, rank, split
from scoring.severity import Correction

LOT = Rung(kind=RungKind.LOT)


@dataclass(frozen=True, slots=True, kw_only=True)
class Firmness:
    """Funded in so many of so many checks; the checks that end otherwise than the decision."""

    key: str
    is_funded: bool
    funded: int
    of: int
    otherwise_in: tuple[Hashable, ...]


class Circumstances:
    """The applications of a settled ranking, ready to be put in order again."""

    def __init__(
        self,
        candidates: Iterable[Candidate],
        terms: CallTerms,
        ties: TieAnswers | None = None,
        ranking: Ranking | None = None,
    ) -> None:
        self.every, self.terms, self.ties = list(candidates), terms, ties or {}
        self.ranking = ranking or rank(self.every, terms, self.ties)
        self.decided = frozenset(row.key for row in fund(self.ranking, terms).rows if row.grant)
        self.places = {row.key: place for place, row in enumerate(self.ranking.rows)}
        # Who has enough scores is not asked again: a check leaves sheets out, the meeting did not.
        self.ranked = [row.candidate for row in self.ranking.rows]
        self.ladder = (*terms.ladder, LOT)
        bonuses = [Fraction(one.bonus) for one in self.ranked]
        self.bonus_under = lcm(*(bonus.denominator for bonus in bonuses))
        self.bonuses = [int(bonus * self.bonus_under) for bonus in bonuses]

    def least(self, under: int) -> int:
        """The pass mark in units of which a point has so many; a part of a unit counts whole."""
        return -(-self.terms.pass_hundredths * under // HUNDREDTHS)

    def funded(
        self,
        scores: Sequence[int | None],
        under: int,
        changed: Callable[[Candidate], Candidate] | None = None,
    ) -> frozenset[str]:
        """Who is funded with these scores, in the order of the ranking; nothing means no sheet.

        `changed` says what an application looks like to the ladder in this check.
        """
        levels: dict[int, list[Candidate]] = defaultdict(list)
        for one, score in zip(self.ranked, scores, strict=True):
            if score is not None:
                levels[score].append(one)
        least, terms = self.least(under), self.terms
        left, keys = terms.fund, list[str]()
        for score in sorted(levels, reverse=True):
            if score < least:
                break
            level = levels[score]
            asked = sum((one.asked for one in level), NOTHING)
            if asked <= left and all(NOTHING < one.asked <= terms.maximum_grant for one in level):
                # All of them fit, whatever stands first among them.
                keys += [one.key for one in level]
                left -= asked
                continue
            for one in self.in_line(level, changed):
                amount = granted_amount(one, min(left, terms.maximum_grant), terms)
                if amount:
                    keys.append(one.key)
                    left -= amount
                if amount < one.asked and terms.cutoff != Cutoff.SKIP:
                    return frozenset(keys)
        return frozenset(keys)

    def in_line(
        self, level: Sequence[Candidate], changed: Callable[[Candidate], Candidate] | None
    ) -> list[Candidate]:
        """Put equal applications in order by the ladder, as far as it goes without people."""
        if changed is not None:
            level = [changed(one) for one in level]
        return self.down(tuple(level), self.ladder)

    def down(self, level: tuple[Candidate, ...], ladder: tuple[Rung, ...]) -> list[Candidate]:
        steps = split(level, ladder[0], self.ties) if len(level) > 1 and ladder else None
        if steps is None:
            return sorted(level, key=lambda one: self.places[one.key])
        return [one for step in steps for one in self.down(step, ladder[1:])]

    def without_members(self) -> dict[str, frozenset[str]]:
        """By member: who is funded when that member is left out."""
        rule = self.terms.yardstick
        given = [sheet_reaches(one, rule) for one in self.ranked]
        counts = {len(reaches) for reaches in given}
        means = lcm(*(count - 1 for count in counts if count > 1), *counts)
        times, under = means * self.bonus_under, rule.unit * means * self.bonus_under
        sums = [sum(reaches.values()) for reaches in given]
        extra = [bonus * rule.unit * means for bonus in self.bonuses]
        whole: list[int | None] = [
            together * (times // len(reaches)) + more
            for together, reaches, more in zip(sums, given, extra, strict=True)
        ]
        ended = {}
        for seat in sorted({sheet.seat_key for one in self.every for sheet in one.marks}):
            scores = whole.copy()
            for place, reaches in enumerate(given):
                if seat in reaches:
                    rest = len(reaches) - 1
                    scores[place] = (
                        (sums[place] - reaches[seat]) * (times // rest) + extra[place]
                        if rest
                        else None
                    )
            ended[seat] = self.funded(scores, under, partial(without, seat=seat))
        return ended

    def with_weights(self, step: Decimal) -> dict[tuple[str, Decimal], frozenset[str]]:
        """By criterion and its new weight: who is funded when only that weight is another.

        Score = 100 x sum of weight x reached / sum of weights, where reached is the part of the
        way from the minimum to the maximum; only one summand and the divisor change.
        """
        moves = weights_moved(self.terms, step)
        if not moves or not self.ranked:
            return dict.fromkeys(moves, frozenset())
        criteria = self.terms.criteria
        ways = {c.key: int((c.maximum - c.minimum) * HUNDREDTHS) for c in criteria}
        way, means = lcm(*ways.values()), lcm(*(one.sheets for one in self.ranked))
        reached = {
            c.key: [
                (one.sums[c.key] - one.sheets * int(c.minimum * HUNDREDTHS))
                * (way // ways[c.key])
                * (means // one.sheets)
                for one in self.ranked
            ]
            for c in criteria
        }
        parts = lcm(Fraction(step).denominator, *(Fraction(c.weight).denominator for c in criteria))
        weighs = {c.key: int(Fraction(c.weight) * parts) for c in criteria}
        columns = [[weighs[key] * one for one in column] for key, column in reached.items()]
        together = list(map(sum, zip(*columns, strict=True)))
        percent, ended = 100 * self.bonus_under, {}
        for key, weight in moves:
            more = int(Fraction(weight) * parts) - weighs[key]
            extra = way * means * (sum(weighs.values()) + more)
            scores = [
                percent * (whole + more * one) + bonus * extra
                for whole, one, bonus in zip(together, reached[key], self.bonuses, strict=True)
            ]
            ended[key, weight] = self.funded(scores, extra * self.bonus_under)
        return ended

    def with_scores(self, scores: Mapping[str, Fraction], unit: int = 1) -> frozenset[str]:
        """Who is funded when the scores are these, in units of which a point has so many."""
        found = [scores[one.key] for one in self.ranked]
        under = lcm(*{score.denominator for score in found})
        whole = [score.numerator * (under // score.denominator) for score in found]
        return self.funded(whole, under * unit)

    def firmness(self, ended: Mapping[Any, frozenset[str]]) -> tuple[Firmness, ...]:
        """Hold what was decided against the end of each check, in the order of the ranking."""
        otherwise: dict[str, list[Hashable]] = defaultdict(list)
        for name, keys in ended.items():
            for key in keys ^ self.decided:
                otherwise[key].append(name)
        rows = []
        for key in self.places:
            against = tuple(otherwise.get(key, ()))
            funded = key in self.decided
            rows.append(
                Firmness(
                    key=key,
                    is_funded=funded,
                    funded=len(ended) - len(against) if funded else len(against),
                    of=len(ended),
                    otherwise_in=against,
                )
            )
        return tuple(rows)


def without(candidate: Candidate, seat: str) -> Candidate:
    marks = tuple(sheet for sheet in candidate.marks if sheet.seat_key != seat)
    return replace(candidate, marks=marks)


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


def without_each_member(
    candidates: Iterable[Candidate], terms: CallTerms, ties: TieAnswers | None = None
) -> tuple[Firmness, ...]:
    """Leave each member out in turn and say in how many of these checks each one is funded."""
    now = Circumstances(candidates, terms, ties)
    return now.firmness(now.without_members())


def with_each_weight_moved(
    candidates: Iterable[Candidate],
    terms: CallTerms,
    step: Decimal,
    ties: TieAnswers | None = None,
) -> tuple[Firmness, ...]:
    """Move each weight a step up and down; a check is named by the criterion and its new weight.

    A sum of means knows no weights: there is nothing to move and the firmness is "0 of 0".
    """
    now = Circumstances(candidates, terms, ties)
    return now.firmness(now.with_weights(step))


def with_severity_corrected(
    candidates: Iterable[Candidate],
    terms: CallTerms,
    correction: Correction,
    ties: TieAnswers | None = None,
) -> tuple[Firmness, ...]:
    """Say who would be funded if severity were taken out of the scores."""
    now = Circumstances(candidates, terms, ties)
    return now.firmness({"severity": now.with_scores(correction.worths)})


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
    comes_in: dict[Any, list[str]] = defaultdict(list)
    goes_out: dict[Any, list[str]] = defaultdict(list)
    for row in rows:
        for name in row.otherwise_in:
            (goes_out if row.is_funded else comes_in)[name].append(row.key)
    against = sorted({*comes_in, *goes_out}, key=str)
    if not against:
        return None
    changes = tuple(
        Change(
            name=name,
            comes_in=tuple(sorted(comes_in[name])),
            goes_out=tuple(sorted(goes_out[name])),
        )
        for name in against
    )
    return Difference(check=check, of=rows[0].of, changes=changes)
