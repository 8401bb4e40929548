"""Every letter of the room: to whom, and what it says in the reader's language."""

from decimal import Decimal

import pytest

from applications import actions, notices
from applications.models import Application
from audit.canonical import plain
from audit.models import Entry, Notice
from audit.post import words
from tests import factories
from tests.applications.conftest import mark_all

NAMES = [
    "submitted",
    "withdrawn",
    "returned",
    "checked",
    "awarded",
    "reserved",
    "passed_over",
    "forgone",
]


def letter(application, name, language):
    """The words of this letter as its reader finds them."""
    (told,) = getattr(notices, name)(application)
    told.to.language = language
    notice = Notice(
        entry=Entry.objects.first(),
        recipient=told.to,
        channel="in_app",
        template=told.template,
        facts=plain(told.facts),
        link=told.link,
    )
    return words(notice)


@pytest.fixture
def application(checking, applicant, clerk):
    row = factories.application(
        checking,
        applicant,
        state="submitted",
        number=7,
        title="Гүлзарлар & <көчө>",
        ground="Кат / Письмо: жок",
        granted=Decimal(50000),
        reserve_place=2,
        received_at=factories.NOON,
    )
    mark_all(row, clerk, "curable", "Мөөр жок")
    return actions.send_back(row, actor=clerk, note="Мөөр коюңуз")


@pytest.mark.parametrize("language", ["ky", "ru", "en"])
@pytest.mark.parametrize("name", NAMES)
def test_a_letter_names_the_application_and_the_call(name, language, application):
    said = letter(application, name, language)

    assert "7" in said.subject
    assert "\n" not in said.subject
    assert "№ 7. Гүлзарлар & <көчө>" in said.body
    call = "Жергиликтүү демилгелердин сынагы" if language == "ky" else "Конкурс местных инициатив"
    assert call in said.body
    assert application.get_absolute_url() in said.body


def test_a_letter_about_a_draft_names_it_without_a_number(application):
    application.number = None

    said = letter(application, "discarded", "ru")

    assert said.subject
    assert "\nГүлзарлар & <көчө>\nКонкурс местных инициатив" in said.body


SAYS = {
    "submitted": ["10.04.2026 12:00"],
    "returned": ["15.04.2026 23:59", "– Письмо-обязательство: Мөөр жок", "Мөөр коюңуз"],
    "awarded": ["50\u00a0000"],
    "reserved": ["2"],
    "passed_over": ["Кат / Письмо: жок"],
}


@pytest.mark.parametrize("name", SAYS)
def test_what_a_letter_says_of_its_own(name, application):
    body = letter(application, name, "ru").body

    assert [found for found in SAYS[name] if found not in body] == []


@pytest.mark.parametrize(("state", "grounds"), [("admitted", 0), ("declined", 1)])
def test_the_outcome_of_the_check(state, grounds, application):
    Application.objects.update(state=state)

    said = letter(Application.objects.get(), "checked", "en")

    assert said.subject == f"Application № 7 is {state}"
    assert said.body.count("Кат / Письмо: жок") == grounds


def test_nobody_is_told_where_no_account_is_known(application):
    application.applicant = None

    assert [list(getattr(notices, name)(application)) for name in NAMES] == [[] for _name in NAMES]
