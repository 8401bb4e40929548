"""Names are found by their beginnings, whatever their endings; a copy may only lose words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accounts.querysets import fold
from applications.names import Known, names_in, only_takes_away

KNOWN = Known(
    people=[fold("Токтосунова Айжан Бакытовна")],
    groups=[fold("Жаш демилге")],
    phones=["+996555123456"],
)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Гүл отургузабыз", []),
        ("Токтосунова уюштурат", ["токтосунова"]),
        ("ТОКТОСУНОВАНЫН короосу", ["токтосунованын"]),
        ("у Токтосуновой Айжаны", ["токтосуновой", "айжаны"]),
        ("Айжандын айыл", ["айжандын"]),
        ("Биз, «Жаш демилге» тобу", ["жаш демилге"]),
        ("Жаштар демилгеси", ["жаш демилге"]),
        ("жаш көчөттөр, жаңы демилге", []),
        ("телефон 0555 12-34-56", ["555123456"]),
        ("0555 12 34", []),
        ("Токтосунова Токтосунова", ["токтосунова"]),
    ],
)
def test_names_in(text, found):
    assert names_in(fold(text), KNOWN) == [fold(one) for one in found]


def test_nobody_is_known():
    assert names_in(fold("Токтосунова Айжан"), Known()) == []
    assert names_in(fold("Ак суу"), Known(people=["ак"], groups=["су"], phones=["12"])) == []


@pytest.mark.parametrize(
    ("shown", "copy", "allowed"),
    [
        ("Айжан гүл отургузат", "гүл отургузат", True),
        ("Айжан гүл отургузат", "", True),
        ("Айжан гүл отургузат", "… Гүл, отургузат!", True),
        ("Айжан гүл отургузат", "[жабылган] гүл", True),
        ("гүл отургузат", "Айжан гүл отургузат", False),
        ("гүл", "гүл гүл", False),
        ("", "гүл", False),
    ],
)
def test_only_takes_away(shown, copy, allowed):
    assert only_takes_away(shown, copy) is allowed


WORDS = st.lists(st.sampled_from(["гүл", "көчө", "суу", "жол", "мектеп"]), max_size=8)


@given(words=WORDS, taken=st.sets(st.integers(0, 7)))
def test_taking_words_out_is_always_allowed(words, taken):
    left = [word for place, word in enumerate(words) if place not in taken]

    assert only_takes_away(" ".join(words), " ".join(left))
    assert only_takes_away(" ".join(left), " ".join(words)) is (len(left) == len(words))
