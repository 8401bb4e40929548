from datetime import UTC, date, datetime

import pytest

from ui.dates import day_in_words, moment_in_words


@pytest.mark.parametrize(
    ("day", "language", "words"),
    [
        (date(2022, 5, 5), "ky", "2022-жылдын 5-майы"),
        (date(2022, 5, 5), "ru", "5 мая 2022 года"),
        (date(2022, 5, 5), "en", "5 May 2022"),
        (date(2019, 11, 11), "ky", "2019-жылдын 11-ноябры"),
        (date(2020, 3, 12), "ru", "12 марта 2020 года"),
        (date(2021, 7, 29), "ky", "2021-жылдын 29-июлу"),
        (date(2023, 1, 1), "ky", "2023-жылдын 1-январы"),
    ],
)
def test_day_in_words(day, language, words):
    assert day_in_words(day, language) == words


def test_a_moment_takes_the_day_of_bishkek():
    late_evening = datetime(2022, 5, 5, 18, 30, tzinfo=UTC)

    assert day_in_words(late_evening, "ru") == "6 мая 2022 года"
    assert moment_in_words(late_evening, "ru") == "6 мая 2022 года, 00:30"


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("ky", "2018-жылдын 15-февралы, саат 17:00 (Бишкек убактысы)"),
        ("ru", "15 февраля 2018 года, 17:00 (время Бишкека)"),
        ("en", "15 February 2018, 17:00 (Bishkek time)"),
    ],
)
def test_moment_in_words_with_its_zone(language, words):
    closes = datetime(2018, 2, 15, 11, 0, tzinfo=UTC)

    assert moment_in_words(closes, language, with_zone=True) == words


def test_a_moment_without_a_zone_is_refused():
    with pytest.raises(ValueError, match="without a time zone"):
        moment_in_words(datetime(2022, 5, 5, 17, 0), "ky")


def test_an_unknown_language_is_refused():
    with pytest.raises(ValueError, match="No words for days"):
        day_in_words(date(2022, 5, 5), "de")
