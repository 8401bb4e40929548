"""The form of a call on paper: what the screen asks, in the same order, with room for a pen."""

import subprocess
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import translation

from applications.choices import PAGES, PARTS
from applications.forms import PART_FORMS, definition_of
from applications.models import Application
from papers.blank import printed_form
from tests import factories
from tests.papers.test_prints import in_order, needs_poppler, words

LANGUAGES = [("ky",), ("ru",), ("ky", "ru")]


@pytest.fixture
def small(town):
    """A call whose grant is so small that one page is asked."""
    return factories.competition(town, maximum_grant=Decimal(5000))


def running(content):
    """The words of the sheet as they run, wherever the lines end."""
    run = subprocess.run(
        ["pdftotext", "-raw", "-", "-"], input=content, capture_output=True, check=True
    )
    return " ".join(run.stdout.decode().split())


def squeezed(text):
    return "".join(text.split())


def on_screen(call):
    """The labels of every question and column the screen asks, page by page."""
    blank = Application(competition=call)
    labels = []
    for part in blank.parts:
        if part not in PART_FORMS:
            continue
        for field in PART_FORMS[part](subject=blank).fields.values():
            if field.widget.is_hidden:
                continue
            labels.append(str(field.label))
            if hasattr(field.widget, "row_form"):
                labels += [str(each.label) for each in field.widget.row_form().fields.values()]
    return labels


def asked(definition):
    """The labels of every question and column of the definition."""
    labels = []
    for section in definition.sections:
        labels += [question.label for question in section.questions]
        for grid in section.grids:
            labels += [grid.label, *(column.label for column in grid.columns)]
    return labels


@pytest.mark.parametrize("language", ["ky", "ru", "en"])
@pytest.mark.parametrize("form", ["call", "small"])
def test_the_definition_asks_what_the_screen_asks(request, form, language):
    asking = request.getfixturevalue(form)
    factories.rate(asking)

    with translation.override(language):
        assert sorted(asked(definition_of(asking))) == sorted(on_screen(asking))


@needs_poppler
@pytest.mark.parametrize("languages", LANGUAGES)
@pytest.mark.parametrize("form", ["call", "small"])
def test_the_sheet_asks_what_the_screen_asks(request, form, languages):
    asking = request.getfixturevalue(form)
    factories.rate(asking)
    printed = squeezed(running(printed_form(asking, definition_of, languages)))

    for language in languages:
        with translation.override(language):
            missing = [label for label in on_screen(asking) if squeezed(label) not in printed]
        assert missing == []


@needs_poppler
def test_a_question_added_to_the_screen_is_on_the_sheet(call, monkeypatch):
    with_one_more = (*PARTS["existing"], "ground")
    monkeypatch.setitem(PARTS, "existing", with_one_more)
    monkeypatch.setitem(PAGES, "existing", with_one_more)

    with translation.override("en"):
        assert "Ground" in on_screen(call)
    assert "21. Основание" in running(printed_form(call, definition_of, ("ru",)))


@needs_poppler
def test_the_head_says_whose_call_it_is_and_until_when(call):
    factories.rate(call)
    factories.checklist_item(
        call, title_ky="Устав", title_ru="Устав", applicant_kind="legal", position=2
    )

    text = words(printed_form(call, definition_of, ("ru",)))

    assert (
        in_order(
            text,
            "Кен-Булунский айылный аймак",
            "Конкурс местных инициатив",
            f"Конкурс № {call.number}, 2026 год",
            "20 апреля 2026 года, 17:00 (время Бишкека)",
            "Айыл окмоту, кабинет 2",
            "100 000 сом",
            "1. Кто подает заявку *",
            "инициативная группа",
            "Расценка конкурса: 1 – Простая работа: 800 / день",
            "Письмо-обязательство *",
            "Устав *",
        )
        == []
    )


def test_drawn_twice_it_is_the_same_to_the_byte(call):
    first, again = (printed_form(call, definition_of, ("ky",)) for _time in range(2))

    assert first == again


def test_the_same_questions_have_one_version_in_every_language(call, small):
    versions = set()
    for language in ("ky", "ru", "en"):
        with translation.override(language):
            versions.add(definition_of(call).version)

    assert len(versions) == 1
    assert definition_of(small).version not in versions


def test_another_rate_is_another_version(call):
    before = definition_of(call).version
    factories.rate(call)

    assert definition_of(call).version != before


@pytest.mark.parametrize(
    ("asked_for", "reader", "named"),
    [
        ("ky", "ru", "ky"),
        ("ru", "ky", "ru"),
        ("both", "ru", "ky-ru"),
        ("", "ru", "ru"),
        ("", "en", "ky-ru"),
        ("xx", "en", "ky-ru"),
    ],
)
def test_anybody_takes_the_sheet_in_any_language(client, call, asked_for, reader, named):
    answer = client.get(
        reverse("call_form_print", args=[call.pk]),
        {"language": asked_for},
        headers={"accept-language": reader},
    )

    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"] == (
        f'inline; filename="form-2026-{call.number}-{named}.pdf"'
    )


def test_of_a_call_not_announced_there_is_no_sheet(client, town):
    drafted = factories.competition(town, state="draft", announced_at=None)

    assert client.get(reverse("call_form_print", args=[drafted.pk])).status_code == 404


@pytest.mark.parametrize("rates", [0, 30])
def test_the_sheet_costs_the_same_for_any_count(client, call, django_assert_num_queries, rates):
    for _rate in range(rates):
        factories.rate(call)

    with django_assert_num_queries(5):
        client.get(reverse("call_form_print", args=[call.pk]), {"language": "both"})
