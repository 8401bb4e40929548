"""The reckoning against independent answers: brute force, another package, least squares."""

from collections import Counter
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import krippendorff as package
import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from scoring.agreement import agreement_of, krippendorff
from scoring.cutoff import fund
from scoring.fairness import outlying_points, same_marks_throughout
from scoring.firmness import (
    with_each_weight_moved,
    with_severity_corrected,
    without_each_member,
)
from scoring.points import (
    CriterionTerms,
    Rung,
    SheetMarks,
    has_enough,
    score_of,
    sheet_score,
    sheet_scores,
)
from scoring.ranking import rank
from scoring.severity import correct, grid_of
from tests.scoring import oracles, slowly
from tests.scoring.examples import call_terms, candidate, candidates, terms
from tests.scoring.test_agreement import UNITS

SEATS, KEYS = "abcd", "12345"
grids = st.dictionaries(
    st.sampled_from(KEYS),
    st.dictionaries(st.sampled_from(SEATS), st.integers(0, 40).map(Fraction), min_size=1),
    min_size=1,
)
units = st.lists(
    st.lists(st.integers(0, 6).map(Fraction), max_size=5), min_size=2, max_size=8
).filter(lambda found: len({value for unit in found if len(unit) > 1 for value in unit}) > 1)


# --- ranking, ladder, cut-off, reserve


@given(candidates(), call_terms())
def test_the_score_is_the_one_over_whole_numbers(applications, call):
    for one in applications:
        assert has_enough(one, call) == oracles.enough(one, call)
        if one.marks:
            assert score_of(one, call) == oracles.score(one, call)


@st.composite
def odd_calls(draw):
    """Terms as crooked as a call may have them: halves, hundredths, weights that divide badly."""
    places = st.decimals(min_value="0.01", max_value="30", places=2)
    lows = draw(st.lists(st.decimals(min_value=-5, max_value=5, places=2), min_size=1, max_size=4))
    criteria = tuple(
        CriterionTerms(
            key=f"c{number}",
            minimum=low,
            maximum=low + draw(places),
            step=Decimal("0.01"),
            weight=draw(places),
        )
        for number, low in enumerate(lows)
    )
    return terms(
        combining=draw(st.sampled_from(["sum_of_means", "weighted_percent"])), criteria=criteria
    )


@settings(max_examples=200)
@given(odd_calls(), st.data(), st.decimals(min_value=0, max_value=20, places=2))
def test_whole_numbers_give_the_score_of_fractions(call, data, bonus):
    points = st.fixed_dictionaries(
        {
            c.key: st.decimals(min_value=c.minimum, max_value=c.maximum, places=2)
            for c in call.criteria
        }
    )
    given_points = data.draw(st.lists(points, min_size=1, max_size=7))
    marks = tuple(
        SheetMarks(seat_key=str(seat), points=row) for seat, row in enumerate(given_points)
    )
    one = candidate("1", bonus=bonus, marks=marks)

    assert score_of(one, call) == oracles.score_in_fractions(one, call)
    single = [sheet_score(one, sheet, call) for sheet in marks]
    assert single == [
        oracles.score_in_fractions(replace(one, marks=(sheet,)), call) for sheet in marks
    ]
    assert sum(single) / len(single) == score_of(one, call)
    rows, unit = sheet_scores([one], call)
    assert [Fraction(score, unit) for score in rows["1"].values()] == single


@settings(max_examples=200)
@given(candidates(max_size=5), call_terms(with_lot=False))
def test_of_all_orders_the_ranking_is_the_one_that_is_right(applications, call):
    ranking = rank(applications, call)
    enough = [one for one in applications if oracles.enough(one, call)]
    passing = [one for one in enough if oracles.score(one, call) >= Fraction(call.pass_mark)]
    right = oracles.orders(passing, call)

    assert ranking.is_settled == (len(right) == 1)
    assert tuple(row.key for row in ranking.rows if row.passes and row.place) == tuple(
        key for places in zip(*right, strict=True) if len(set(places)) == 1 for key in places[:1]
    )
    assert {row.key for row in ranking.rows} == {one.key for one in enough}


@settings(max_examples=200)
@given(candidates(max_size=6), call_terms(with_lot=False))
def test_of_all_sets_of_grants_the_cut_off_takes_the_right_one(applications, call):
    ranking = rank(applications, call)
    assume(ranking.is_settled)
    order = [row.candidate for row in ranking.rows if row.passes]
    grants = oracles.granted(order, call)
    behind = [one.key for one in order if one.key not in grants]

    rows = fund(ranking, call).rows

    assert {row.key: row.grant for row in rows if row.grant} == grants
    assert [row.key for row in rows if row.reserve_place] == behind[: call.reserve_places]


