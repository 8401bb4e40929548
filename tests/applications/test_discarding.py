"""A draft thrown away: out of every list, out of the count, never back; an envelope stays."""

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse

from applications import actions
from applications.choices import ApplicationState
from applications.models import Application
from audit import clock
from audit.acts import Refused, moves
from audit.models import Entry, Notice
from papers.work.own import of_applicant
from tests import factories
from tests.applications.conftest import PEOPLE

OTHERS = [name for name in PEOPLE if name != "applicant"]


@pytest.fixture
def browser(applicant):
    entered = Client(HTTP_ACCEPT_LANGUAGE="en")
    entered.force_login(applicant)
    return entered


def test_discard(draft, applicant):
    discarded = actions.discard(draft, actor=applicant)

    assert (discarded.state, discarded.number, discarded.title) == ("discarded", None, "Гүлзарлар")
    entry = Entry.objects.get()
    assert (entry.act, entry.before, entry.after) == (
        "applications.discard",
        "draft",
        "discarded",
    )
    assert list(Notice.objects.values_list("template", "recipient")) == [
        ("applications/discarded", applicant.pk)
    ]


def test_discard_by_a_member_seen_at_the_desk(draft):
    person = factories.user("Токтосунова Айжан")
    factories.member(draft, phone=person.phone)

    assert actions.discard(draft, actor=person).state == "discarded"


def test_discard_after_the_closing(draft, call, applicant):
    with clock.at(call.closes_at + clock.minutes(1)):
        assert actions.discard(draft, actor=applicant).state == "discarded"


@pytest.mark.parametrize("name", OTHERS)
def test_discard_is_the_applicants(name, draft, everyone, no_trace):
    with no_trace(), pytest.raises(PermissionDenied):
        actions.discard(draft, actor=everyone[name])


@pytest.mark.parametrize("state", [state for state in ApplicationState if state != "draft"])
def test_only_a_draft_is_discarded(state, call, applicant, no_trace):
    application = factories.application(call, applicant, state=state)

    with no_trace(), pytest.raises(Refused):
        actions.discard(application, actor=applicant)


def test_a_discarded_one_is_never_revived(draft, applicant, everyone):
    discarded = actions.discard(draft, actor=applicant)

    assert {name: moves(discarded, everyone[name]) for name in PEOPLE} == {
        name: [] for name in PEOPLE
    }


@pytest.mark.parametrize("name", PEOPLE)
def test_an_envelope_is_not_discarded(name, paper, everyone, no_trace):
    with no_trace(), pytest.raises(PermissionDenied):
        actions.discard(paper, actor=everyone[name])


def test_an_envelope_is_withdrawn_before_it_is_keyed(paper, second_clerk):
    withdrawn = actions.withdraw(paper, actor=second_clerk, note="№ 5, 10.04.2026")

    assert (withdrawn.state, withdrawn.number) == ("withdrawn", 1)
    assert Entry.objects.get().note == "№ 5, 10.04.2026"


def test_a_draft_on_the_screen_is_not_withdrawn(draft, applicant, no_trace):
    with no_trace(), pytest.raises(PermissionDenied):
        actions.withdraw(draft, actor=applicant)


def test_a_discarded_one_makes_room_for_another(draft, call, applicant):
    actions.discard(draft, actor=applicant)

    assert actions.begin_application(call, actor=applicant).state == "draft"


def test_a_discarded_one_is_out_of_the_lists(draft, call, applicant, browser):
    actions.discard(draft, actor=applicant)

    assert list(of_applicant(applicant)) == []
    mine = browser.get(reverse("application_list"))
    assert list(mine.context["object_list"]) == []
    thrown = browser.get(reverse("application_list"), {"discarded": 1})
    assert [row.pk for row in thrown.context["object_list"]] == [draft.pk]
    assert browser.get(reverse("competition_apply", args=[call.pk])).context["begun"] == []


@pytest.mark.parametrize("name", OTHERS)
def test_nobody_else_ever_sees_a_discarded_one(name, draft, applicant, everyone):
    actions.discard(draft, actor=applicant)

    seen = Application.objects.visible_to(everyone[name])
    assert list(seen) == []
    assert list(Application.objects.of_office(everyone[name])) == []
    assert Application.objects.received().count() == 0


def test_the_button_and_the_page(draft, browser):
    page = reverse("application_discard", args=[draft.pk])
    assert page in browser.get(draft.get_absolute_url()).content.decode()
    assert browser.get(page).status_code == 200

    answer = browser.post(page)

    assert answer.url == draft.get_absolute_url()
    assert Application.objects.get().state == "discarded"
    assert browser.get(answer.url).status_code == 200
    assert browser.get(reverse("application_edit", args=[draft.pk, "plan"])).status_code == 200
