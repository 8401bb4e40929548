"""What else is known of the same people and place, worded neutrally, for the office only."""

from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.translation import override

from applications import actions
from applications.models import Application, earlier_of
from audit.models import Notice
from audit.post import words
from competitions.models import ChecklistItem
from competitions.rules import point_named
from tests import factories
from tests.applications.conftest import mark_all

OTHER = {
    "group_name": "Башка топ",
    "representative_name": "Башка өкүл",
    "representative_phone": "+996700000001",
    "title": "Мектептин чатыры",
    "place": "",
}


@pytest.fixture
def current(checking, applicant):
    return factories.application(
        checking,
        applicant,
        state="submitted",
        number=1,
        title="Көчөнү көрктөндүрүү, гүлзарлар",
        place="Мектептин жаны",
        search="кечену керктендуруу гулзарлар",
    )


def another(town, rival, **fields):
    call = factories.competition(town, state="published", year=2025)
    defaults = OTHER | {"state": "awarded", "granted": Decimal(50000)}
    row = factories.application(call, rival, **(defaults | fields))
    row.search = row.fold_words()
    row.save()
    return row


@pytest.mark.parametrize(
    ("same", "because"),
    [
        ({"group_name": "Жаш демилге"}, ["a group of the same name"]),
        ({"representative_name": "Абдылдаева Гүлнара"}, ["a representative of the same name"]),
        ({"place": "Мектептин жаны"}, ["the same place"]),
        ({"title": "Гүлзарлар жана көчөнү көрктөндүрүү"}, ["a title much alike"]),
        ({"title": "Гүлзар"}, []),
        ({"title": "Көчө жарыгы"}, []),
        ({}, []),
        (
            {"group_name": "Жаш демилге", "place": "Мектептин жаны"},
            ["a group of the same name", "the same place"],
        ),
    ],
)
def test_what_they_have_in_common(same, because, current, town, rival, clerk):
    other = another(town, rival, **same)

    found = earlier_of(current, clerk)

    reasons = [[str(reason) for reason in one.because] for one in found]
    assert reasons == ([because] if because else [])
    assert [(one.application, one.granted) for one in found] == (
        [(other, Decimal(50000))] if because else []
    )


def test_the_same_account_and_phone(current, town, applicant, clerk):
    another(town, applicant, representative_phone=applicant.phone)

    (found,) = earlier_of(current, clerk)

    assert [str(reason) for reason in found.because] == ["the same account", "the same phone"]


def test_other_municipalities_and_drafts_are_left_out(
    current, other_town, town, rival, clerk, neighbour
):
    another(other_town, rival, group_name="Жаш демилге")
    another(town, rival, group_name="Жаш демилге", state="draft", granted=None)

    assert earlier_of(current, clerk) == []
    assert earlier_of(current, neighbour) == []


def test_nothing_is_known_of_an_empty_one(checking, clerk):
    empty = factories.application(checking, None, complete=False, state="submitted")

    assert earlier_of(empty, clerk) == []


@pytest.mark.parametrize("count", [1, 3])
def test_as_many_queries_for_any_number(
    count, current, town, rival, clerk, django_assert_num_queries
):
    for _number in range(count):
        another(town, rival, group_name="Жаш демилге")
    clerk = type(clerk).objects.get(pk=clerk.pk)
    application = Application.objects.with_call().get(pk=current.pk)

    with django_assert_num_queries(2):
        assert len(earlier_of(application, clerk)) == count


# --- the desk


def browser_of(person):
    browser = Client(HTTP_ACCEPT_LANGUAGE="en")
    browser.force_login(person, backend="accounts.backends.PhoneOrEmailBackend")
    return browser


def test_the_desk_shows_files_beside_their_item_and_what_is_in_common(
    current, town, rival, clerk, applicant
):
    ChecklistItem.objects.update(point="3.4")
    factories.checklist_item(current.competition, position=2, title_ru="Протокол")
    mark_all(current, clerk)
    other = another(town, rival, group_name="Жаш демилге")
    address = reverse("application_mark_items", args=[current.pk])

    said = browser_of(clerk).get(address).content.decode()

    assert f'Files: <a href="{current.enclosures.get().get_absolute_url()}">Кат</a>' in said
    assert "No file is enclosed." in said
    assert "Looked at by Сыдыкова Нургүл, 10.04.2026 12:00." in said
    assert "(Regulation, 3.4)" in said
    assert "For information only: this is no ground for anything." in said
    assert other.get_absolute_url() in said
    seen = browser_of(applicant).get(current.get_absolute_url()).content.decode()
    assert "have something in common" not in seen


# --- the point a refusal rests on


def test_a_refusal_names_the_point_in_both_languages(current, clerk, head, applicant):
    ChecklistItem.objects.update(point="3.4")
    mark_all(current, clerk, "not_met", "Кат жок")

    declined = actions.decline(current, actor=clerk)

    cited = []
    for language in ("ky", "ru"):
        with override(language):
            cited.append(point_named("3.4"))
    point = " / ".join(dict.fromkeys(cited))
    assert declined.ground == f"Милдеттенме кат / Письмо-обязательство ({point}): Кат жок"
    actions.declare_failed(
        declined.competition, actor=head, reason_ky="Бири да", reason_ru="Ни одна"
    )
    letter = words(Notice.objects.get(template="applications/checked"))
    assert declined.ground in letter.body
    page = browser_of(applicant).get(declined.get_absolute_url()).content.decode()
    assert point in page
