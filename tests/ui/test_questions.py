"""What a form asks, read off the form; and what it says to answers typed elsewhere."""

from decimal import Decimal

import pytest
from django import forms
from django.utils import translation

from ui.forms import (
    CountField,
    DayField,
    FigureField,
    LineField,
    MoneyField,
    PhoneField,
    RowsField,
    TextField,
)
from ui.questions import Kind, page_of


class Thing(forms.Form):
    what = LineField(label="What", max_length=10)
    price = MoneyField(label="Price", required=False)


class Sample(forms.Form):
    line = LineField(label="Line", max_length=5, required=False, help_text="Short.")
    text = TextField(label="Text", required=False)
    money = MoneyField(label="Money", required=False, largest=100)
    figure = FigureField(label="Figure", required=False, smallest=1)
    count = CountField(label="Count", required=False)
    day = DayField(label="Day", required=False)
    phone = PhoneField(label="Phone", required=False)
    tick = forms.BooleanField(label="Tick", required=False)
    chosen = forms.ChoiceField(label="Chosen", choices=[("", "–"), ("a", "A")], required=False)
    held = forms.ChoiceField(label="Held", choices=[("x", "X"), ("y", "Y")], required=False)
    things = RowsField(Thing, label="Things", extra=2, most=3)
    seen = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def clean(self):
        if self.cleaned_data.get("line") == "never":
            raise forms.ValidationError("Not so.")


@pytest.fixture(autouse=True)
def english():
    with translation.override("en"):
        yield


@pytest.fixture
def page():
    return page_of("part", "Title", Sample, required=frozenset({"text"}), headings={"day": "When"})


def test_every_question_is_read_off_with_its_kind(page):
    assert {question.name: question.kind for question in page.questions} == {
        "line": Kind.LINE,
        "text": Kind.TEXT,
        "money": Kind.MONEY,
        "figure": Kind.FIGURE,
        "count": Kind.COUNT,
        "day": Kind.DAY,
        "phone": Kind.PHONE,
        "tick": Kind.YES_NO,
        "chosen": Kind.CHOICE,
        "held": Kind.CHOICE,
    }
    assert [question.name for question in page.questions if question.required] == ["text"]
    assert [question.name for question in page.questions if question.always_answered] == ["held"]


def test_with_its_words_and_limits(page):
    found = {question.name: question for question in page.questions}

    assert (found["line"].label, found["line"].help, found["line"].longest) == ("Line", "Short.", 5)
    assert (found["money"].largest, found["money"].places) == (Decimal(100), 2)
    assert found["figure"].smallest == Decimal(1)
    assert found["chosen"].choices == (("a", "A"),)


def test_tables_and_headings(page):
    (grid,) = page.grids

    assert (grid.name, grid.label, grid.blank, grid.most) == ("things", "Things", 2, 3)
    assert [(column.name, column.required) for column in grid.columns] == [
        ("what", True),
        ("price", False),
    ]
    assert [section.title for section in page.sections] == ["Title", "When"]


def test_answers_are_judged_as_if_typed(page):
    said = page.judge(
        {"line": "abc", "money": "1,50", "tick": "on"}, {"things": [{"what": "x", "price": "2"}]}
    )

    assert said.wrongs == []
    assert (said.answers["line"], said.answers["money"], said.answers["tick"]) == (
        "abc",
        Decimal("1.50"),
        True,
    )
    assert "held" not in said.answers
    assert said.rows == {"things": [{"what": "x", "price": Decimal(2)}]}


def test_every_fault_names_its_place(page):
    said = page.judge(
        {"line": "abcdef", "count": "1,5", "chosen": "b"},
        {"things": [{"what": "x"}, {"price": "y"}]},
    )

    assert [(wrong.name, wrong.row, wrong.column) for wrong in said.wrongs] == [
        ("line", None, ""),
        ("count", None, ""),
        ("chosen", None, ""),
        ("things", 1, "what"),
        ("things", 1, "price"),
    ]
    assert said.wrongs[1].sentence == "Write a whole number, without a comma."
    assert said.wrongs[3].sentence == "This field is required."


def test_a_fault_of_the_whole_page_has_no_place(page):
    (wrong,) = page.judge({"line": "never"}, {}).wrongs

    assert (wrong.part, wrong.name, wrong.sentence) == ("part", "", "Not so.")


def test_too_many_rows_are_a_fault_of_the_table(page):
    (wrong,) = page.judge({}, {"things": [{"what": "x"}] * 4}).wrongs

    assert (wrong.name, wrong.row) == ("things", None)
    assert wrong.sentence == "At most 3 rows can be given."


def test_the_shape_is_the_same_in_every_language(page):
    with translation.override("ru"):
        other = page_of("part", "Название", Sample, required=frozenset({"text"}))

    assert other.shape() == page.shape()
