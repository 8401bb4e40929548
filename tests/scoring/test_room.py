"""One computer in the room: turns by PIN, and nothing of one member before another's eyes."""

from datetime import timedelta

import pytest
from django.contrib.auth.hashers import check_password
from django.contrib.sessions.models import Session
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse

from audit import clock
from audit.acts import Refused
from audit.models import Entry, Notice
from competitions.models import Competition, Seat
from scoring import actions, rules
from scoring.models import Pin, Room, Sheet, room_of
from tests import factories
from tests.scoring.conftest import marks, moved

PEOPLE = [
    "applicant",
    "rival",
    "clerk",
    "second_clerk",
    "head",
    "chair",
    "secretary",
    "member",
    "second_member",
    "alternate",
    "auditor",
    "neighbour",
    "administrator",
]
WORDS = "Айтылбай турган сөз"
PIN = "604217"


@pytest.fixture
def people(request):
    return {name: request.getfixturevalue(name) for name in PEOPLE}


@pytest.fixture
def seat_of(scoring):
    return lambda person: Seat.objects.get(competition=scoring, user=person)


@pytest.fixture
def pins(seat_of, member, second_member, chair):
    """The members have set their own PINs."""
    for person in (member, second_member, chair):
        actions.give_pin(seat_of(person), actor=person, code=PIN)


@pytest.fixture
def laptop(scoring, clerk, pins):
    """A browser in which the clerk has opened room mode."""
    browser = Client(headers={"accept-language": "en"})
    browser.force_login(clerk, backend="accounts.backends.PhoneOrEmailBackend")
    browser.post(reverse("room_open_room", args=[scoring.pk]))
    return browser


@pytest.fixture
def sits_down(laptop, seat_of):
    def type_pin(person, pin=PIN):
        typed = {"username": f"pin:{seat_of(person).pk}", "pin": pin}
        return laptop.post(reverse("room_desk"), typed)

    return type_pin


def hand_over(browser):
    return browser.post(reverse("room_hand_over"))


# --- who may


def test_who_may_open_and_close_a_room_take_turns_and_give_pins(
    scoring, clerk, seat_of, member, people
):
    room, _key = actions.open_room(scoring, actor=clerk)

    def may(rule, subject):
        return [name for name, person in people.items() if rule(subject, person)]

    assert may(rules.may_keep_room, room) == ["clerk", "second_clerk", "secretary"]
    assert may(rules.may_take_turn, room) == ["chair", "member", "second_member"]
    assert may(rules.may_give_pin, Pin(competition=scoring, seat=seat_of(member))) == [
        "clerk",
        "second_clerk",
        "secretary",
        "member",
    ]


@pytest.mark.parametrize(
    ("state", "may"),
    [
        ("checking", False),
        ("scoring", True),
        ("deliberation", True),
        ("decided", False),
        ("published", False),
        ("cancelled", False),
    ],
)
def test_a_room_is_opened_while_the_commission_works(state, may, scoring, clerk):
    call = moved(scoring, state)
    before = Entry.objects.count()

    if may:
        room, key = actions.open_room(call, actor=clerk)
        assert room_of(key) == room
        assert Entry.objects.count() == before + 1
    else:
        with pytest.raises(Refused):
            actions.open_room(call, actor=clerk)
        assert (Room.objects.count(), Entry.objects.count()) == (0, before)


def test_whoever_may_not_opens_no_room(scoring, chair):
    with pytest.raises(PermissionDenied):
        actions.open_room(scoring, actor=chair)
    assert Room.objects.count() == 0


def test_opening_turns_and_closing_are_in_the_journal(scoring, clerk, member):
    room, _key = actions.open_room(scoring, actor=clerk)
    actions.take_turn(room, actor=member)
    actions.close_room(room, actor=clerk)

    told = [(entry.act, entry.actor) for entry in Entry.objects.about(room)]
    assert told == [
        ("scoring.open_room", clerk),
        ("scoring.take_turn", member),
        ("scoring.close_room", clerk),
    ]
    with pytest.raises(Refused):
        actions.take_turn(room, actor=member)


