from datetime import UTC, date, datetime
from decimal import Decimal
from types import SimpleNamespace

import pytest
from django.utils import translation
from django.utils.formats import date_format, number_format

from ui.languages import long_day, pick, written


@pytest.mark.parametrize(
    ("language", "pair", "text", "found"),
    [
        ("ky", ("Көпүрө", "Мост"), "Көпүрө", "ky"),
        ("ru", ("Көпүрө", "Мост"), "Мост", "ru"),
        ("en", ("Көпүрө", "Мост"), "Мост", "ru"),
        ("ky", ("", "Мост"), "Мост", "ru"),
        ("ru", ("Көпүрө", ""), "Көпүрө", "ky"),
        ("en", ("Көпүрө", ""), "Көпүрө", "ky"),
        ("ky", ("", ""), "", "ky"),
    ],
)
def test_the_reader_gets_his_language_or_the_other(language, pair, text, found):
    thing = SimpleNamespace(title_ky=pair[0], title_ru=pair[1])

    with translation.override(language):
        assert written(thing, "title") == (text, found)
        assert pick(thing, "title") == text


def test_an_english_text_is_read_where_there_is_one():
    thing = SimpleNamespace(name_ky="Ак-Суу", name_ru="Ак-Су", name_en="Ak-Suu")

    with translation.override("en"):
        assert pick(thing, "name") == "Ak-Suu"


def test_a_paper_asks_for_its_own_language():
    thing = SimpleNamespace(title_ky="Көпүрө", title_ru="Мост")

    with translation.override("ky"):
        assert pick(thing, "title", "ru") == "Мост"


@pytest.mark.parametrize("language", ["ky", "ru", "en"])
def test_figures_and_days_are_written_alike(language):
    with translation.override(language):
        assert (
            number_format(Decimal("1234567.5"), decimal_pos=2, force_grouping=True)
            == "1\xa0234\xa0567,50"
        )
        assert date_format(date(2026, 11, 21)) == "21.11.2026"
        assert (
            date_format(datetime(2026, 11, 21, 14, 5, tzinfo=UTC), "DATETIME_FORMAT")
            == "21.11.2026 14:05"
        )


@pytest.mark.parametrize(
    ("language", "said"),
    [("ky", "2026-жылдын 21-ноябры"), ("ru", "21 ноября 2026 г."), ("en", "21 November 2026")],
)
def test_a_day_in_words(language, said):
    with translation.override(language):
        assert long_day(date(2026, 11, 21)) == said


def test_kyrgyz_months_follow_the_sound_of_their_vowels():
    said = [
        long_day(date(2026, month, 1), "ky").removeprefix("2026-жылдын 1-")
        for month in range(1, 13)
    ]

    assert said == [
        "январы",
        "февралы",
        "марты",
        "апрели",
        "майы",
        "июну",
        "июлу",
        "августу",
        "сентябры",
        "октябры",
        "ноябры",
        "декабры",
    ]
