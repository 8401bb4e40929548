from fractions import Fraction

from hypothesis import assume, given
from hypothesis import strategies as st

from scoring.points import score_of
from scoring.severity import CorrectedRow, correct, corrected_rows, grid_of, has_holes
from tests.scoring.examples import candidate, terms

SEATS, KEYS = ("a", "b", "c"), ("1", "2", "3", "4")
scores = st.integers(0, 10).map(Fraction)
full_grids = st.fixed_dictionaries(
    {key: st.fixed_dictionaries(dict.fromkeys(SEATS, scores)) for key in KEYS}
)
grids_with_holes = st.fixed_dictionaries(
    {key: st.dictionaries(st.sampled_from(SEATS), scores, min_size=1, max_size=3) for key in KEYS}
)


def grid(**rows):
    return {
        key: {seat: Fraction(score) for seat, score in row.items()} for key, row in rows.items()
    }


def test_severity_by_hand():
    # b is two points stricter than a; the third application was scored by b alone
    written = grid(one={"a": 8, "b": 6}, two={"a": 6, "b": 4}, three={"b": 6})

    correction = correct(written)

    assert correction.severities == {"a": 1, "b": -1}
    assert correction.worths == {"one": 7, "two": 5, "three": 7}
    assert corrected_rows(written, correction) == (
        CorrectedRow(
            key="one", raw=Fraction(7), raw_place=1, corrected=Fraction(7), corrected_place=1
        ),
        CorrectedRow(
            key="three", raw=Fraction(6), raw_place=2, corrected=Fraction(7), corrected_place=1
        ),
        CorrectedRow(
            key="two", raw=Fraction(5), raw_place=3, corrected=Fraction(5), corrected_place=3
        ),
    )


def test_a_pull_draws_severities_towards_nothing():
    # without a pull (2, -2) / 2; two common applications and one more score each: 2 / 4
    written = grid(one={"a": 8, "b": 6}, two={"a": 6, "b": 4})

    assert correct(written).severities == {"a": 1, "b": -1}
    assert correct(written, pull=2).severities == {"a": Fraction(1, 2), "b": Fraction(-1, 2)}


def test_members_without_common_applications_cannot_be_compared():
    written = grid(one={"a": 8}, two={"b": 4})

    assert correct(written) is None
    assert correct(written, pull=1).severities == {"a": 0, "b": 0}


def test_an_empty_grid_has_nothing_to_correct():
    correction = correct({})

    assert (correction.severities, correction.worths) == ({}, {})


def test_the_grid_holds_the_scores_of_single_sheets():
    applications = [candidate("1", (5, 1), (4, 2)), candidate("2", (3, 3)), candidate("3")]

    written = grid_of(applications, terms())

    assert written == {"1": {"seat 1": 6, "seat 2": 6}, "2": {"seat 1": 6}}
    assert has_holes(written)
    assert not has_holes(grid_of(applications[:1], terms()))


@given(full_grids)
def test_where_everybody_scored_everything_the_worth_is_the_mean(written):
    correction = correct(written)

    assert not has_holes(written)
    assert correction.worths == {
        key: sum(row.values()) / Fraction(len(row)) for key, row in written.items()
    }


@given(grids_with_holes, st.lists(st.integers(-3, 3), min_size=3, max_size=3))
def test_scores_that_are_worth_and_severity_are_taken_apart_exactly(written, strictness):
    seats = sorted({seat for row in written.values() for seat in row})
    given_severity = dict(zip(seats, map(Fraction, strictness), strict=False))
    middle = sum(given_severity.values()) / Fraction(len(seats))
    exact = {
        key: {seat: Fraction(int(key)) + given_severity[seat] for seat in row}
        for key, row in written.items()
    }

    correction = correct(exact)

    assume(correction is not None)
    assert correction.severities == {seat: s - middle for seat, s in given_severity.items()}
    assert correction.worths == {key: int(key) + middle for key in exact}


@given(grids_with_holes, st.dictionaries(st.sampled_from(SEATS), scores))
def test_no_other_severities_leave_less_unexplained(written, changes):
    correction = correct(written)
    assume(correction is not None)
    found = correction.severities
    other = {seat: found[seat] + Fraction(changes.get(seat, 0), 7) for seat in found}

    assert sum(found.values()) == 0
    assert unexplained(written, found) <= unexplained(written, other)


@given(grids_with_holes)
def test_the_order_of_rows_changes_nothing(written):
    turned = {
        key: dict(reversed(list(row.items()))) for key, row in reversed(list(written.items()))
    }

    assert correct(turned) == correct(written)


@given(st.lists(st.tuples(st.integers(0, 5), st.integers(0, 5)), min_size=2, max_size=4))
def test_the_raw_score_is_the_score_that_decides(marks):
    application = candidate("1", *marks)
    written = grid_of([application], terms())

    assert corrected_rows(written, correct(written))[0].raw == score_of(application, terms())


def unexplained(written, severities):
    """The squares left over when each application has its best worth."""
    total = Fraction(0)
    for row in written.values():
        freed = [score - severities[seat] for seat, score in row.items()]
        worth = sum(freed) / Fraction(len(freed))
        total += sum((score - worth) ** 2 for score in freed)
    return total