def test_a_pin_is_kept_hashed_and_the_older_one_is_worth_nothing(seat_of, clerk, member):
    first, old = actions.give_pin(seat_of(member), actor=clerk)
    second, new = actions.give_pin(seat_of(member), actor=clerk)

    assert len(new) == 6
    assert new.isdecimal()
    assert check_password(new, Pin.objects.get(pk=second.pk).code_hash)
    assert [(pin.pk, pin.state) for pin in Pin.objects.order_by("pk")] == [
        (first.pk, "withdrawn"),
        (second.pk, "given"),
    ]
    for entry in Entry.objects.all():
        assert old not in str(entry.facts)
        assert new not in f"{entry.facts} {entry.note}"
    told = Notice.objects.filter(template="scoring/pin_given", recipient=member)
    assert told.filter(channel="in_app").count() == 2
    assert new not in str(list(told.values_list("facts")))


def test_a_released_seat_gets_no_pin(seat_of, clerk, member):
    seat = seat_of(member)
    Seat.objects.filter(pk=seat.pk).update(state="released")

    with pytest.raises(Refused):
        actions.give_pin(seat_of(member), actor=clerk)
    assert Pin.objects.count() == 0


@pytest.mark.parametrize(
    ("code", "again", "sentence"),
    [
        ("12345", "12345", "A PIN is six figures."),
        ("abcdef", "abcdef", "A PIN is six figures."),
        ("604217", "604218", "The two PINs differ."),
        ("111111", "111111", "Choose a PIN that is harder to guess."),
        ("123456", "123456", "Choose a PIN that is harder to guess."),
    ],
)
def test_a_pin_of_ones_own_is_asked_anew(code, again, sentence, client, seat_of, member):
    client.force_login(member, backend="accounts.backends.PhoneOrEmailBackend")

    answer = client.post(
        reverse("pin_give_pin", args=[seat_of(member).pk]), {"code": code, "again": again}
    )

    assert sentence in answer.text
    assert Pin.objects.count() == 0


def test_a_printed_pin_is_shown_once_and_a_set_one_never(client, seat_of, clerk, member):
    client.force_login(clerk, backend="accounts.backends.PhoneOrEmailBackend")
    address = reverse("pin_give_pin", args=[seat_of(member).pk])

    printed = client.post(address)

    assert printed.status_code == 200
    assert "no-store" in printed["Cache-Control"]
    client.force_login(member, backend="accounts.backends.PhoneOrEmailBackend")
    set_by_himself = client.post(address, {"code": PIN, "again": PIN}, follow=True)
    assert PIN not in set_by_himself.text
    assert check_password(PIN, Pin.objects.get(state="given").code_hash)


# --- the browser of the room


def test_opening_the_room_signs_the_clerk_out(laptop, scoring):
    for name, args in (("home", []), ("grid", [scoring.pk]), ("application_list", [])):
        answer = laptop.get(reverse(name, args=args))
        assert (answer.status_code, answer["Location"]) == (302, reverse("room_desk"))
    page = laptop.get(reverse("room_desk"))
    assert "_auth_user_id" not in laptop.session
    assert "no-store" in page["Cache-Control"]
    assert "Кадырова Чолпон" in page.text


def test_a_member_sits_down_sees_his_own_sheets_and_hands_over(
    laptop, sits_down, scoring, member, second_member, sheet_of, first
):
    answer = sits_down(member)

    assert answer["Location"] == reverse("declarations", args=[scoring.pk])
    page = laptop.get(answer["Location"])
    assert "Hand over" in page.text
    assert member.name in page.text
    assert "no-store" in page["Cache-Control"]
    own = sheet_of(member, first).get_absolute_url()
    assert laptop.get(own).status_code == 200
    key = laptop.session.session_key

    left = hand_over(laptop)

    assert left["Location"] == reverse("room_desk")
    assert left["Clear-Site-Data"] == '"cache", "storage"'
    assert Session.objects.filter(session_key=key).count() == 0
    assert laptop.get(own)["Location"] == reverse("room_desk")
    sits_down(second_member)
    assert laptop.session.session_key != key
    assert member.name not in laptop.get(reverse("declarations", args=[scoring.pk])).text


