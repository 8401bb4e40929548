"""The same reckoning a second time, by other means: slow, short, and without a line of the product.

What the product does with rungs, prefixes and elimination is done here by trying everything:
every order, every set of grants, every pair of points.
"""

import dataclasses
from fractions import Fraction
from itertools import combinations, permutations, product
from math import prod

PEOPLE = ("open_vote", "chairs_word", "lot")


def score(one, call):
    """The score over whole numbers: every mean over one denominator, divided once at the end."""
    sheets = len(one.marks)
    sums = {
        criterion.key: sum(int(sheet.points[criterion.key] * 100) for sheet in one.marks)
        for criterion in call.criteria
    }
    bonus = Fraction(one.bonus)
    if call.combining == "sum_of_means":
        return Fraction(sum(sums.values()), 100 * sheets) + bonus
    scales = {c.key: int((c.maximum - c.minimum) * 100) for c in call.criteria}
    together = prod(scales.values())
    reached = sum(
        int(c.weight * 100)
        * (sums[c.key] - int(c.minimum * 100) * sheets)
        * (together // scales[c.key])
        for c in call.criteria
    )
    weights = sum(int(c.weight * 100) for c in call.criteria)
    return Fraction(100 * reached, together * sheets * weights) + bonus


def score_in_fractions(one, call):
    """The score as the formula is written, every step a fraction."""
    means = {criterion.key: mean_of(one, criterion.key) for criterion in call.criteria}
    if call.combining == "sum_of_means":
        return sum(means.values(), Fraction(one.bonus))
    weighed = sum(
        Fraction(c.weight)
        * (means[c.key] - Fraction(c.minimum))
        / (Fraction(c.maximum) - Fraction(c.minimum))
        for c in call.criteria
    )
    return 100 * weighed / sum(Fraction(c.weight) for c in call.criteria) + Fraction(one.bonus)


def enough(one, call):
    present = len(one.marks) if one.seats_present is None else one.seats_present
    needed = call.quorum * one.seats_not_recused
    return len(one.marks) >= max(1, call.minimum_scores) and present >= needed


def looked_at(one, call):
    """What decides before people are asked: the score, then each rung that only looks."""
    standing = [score(one, call)]
    for rung in call.ladder:
        if rung.kind in PEOPLE:
            break
        standing.append(
            {
                "own_share": one.own_share,
                "beneficiaries": one.beneficiaries,
                "not_funded_last": not one.funded_last,
                "earlier_receipt": -one.received_at.timestamp(),
                "criterion_mean": mean_of(one, rung.criterion_key) if rung.criterion_key else 0,
            }[rung.kind]
        )
    return tuple(standing)


def mean_of(one, key):
    return Fraction(sum(Fraction(sheet.points[key]) for sheet in one.marks), len(one.marks))


def orders(candidates, call):
    """Every order of these applications in which nobody stands before somebody better."""
    stands = {one.key: looked_at(one, call) for one in candidates}
    return [
        order
        for order in permutations(sorted(stands))
        if all(stands[a] >= stands[b] for a, b in combinations(order, 2))
    ]


def granted(order, call):
    """By trying every set of full grants: what the rule of the call makes of an order."""
    asked = [one.asked for one in order]
    possible = [
        chosen
        for chosen in product((True, False), repeat=len(order))
        if sum((a for a, yes in zip(asked, chosen, strict=True) if yes), 0) <= call.fund
        and all(a <= call.maximum_grant for a, yes in zip(asked, chosen, strict=True) if yes)
        # Stop and part leave no gap between one grant and the next.
        and (call.cutoff == "skip" or list(chosen) == sorted(chosen, reverse=True))
    ]
    best = max(possible)
    grants = {one.key: one.asked for one, yes in zip(order, best, strict=True) if yes}
    if call.cutoff == "part" and len(grants) < len(order):
        first = order[len(grants)]
        room = min(call.fund - sum(grants.values()), call.maximum_grant)
        share = Fraction(room) / Fraction(first.asked)
        takes = first.consents_to_part and room >= (first.least_part or 0)
        if takes and room > 0 and share >= call.part_minimum_share:
            grants[first.key] = room
    return grants


def funded_without(candidates, decided, call, seat):
    """Who is funded when one member had never scored; equal ones keep their decided order."""
    place = {key: number for number, key in enumerate(decided)}
    left = [
        (one, [sheet for sheet in one.marks if sheet.seat_key != seat])
        for one in candidates
        if one.key in place
    ]
    again = [type(one)(**(fields(one) | {"marks": tuple(marks)})) for one, marks in left if marks]
    best = sorted(
        again,
        key=lambda one: ([-value for value in looked_at(one, call)], place[one.key]),
    )
    passing = [one for one in best if score(one, call) >= Fraction(call.pass_mark)]
    return set(granted(passing, call))


def fields(one):
    return {field.name: getattr(one, field.name) for field in dataclasses.fields(one)}
