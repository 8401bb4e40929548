from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.html import escape

from audit import clock
from audit.models import Entry
from competitions.choices import CompetitionState
from competitions.models import Regulation
from tests import factories

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.ui.urls")]

AFTER = factories.at(4, 21)


@pytest.fixture(autouse=True)
def in_english(client, settings):
    settings.LANGUAGE_CODE = "en"
    client.cookies["django_language"] = "en"


@pytest.fixture
def sign_in(client):
    def enter(person):
        client.force_login(person, backend="accounts.backends.PhoneOrEmailBackend")
        return client

    return enter


def state_of(call):
    return type(call).objects.values_list("state", flat=True).get(pk=call.pk)


def told(response):
    return [str(message) for message in response.context["messages"]]


def address(call, verb="close-reception"):
    return f"/calls/{call.pk}/{verb}/"


# --- an act: who


@pytest.mark.parametrize("method", ["get", "post"])
def test_a_stranger_is_asked_to_sign_in(client, call, method):
    response = getattr(client, method)(address(call))

    assert (response.status_code, response.url) == (302, f"/sign-in/?next={address(call)}")
    assert Entry.objects.count() == 0


@pytest.mark.parametrize("method", ["get", "post"])
def test_who_sees_but_may_not_is_sent_away(sign_in, call, neighbour, method):
    with clock.at(AFTER):
        response = getattr(sign_in(neighbour), method)(address(call))

    assert response.status_code == 403
    assert (state_of(call), Entry.objects.count()) == (CompetitionState.ANNOUNCED, 0)


def test_who_may_not_learns_nothing_from_a_form_filled_wrongly(sign_in, call, clerk):
    assert sign_in(clerk).post(address(call, "extend"), {"reason_ky": ""}).status_code == 403


@pytest.mark.parametrize("method", ["get", "post"])
def test_what_may_not_be_seen_is_not_there(sign_in, call, town, neighbour, method):
    draft = factories.competition(town, state=CompetitionState.DRAFT, announced_at=None)

    assert getattr(sign_in(neighbour), method)(address(draft)).status_code == 404


@pytest.mark.parametrize("number", [0, 10**30])
def test_a_number_changed_by_hand_leads_nowhere(sign_in, clerk, number):
    assert sign_in(clerk).get(f"/calls/{number}/close-reception/").status_code == 404


# --- an act: when


def test_before_its_time_the_page_says_why(sign_in, call, clerk):
    response = sign_in(clerk).get(address(call))

    assert response.status_code == 200
    assert response.context["reasons"] == [str(reason) for reason in response.context["reasons"]]
    assert len(response.context["reasons"]) == 1
    assert response.context["can_press"] is False
    assert escape(response.context["reasons"][0]) in response.text
    assert " disabled>" in response.text


def test_pressed_before_its_time_nothing_happens(sign_in, call, clerk):
    response = sign_in(clerk).post(address(call))

    assert response.status_code == 200
    assert len(response.context["reasons"]) == 1
    assert (state_of(call), Entry.objects.count()) == (CompetitionState.ANNOUNCED, 0)


def test_in_its_time_the_page_asks(sign_in, call, clerk):
    with clock.at(AFTER):
        response = sign_in(clerk).get(address(call))

    assert response.context["reasons"] == []
    assert response.context["can_press"] is True
    assert response.context["label"] == "Close the reception"
    assert " disabled>" not in response.text


def test_pressed_in_its_time_it_is_done_and_said(sign_in, call, clerk):
    with clock.at(AFTER):
        response = sign_in(clerk).post(address(call), follow=True)

    assert response.redirect_chain == [(f"/calls/{call.pk}/", 302)]
    assert told(response) == ["Reception closed"]
    assert state_of(call) == CompetitionState.CHECKING
    assert [entry.act for entry in Entry.objects.all()] == ["competitions.close_reception"]


def test_the_second_press_is_told_that_it_is_done(sign_in, call, clerk):
    with clock.at(AFTER):
        sign_in(clerk).post(address(call))
    with clock.at(AFTER + timedelta(minutes=2)):
        response = sign_in(clerk).post(address(call), follow=True)

    assert response.redirect_chain == [(f"/calls/{call.pk}/", 302)]
    assert told(response)[-1] == "This is already done: Reception closed"
    assert Entry.objects.count() == 1


def test_a_late_second_press_is_told_that_it_has_moved_on(sign_in, call, clerk):
    with clock.at(AFTER):
        sign_in(clerk).post(address(call))
    with clock.at(AFTER + timedelta(minutes=6)):
        response = sign_in(clerk).post(address(call))

    assert response.context["reasons"] == [
        "This has already moved on. Open the page again to see where it stands."
    ]
    assert Entry.objects.count() == 1


def test_who_comes_after_another_is_told_that_it_has_moved_on(sign_in, call, clerk, second_clerk):
    with clock.at(AFTER):
        sign_in(clerk).post(address(call))
        response = sign_in(second_clerk).post(address(call))

    assert response.status_code == 200
    assert response.context["can_press"] is False
    assert len(response.context["reasons"]) == 1


# --- an act: with what


def test_what_was_typed_stays_when_the_form_is_wrong(sign_in, call, head):
    typed = {"reason_ky": "Жол жабык", "reason_ru": "", "closes_at": "abc"}

    response = sign_in(head).post(address(call, "extend"), typed)

    assert response.status_code == 200
    assert response.context["form"].errors == {
        "reason_ru": ["This field is required."],
        "closes_at": ["Write the day and the time: 21.11.2026 14:05."],
    }
    assert "Жол жабык" in response.text
    assert 'href="#id_reason_ru"' in response.text
    assert Entry.objects.count() == 0