def test_the_session_of_one_member_taken_along_is_worth_nothing_after_the_hand_over(
    laptop, sits_down, member, sheet_of, first
):
    sits_down(member)
    kept = laptop.cookies["sessionid"].value
    hand_over(laptop)

    laptop.cookies["sessionid"] = kept

    answer = laptop.get(sheet_of(member, first).get_absolute_url())
    assert answer["Location"] == reverse("room_desk")


def test_at_the_computer_only_ones_own_sheets_are_answered(
    laptop, sits_down, scoring, chair, member, sheet_of, first
):
    sits_down(chair)
    sheet, theirs = sheet_of(chair, first), sheet_of(member, first)
    home = reverse("declarations", args=[scoring.pk])

    away = [
        reverse("home"),
        reverse("grid", args=[scoring.pk]),
        reverse("ranking", args=[scoring.pk]),
        reverse("own_page"),
        reverse("entry_list"),
        reverse("package_take", args=[scoring.pk]),
        theirs.get_absolute_url(),
        reverse("declarations", args=[scoring.pk + 1]),
    ]
    assert [laptop.get(address)["Location"] for address in away] == [home] * len(away)
    before = Entry.objects.count()
    for name, subject in (
        ("sheet_excuse", theirs),
        ("sheet_reopen", theirs),
        ("sheet_excuse", sheet),
    ):
        answer = laptop.post(reverse(name, args=[subject.pk]), {"reason": "Ооруп калды"})
        assert answer.status_code == 403
    assert laptop.post(reverse("competition_close_scoring", args=[scoring.pk])).status_code == 403
    assert Entry.objects.count() == before


def test_nobodys_points_are_shown_at_the_computer_not_even_after_sending(
    laptop, sits_down, client, member, second_member, sheet_of, first
):
    for person, points, words in ((second_member, 9, WORDS), (member, 4, "")):
        sheet = actions.declare_no_interest(sheet_of(person, first), actor=person)
        sent = actions.score_and_send(sheet, actor=person, marks=marks(sheet, points, words))
    client.force_login(member, backend="accounts.backends.PhoneOrEmailBackend")
    assert second_member.name in client.get(sent.get_absolute_url()).text

    sits_down(member)
    text = laptop.get(sent.get_absolute_url()).text

    assert second_member.name not in text
    assert "What all members gave" not in text


def test_a_whole_turn_is_scored_and_sent(laptop, sits_down, member, sheet_of, first):
    sits_down(member)
    sheet = sheet_of(member, first)
    laptop.post(reverse("sheet_declare_no_interest", args=[sheet.pk]))
    typed = {f"points_{one.pk}": "7.00" for one in sheet.competition.criteria_in_order()}

    laptop.post(reverse("sheet_score", args=[sheet.pk]), typed | {"send": "1"})

    assert sheet_of(member, first).state == "sent"


def test_the_turn_ends_after_three_minutes_without_a_touch(
    laptop, sits_down, scoring, member, sheet_of, first
):
    sits_down(member)
    assert laptop.session.get_expiry_age() == 180

    ends = Session.objects.get(session_key=laptop.session.session_key)
    Session.objects.filter(pk=ends.pk).update(expire_date=ends.expire_date - timedelta(minutes=4))

    assert laptop.get(sheet_of(member, first).get_absolute_url())["Location"] == reverse(
        "room_desk"
    )


def run_out(laptop):
    """Three minutes pass without a touch."""
    ends = Session.objects.get(session_key=laptop.session.session_key)
    Session.objects.filter(pk=ends.pk).update(expire_date=ends.expire_date - timedelta(minutes=4))


