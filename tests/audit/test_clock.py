import datetime as dt

import pytest
from django.utils import translation

from audit import clock
from audit.models import Entry
from tests.audit.moments import MORNING, NOON

BISHKEK = dt.timezone(dt.timedelta(hours=6))
LATE = dt.datetime(2026, 3, 2, 23, 30, tzinfo=BISHKEK)


def test_the_moment_is_the_one_played():
    with clock.at(MORNING):
        assert (clock.now(), clock.arrival()) == (MORNING, MORNING)


def test_a_request_arrives_before_its_act():
    with clock.at(NOON), clock.arrived(MORNING):
        assert (clock.now(), clock.arrival()) == (NOON, MORNING)


def test_another_time_forgets_the_request():
    with clock.arrived(MORNING), clock.at(NOON):
        assert clock.arrival() == NOON


def test_the_time_before_comes_back_even_after_a_failure():
    with clock.at(MORNING):
        with pytest.raises(ZeroDivisionError), clock.at(NOON), clock.arrived(NOON):
            raise ZeroDivisionError

        assert (clock.now(), clock.arrival()) == (MORNING, MORNING)


@pytest.mark.real_time
def test_without_a_play_it_is_now():
    before = dt.datetime.now(dt.UTC)

    assert before <= clock.now() <= clock.arrival() <= dt.datetime.now(dt.UTC)


def test_a_day_is_a_day_in_bishkek():
    evening_in_utc = dt.datetime(2026, 3, 2, 18, 30, tzinfo=dt.UTC)

    assert clock.local_day(evening_in_utc) == dt.date(2026, 3, 3)
    with clock.at(evening_in_utc):
        assert clock.today() == dt.date(2026, 3, 3)


def test_a_day_ends_with_its_last_minute_in_bishkek():
    assert clock.end_of(dt.date(2026, 3, 2)) == dt.datetime(2026, 3, 2, 17, 59, tzinfo=dt.UTC)
    assert clock.end_of_day(LATE) == dt.datetime(2026, 3, 2, 17, 59, 59, tzinfo=dt.UTC)


def test_a_moment_on_the_notice_board_has_its_minute():
    assert clock.words(MORNING) == "02.03.2026 09:00"


def test_minutes():
    assert clock.minutes(90) == dt.timedelta(hours=1, minutes=30)


def test_the_calendar_is_named_in_the_readers_language(clock_user):
    with translation.override("en"):
        assert Entry(actor=clock_user, actor_name=clock_user.name).person == "the calendar"
        assert Entry(actor_name="Осмонова Айгерим").person == "Осмонова Айгерим"
