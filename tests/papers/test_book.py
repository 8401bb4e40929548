"""The registration book: every number in its order, on the screen, on paper and as a workbook."""

import io
from datetime import datetime, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation
from openpyxl import load_workbook

from applications import actions
from applications.models import Application
from applications.querysets import Numbering
from audit import clock
from papers import prints
from papers.book import book_facts, book_rows
from tests import factories
from tests.papers.test_prints_in_full import words

TYPED = {"brought_by": "Осмонов Нурбек", "pages": 9}


@pytest.fixture
def book(call, clerk, applicant, rival):
    """Paper, screen, paper entered late and keyed alone, withdrawn by letter; and two drafts."""
    first = actions.register_envelope(call, actor=clerk, received_at=factories.NOON, **TYPED)
    actions.submit(factories.application(call, applicant), actor=applicant)
    late = {"received_at": factories.NOON - timedelta(hours=5), "late_reason": "Свет өчкөн"}
    third = actions.register_envelope(call, actor=clerk, **late, **TYPED | {"pages": 4})
    third.envelopes.update(repeated_alone=True)
    actions.withdraw(first, actor=clerk, note="№ 5, 10.04.2026")
    factories.application(call, rival)
    factories.application(call, factories.user("Таштаган"), state="discarded", number=None)
    return call


@pytest.fixture
def browser(clerk):
    entered = Client(HTTP_ACCEPT_LANGUAGE="en")
    entered.force_login(clerk)
    return entered


def test_the_rows(book, clerk, applicant):
    with translation.override("en"):
        rows = list(book_rows(book))

    assert [
        (row.number, row.route, row.applicant, row.pages, row.state, row.remark) for row in rows
    ] == [
        (1, "on paper", "Осмонов Нурбек", 9, "withdrawn", ""),
        (2, "on the site", "Жаш демилге", None, "submitted", ""),
        (
            3,
            "on paper",
            "Осмонов Нурбек",
            4,
            "on paper, not keyed yet",
            "Свет өчкөн; keyed both times by the same clerk",
        ),
    ]
    assert [row.taken_by for row in rows] == [clerk.name, "", clerk.name]
    noon = datetime(2026, 4, 10, 12)
    assert [row.entered_at for row in rows] == [None, None, noon]
    assert rows[2].received_at == noon - timedelta(hours=5)


def test_the_check_line(book):
    numbering = Application.objects.filter(competition=book).numbering()
    assert (numbering.last, numbering.missing) == (3, ())

    Application.objects.filter(number=3).update(number=6)

    numbering = Application.objects.filter(competition=book).numbering()
    assert (numbering.last, numbering.missing, numbering.gaps) == (6, (3, 4, 5), ["3–5"])


def test_the_page(book, browser):
    words = browser.get(reverse("competition_book", args=[book.pk])).content.decode()

    assert "Numbers 1 to 3 without a gap." in words
    assert "Свет өчкөн" in words
    assert "keyed both times by the same clerk" in words
    assert reverse("book_print", args=[book.pk]) in words


def test_the_page_before_anything_came(call, browser):
    words = browser.get(reverse("competition_book", args=[call.pk])).content.decode()

    assert "without a gap" not in words
    assert "No application has been received yet." in words


def test_the_workbook(book, browser):
    answer = browser.get(reverse("workbook_book", args=[book.pk]))
    file = io.BytesIO(b"".join(answer.streaming_content))

    sheet = load_workbook(file).worksheets[0]
    rows = list(sheet.iter_rows(values_only=True))
    assert [row[0] for row in rows[1:4]] == [1, 2, 3]


def test_on_paper_with_both_languages_in_its_head(book, browser):
    with translation.override("ru"):
        facts = book_facts(book)

    said = words(prints.registration_book(facts, "ru"))

    for found in ("Осмонов Нурбек", "Гүлзарлар", "Свет өчкөн", "10.04.2026 07:00"):
        assert found in said
    answer = browser.get(reverse("book_print", args=[book.pk]))
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/pdf")


@pytest.mark.parametrize("count", [1, 3])
def test_queries_of_the_book(count, call, clerk, browser, django_assert_num_queries):
    for minute in range(count):
        with clock.at(factories.NOON + timedelta(minutes=minute)):
            actions.register_envelope(call, actor=clerk, received_at=clock.now(), **TYPED)

    with django_assert_num_queries(8):
        browser.get(reverse("competition_book", args=[call.pk]))
    with django_assert_num_queries(2):
        list(book_rows(call))


@pytest.mark.parametrize(
    ("missing", "said"),
    [
        ((), []),
        ((4,), ["4"]),
        ((1, 2, 3, 7, 9, 10), ["1–3", "7", "9–10"]),
        (tuple(range(1, 8802)), ["1–8801"]),
        (tuple(range(1, 400, 2)), [*(str(number) for number in range(1, 100, 2)), "…"]),
    ],
)
def test_many_missing_numbers_are_said_in_stretches(missing, said):
    assert Numbering(last=9000, missing=missing).gaps == said
