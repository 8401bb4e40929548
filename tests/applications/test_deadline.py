"""The last minute: its exact border on every road, who is told of what, who is let in later."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from applications import actions
from applications.models import Application
from audit import clock
from audit.acts import Refused
from audit.canonical import plain
from audit.models import Channel, Entry, Notice
from audit.post import words
from competitions.actions import cancel, extend, grant_permit
from tests import factories
from tests.applications.conftest import PEOPLE

MOMENT = timedelta(microseconds=1)
REASONS = {"reason_ky": "Жол жабылды", "reason_ru": "Дорога закрыта"}
BASIS = {"basis_ky": "Буйрук № 9", "basis_ru": "Приказ № 9"}
ENVELOPE = {"brought_by": "Осмонов Нурбек", "pages": 9}


def is_in(act, *args, **facts):
    try:
        act(*args, **facts)
    except Refused:
        return False
    return True


# --- the exact border: the last minute itself is in, a microsecond later is out


@pytest.mark.parametrize(("late", "taken"), [(timedelta(0), True), (MOMENT, False)])
class TestBorder:
    def test_submit(self, late, taken, draft, call, applicant):
        with clock.at(call.closes_at + timedelta(minutes=1)), clock.arrived(call.closes_at + late):
            assert is_in(actions.submit, draft, actor=applicant) is taken

    def test_edit(self, late, taken, draft, call, applicant):
        with clock.at(call.closes_at + timedelta(minutes=1)), clock.arrived(call.closes_at + late):
            assert is_in(actions.edit_part, draft, actor=applicant, part="existing") is taken

    def test_begin(self, late, taken, call, applicant):
        with clock.at(call.closes_at + late):
            assert is_in(actions.begin_application, call, actor=applicant) is taken

    def test_envelope(self, late, taken, call, clerk):
        minute = call.closes_at + late
        with clock.at(minute + timedelta(minutes=1)):
            facts = {"received_at": minute, **ENVELOPE}
            assert is_in(actions.register_envelope, call, actor=clerk, **facts) is taken

    def test_late_permit(self, late, taken, draft, call, head, applicant):
        until = call.closes_at + timedelta(hours=2)
        grant_permit(call, actor=head, user=applicant, until=until, **REASONS)
        with clock.at(until + timedelta(minutes=1)), clock.arrived(until + late):
            assert is_in(actions.submit, draft, actor=applicant) is taken


@pytest.mark.parametrize(("early", "taken"), [(timedelta(0), True), (MOMENT, False)])
def test_the_first_moment_of_the_reception(early, taken, call, applicant, clerk):
    minute = call.opens_at - early
    with clock.at(minute):
        assert is_in(actions.begin_application, call, actor=applicant) is taken
        facts = {"received_at": minute, **ENVELOPE}
        assert is_in(actions.register_envelope, call, actor=clerk, **facts) is taken


def test_both_moments_are_kept(draft, call, applicant):
    entered = call.closes_at + timedelta(minutes=2)
    with clock.at(entered), clock.arrived(call.closes_at):
        sent = actions.submit(draft, actor=applicant)

    entry = Entry.objects.get()
    assert (entry.received_at, entry.at) == (call.closes_at, entered)
    assert (sent.received_at, sent.submitted_at) == (call.closes_at, entered)
    assert sent.is_entered_later


@pytest.mark.parametrize(("seconds", "told"), [(60, False), (61, True)])
def test_the_moment_of_the_entry_is_told_when_it_is_a_minute_later(seconds, told, draft, applicant):
    arrived = factories.NOON - timedelta(seconds=seconds)
    with clock.arrived(arrived):
        assert actions.submit(draft, actor=applicant).is_entered_later is told


# --- the reception is extended, or the call cancelled


@pytest.fixture
def crowd(call, applicant, rival):
    """A draft with a member seen at the desk and one who was not; handed in; withdrawn; thrown."""
    draft = factories.application(call, applicant)
    member = factories.user("Токтосунова Айжан")
    unseen = factories.user("Бейшеналиев Нурлан", confirmed_at=None)
    for person in (member, unseen, applicant):
        factories.member(draft, phone=person.phone)
    factories.application(call, rival, state="submitted", number=1)
    factories.application(call, factories.user("Кайтарып алган"), state="withdrawn", number=2)
    factories.application(call, factories.user("Таштаган"), state="discarded", number=None)
    factories.application(call, None, route="paper", number=3, received_at=factories.NOON)
    return {"applicant": applicant, "member": member, "rival": rival}


def told(template):
    letters = Notice.objects.filter(template=template, channel=Channel.IN_APP).order_by("pk")
    return list(letters.select_related("recipient", "entry"))


@pytest.fixture
def announced(call, head):
    call.versions.create(
        number=1,
        facts={},
        sha256="0" * 64,
        made_at=call.announced_at,
        closes_at=call.closes_at,
    )
    return call


def test_an_extension_is_told_to_all_it_concerns(announced, head, crowd, draft_of):
    until = announced.closes_at + timedelta(days=7)

    extend(announced, actor=head, closes_at=until, **REASONS)

    letters = told("applications/extended")
    assert [letter.recipient for letter in letters] == list(crowd.values())
    assert {letter.entry.act for letter in letters} == {"competitions.extend"}
    facts = letters[0].facts
    assert [facts[name] for name in ("earlier", "closes_at", "reason_ky", "reason_ru")] == plain(
        [announced.closes_at, until, *REASONS.values()]
    )
    assert [letter.facts["is_draft"] for letter in letters] == [True, True, False]
    assert Application.objects.get(pk=draft_of.pk).state == "draft"
    assert Entry.objects.filter(act="competitions.extend").count() == 1


@pytest.fixture
def draft_of(crowd):
    return Application.objects.get(applicant=crowd["applicant"])


@pytest.mark.parametrize("language", ["ky", "ru"])
def test_the_letter_of_an_extension_says_both_minutes_and_the_reason(
    language, announced, head, crowd
):
    until = announced.closes_at + timedelta(days=7)
    extend(announced, actor=head, closes_at=until, **REASONS)
    letter = told("applications/extended")[0]
    letter.recipient.language = language

    said = words(letter)

    assert "27.04.2026 17:00" in said.subject
    for found in ("20.04.2026 17:00", "27.04.2026 17:00", REASONS[f"reason_{language}"]):
        assert found in said.body


def test_an_extension_refused_tells_nobody(announced, head, crowd, no_trace):
    until = announced.closes_at + timedelta(days=7)
    with no_trace(), clock.at(announced.closes_at + MOMENT), pytest.raises(Refused):
        extend(announced, actor=head, closes_at=until, **REASONS)


def test_a_cancellation_is_told_to_all_it_concerns(call, head, crowd):
    cancel(call, actor=head, **REASONS, **BASIS)

    letters = told("applications/cancelled")
    assert [letter.recipient for letter in letters] == list(crowd.values())
    letters[0].recipient.language = "ru"
    body = words(letters[0]).body
    assert "Дорога закрыта" in body
    assert "Приказ № 9" in body


@pytest.mark.parametrize("count", [1, 3])
def test_letters_about_many_applications_cost_the_same(count, call, django_assert_num_queries):
    for _ in range(count):
        draft = factories.application(call, factories.user("Киши"))
        factories.member(draft, phone=factories.user("Мүчө").phone)

    with django_assert_num_queries(3):
        assert len(list(actions.letters_of_cancellation(call))) == 2 * count


# --- reminders


def remind_at(moment):
    with clock.at(moment):
        call_command("clock", verbosity=0)
    return [
        (letter.recipient.name, letter.facts["pages_left"])
        for letter in told("applications/reminded")
    ]


@pytest.fixture
def early(call, applicant):
    return factories.application(call, applicant, begun_at=factories.NOON)


def test_a_draft_is_reminded_of_three_days_before_and_on_the_last_day(early, call, applicant):
    closes, name = call.closes_at, applicant.name
    assert remind_at(closes - timedelta(days=3) - MOMENT) == []
    assert remind_at(closes - timedelta(days=3)) == [(name, 0)]
    assert remind_at(closes - timedelta(days=2)) == [(name, 0)]
    assert remind_at(closes - timedelta(days=1)) == [(name, 0)] * 2
    assert remind_at(closes) == [(name, 0)] * 2
    assert Entry.objects.filter(act="applications.remind").count() == 2


def test_a_clock_that_stood_still_reminds_once(early, call, applicant):
    assert remind_at(call.closes_at - timedelta(hours=5)) == [(applicant.name, 0)]


def test_a_draft_begun_in_the_last_days_is_left_in_peace(call, applicant):
    factories.application(call, applicant, begun_at=call.closes_at - timedelta(days=2))
    assert remind_at(call.closes_at - timedelta(days=2)) == []
    assert remind_at(call.closes_at - timedelta(hours=2)) == [(applicant.name, 0)]


def test_after_an_extension_it_is_reminded_again(early, announced, head, applicant):
    closes, until = announced.closes_at, announced.closes_at + timedelta(days=7)
    assert len(remind_at(closes - timedelta(hours=1))) == 1
    with clock.at(closes - timedelta(minutes=30)):
        extend(announced, actor=head, closes_at=until, **REASONS)
    assert len(remind_at(closes)) == 1
    assert len(remind_at(until - timedelta(days=3))) == 2


@pytest.mark.parametrize("state", ["submitted", "discarded", "withdrawn"])
def test_what_is_no_draft_is_not_reminded_of(state, early, call):
    Application.objects.update(state=state)
    assert remind_at(call.closes_at - timedelta(hours=1)) == []


def test_nobody_is_reminded_of_paper_of_another_stage_or_after_the_minute(early, call):
    assert remind_at(call.closes_at + MOMENT) == []
    Application.objects.update(route="paper", number=1)
    with clock.at(call.closes_at - timedelta(hours=1)):
        assert list(Application.objects.to_remind()) == []


def test_an_unfinished_page_is_counted(call, applicant):
    factories.application(call, applicant, begun_at=factories.NOON, complete=False)
    ((name, left),) = remind_at(call.closes_at - timedelta(hours=1))
    assert name == applicant.name
    assert left > 3


@pytest.mark.parametrize("name", [name for name in PEOPLE if name != "clock_user"])
def test_only_the_clock_reminds(name, early, call, everyone, no_trace):
    with (
        clock.at(call.closes_at - timedelta(hours=1)),
        no_trace(),
        pytest.raises(PermissionDenied),
    ):
        actions.remind(early, actor=everyone[name])


def test_a_reminder_leaves_the_text_as_it_was(early, call, clock_user):
    before = Application.objects.values("draft_version", "part_versions", "search").get()
    with clock.at(call.closes_at - timedelta(hours=1)):
        actions.remind(early, actor=clock_user)

    assert Application.objects.values("draft_version", "part_versions", "search").get() == before


# --- a late permit, from the letter to the protocol


def test_a_late_permit_lets_in_one_applicant_on_the_screen(draft, call, head, applicant, rival):
    other = factories.application(call, rival)
    until = call.closes_at + timedelta(days=1)
    grant_permit(call, actor=head, user=applicant, until=until, **REASONS)
    assert [letter.recipient for letter in told("competitions/permit_granted")] == [applicant]

    with clock.at(call.closes_at + timedelta(hours=3)):
        assert not is_in(actions.edit_part, other, actor=rival, part="existing")
        assert not is_in(actions.submit, other, actor=rival)
        assert draft.last_minute == until
        assert Application.objects.get(pk=other.pk).last_minute == call.closes_at
        actions.edit_part(draft, actor=applicant, part="existing")
        sent = actions.submit(draft, actor=applicant)

    assert (sent.state, sent.received_at) == ("submitted", call.closes_at + timedelta(hours=3))


# --- what the pages say


@pytest.fixture
def browser(applicant):
    entered = Client(HTTP_ACCEPT_LANGUAGE="en")
    entered.force_login(applicant)
    return entered


def test_submitting_twice_in_two_tabs_makes_one(draft, browser):
    page = reverse("application_submit", args=[draft.pk])
    browser.get(page)

    first, second = browser.post(page), browser.post(page)

    assert (first.status_code, second.status_code) == (302, 302)
    assert Application.objects.get().number == 1
    assert Entry.objects.count() == 1
    assert Notice.objects.filter(channel=Channel.IN_APP).count() == 1
