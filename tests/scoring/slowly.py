"""The checks of fairness as they are described, one ranking after the other, in plain fractions.

Slow and without a thought for speed: what the product reckons at once is held against this.
"""

from dataclasses import replace
from fractions import Fraction
from statistics import median

from competitions.choices import RungKind
from scoring.cutoff import fund
from scoring.fairness import LEVELS_APART, OTHERS_NEEDED, OutlyingPoints
from scoring.firmness import Firmness, weights_moved
from scoring.points import Rung
from scoring.ranking import in_order, rank
from tests.scoring.oracles import enough, score_in_fractions


def without_each_member(candidates, terms, ties):
    seats = sorted({sheet.seat_key for one in candidates for sheet in one.marks})
    checks = {seat: ([without(one, seat) for one in candidates], terms) for seat in seats}
    return firmness(candidates, terms, ties, checks)


def without(candidate, seat):
    marks = tuple(sheet for sheet in candidate.marks if sheet.seat_key != seat)
    return replace(candidate, marks=marks)


def with_each_weight_moved(candidates, terms, step, ties):
    checks = {name: (candidates, moved) for name, moved in weights_moved(terms, step).items()}
    return firmness(candidates, terms, ties, checks)


def with_severity_corrected(candidates, terms, correction, ties):
    corrected = [
        replace(
            one,
            bonus=Fraction(one.bonus) + correction.worths[one.key] - score_in_fractions(one, terms),
        )
        for one in candidates
        if enough(one, terms)
    ]
    return firmness(candidates, terms, ties, {"severity": (corrected, terms)})


def firmness(candidates, terms, ties, checks):
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


def funded_in_check(decided, candidates, terms, ties):
    order = {row.key: place for place, row in enumerate(decided.rows)}
    ranked = [one for one in candidates if one.key in order]
    lot = Rung(kind=RungKind.LOT)
    check = replace(terms, minimum_scores=1, quorum=Fraction(0), ladder=(*terms.ladder, lot))
    first = rank(ranked, check, ties)
    kept = {
        ((tie.rung or lot).kind, tie.keys): in_order(sorted(tie.keys, key=lambda key: order[key]))
        for tie in first.unsettled
    }
    return funded_keys(rank(ranked, check, {**ties, **kept}), check)


def funded_keys(ranking, terms):
    return {row.key for row in fund(ranking, terms).rows if row.grant}


def outlying_points(candidates, terms):
    return tuple(
        found for criterion in terms.criteria for found in outlying_on(candidates, criterion)
    )


def outlying_on(candidates, criterion):
    judged = []
    for one in candidates:
        given = {sheet.seat_key: Fraction(sheet.points[criterion.key]) for sheet in one.marks}
        for seat, points in given.items():
            others = [other for name, other in given.items() if name != seat]
            if len(others) >= OTHERS_NEEDED:
                judged.append((one.key, seat, points, median(others)))
    if not judged:
        return []
    distances = sorted(abs(points - middle) for _key, _seat, points, middle in judged)
    half = (len(distances) + 1) // 2
    lower, upper = median(distances[:half]), median(distances[-half:])
    usual = upper + Fraction(3, 2) * (upper - lower)
    return [
        OutlyingPoints(
            key=key,
            criterion_key=criterion.key,
            seat_key=seat,
            points=points,
            median_of_others=middle,
        )
        for key, seat, points, middle in judged
        if abs(points - middle) >= LEVELS_APART * Fraction(criterion.step)
        and abs(points - middle) > usual
    ]
