from decimal import Decimal

import pytest
from django import forms
from django.utils import translation

from ui.fields import LineField, MoneyField
from ui.rows import RowsField


class Line(forms.Form):
    name = LineField(label="Name", max_length=20)
    amount = MoneyField(label="Sum")
    source = forms.ChoiceField(label="Source", choices=[("grant", "Grant"), ("own", "Own")])

    def clean(self):
        if self.cleaned_data.get("name") == self.cleaned_data.get("source"):
            raise forms.ValidationError("The name repeats the source.")


class Sheet(forms.Form):
    title = LineField(label="Title")
    lines = RowsField(Line, label="Lines", extra=2, least=1, most=3, sums={"amount": "Total"})


@pytest.fixture(autouse=True)
def in_english():
    with translation.override("en"):
        yield


def typed(*rows, **more):
    data = {"title": "t", "lines-TOTAL_FORMS": str(len(rows)), "lines-INITIAL_FORMS": "0"}
    for number, row in enumerate(rows):
        data |= {f"lines-{number}-{name}": value for name, value in row.items()}
    return Sheet(data | more)


def row(name="Pipe", amount="10", source="grant", **more):
    return {"name": name, "amount": amount, "source": source} | more


def test_rows_become_a_list():
    form = typed(row(id="7"), row("Sand", "1 200,50", "own"))

    assert form.is_valid(), form.errors
    assert form.cleaned_data["lines"] == [
        {"id": 7, "name": "Pipe", "amount": Decimal("10.00"), "source": "grant"},
        {"id": None, "name": "Sand", "amount": Decimal("1200.50"), "source": "own"},
    ]


def test_empty_and_ticked_rows_are_left_out():
    form = typed(row("", ""), row(DELETE="on"), row("", "abc", DELETE="on"), row("Sand"))

    assert form.is_valid(), form.errors
    assert [line["name"] for line in form.cleaned_data["lines"]] == ["Sand"]


def test_a_fault_names_its_row_and_its_column():
    form = typed(row(), row("", ""), row("Sand", "-1"), row("", "5"))

    assert form.errors == {
        "lines": ["Row 3, Sum: A sum cannot be below zero.", "Row 4, Name: This field is required."]
    }


def test_a_fault_of_the_whole_row_names_the_row():
    assert typed(row("own", source="own")).errors == {
        "lines": ["Row 1: The name repeats the source."]
    }


def test_a_known_row_that_was_emptied_is_not_forgotten():
    assert typed(row("", "", id="7")).errors == {
        "lines": ["Row 1, Name: This field is required.", "Row 1, Sum: This field is required."]
    }


@pytest.mark.parametrize(
    ("rows", "sentence"),
    [
        ([], "At least 1 row must be filled in."),
        ([row("", "")], "At least 1 row must be filled in."),
        ([row()] * 4, "At most 3 rows can be given."),
    ],
)
def test_there_are_neither_too_few_rows_nor_too_many(rows, sentence):
    assert typed(*rows).errors == {"lines": [sentence]}


@pytest.mark.parametrize("count", ["", "abc", "-1", "99999999999"])
def test_a_table_that_arrives_torn_is_asked_for_again(count):
    form = typed(row(), **{"lines-TOTAL_FORMS": count})

    assert form.errors == {"lines": ["The table did not arrive whole. Send the page once more."]}


def test_what_was_typed_is_drawn_again():
    form = typed(row("Sand", "abc"))

    assert form.is_valid() is False
    drawn = str(form["lines"])
    assert 'value="Sand"' in drawn
    assert 'value="abc"' in drawn
    assert "Write the sum in figures, for example 1 200,50." in drawn


def test_known_rows_come_first_and_empty_ones_below():
    form = Sheet(initial={"lines": [{"id": 7, "name": "Pipe", "amount": Decimal("1200.50")}]})

    drawn = str(form["lines"])

    assert 'name="lines-0-id" value="7"' in drawn
    assert 'value="1\xa0200,50"' in drawn
    assert 'name="lines-TOTAL_FORMS" value="3"' in drawn
    # The head, three rows, the total; and a row apart, to be added by the script.
    assert drawn.count("<tr>") == 5 + 1
    assert 'data-sum-of="amount"' in drawn


def test_every_box_has_its_label():
    drawn = str(Sheet()["lines"])

    assert drawn.count("<label") == (2 + 1) * 4


def test_rows_may_be_required_without_a_number():
    class Strict(forms.Form):
        lines = RowsField(Line, required=True)

    form = Strict({"lines-TOTAL_FORMS": "0", "lines-INITIAL_FORMS": "0"})

    assert form.errors == {"lines": ["Fill in at least one row."]}


def test_rows_may_be_made_with_what_the_form_knows():
    class Chosen(forms.Form):
        def __init__(self, *args, units, **kwargs):
            super().__init__(*args, **kwargs)
            self.fields["unit"] = forms.ChoiceField(choices=[(unit, unit) for unit in units])

    class Knowing(forms.Form):
        lines = RowsField(Chosen)

        def __init__(self, *args, units, **kwargs):
            super().__init__(*args, **kwargs)
            self.fields["lines"].widget.form_kwargs = {"units": units}

    assert "hour" in str(Knowing(units=["day", "hour"])["lines"])
    assert "hour" not in str(Knowing(units=["day"])["lines"])