@pytest.fixture
def late(laptop, sits_down, member, sheet_of, first):
    """A member typed, the turn ran out, and only then was the button pressed."""

    def post(**more):
        sits_down(member)
        sheet = actions.declare_no_interest(sheet_of(member, first), actor=member)
        laptop.get(reverse("sheet_score", args=[sheet.pk]))
        run_out(laptop)
        criteria = sheet.competition.criteria_in_order()
        typed = {f"points_{one.pk}": "7.00" for one in criteria}
        typed |= {f"reason_{one.pk}": "Себеби\nбар" for one in criteria}
        return laptop.post(reverse("sheet_score", args=[sheet.pk]), typed | {"send": "1"} | more)

    return post


def carried(answer):
    """The hidden fields of the page on which the name and the PIN are asked."""
    return {"late": answer.context["late"]} | dict(answer.context["typed"])


def points_on(sheet):
    return [(str(mark.points), mark.reason) for mark in sheet.marks.order_by("criterion_id")]


def test_what_was_typed_when_the_turn_ran_out_is_kept_as_a_draft(
    late, laptop, seat_of, member, sheet_of, first
):
    answer = late()

    assert answer.status_code == 200
    assert "What was typed is not lost" in answer.text
    assert "no-store" in answer["Cache-Control"]
    assert "_auth_user_id" not in laptop.session
    assert points_on(sheet_of(member, first)) == []
    typed = {"username": f"pin:{seat_of(member).pk}"} | carried(answer)
    wrong = laptop.post(reverse("room_desk"), typed | {"pin": "999999"})
    assert points_on(sheet_of(member, first)) == []
    again = {"username": f"pin:{seat_of(member).pk}", "pin": PIN} | carried(wrong)
    kept = laptop.post(reverse("room_desk"), again, follow=True)

    own = sheet_of(member, first)
    assert kept.redirect_chain == [(reverse("sheet_score", args=[own.pk]), 302)]
    assert "What you had typed is kept as a draft." in kept.text
    # Sent it is not: that is pressed anew.
    assert own.state == "open"
    assert {points for points, _reason in points_on(own)} == {"7.00"}
    assert {reason.replace("\r", "") for _points, reason in points_on(own)} == {"Себеби\nбар"}


def test_what_one_typed_is_gone_for_another(
    late, laptop, seat_of, scoring, member, second_member, sheet_of, first
):
    typed = carried(late())
    before = Entry.objects.filter(act="scoring.score").count()

    answer = laptop.post(
        reverse("room_desk"), {"username": f"pin:{seat_of(second_member).pk}", "pin": PIN} | typed
    )

    assert answer["Location"] == reverse("declarations", args=[scoring.pk])
    assert Entry.objects.filter(act="scoring.score").count() == before
    assert points_on(sheet_of(second_member, first)) == points_on(sheet_of(member, first)) == []


def test_late_points_off_the_scale_are_left_out_and_told(
    late, laptop, seat_of, scoring, member, sheet_of, first
):
    criterion = scoring.criteria_in_order()[0]
    typed = carried(late(**{f"points_{criterion.pk}": "777"}))

    kept = laptop.post(
        reverse("room_desk"),
        {"username": f"pin:{seat_of(member).pk}", "pin": PIN} | typed,
        follow=True,
    )

    assert "What does not fit the scale was left out" in kept.text
    points = {mark.criterion_id: mark.points for mark in sheet_of(member, first).marks.all()}
    assert points[criterion.pk] is None
    assert {value for key, value in points.items() if key != criterion.pk} == {7}


@pytest.mark.parametrize("pk", ["", "0", "x", "9" * 20, "-1"])
def test_a_made_up_late_sheet_changes_nothing(pk, laptop, seat_of, scoring, member):
    typed = {"username": f"pin:{seat_of(member).pk}", "pin": PIN, "late": pk, "points_1": "7"}

    answer = laptop.post(reverse("room_desk"), typed)

    assert answer["Location"] == reverse("declarations", args=[scoring.pk])
    assert Entry.objects.filter(act="scoring.score").count() == 0


# --- PINs are good nowhere else


