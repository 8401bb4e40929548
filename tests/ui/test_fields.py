from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django import forms
from django.core.exceptions import ValidationError
from django.test.html import parse_html
from django.utils import translation

from ui.fields import (
    CountField,
    DayField,
    FigureField,
    LineField,
    LongSelect,
    MomentField,
    MoneyField,
    PhoneField,
    TextField,
)


@pytest.fixture(autouse=True)
def in_english():
    with translation.override("en"):
        yield


def fault(field, value):
    with pytest.raises(ValidationError) as caught:
        field.clean(value)
    return caught.value.messages


@pytest.mark.parametrize(
    ("typed", "amount"),
    [
        ("1200", "1200.00"),
        ("1200,5", "1200.50"),
        ("1200.50", "1200.50"),
        ("1 200,50", "1200.50"),
        ("1\xa0200,50", "1200.50"),
        ("1\u202f200,50", "1200.50"),
        ("1'200.50", "1200.50"),
        ("  85 сом ", "85.00"),
        ("200 000 som", "200000.00"),
        ("0", "0.00"),
        ("007", "7.00"),
        ("9999999999,99", "9999999999.99"),
    ],
)
def test_money_is_read_as_people_write_it(typed, amount):
    assert MoneyField().clean(typed) == Decimal(amount)


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("", "This field is required."),
        ("abc", "Write the sum in figures, for example 1 200,50."),
        ("-1", "A sum cannot be below zero."),
        ("−1", "A sum cannot be below zero."),
        ("1.234", "A sum has at most two figures after the comma (tyiyn)."),
        ("99999999999999", "The sum is too large: at most 9\xa0999\xa0999\xa0999,99 som."),
        ("9" * 10_000, "The sum is too large: at most 9\xa0999\xa0999\xa0999,99 som."),
        ("10000000000", "The sum is too large: at most 9\xa0999\xa0999\xa0999,99 som."),
        ("=1+1", "Write the sum in figures, for example 1 200,50."),
        ("<script>", "Write the sum in figures, for example 1 200,50."),
        ("1\x00", "Write the sum in figures, for example 1 200,50."),
        ("💰", "Write the sum in figures, for example 1 200,50."),
        ("a" * 10_000, "Write the sum in figures, for example 1 200,50."),
        ("1,234.56", "Write the sum in figures, for example 1 200,50."),
        ("1e5", "Write the sum in figures, for example 1 200,50."),
        ("NaN", "Write the sum in figures, for example 1 200,50."),
        ("Infinity", "Write the sum in figures, for example 1 200,50."),
        ("١٢", "Write the sum in figures, for example 1 200,50."),
        ("12.", "Write the sum in figures, for example 1 200,50."),
        (",5", "Write the sum in figures, for example 1 200,50."),
    ],
)
def test_money_that_is_not_money_is_told_why(typed, sentence):
    assert fault(MoneyField(), typed) == [sentence]


def test_money_knows_its_bounds():
    field = MoneyField(smallest=1, largest=100_000)

    assert fault(field, "0") == ["The sum is too small: at least 1 som."]
    assert fault(field, "100000,01") == ["The sum is too large: at most 100\xa0000 som."]
    assert field.clean("100000") == Decimal("100000.00")


def test_money_already_known_is_shown_as_it_is_written():
    field = MoneyField()

    assert field.prepare_value(Decimal("1200.50")) == "1\xa0200,50"
    assert field.prepare_value(Decimal("200000.00")) == "200\xa0000"
    assert field.prepare_value("abc") == "abc"
    assert field.clean(field.prepare_value(Decimal("1200.50"))) == Decimal("1200.50")


@pytest.mark.parametrize(
    ("initial", "typed", "changed"),
    [
        (Decimal("1200.00"), "1 200", False),
        (Decimal("1200.00"), "1 200,50", True),
        (None, "", False),
        (Decimal(1), "abc", True),
    ],
)
def test_money_has_changed_when_its_worth_has(initial, typed, changed):
    assert MoneyField().has_changed(initial, typed) is changed


def test_money_may_be_left_out_where_it_is_not_asked():
    assert MoneyField(required=False).clean("") is None


def test_a_count_is_whole():
    field = CountField(smallest=1)

    assert field.clean("1 250") == 1250
    assert fault(field, "2,5") == ["Write a whole number, without a comma."]
    assert fault(field, "0") == ["The figure is too small: at least 1."]
    assert fault(field, "-3") == ["The figure cannot be below zero."]
    assert fault(field, "many") == ["Write a figure, for example 25."]
    assert fault(field, "3000000000") == [
        "The figure is too large: at most 2\xa0000\xa0000\xa0000."
    ]


def test_a_figure_has_as_many_places_as_it_was_given():
    assert FigureField().clean("0,125") == Decimal("0.125")
    assert fault(FigureField(), "0,1250") == ["At most 3 figures after the comma."]
    assert fault(FigureField(places=1), "0,12") == ["At most 1 figure after the comma."]


