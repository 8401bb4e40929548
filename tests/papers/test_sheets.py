"""Workbooks are opened again and their cells read."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from io import BytesIO

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from applications.models import Application
from papers.rows import MOMENT, MONEY, column, register_rows
from papers.sheets import Leaf, workbook
from tests import factories

ODD = '=HYPERLINK("http://example.org")'


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    title: str = column("Title", "What it is called")
    sum: Decimal = column("Sum", "Som", style=MONEY, summed=True)
    at: datetime | None = column("At", style=MOMENT)


def opened(rows, title="Rows", **leaf):
    leaf = Leaf(title=title, row=Row, rows=rows, **leaf)
    with workbook([leaf], [("Municipality", "Кең-Булуң")]) as file:
        return load_workbook(BytesIO(file.read()))


def test_a_cell_comes_back_as_it_was_put_in():
    moment = datetime(2026, 4, 10, 12, 0)

    book = opened([Row(title="Гүлзарлар", sum=Decimal("60000.50"), at=moment)])

    sheet = book["Rows"]
    assert [cell.value for cell in sheet[1]] == ["Title", "Sum", "At"]
    assert [cell.value for cell in sheet[2]] == ["Гүлзарлар", 60000.5, moment]
    assert [cell.number_format for cell in sheet[2]] == ["@", "#,##0.00", "dd.mm.yyyy hh:mm"]


@pytest.mark.parametrize("words", [ODD, "+1", "-1", "@a", "{=1}", "10.04.2026"])
def test_a_text_stays_a_text(words):
    book = opened([Row(title=words, sum=Decimal(1), at=None)])

    cell = book["Rows"]["A2"]
    assert (cell.value, cell.data_type) == (words, "s")


def test_signs_that_cannot_be_written_are_left_out():
    book = opened([Row(title="a\x00b\x0bc", sum=Decimal(1), at=None)])

    assert book["Rows"]["A2"].value == "abc"


def test_totals_are_formulas_over_the_rows_shown():
    book = opened([Row(title=str(place), sum=Decimal(place), at=None) for place in range(1, 4)])

    assert [cell.value for cell in book["Rows"][5]] == ["Total", "=SUM(B2:B4)", None]


def test_a_sheet_with_nothing_has_its_headings_and_no_total():
    sheet = opened([])["Rows"]

    assert [[cell.value for cell in row] for row in sheet.iter_rows()] == [["Title", "Sum", "At"]]


def test_headings_are_frozen_and_filtered():
    sheet = opened([Row(title="a", sum=Decimal(1), at=None)])["Rows"]

    assert (sheet.freeze_panes, sheet.auto_filter.ref, sheet.print_title_rows) == (
        "A2",
        "A1:C2",
        "$1:$1",
    )


def test_definitions_say_whose_figures_and_what_each_column_means():
    book = opened([], title="A/B: [rows]")

    rows = [[cell.value for cell in row] for row in book["Definitions"].iter_rows()]
    assert book.sheetnames == ["A B   rows ", "Definitions"]
    assert rows == [
        ["Municipality", "Кең-Булуң", None],
        [None, None, None],
        ["Sheet", "Column", "What it means"],
        ["A/B: [rows]", "Title", "What it is called"],
        ["A/B: [rows]", "Sum", "Som"],
        ["A/B: [rows]", "At", None],
    ]


def test_a_register_of_1200_applications(client, call, auditor, django_assert_num_queries):
    Application.objects.bulk_create(
        Application(
            competition=call,
            number=number,
            title=f"№ {number}",
            village="Жаңы-Айыл",
            group_name="Топ",
            state="submitted",
            asked=Decimal(1000),
            own=Decimal(500),
            women=2,
            men=1,
            begun_at=factories.NOON,
            received_at=factories.NOON,
            kind="co_financing",
            field="water",
            applicant_kind="group",
        )
        for number in range(1, 1201)
    )

    with django_assert_num_queries(1):
        rows = list(register_rows(call))
    client.force_login(auditor)
    answer = client.get(reverse("workbook_register", args=[call.pk]))

    sheet = load_workbook(BytesIO(b"".join(answer.streaming_content))).worksheets[0]
    assert len(rows) == 1200
    assert sheet[1201][0].value == 1200
    assert sheet["J1202"].value == "=SUM(J2:J1201)"


@pytest.mark.parametrize("count", [1, 3])
def test_an_export_costs_the_same_for_any_count(
    client, call, auditor, django_assert_num_queries, count
):
    for _ in range(count):
        factories.application(call, None, state="submitted")
    client.force_login(auditor)

    with django_assert_num_queries(7):
        answer = client.get(reverse("workbook_register", args=[call.pk]))
        b"".join(answer.streaming_content)