@settings(max_examples=200)
@given(candidates(max_size=5), call_terms(with_lot=False))
def test_leaving_a_member_out_is_the_same_as_never_having_had_him(applications, call):
    ranking = rank(applications, call)
    assume(ranking.is_settled)
    decided = [row.key for row in ranking.rows]
    seats = {sheet.seat_key for one in applications for sheet in one.marks}

    without = without_each_member(applications, call)

    times = Counter(
        key for seat in seats for key in oracles.funded_without(applications, decided, call, seat)
    )
    assert {row.key: (row.funded, row.of) for row in without} == {
        key: (times[key], len(seats)) for key in decided
    }


@st.composite
def crooked(draw):
    """A call where equal scores, odd weights, bonuses, holes and every rung come together."""
    call = replace(
        draw(call_terms(with_lot=False)),
        minimum_scores=draw(st.integers(0, 2)),
        quorum=Fraction(draw(st.integers(0, 2)), 3),
    )
    weights = st.sampled_from(["0", "0.5", "1", "1.25", "3", "10"]).map(Decimal)
    criteria = tuple(replace(one, weight=draw(weights)) for one in call.criteria)
    assume(sum(one.weight for one in criteria))
    mean = Rung(kind="criterion_mean", criterion_key="need")
    people = draw(st.lists(st.sampled_from(["open_vote", "chairs_word", "lot"]), unique=True))
    ladder = [*call.ladder, *([mean] if draw(st.booleans()) else [])]
    ladder = [*draw(st.permutations(ladder)), *(Rung(kind=kind) for kind in people)]
    call = replace(call, criteria=criteria, ladder=tuple(ladder))
    bonus = st.sampled_from(["0", "0", "2", "0.35"]).map(Decimal)
    applications = [replace(one, bonus=draw(bonus)) for one in draw(candidates(max_size=7))]
    answers = {}
    for _rung in people:
        waits = [tie for tie in rank(applications, call, answers).unsettled if tie.rung]
        for tie in waits:
            order = draw(st.permutations(sorted(tie.keys)))
            # A vote may leave two of them equal for the next rung; a word and a lot may not.
            steps = [(key,) for key in order]
            if tie.rung.kind == "open_vote" and len(order) > 2 and draw(st.booleans()):
                steps = [tuple(sorted(order[:2])), *steps[2:]]
            answers[tie.rung.kind, tie.keys] = tuple(steps)
    assume(rank(applications, call, answers).is_settled)
    return applications, call, answers


@settings(max_examples=300)
@given(crooked())
def test_the_checks_reckoned_at_once_are_those_reckoned_one_by_one(found):
    applications, call, answers = found
    scored = [one for one in applications if one.marks]

    assert without_each_member(scored, call, answers) == slowly.without_each_member(
        scored, call, answers
    )
    for step in ("1", "0.5"):
        assert with_each_weight_moved(
            scored, call, Decimal(step), answers
        ) == slowly.with_each_weight_moved(scored, call, Decimal(step), answers)
    assert outlying_points(scored, call) == slowly.outlying_points(scored, call)
    correction = correct(grid_of(scored, call)) if scored else None
    if correction is not None:
        assert with_severity_corrected(
            scored, call, correction, answers
        ) == slowly.with_severity_corrected(scored, call, correction, answers)


# --- alpha


@pytest.mark.parametrize("scale", ["nominal", "ordinal", "interval"])
def test_alpha_of_the_published_data_is_that_of_the_package(scale):
    assert float(krippendorff(UNITS, scale)) == pytest.approx(by_package(UNITS, scale), abs=1e-9)


@pytest.mark.parametrize(
    ("scale", "published"),
    [("nominal", 0.743), ("ordinal", 0.815), ("interval", 0.849), ("ratio", 0.797)],
)
def test_the_package_gives_what_was_published(scale, published):
    assert round(by_package(UNITS, scale), 3) == published


@pytest.mark.parametrize("scale", ["nominal", "ordinal", "interval"])
@settings(max_examples=200)
@given(values=units)
def test_alpha_is_that_of_the_package(scale, values):
    alpha = krippendorff(values, scale)

    assert float(alpha) == pytest.approx(by_package(values, scale), abs=1e-9)


def by_package(values, scale):
    widest = max(len(unit) for unit in values)
    table = np.full((widest, len(values)), np.nan)
    for place, unit in enumerate(values):
        table[: len(unit), place] = [float(value) for value in unit]
    return package.alpha(reliability_data=table, level_of_measurement=scale)


# --- severity


