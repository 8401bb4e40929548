from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring.points import (
    CriterionTerms,
    criterion_mean,
    has_enough,
    passes,
    quorum_needed,
    score_of,
    shown,
)
from tests.scoring.examples import candidate, pairs, terms

WEIGHTED = terms(combining="weighted_percent")


def test_criterion_mean_by_hand():
    application = candidate("1", (5, 1), (4, 2), (4, 2))

    assert criterion_mean(application, "need") == Fraction(13, 3)
    assert criterion_mean(application, "lasting") == Fraction(5, 3)


def test_without_a_sheet_there_is_no_mean():
    with pytest.raises(ValueError, match="no mean"):
        criterion_mean(candidate("1"), "need")


def test_sum_of_means_by_hand():
    application = candidate("1", (5, 1), (4, 2), (4, 2))

    assert score_of(application, terms()) == 6
    assert score_of(replace(application, bonus=Decimal("0.5")), terms()) == Fraction(13, 2)


def test_weighted_percent_by_hand():
    application = candidate("1", (5, 1), (4, 2), (4, 2))

    # need: 13/3 of 5, weight 3; lasting: 5/3 of 5, weight 1; weights 4
    assert score_of(application, WEIGHTED) == 100 * (3 * Fraction(13, 15) + Fraction(5, 15)) / 4


def test_weighted_percent_begins_at_the_minimum():
    need = CriterionTerms(
        key="need", minimum=Decimal(1), maximum=Decimal(5), step=Decimal(1), weight=Decimal(2)
    )
    one_criterion = replace(WEIGHTED, criteria=(need,))

    assert score_of(candidate("1", (1, 0), (1, 0)), one_criterion) == 0
    assert score_of(candidate("2", (3, 0), (3, 0)), one_criterion) == 50
    assert score_of(candidate("3", (5, 0), (5, 0)), one_criterion) == 100


def test_a_criterion_without_room_is_refused():
    with pytest.raises(ValueError, match="maximum above its minimum"):
        CriterionTerms(
            key="need", minimum=Decimal(5), maximum=Decimal(5), step=Decimal(1), weight=Decimal(1)
        )


@pytest.mark.parametrize(
    ("seats", "quorum", "needed"),
    [
        (9, Fraction(2, 3), 6),
        (7, Fraction(2, 3), 5),
        (6, Fraction(2, 3), 4),
        (5, Fraction(2, 3), 4),
        (3, Fraction(2, 3), 2),
        (1, Fraction(2, 3), 1),
        (0, Fraction(2, 3), 0),
        (5, Fraction(1, 2), 3),
        (4, Fraction(1), 4),
    ],
)
def test_quorum_counts_a_part_of_a_seat_whole(seats, quorum, needed):
    assert quorum_needed(seats, quorum) == needed


@pytest.mark.parametrize(
    ("scores", "not_recused", "present", "enough"),
    [
        (4, 5, None, True),
        (3, 5, None, False),
        (3, 4, None, True),
        (2, 3, None, True),
        (1, 1, None, False),
        (2, 5, 4, True),
        (5, 5, 3, False),
    ],
)
def test_enough_is_a_minimum_of_scores_and_a_quorum_of_its_own(
    scores, not_recused, present, enough
):
    application = candidate(
        "1", *[(3, 3)] * scores, seats_not_recused=not_recused, seats_present=present
    )

    assert has_enough(application, terms(minimum_scores=2)) is enough


def test_no_sheet_is_never_enough():
    assert not has_enough(candidate("1"), terms(minimum_scores=0))


def test_pass_mark_is_held_against_the_exact_score():
    application = candidate("1", (3, 0), (3, 0), (2, 0))
    score = score_of(application, terms())

    assert shown(score) == Decimal("2.67")
    assert not passes(score, terms(pass_mark=Decimal("2.67")))
    assert passes(score, terms(pass_mark=Decimal("2.66")))


@given(st.lists(pairs, min_size=2, max_size=5), st.integers(1, 4))
def test_the_same_marks_from_fewer_scorers_give_the_same_score(marks, times):
    few, many = candidate("1", *marks), candidate("1", *marks * times)

    assert score_of(few, terms()) == score_of(many, terms())
    assert score_of(few, WEIGHTED) == score_of(many, WEIGHTED)


@given(
    st.lists(pairs, min_size=2, max_size=5).flatmap(
        lambda marks: st.tuples(st.just(marks), st.permutations(marks))
    )
)
def test_the_order_of_members_changes_nothing(two_orders):
    one, other = (candidate("1", *marks) for marks in two_orders)

    assert score_of(one, terms()) == score_of(other, terms())


@given(st.lists(pairs, min_size=1, max_size=5))
def test_weighted_percent_stays_between_nothing_and_a_hundred(marks):
    assert 0 <= score_of(candidate("1", *marks), WEIGHTED) <= 100
