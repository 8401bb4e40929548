from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ui.som import KYRGYZ_ONES, KYRGYZ_TENS, som_in_figures, som_in_words

NINES = "девятьсот девяносто девять"


@pytest.mark.parametrize(
    ("amount", "language", "figures"),
    [
        (Decimal("200000.50"), "ky", "200 000,50 сом"),
        (Decimal("200000.50"), "ru", "200 000,50 сом"),
        (Decimal("200000.50"), "en", "200,000.50 som"),
        (Decimal("200000.00"), "ky", "200 000 сом"),
        (Decimal("200000.000000"), "ky", "200 000 сом"),
        (Decimal(0), "ky", "0 сом"),
        (Decimal("0.05"), "ru", "0,05 сом"),
        (Decimal("1E+3"), "ru", "1 000 сом"),
        (999, "ru", "999 сом"),
        (1000, "ru", "1 000 сом"),
        (67000000, "en", "67,000,000 som"),
        (Decimal("-1500.5"), "ky", "−1 500,50 сом"),
    ],
)
def test_som_in_figures(amount, language, figures):
    expected = figures.replace(" ", "\u00a0")

    assert som_in_figures(amount, language) == expected


@pytest.mark.parametrize(
    ("amount", "words"),
    [
        (0, "нөл сом"),
        (1, "бир сом"),
        (10, "он сом"),
        (85, "сексен беш сом"),
        (100, "бир жүз сом"),
        (1000, "бир миң сом"),
        (10000, "он миң сом"),
        (47000, "кырк жети миң сом"),
        (200000, "эки жүз миң сом"),
        (70007, "жетимиш миң жети сом"),
        (123456, "бир жүз жыйырма үч миң төрт жүз элүү алты сом"),
        (1000000, "бир миллион сом"),
        (2000000001, "эки миллиард бир сом"),
        (Decimal("47000.50"), "кырк жети миң сом 50 тыйын"),
        (Decimal("0.05"), "нөл сом 5 тыйын"),
        (Decimal("-30.00"), "минус отуз сом"),
    ],
)
def test_som_in_kyrgyz_words(amount, words):
    assert som_in_words(amount, "ky") == words


@pytest.mark.parametrize(
    ("amount", "words"),
    [
        (0, "ноль сомов"),
        (1, "один сом"),
        (2, "два сома"),
        (4, "четыре сома"),
        (5, "пять сомов"),
        (11, "одиннадцать сомов"),
        (14, "четырнадцать сомов"),
        (21, "двадцать один сом"),
        (100, "сто сомов"),
        (112, "сто двенадцать сомов"),
        (1000, "одна тысяча сомов"),
        (2000, "две тысячи сомов"),
        (5001, "пять тысяч один сом"),
        (11000, "одиннадцать тысяч сомов"),
        (21000, "двадцать одна тысяча сомов"),
        (22002, "двадцать две тысячи два сома"),
        (47000, "сорок семь тысяч сомов"),
        (111111, "сто одиннадцать тысяч сто одиннадцать сомов"),
        (200000, "двести тысяч сомов"),
        (1000000, "один миллион сомов"),
        (2000000, "два миллиона сомов"),
        (67000000, "шестьдесят семь миллионов сомов"),
        (
            999999999999,
            f"{NINES} миллиардов {NINES} миллионов {NINES} тысяч {NINES} сомов",
        ),
        (Decimal("1.01"), "один сом 1 тыйын"),
        (Decimal("2.02"), "два сома 2 тыйына"),
        (Decimal("47000.50"), "сорок семь тысяч сомов 50 тыйынов"),
        (Decimal("0.11"), "ноль сомов 11 тыйынов"),
        (Decimal(-2), "минус два сома"),
    ],
)
def test_som_in_russian_words(amount, words):
    assert som_in_words(amount, "ru") == words


@pytest.mark.parametrize("write", [som_in_figures, som_in_words])
def test_a_part_of_a_tyiyn_is_refused(write):
    with pytest.raises(ValueError, match="smaller than a tyiyn"):
        write(Decimal("10.005"), "ky")


def test_what_is_not_a_sum_is_refused():
    with pytest.raises(ValueError, match="not a sum"):
        som_in_figures(Decimal("NaN"), "ky")


def test_a_sum_beyond_the_words_is_refused():
    with pytest.raises(ValueError, match="no words"):
        som_in_words(10**12, "ru")


@given(st.integers(min_value=0, max_value=999_999_999_999), st.integers(0, 99))
def test_figures_read_back_as_the_sum(whole, tyiyn):
    amount = Decimal(whole * 100 + tyiyn) / 100

    figures = som_in_figures(amount, "ky").removesuffix("\u00a0сом")

    assert Decimal(figures.replace("\u00a0", "").replace(",", ".")) == amount


@given(st.integers(min_value=1, max_value=999_999_999_999))
def test_kyrgyz_words_read_back_as_the_sum(number):
    assert read_kyrgyz(som_in_words(number, "ky").removesuffix(" сом")) == number


@given(st.sets(st.integers(min_value=0, max_value=999_999_999_999), min_size=2, max_size=2))
def test_different_sums_never_share_their_russian_words(numbers):
    one, other = numbers

    assert som_in_words(one, "ru") != som_in_words(other, "ru")


def read_kyrgyz(words: str) -> int:
    """Read the words aloud from left to right, the other way round than they were made."""
    total = three = 0
    for word in words.split():
        if word in KYRGYZ_ONES:
            three += KYRGYZ_ONES.index(word)
        elif word in KYRGYZ_TENS:
            three += KYRGYZ_TENS.index(word) * 10
        elif word == "жүз":
            three *= 100
        else:
            total += three * {"миң": 10**3, "миллион": 10**6, "миллиард": 10**9}[word]
            three = 0
    return total + three
