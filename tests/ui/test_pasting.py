"""Rows from a spreadsheet: what is read, by any delimiter, language and way of writing."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from applications.forms.rows import BudgetRow, MemberRow, PlanLine, pledge_row
from tests import factories
from ui.pasting import Column, cells_of, columns_of, folded, read


@pytest.fixture
def budget():
    return columns_of(BudgetRow())


def row(title="", unit="", quantity="", price="", source=""):
    return {"title": title, "unit": unit, "quantity": quantity, "price": price, "source": source}


# --- cells


@pytest.mark.parametrize(
    ("text", "cells"),
    [
        ("", []),
        ("\n\n", []),
        ("а\tб\nв\tг", [["а", "б"], ["в", "г"]]),
        ("а\tб\r\nв\tг\r\n", [["а", "б"], ["в", "г"]]),
        ("а;б\nв;г", [["а", "б"], ["в", "г"]]),
        ("а;б\tв", [["а;б", "в"]]),
        ("а;б\nв", [["а;б"], ["в"]]),
        ("а\t\tб\n\t\t\nв", [["а", "", "б"], ["в"]]),
        ('"а\tб"\t"в ""г"""', [["а б", 'в "г"']]),
        ('"эки\nсап"\tб', [["эки сап", "б"]]),
        ('"ачык\tб', [['"ачык', "б"]]),
        ("6\xa0000\t 12,5 ", [["6 000", "12,5"]]),
    ],
)
def test_cells(text, cells):
    assert cells_of(text) == cells


def written(cell: str) -> str:
    doubled = cell.replace('"', '""')
    return f'"{doubled}"' if set(cell) & set('\t\n";') else cell


CELLS = st.text(st.sampled_from('абвЖ 12,.;"\t\n№-'), max_size=12).map(lambda one: one.strip())
TABLES = st.lists(st.lists(CELLS, min_size=1, max_size=6), min_size=1, max_size=8)


@given(TABLES, st.sampled_from(["\t", ";"]))
def test_what_a_spreadsheet_writes_is_read_back(table, mark):
    # A line of one cell has no mark in it; with an empty cell beside it, it has.
    table = [[*line, ""] for line in table]

    found = cells_of("\n".join(mark.join(map(written, line)) for line in table))

    in_one_line = [[" ".join(cell.split()) for cell in line] for line in table]
    assert found == [line for line in in_one_line if any(line)]


@given(st.text(max_size=300))
def test_any_text_is_read_without_a_stumble(text):
    columns = columns_of(BudgetRow())

    pasted = read(text, columns)

    assert len(pasted.rows) <= text.count("\n") + text.count("\r") + 1
    for line in pasted.rows:
        assert set(line) <= {column.name for column in columns}
        assert all(cell == cell.strip() for cell in line.values())


def test_a_very_long_text_is_read_in_time(budget):
    text = '"а""\t' * 40_000

    assert len(read(text, budget).rows) <= 1


# --- heads


@pytest.mark.parametrize(
    "heads",
    [
        "What\tUnit\tQuantity\tPrice, som\tSource",
        "ЧТО\tЕдиница измерения\tКоличество\tЦена, сом\tИсточник",
        "Эмне:\tӨлчөм бирдиги\tСаны\tБаасы, сом*\tБулагы",
    ],
)
def test_a_line_of_heads_is_passed_over(heads, budget):
    assert read(f"{heads}\nКум\tт\t2\t500\tgrant", budget).rows == [
        row("Кум", "т", "2", "500", "grant")
    ]


def test_columns_go_by_their_heads(budget):
    text = "№\tИсточник\tЧто\tСумма\tКоличество\n1\tgrant\tКум\t1000\t2"

    assert read(text, budget).rows == [{"source": "grant", "title": "Кум", "quantity": "2"}]


def test_heads_that_are_not_all_known_keep_the_order(budget):
    text = "What\tUnit\tНечто\nКум\tт\t2"

    assert read(text, budget).rows == [{"title": "Кум", "unit": "т", "quantity": "2"}]


def test_a_line_of_words_is_no_line_of_heads(budget):
    assert read("What\tт\t2\t500\tgrant", budget).rows == [row("What", "т", "2", "500", "grant")]


# --- what cells mean


@pytest.mark.parametrize(
    ("word", "key"),
    [
        ("grant", "grant"),
        ("GRANT", "grant"),
        ("акча", "cash"),
        ("Деньги", "cash"),
        ("Cash", "cash"),
        ("own  labour", "labour"),
        ("собственный труд", "labour"),
        ("фонддон суралат", "grant"),
        ("казна", "казна"),
        ("", ""),
    ],
)
def test_choices_in_every_language(word, key, budget):
    assert read(f"Кум\tт\t1\t1\t{word}", budget).rows[0]["source"] == key


@pytest.mark.parametrize(
    ("day", "kept"),
    [
        ("01.06.2026", "2026-06-01"),
        ("1.6.2026", "2026-06-01"),
        ("1/6/2026", "2026-06-01"),
        ("2026-06-01", "2026-06-01"),
        ("2026-06-01 00:00:00", "2026-06-01"),
        ("31.06.2026", "31.06.2026"),
        ("01.06.26", "01.06.26"),
        ("июнь", "июнь"),
    ],
)
def test_days(day, kept):
    columns = columns_of(PlanLine())

    assert read(f"Ашар\tАйжан\t{day}\t", columns).rows[0]["starts_on"] == kept


@given(st.dates(date(1900, 1, 1), date(2100, 12, 31)))
def test_a_day_means_the_same_written_both_ways(day):
    columns = columns_of(PlanLine())
    text = f"А\tБ\t{day:%d.%m.%Y}\t{day:%Y-%m-%d}"

    assert set(read(text, columns).rows[0].values()) == {"А", "Б", day.isoformat()}


def test_sexes_and_years():
    columns = columns_of(MemberRow())

    (line,) = read("Токтосунова Айжан\tаял\t1990", columns).rows

    assert line == {"name": "Токтосунова Айжан", "sex": "female", "birth_year": "1990"}


def test_rates_by_their_titles(call):
    rate = factories.rate(call)
    columns = columns_of(pledge_row(call)())

    lines = [f"Т\tresident\tlabour\tАшар\t{title}\t1" for title in (rate.title_ky, rate.title_ru)]

    assert [one["rate"] for one in read("\n".join(lines), columns).rows] == [str(rate.pk)] * 2


def test_a_line_that_is_too_wide_is_named(budget):
    assert read("а\tб\n1\t2\t3\t4\t5\t6", budget).too_wide == 2
    assert read("1\t2\t3\t4\t5\t\t", budget).too_wide is None


def test_pasting_may_begin_at_any_column(budget):
    assert read("2\t500\tgrant", budget, first=2).rows == [
        {"quantity": "2", "price": "500", "source": "grant"}
    ]


def test_a_column_as_the_script_gets_it():
    column = Column(name="title", label="What", kind="words", heads=["what"], words={})

    assert column.as_data() == {"name": "title", "kind": "words", "heads": ["what"], "words": {}}
    assert folded("  Цена,\xa0СОМ *: ") == "цена, сом"