@settings(max_examples=200)
@given(grids)
def test_severity_is_the_least_squares_solution(written):
    seats = sorted({seat for row in written.values() for seat in row})
    keys = sorted(written)
    lines, scores = [], []
    for key, row in written.items():
        for seat, value in row.items():
            line = [0.0] * (len(keys) + len(seats))
            line[keys.index(key)] = line[len(keys) + seats.index(seat)] = 1.0
            lines.append(line)
            scores.append(float(value))
    # Severities add up to nothing.
    lines.append([0.0] * len(keys) + [1.0] * len(seats))
    solved, _left, found, _values = np.linalg.lstsq(np.array(lines), np.array([*scores, 0.0]))

    correction = correct(written)

    if found < len(keys) + len(seats):
        assert correction is None
        return
    worths = [float(correction.worths[key]) for key in keys]
    severities = [float(correction.severities[seat]) for seat in seats]
    assert [*worths, *severities] == pytest.approx(list(solved), abs=1e-9)


# --- what must never move anything


@given(candidates(), call_terms(), st.data())
def test_a_recusal_moves_no_other_mean(applications, call, data):
    one = data.draw(st.sampled_from(applications))
    assume(one.marks)
    gone = data.draw(st.sampled_from(one.marks))
    left = tuple(sheet for sheet in one.marks if sheet != gone)
    recused = replace(one, marks=left, seats_not_recused=one.seats_not_recused - 1)

    def others(applied):
        rows = rank(applied, call).rows
        return {row.key: row.score for row in rows if row.key != one.key}

    assert others([recused if each is one else each for each in applications]) == others(
        applications
    )


@given(candidates(), call_terms(), st.integers(2, 4))
def test_more_members_with_the_same_marks_move_nothing(applications, call, times):
    """Every sheet given by so many members: the same order, the same money."""
    call = replace(call, minimum_scores=1, quorum=Fraction(0))

    def more(one):
        marks = [
            replace(sheet, seat_key=f"{sheet.seat_key}-{copy}")
            for sheet in one.marks
            for copy in range(times)
        ]
        return replace(one, marks=tuple(marks))

    once = rank(applications, call)
    often = rank([more(one) for one in applications], call)

    assert [(row.key, row.score, row.place) for row in often.rows] == [
        (row.key, row.score, row.place) for row in once.rows
    ]
    if once.is_settled:
        assert [(row.key, row.grant) for row in fund(often, call).rows] == [
            (row.key, row.grant) for row in fund(once, call).rows
        ]


@given(candidates(), call_terms(), st.randoms())
def test_neither_applications_nor_members_have_an_order(applications, call, random):
    def shuffled(one):
        return replace(one, marks=tuple(random.sample(one.marks, len(one.marks))))

    other = random.sample([shuffled(one) for one in applications], len(applications))

    assert said(rank(other, call)) == said(rank(applications, call))
    assert sorted(outlying_points(other, call), key=repr) == sorted(
        outlying_points(applications, call), key=repr
    )
    assert same_marks_throughout(other) == same_marks_throughout(applications)
    assert agreement_of(other, call) == agreement_of(applications, call)
    assert correct(grid_of(other, call)) == correct(grid_of(applications, call))


def said(ranking):
    rows = [(row.key, row.score, row.place, row.above, row.below) for row in ranking.rows]
    return rows, ranking.unsettled


@given(candidates(), call_terms(with_lot=False), st.randoms())
def test_other_registration_numbers_give_the_same_places(applications, call, random):
    keys = [one.key for one in applications]
    other = dict(zip(keys, random.sample(keys, len(keys)), strict=True))
    renamed = [replace(one, key=other[one.key]) for one in applications]

    before, after = rank(applications, call), rank(renamed, call)

    assert {other[row.key]: row.place for row in before.rows} == {
        row.key: row.place for row in after.rows
    }
    assert {frozenset(other[key] for key in tie.keys) for tie in before.unsettled} == {
        tie.keys for tie in after.unsettled
    }


@given(candidates(), st.integers(0, 2))
def test_equal_applications_are_refused_where_no_rung_is_left(applications, rungs):
    assume(applications[0].marks)
    kinds = ("own_share", "beneficiaries")[:rungs]
    call = terms(minimum_scores=1, quorum=Fraction(0), pass_mark=Decimal(0))
    call = replace(call, ladder=tuple(rung for rung in call.ladder if rung.kind in kinds))
    twins = [replace(applications[0], key=key) for key in ("9", "8", "7")]

    ranking = rank(twins, call)

    assert {row.place for row in ranking.rows} == {None}
    assert [(tie.keys, tie.rung) for tie in ranking.unsettled] == [(frozenset("789"), None)]
