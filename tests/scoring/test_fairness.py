from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring.cutoff import RankingUnsettledError, fund
from scoring.fairness import (
    OutlyingPoints,
    fence,
    outlying_points,
    same_marks_throughout,
    spread_of,
)
from scoring.firmness import (
    Firmness,
    weights_moved,
    with_each_weight_moved,
    with_severity_corrected,
    without_each_member,
)
from scoring.points import score_of
from scoring.ranking import in_order, rank
from scoring.severity import correct, grid_of
from tests.scoring.examples import call_terms, candidate, candidates, pairs, terms

ONE_GRANT = terms(fund=Decimal(40000))
WEIGHTED = replace(ONE_GRANT, combining="weighted_percent")


def test_spread_by_hand():
    spread = spread_of(candidate("1", (5, 5), (4, 2), (1, 1)), terms())

    assert (spread.mean, spread.median) == (6, 6)
    assert (spread.lowest, spread.highest, spread.range) == (2, 10, 8)


def test_spread_of_an_even_number_of_sheets():
    spread = spread_of(candidate("1", (5, 5), (4, 2), (1, 1), (3, 2)), terms())

    assert (spread.mean, spread.median) == (Fraction(23, 4), Fraction(11, 2))


def test_funded_in_so_many_of_so_many_by_hand():
    # the third member alone carries application 1: 7 + 7 + 10 against 8 + 8 + 5
    carried = candidate("1", (4, 3), (4, 3), (5, 5))
    steady = candidate("2", (4, 4), (4, 4), (3, 2))

    assert without_each_member([steady, carried], ONE_GRANT) == (
        Firmness(key="1", is_funded=True, funded=2, of=3, otherwise_in=("seat 3",)),
        Firmness(key="2", is_funded=False, funded=1, of=3, otherwise_in=("seat 3",)),
    )


def test_a_minimum_of_scores_is_not_asked_again_when_a_member_is_left_out():
    call = replace(ONE_GRANT, minimum_scores=3, quorum=Fraction(1))

    assert without_each_member([candidate("1", (5, 5), (5, 5), (5, 5))], call) == (
        Firmness(key="1", is_funded=True, funded=3, of=3, otherwise_in=()),
    )


def test_who_had_too_few_scores_is_not_funded_in_a_check():
    unheard = candidate("1", (5, 5), seats_not_recused=3)

    assert [one.key for one in without_each_member([unheard], ONE_GRANT)] == []


def test_an_application_left_without_a_sheet_is_not_funded_in_that_check():
    call = replace(ONE_GRANT, minimum_scores=1)

    assert without_each_member([candidate("1", (5, 5))], call) == (
        Firmness(key="1", is_funded=True, funded=0, of=1, otherwise_in=("seat 1",)),
    )


def test_those_who_come_out_equal_in_a_check_keep_their_order():
    first = candidate("1", (5, 5), (4, 4))
    second = candidate("2", (4, 5), (4, 4))

    assert [(one.key, one.funded) for one in without_each_member([first, second], ONE_GRANT)] == [
        ("1", 2),
        ("2", 0),
    ]


def test_an_unsettled_ranking_has_no_firmness():
    equal = [candidate("1", (5, 5), (5, 5)), candidate("2", (5, 5), (5, 5))]

    with pytest.raises(RankingUnsettledError):
        without_each_member(equal, ONE_GRANT)


def test_weights_moved_by_hand():
    # need weighs 3, lasting 1; at 2 and 1 the lasting one overtakes
    needed = candidate("1", (5, 0), (5, 0))
    lasting = candidate("2", (3, 5), (3, 5))

    assert [score_of(one, WEIGHTED) for one in (needed, lasting)] == [75, 70]
    assert with_each_weight_moved([needed, lasting], WEIGHTED, Decimal(1)) == (
        Firmness(
            key="1",
            is_funded=True,
            funded=2,
            of=4,
            otherwise_in=(("need", Decimal(2)), ("lasting", Decimal(2))),
        ),
        Firmness(
            key="2",
            is_funded=False,
            funded=2,
            of=4,
            otherwise_in=(("need", Decimal(2)), ("lasting", Decimal(2))),
        ),
    )


def test_a_weight_never_moves_below_nothing():
    assert list(weights_moved(WEIGHTED, Decimal(2))) == [
        ("need", Decimal(5)),
        ("need", Decimal(1)),
        ("lasting", Decimal(3)),
    ]


