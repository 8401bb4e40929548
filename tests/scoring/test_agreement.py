from collections import Counter
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring.agreement import Agreement, agreement, agreement_of, agreement_on, krippendorff
from tests.scoring.examples import candidate, terms

# Four observers and twelve units with holes: the worked example of Krippendorff (2011),
# "Computing Krippendorff's alpha-reliability".
OBSERVERS = (
    "1 2 3 3 2 1 4 1 2 . . .",
    "1 2 3 3 2 2 4 1 2 5 . 3",
    ". 3 3 3 2 3 4 2 2 5 1 .",
    "1 2 3 3 2 4 4 1 2 5 1 .",
)
UNITS = [
    [Fraction(value) for value in unit if value != "."]
    for unit in zip(*(row.split() for row in OBSERVERS), strict=True)
]
SCALES = ("nominal", "ordinal", "interval")
units = st.lists(st.lists(st.integers(0, 4).map(Fraction), max_size=4), min_size=2, max_size=6)


@pytest.mark.parametrize(
    ("scale", "published"), [("nominal", "0.743"), ("ordinal", "0.815"), ("interval", "0.849")]
)
def test_alpha_is_the_published_one(scale, published):
    assert round(krippendorff(UNITS, scale), 3) == Fraction(published)


def test_alpha_by_hand():
    # values 1 1 | 1 2 | 2 2: observed 2 / 1; expected 2 x 3 x 3 / 5 = 18/5; 1 - 10/18
    by_hand = [[Fraction(1)] * 2, [Fraction(1), Fraction(2)], [Fraction(2)] * 2]

    assert krippendorff(by_hand, "nominal") == Fraction(4, 9)


def test_full_agreement_is_one():
    assert krippendorff([[Fraction(n)] * 3 for n in range(4)], "ordinal") == 1


def test_where_all_is_one_value_there_is_nothing_to_judge():
    same = [[Fraction(3)] * 3] * 6

    assert agreement(same, scale="interval") == Agreement(
        verdict="all_the_same", alpha=None, units=6
    )


def test_under_the_set_size_there_are_too_few_to_judge():
    assert agreement(UNITS, scale="ordinal", minimum_units=12) == Agreement(
        verdict="too_few", alpha=None, units=11
    )
    assert agreement(UNITS, scale="ordinal", minimum_units=11).verdict == "judged"


def test_an_unknown_scale_is_refused():
    with pytest.raises(ValueError, match="No scale is called"):
        krippendorff(UNITS, "ratio")


def test_agreement_by_criterion_and_over_sheets():
    applications = [
        candidate(str(number), (number, 5), (number, 4), (number, 3)) for number in range(5)
    ]

    assert agreement_on(applications, "need").alpha == 1
    assert agreement_on(applications, "lasting").alpha < 0
    assert agreement_of(applications, terms()).alpha == krippendorff(
        [[Fraction(number + more) for more in (5, 4, 3)] for number in range(5)], "interval"
    )


def test_one_sheet_alone_is_no_unit():
    alone = [candidate(str(number), (number, 5)) for number in range(5)]

    assert agreement_of(alone, terms()).units == 0


@pytest.mark.parametrize("scale", SCALES)
@given(values=units)
def test_alpha_equals_the_coincidence_matrix(scale, values):
    assert krippendorff(values, scale) == by_coincidences(values, scale)


@pytest.mark.parametrize("scale", SCALES)
@given(values=units, random=st.randoms())
def test_the_order_of_units_and_members_changes_nothing(scale, values, random):
    shuffled = [random.sample(unit, len(unit)) for unit in values]
    random.shuffle(shuffled)

    assert krippendorff(shuffled, scale) == krippendorff(values, scale)


@given(units, st.integers(1, 9), st.integers(-9, 9))
def test_another_measure_of_the_same_points_changes_nothing(values, times, more):
    other = [[times * value + more for value in unit] for unit in values]

    assert krippendorff(other, "interval") == krippendorff(values, "interval")
    assert krippendorff(other, "ordinal") == krippendorff(values, "ordinal")


def test_points_may_have_halves():
    halves = [candidate(str(n), (0, 0), (0, 0), (0, 0)) for n in range(5)]
    for number, one in enumerate(halves):
        for sheet in one.marks:
            sheet.points["need"] = Decimal(number) / 2

    assert agreement_on(halves, "need").alpha == 1


def by_coincidences(values, scale):
    """The long way: every ordered pair of a unit, weighed, in one matrix."""
    matrix = Counter()
    for unit in values:
        for i, a in enumerate(unit):
            for j, b in enumerate(unit):
                if i != j:
                    matrix[a, b] += Fraction(1, len(unit) - 1)
    marginals = Counter()
    for (a, _), count in matrix.items():
        marginals[a] += count
    every = sum(marginals.values())
    observed = sum(count * apart(a, b, scale, marginals) for (a, b), count in matrix.items())
    expected = sum(
        marginals[a] * marginals[b] * apart(a, b, scale, marginals)
        for a in marginals
        for b in marginals
    )
    return 1 - (every - 1) * observed / expected if expected else None


def apart(a, b, scale, marginals):
    if scale == "nominal":
        return int(a != b)
    if scale == "interval":
        return (a - b) ** 2
    low, high = sorted((a, b))
    between = sum(count for value, count in marginals.items() if low <= value <= high)
    return (between - Fraction(marginals[a] + marginals[b], 2)) ** 2
