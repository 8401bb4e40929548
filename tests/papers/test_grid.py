"""What a protocol adds to its record: means and bonuses, reckoned again exactly."""

from fractions import Fraction

import pytest

from papers.prints.protocol_grid import bonuses_of, combined, means_of

CRITERIA = [
    {"key": "a", "minimum": "0.00", "maximum": "10.00", "weight": "1.00"},
    {"key": "b", "minimum": "1.00", "maximum": "5.00", "weight": "3.00"},
]


def sheet(a=None, b=None, application=1):
    marks = {key: {"points": points} for key, points in (("a", a), ("b", b)) if points is not None}
    return {"application": application, "marks": marks}


def test_means_count_only_sheets_with_marks():
    sheets = [sheet("7.00", "2.00"), sheet("8.00", "3.00"), sheet()]

    assert means_of(sheets, ["a", "b"]) == {"a": Fraction(15, 2), "b": Fraction(5, 2)}
    assert means_of([sheet()], ["a"]) == {"a": None}


@pytest.mark.parametrize(
    ("combining", "score"),
    [
        ("sum_of_means", Fraction(10)),
        ("weighted_percent", 100 * (Fraction(3, 4) + 3 * Fraction(3, 8)) / 4),
    ],
)
def test_the_score_is_combined_as_the_call_says(combining, score):
    means = {"a": Fraction(15, 2), "b": Fraction(5, 2)}

    assert combined(means, CRITERIA, combining) == score


def test_what_the_score_has_beyond_the_means_is_the_bonus():
    record = {
        "call": {"criteria": CRITERIA, "combining": "sum_of_means"},
        "grid": [sheet("7.00", "2.00"), sheet("4.00", "4.00", application=2)],
        "ranking": [
            {"number": 1, "score": "23/2"},
            {"number": 2, "score": "8"},
            {"number": 3, "score": None},
        ],
    }

    assert bonuses_of(record) == {1: Fraction(5, 2), 2: 0}