def test_what_was_typed_stays_when_it_is_refused(sign_in, call, head):
    typed = {
        "reason_ky": "Жол жабык",
        "reason_ru": "Дорога закрыта",
        "closes_at": "2026-04-30T17:00",
    }

    with clock.at(AFTER):
        response = sign_in(head).post(address(call, "extend"), typed)

    assert response.status_code == 200
    assert len(response.context["reasons"]) >= 1
    assert "Дорога закрыта" in response.text
    assert Entry.objects.count() == 0


def test_what_the_row_finds_wrong_stands_beside_its_field(sign_in, call, head):
    response = sign_in(head).post(address(call, "faults"), {"title_ky": "Б", "title_ru": "М"})

    assert response.context["form"].errors == {
        "title_ky": ["This title is taken."],
        "__all__": ["Not on this form."],
    }


def test_a_form_may_know_the_thing_and_the_person(sign_in, call, head):
    response = sign_in(head).get(address(call, "knowing"))

    assert response.context["form"]["words"].label == f"{head.name} / {call.pk}"


def test_a_form_of_the_row_comes_filled_in_and_does_not_change_the_page(sign_in, town, clerk):
    page = f"/municipalities/{town.pk}/edit/"

    shown = sign_in(clerk).get(page).context["form"]["name_ru"].value()
    response = sign_in(clerk).post(page, {"name_ru": "Another", "phone": "0" * 100})

    assert shown == town.name_ru
    assert str(response.context["object"]) == town.name_en
    assert response.context["object"].name_ru == town.name_ru


def test_an_act_that_is_no_edge_says_itself_who_may(sign_in, call, head, clerk):
    refused = sign_in(clerk).get(address(call, "look"))
    response = sign_in(head).post(address(call, "look"), follow=True)

    assert refused.status_code == 403
    assert response.redirect_chain == [(f"/regulations/{call.regulation_id}/", 302)]
    assert told(response) == ["Looked at"]


def test_a_file_is_taken_in(sign_in, call, head):
    page = sign_in(head).get(address(call, "scan"))
    wrong = sign_in(head).post(address(call, "scan"), {"scan": SimpleUploadedFile("a.pdf", b"MZ")})
    right = sign_in(head).post(
        address(call, "scan"), {"scan": SimpleUploadedFile("a.pdf", b"%PDF-1.7")}
    )

    assert 'enctype="multipart/form-data"' in page.text
    assert list(wrong.context["form"].errors) == ["scan"]
    assert "Choose the files again: the browser does not keep them." in wrong.text
    assert right.status_code == 302


# --- a beginning


@pytest.fixture
def begin_page(town):
    return f"/municipalities/{town.pk}/begin-regulation/"


def test_beginning_asks_who(sign_in, begin_page, neighbour, clerk):
    assert sign_in(neighbour).get(begin_page).status_code == 403
    assert (
        sign_in(neighbour).post(begin_page, {"title_ky": "Ж", "title_ru": "П"}).status_code == 403
    )
    assert sign_in(clerk).get(begin_page).context["label"] == "Enter a regulation"
    assert Regulation.objects.count() == 0


def test_beginning_makes_the_row_and_leads_to_it(sign_in, begin_page, clerk, town):
    response = sign_in(clerk).post(
        begin_page, {"title_ky": "Жобо", "title_ru": "Положение"}, follow=True
    )

    begun = Regulation.objects.get()
    assert (begun.municipality, begun.title_ky, begun.title_ru) == (town, "Жобо", "Положение")
    assert response.redirect_chain == [(f"/regulations/{begun.pk}/", 302)]
    assert told(response) == ["Regulation entered"]


def test_beginning_below_what_is_not_there(sign_in, clerk):
    assert sign_in(clerk).get("/municipalities/0/begin-regulation/").status_code == 404


# --- lists and pages


def test_a_list_holds_what_may_be_seen_fifty_a_page(sign_in, town, neighbour, clerk):
    with_regulation = {"regulation": factories.regulation(town)}
    for _number in range(51):
        factories.competition(town, rows=False, **with_regulation)
    factories.competition(town, rows=False, state="draft", announced_at=None, **with_regulation)

    first = sign_in(neighbour).get("/calls/")
    second = sign_in(neighbour).get("/calls/?page=2")

    assert len(first.context["object_list"]) == 50
    assert len(second.context["object_list"]) == 1
    assert sign_in(clerk).get("/calls/").context["paginator"].count == 52
    assert "page 1 of 2" in first.text
    assert client_status(sign_in(clerk), "/calls/?page=99") == 404


def client_status(client, page):
    return client.get(page).status_code


def test_an_empty_list_says_so(sign_in, neighbour):
    assert "There is nothing here yet." in sign_in(neighbour).get("/calls/").text


def test_a_page_tells_where_the_thing_stands_and_what_happened(sign_in, call, clerk, head):
    with clock.at(AFTER):
        sign_in(clerk).post(address(call))
        response = sign_in(clerk).get(f"/calls/{call.pk}/")

    assert response.context["now"].turn == "The applicant"
    assert [entry.said for entry in response.context["entries"]] == ["Reception closed"]
    assert "20.04.2026\xa017:00, Bishkek time" in response.text


@pytest.mark.parametrize("page", ["/calls/", "/own/"])
def test_pages_are_for_those_who_have_signed_in(client, db, page):
    assert client.get(page).url == f"/sign-in/?next={page}"
