"""Days and minutes in words, as they stand in papers; the clock on the wall is Bishkek's."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

BISHKEK = ZoneInfo("Asia/Bishkek")
BISHKEK_TIME = {"ky": "Бишкек убактысы", "ru": "время Бишкека", "en": "Bishkek time"}

KYRGYZ_MONTHS = (
    *("январы", "февралы", "марты", "апрели", "майы", "июну"),
    *("июлу", "августу", "сентябры", "октябры", "ноябры", "декабры"),
)
RUSSIAN_MONTHS = (
    *("января", "февраля", "марта", "апреля", "мая", "июня"),
    *("июля", "августа", "сентября", "октября", "ноября", "декабря"),
)
ENGLISH_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)


def day_in_words(day: date, language: str) -> str:
    """Write a day: "2022-жылдын 5-майы", "5 мая 2022 года", "5 May 2022"."""
    if isinstance(day, datetime):
        day = in_bishkek(day).date()
    match language:
        case "ky":
            return f"{day.year}-жылдын {day.day}-{KYRGYZ_MONTHS[day.month - 1]}"
        case "ru":
            return f"{day.day} {RUSSIAN_MONTHS[day.month - 1]} {day.year} года"
        case "en":
            return f"{day.day} {ENGLISH_MONTHS[day.month - 1]} {day.year}"
    raise ValueError(f"No words for days in {language!r}.")


def moment_in_words(moment: datetime, language: str, *, with_zone: bool = False) -> str:
    """Write a moment to the minute in Bishkek time: "5 мая 2022 года, 17:00"."""
    minute = f"{in_bishkek(moment):%H:%M}"
    words = f"{day_in_words(moment, language)}, {'саат ' if language == 'ky' else ''}{minute}"
    return f"{words} ({BISHKEK_TIME[language]})" if with_zone else words


def in_bishkek(moment: datetime) -> datetime:
    """Turn a moment to Bishkek's clock; one without a zone has no place on it."""
    if moment.tzinfo is None:
        raise ValueError("A moment without a time zone cannot be shown.")
    return moment.astimezone(BISHKEK)
