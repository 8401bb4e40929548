"""Texts kept in two languages, and dates said in words."""

from datetime import date
from typing import Any

from django.utils.translation import get_language

ORDER = {"ky": ("ky", "ru"), "ru": ("ru", "ky"), "en": ("en", "ru", "ky")}

MONTHS = {
    "ky": (
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
    ),
    "ru": (
        "января",
        "февраля",
        "марта",
        "апреля",
        "мая",
        "июня",
        "июля",
        "августа",
        "сентября",
        "октября",
        "ноября",
        "декабря",
    ),
    "en": (
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ),
}

LONG_DAY = {
    "ky": "{year}-жылдын {day}-{month}",
    "ru": "{day} {month} {year} г.",
    "en": "{day} {month} {year}",
}


def active() -> str:
    """The reader's language: ky, ru or en."""
    language = (get_language() or "ky")[:2]
    return language if language in ORDER else "ky"


def written(obj: Any, name: str, language: str = "") -> tuple[str, str]:
    """The text in the reader's language or, when missing, in the other; and which it is."""
    for choice in ORDER[language or active()]:
        text = getattr(obj, f"{name}_{choice}", "")
        if text:
            return text, choice
    return "", language or active()


def pick(obj: Any, name: str, language: str = "") -> str:
    """The text of a bilingual pair (title_ky, title_ru) for this reader."""
    return written(obj, name, language)[0]


def long_day(day: date, language: str = "") -> str:
    """A day with the month in words, as official papers write it."""
    language = language or active()
    return LONG_DAY[language].format(
        year=day.year, day=day.day, month=MONTHS[language][day.month - 1]
    )