def test_weights_never_become_all_nothing():
    alone = replace(WEIGHTED, criteria=WEIGHTED.criteria[1:])

    assert list(weights_moved(alone, Decimal(1))) == [("lasting", Decimal(2))]


def test_a_sum_of_means_has_no_weights_to_move():
    only = with_each_weight_moved([candidate("1", (5, 5), (5, 5))], ONE_GRANT, Decimal(1))

    assert only == (Firmness(key="1", is_funded=True, funded=0, of=0, otherwise_in=()),)


def test_severity_taken_out_may_fund_another():
    # seat 2 is three points stricter and was recused from application 1
    spared = candidate("1", (4, 4), bonus=Decimal(0), seats_not_recused=1)
    scored = candidate("2", (5, 4), (3, 3))
    third = candidate("3", (3, 3), (2, 1))
    applications, call = [spared, scored, third], replace(ONE_GRANT, minimum_scores=1)

    correction = correct(grid_of(applications, call))

    assert [row.key for row in rank(applications, call).rows] == ["1", "2", "3"]
    assert [
        (one.key, one.is_funded, one.funded)
        for one in with_severity_corrected(applications, call, correction)
    ] == [("1", True, 0), ("2", False, 1), ("3", False, 0)]


def test_outlying_points_by_hand():
    quiet = [candidate(str(number), *[(3, 3)] * 4) for number in range(1, 6)]
    loud = candidate("6", (3, 3), (3, 3), (3, 3), (0, 4))

    assert outlying_points([*quiet, loud], terms()) == (
        OutlyingPoints(
            key="6",
            criterion_key="need",
            seat_key="seat 4",
            points=Fraction(0),
            median_of_others=Fraction(3),
        ),
    )


def test_two_levels_are_nothing_unusual_in_a_round_full_of_them():
    wild = [candidate(str(number), (1, 3), (3, 3), (5, 3)) for number in range(1, 6)]

    assert outlying_points(wild, terms()) == ()


def test_without_two_others_points_are_not_judged():
    assert outlying_points([candidate("1", (0, 0), (5, 5))], terms()) == ()


def test_the_fence_of_distances_by_hand():
    # halves 0 1 1 | 2 2 5: quartiles 1 and 2, fence 2 + 1.5
    assert fence([2, 0, 1, 5, 1, 2]) == Fraction(7, 2)
    # an odd count lends its middle to both halves: 0 1 2 | 2 3 4
    assert fence([4, 3, 2, 1, 0]) == 3 + Fraction(3, 2) * 2
    assert fence([]) == 0


def test_same_marks_throughout():
    applications = [
        candidate("1", (3, 4), (2, 2)),
        candidate("2", (3, 4), (2, 2)),
        candidate("3", (3, 4), (2, 3)),
    ]

    assert same_marks_throughout(applications) == ("seat 1",)
    assert same_marks_throughout(applications[:2]) == ()
    assert same_marks_throughout(applications[:2], at_least=2) == ("seat 1", "seat 2")


@given(st.lists(pairs, min_size=1, max_size=6), call_terms())
def test_the_mean_of_single_sheets_is_the_score(marks, call):
    application = candidate("1", *marks, bonus=Decimal(2))
    spread = spread_of(application, call)

    assert spread.mean == score_of(application, call)
    assert spread.lowest <= spread.median <= spread.highest
    assert spread.lowest <= spread.mean <= spread.highest


@given(candidates(), call_terms(), st.randoms())
def test_the_sequence_of_applications_changes_no_check(applications, call, random):
    answers = lots(applications, call)
    shuffled = random.sample(applications, len(applications))

    assert without_each_member(shuffled, call, answers) == without_each_member(
        applications, call, answers
    )
    assert with_each_weight_moved(shuffled, call, Decimal(1), answers) == with_each_weight_moved(
        applications, call, Decimal(1), answers
    )
    assert outlying_points(applications, call) is not None


@given(candidates(), call_terms())
def test_a_member_who_gave_nothing_moves_nothing(applications, call):
    """Leaving nobody out in a check ends as the decision does."""
    answers = lots(applications, call)
    decided = fund(rank(applications, call, answers), call)

    for one in with_each_weight_moved(applications, call, Decimal(0), answers):
        assert one.otherwise_in == ()
        assert one.is_funded == any(row.grant for row in decided.rows if row.key == one.key)


def lots(applications, call):
    asked = rank(applications, call).unsettled
    return {("lot", tie.keys): in_order(sorted(tie.keys)) for tie in asked}