@pytest.mark.parametrize("pin", ["604218", "", "60421", "6042170", "abcdef"])
def test_a_wrong_pin_opens_nothing(pin, laptop, sits_down, member):
    before = Entry.objects.count()

    answer = sits_down(member, pin)

    assert answer.status_code == 200
    assert "_auth_user_id" not in laptop.session
    assert Entry.objects.count() == before


def test_after_five_wrong_tries_the_right_pin_opens_nothing_either(
    laptop, sits_down, settings, member, second_member
):
    settings.AXES_ENABLED = True
    for number in range(5):
        sits_down(member, f"99999{number}")

    locked = sits_down(member)

    assert locked.status_code == 429
    assert "_auth_user_id" not in laptop.session
    assert sits_down(second_member).status_code == 302


def test_without_an_open_room_there_is_no_page_and_no_pin(
    client, laptop, scoring, pins, member, seat_of
):
    typed = {"username": f"pin:{seat_of(member).pk}", "pin": PIN}

    assert client.get(reverse("room_desk")).status_code == 404
    assert client.post(reverse("room_desk"), typed).status_code == 404
    client.cookies["room"] = "A" * 43
    assert client.post(reverse("room_desk"), typed).status_code == 404


def test_a_turn_carried_into_another_browser_is_worth_nothing(
    client, laptop, sits_down, member, sheet_of, first
):
    sits_down(member)

    client.cookies["sessionid"] = laptop.cookies["sessionid"].value

    assert client.get(sheet_of(member, first).get_absolute_url())["Location"] == reverse("sign_in")
    assert laptop.get(sheet_of(member, first).get_absolute_url())["Location"] == reverse(
        "room_desk"
    )


def test_closing_the_room_ends_the_turn(laptop, sits_down, clerk, member, sheet_of, first):
    sits_down(member)
    actions.close_room(Room.objects.get(), actor=clerk)

    answer = laptop.get(sheet_of(member, first).get_absolute_url())

    assert answer["Location"] == reverse("sign_in")
    assert "_auth_user_id" not in laptop.session
    assert laptop.get(reverse("room_desk")).status_code == 404


def test_a_decision_ends_the_turn(laptop, sits_down, scoring, member, sheet_of, first):
    sits_down(member)
    moved(scoring, "decided")

    assert laptop.get(sheet_of(member, first).get_absolute_url())["Location"] == reverse("sign_in")


def test_a_pin_of_another_call_opens_nothing(laptop, town, member):
    other = factories.competition(town, state="scoring")
    strange = factories.seat(other, member)
    actions.give_pin(strange, actor=member, code=PIN)

    answer = laptop.post(reverse("room_desk"), {"username": f"pin:{strange.pk}", "pin": PIN})

    assert answer.status_code == 200
    assert "_auth_user_id" not in laptop.session


def test_a_clerk_who_signs_in_at_the_computer_only_closes_the_room(laptop, scoring, clerk):
    laptop.force_login(clerk, backend="accounts.backends.PhoneOrEmailBackend")
    home = reverse("room_list", args=[scoring.pk])
    room = Room.objects.get()

    for name, args in (("home", []), ("application_list", []), ("grid", [scoring.pk])):
        assert laptop.get(reverse(name, args=args))["Location"] == home
    assert laptop.get(home).status_code == 200
    answer = laptop.post(reverse("room_close_room", args=[room.pk]))

    assert answer.cookies["room"].value == ""
    assert Room.objects.get().state == "closed"
    assert laptop.get(reverse("home")).status_code == 200


def test_a_draft_is_kept_when_the_turn_ends(laptop, sits_down, member, sheet_of, first):
    actions.declare_no_interest(sheet_of(member, first), actor=member)
    sits_down(member)
    sheet = sheet_of(member, first)
    typed = {f"points_{one.pk}": "7.00" for one in sheet.competition.criteria_in_order()}

    laptop.post(reverse("sheet_score", args=[sheet.pk]), typed)
    hand_over(laptop)

    assert sheet.marks.count() == 2
    assert Sheet.objects.get(pk=sheet.pk).state == "open"
    assert clock.now() == factories.NOON
    assert Competition.objects.count() == 1