@pytest.mark.parametrize("typed", ["2026-11-21", "21.11.2026", "21/11/2026"])
def test_a_day_is_read_as_people_write_it(typed):
    assert DayField().clean(typed) == date(2026, 11, 21)


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("31.02.2026", "Write the day as day, month, year: 21.11.2026."),
        ("tomorrow", "Write the day as day, month, year: 21.11.2026."),
        ("0202-11-21", "The year must be between 1900 and 2100."),
        ("9999-11-21", "The year must be between 1900 and 2100."),
        ("a" * 10_000, "Write the day as day, month, year: 21.11.2026."),
    ],
)
def test_a_day_that_is_no_day_is_told_why(typed, sentence):
    assert fault(DayField(), typed) == [sentence]


@pytest.mark.parametrize("typed", ["2026-11-21T14:05", "21.11.2026 14:05"])
def test_a_moment_is_bishkek_time(typed):
    moment = MomentField().clean(typed)

    assert moment == datetime(2026, 11, 21, 8, 5, tzinfo=UTC)
    assert MomentField().help_text == "Bishkek time."


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("25:99", "Write the day and the time: 21.11.2026 14:05."),
        ("<script>", "Write the day and the time: 21.11.2026 14:05."),
        ("20026-11-21T14:05", "Write the day and the time: 21.11.2026 14:05."),
        ("1026-11-21T14:05", "The year must be between 1900 and 2100."),
    ],
)
def test_a_moment_that_is_none_is_told_why(typed, sentence):
    assert fault(MomentField(), typed) == [sentence]


@pytest.mark.parametrize(
    "typed",
    [
        "0555 123456",
        "0555123456",
        "+996 555 123456",
        "996555123456",
        "555-12-34-56",
        "(0555) 12 34 56",
    ],
)
def test_a_phone_number_has_one_spelling(typed):
    assert PhoneField().clean(typed) == "+996555123456"


@pytest.mark.parametrize(
    "typed",
    [
        "abc",
        "123",
        "+7 999 1234567",
        "05551234567",
        "0055512345",
        "=1+1",
        "<script>",
        "☎️",
        "1" * 10_000,
    ],
)
def test_a_number_of_no_kyrgyz_phone_is_told_so(typed):
    assert fault(PhoneField(), typed) == [
        "Write a Kyrgyz phone number, for example 0555 123 456 or +996 555 123456."
    ]


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  Кең-Булуң  ", "Кең-Булуң"),
        ("=1+1", "=1+1"),
        ("<script>alert(1)</script>", "<script>alert(1)</script>"),
        ("№ 5 «Ак-Жол» – Ä, Ң Ө Ү", "№ 5 «Ак-Жол» – Ä, Ң Ө Ү"),
        ("ко\u00adпи\u200bя\ufeff", "копия"),
        ("и\u0306", "й"),
    ],
)
def test_a_line_is_kept_as_typed(typed, kept):
    assert LineField().clean(typed) == kept


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("", "This field is required."),
        ("   ", "This field is required."),
        ("\u200b\u200b", "This field is required."),
        ("a\x00b", "The text holds a sign that cannot be printed (U+0000). Type that place anew."),
        ("a\x1bb", "The text holds a sign that cannot be printed (U+001B). Type that place anew."),
        ("a\tb", "The text holds a sign that cannot be printed (U+0009). Type that place anew."),
        ("a\nb", "The text holds a sign that cannot be printed (U+000A). Type that place anew."),
        (
            "a\u202eb",
            "The text holds a sign that cannot be printed (U+202E). Type that place anew.",
        ),
        (
            "көпүрө 🌉",
            "A picture sign (🌉) cannot be printed on an official paper. Write it in words.",
        ),
        ("✅", "A picture sign (✅) cannot be printed on an official paper. Write it in words."),
        ("a" * 10_000, "At most 300 letters fit here; there are 10000."),
    ],
)
def test_a_line_that_cannot_be_kept_is_told_why(typed, sentence):
    assert fault(LineField(), typed) == [sentence]


def test_a_text_has_lines():
    assert TextField().clean(" one\r\n\ttwo\r\n ") == "one\n\ttwo"
    assert fault(TextField(max_length=5), "а" * 6) == ["At most 5 letters fit here; there are 6."]


def test_the_browser_does_not_cut_what_is_pasted():
    assert "maxlength" not in LineField().widget.attrs


def test_a_phone_number_may_be_left_out_where_it_is_not_asked():
    assert PhoneField(required=False).clean("") == ""


def test_a_figure_known_as_a_number_is_held_to_the_same_bounds():
    assert MoneyField().clean(5) == Decimal("5.00")
    assert fault(MoneyField(), Decimal(-5)) == ["A sum cannot be below zero."]


def test_a_long_list_of_choices_is_drawn_like_a_short_one():
    choices = [("", "every <call>"), ("1", "first"), (2, "second")]

    def drawn(widget, value):
        widget.choices = choices
        return widget.render("call", value, {"id": "id_call", "class": "form-select"})

    for value in (None, "", "1", "2", 2, "<9>"):
        ours, theirs = drawn(LongSelect(), value), drawn(forms.Select(), value)
        assert parse_html(ours) == parse_html(theirs)
