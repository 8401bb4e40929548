"""The workbook of one award's budget: opened again, its totals are those of the page."""

from io import BytesIO

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from awards import actions as awarding
from papers.budgeted import control_sums
from tests.awards.conftest import spend

ROWS = {0: "DEFGH", 1: "BCDEF", 2: "I", 3: "JK"}


@pytest.fixture
def spent(paid, clerk):
    """Three documents, one of them struck out."""
    spend(paid, clerk, "Ваза", "grant", "12000.50", number="1")
    spend(paid, clerk, "Топурак", "grant", "3000", number="2")
    wrong = spend(paid, clerk, "Ваза", "grant", "7", number="3")
    awarding.strike_out(wrong, actor=clerk, note="=ката")
    return type(paid).objects.get(pk=paid.pk)


@pytest.fixture
def book(spent, client, applicant):
    client.force_login(applicant)
    answer = client.get(reverse("workbook_budget", args=[spent.pk]), {"language": "ru"})
    return load_workbook(BytesIO(b"".join(answer.streaming_content)))


def test_totals_are_formulas_and_come_to_what_the_page_says(book, spent, client):
    sums = {}
    for place, letters in ROWS.items():
        sheet = book.worksheets[place]
        last = sheet.max_row
        for letter in letters:
            assert sheet[f"{letter}{last}"].value == f"=SUM({letter}2:{letter}{last - 1})"
            sums[place, letter] = sum(
                sheet[f"{letter}{number}"].value or 0 for number in range(2, last)
            )
    budget = spent.books.budget
    page = client.get(reverse("award_budget", args=[spent.pk])).context["budget"]

    assert (sums[0, "D"], sums[0, "G"], sums[0, "H"]) == (
        budget.total.approved,
        budget.total.spent,
        budget.total.left,
    )
    unspent = sums[2, "I"] - sums[0, "G"]
    assert (sums[1, "D"], sums[1, "E"], sums[1, "F"]) == (30000, sums[0, "G"], unspent)
    assert (sums[3, "J"], sums[3, "K"]) == (budget.total.spent, 7)
    assert (page.total, page.all_sources) == (budget.total, budget.all_sources)


def test_the_definitions_hold_the_control_sums(book, spent):
    sheet = book.worksheets[-1]
    said = {row[0].value: row[1].value for row in sheet.iter_rows(max_col=2) if row[0].value}

    assert [value for _name, value in control_sums(spent)] == [
        value for name, value in said.items() if name.startswith(("Control", "Контрол", "Контр"))
    ]


def test_what_was_struck_out_stays_in_words_and_is_no_formula(book):
    sheet = book.worksheets[3]
    reasons = [sheet[f"L{number}"] for number in range(2, sheet.max_row)]

    assert [(cell.value, cell.data_type) for cell in reasons if cell.value] == [("=ката", "s")]


def test_the_workbook_asks_the_same_with_any_number_of_documents(
    spent, sign_in, clerk, django_assert_num_queries
):
    client = sign_in(clerk)
    for number in ("11", "12"):
        with django_assert_num_queries(9):
            answer = client.get(reverse("workbook_budget", args=[spent.pk]))
            b"".join(answer.streaming_content)
        spend(spent, clerk, "Ваза", "grant", "1", number=number)
