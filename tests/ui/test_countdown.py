"""How long is left, in words; the words the script counts on with are the same."""

import json
from datetime import UTC, datetime, timedelta

import pytest
from django.template import Context, Template
from django.utils import translation

from audit import clock
from ui.countdown import left_in_words, words_for_script

LAST = datetime(2026, 4, 20, 11, 0, tzinfo=UTC)
SAID = [
    (timedelta(days=2, hours=4, minutes=59), "2 days 4 hours left"),
    (timedelta(days=1), "1 day left"),
    (timedelta(days=1, hours=1), "1 day 1 hour left"),
    (timedelta(hours=23, minutes=59, seconds=59), "23 hours 59 minutes left"),
    (timedelta(hours=1), "1 hour left"),
    (timedelta(minutes=37, seconds=30), "37 minutes left"),
    (timedelta(minutes=1), "1 minute left"),
    (timedelta(seconds=59), "Less than a minute left"),
    (timedelta(0), "Less than a minute left"),
    (timedelta(microseconds=-1), "Closed: the last minute has passed"),
    (timedelta(days=-3), "Closed: the last minute has passed"),
]


@pytest.mark.parametrize(("left", "said"), SAID)
def test_the_words(left, said):
    with translation.override("en"):
        assert left_in_words(left) == said


def test_the_tag_counts_from_the_arrival():
    with translation.override("en"), clock.at(LAST + timedelta(minutes=5)), clock.arrived(LAST):
        drawn = Template("{% countdown until %}").render(Context({"until": LAST}))

    assert "Less than a minute left" in drawn
    assert 'data-countdown="0"' in drawn


def test_where_there_is_no_last_minute_nothing_is_drawn():
    assert Template("{% countdown until %}").render(Context({"until": None})).strip() == ""


@pytest.mark.parametrize("language", ["ky", "ru", "en"])
def test_the_script_has_a_word_for_every_kind_of_number(language):
    with translation.override(language):
        words = words_for_script()

    assert json.loads(json.dumps(words)) == words
    for unit in ("days", "hours", "minutes"):
        assert set(words[unit]) == {"one", "few", "many", "other"}
        assert all("{n}" in said for said in words[unit].values())
    assert "{time}" in words["left"]
