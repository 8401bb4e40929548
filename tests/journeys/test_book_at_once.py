"""The registration book under a rush: no gap and no double, whoever presses and whoever is killed;
and whoever arrived in time is in, however long others kept the call."""

import multiprocessing
import os
import signal
import threading
import time
from collections.abc import Callable, Sequence
from datetime import timedelta

import pytest
from django.db import connections, transaction

from applications import actions
from applications.models import Application
from audit import clock
from audit.acts import Refused
from audit.journals import check
from audit.models import Entry
from competitions.models import Competition
from tests import factories
from tests.journeys.crowds import Deed, let_go, pressed_by_processes, pressed_by_threads

pytestmark = pytest.mark.django_db(transaction=True)

CROWDS = [
    pytest.param(pressed_by_threads, marks=pytest.mark.postgres, id="threads on PostgreSQL"),
    pytest.param(pressed_by_processes, marks=pytest.mark.sqlite, id="processes on SQLite"),
]
Crowd = Callable[[Sequence[Deed]], list[str]]
ENVELOPE = {"received_at": factories.NOON, "brought_by": "Осмонов Нурбек", "pages": 9}


class Killed(Exception):
    """The power fails after the number was given and before the act was over."""


def envelope(call, clerk):
    return lambda: actions.register_envelope(call, actor=clerk, **ENVELOPE)


def handed_in(call, name):
    person = factories.user(name)
    draft = factories.application(call, person)
    return lambda: actions.submit(draft, actor=person)


def cut_off(deed):
    """The same act, rolled back at its very end: its number must be given to the next one."""

    def press():
        with transaction.atomic():
            deed()
            raise Killed

    return press


@pytest.mark.parametrize("crowd", CROWDS)
def test_envelopes_and_submissions_mixed_with_acts_that_break_off(crowd: Crowd, call, clerk):
    deeds = [
        *(envelope(call, clerk) for _place in range(5)),
        *(handed_in(call, f"Арыз берүүчү {place}") for place in range(5)),
        *(cut_off(envelope(call, clerk)) for _place in range(3)),
        *(cut_off(handed_in(call, f"Үзүлгөн {place}")) for place in range(3)),
    ]

    found = crowd(deeds)

    assert found == ["Killed: "] * 6 + ["done"] * 10
    numbers = sorted(Application.objects.exclude(number=None).values_list("number", flat=True))
    assert numbers == list(range(1, 11))
    numbering = Application.objects.filter(competition=call).numbering()
    assert (numbering.last, numbering.missing) == (10, ())
    assert Entry.objects.count() == 10
    assert check(call.journal_chain)[1] is None


def test_a_process_killed_in_the_middle_leaves_no_gap(call, clerk):
    actions.register_envelope(call, actor=clerk, **ENVELOPE)
    let_go()
    fork = multiprocessing.get_context("fork")
    reached = fork.Event()

    def register_and_hang() -> None:
        with transaction.atomic():
            with clock.at(factories.NOON):
                actions.register_envelope(call, actor=clerk, **ENVELOPE)
            reached.set()
            time.sleep(60)

    child = fork.Process(target=register_and_hang)
    child.start()
    assert reached.wait(timeout=30)
    os.kill(child.pid, signal.SIGKILL)
    child.join(timeout=30)
    second = actions.register_envelope(call, actor=clerk, **ENVELOPE)

    assert second.number == 2
    assert Application.objects.filter(competition=call).numbering().missing == ()


@pytest.mark.postgres
@pytest.mark.parametrize(
    ("late", "taken"), [(timedelta(0), True), (timedelta(microseconds=1), False)]
)
def test_waiting_for_the_call_over_the_last_minute(late, taken, call, applicant):
    """Somebody holds the call while the minute passes: the arrival counts, not the waiting."""
    draft = factories.application(call, applicant)
    holds, lets_go = threading.Event(), threading.Event()
    outcomes = []

    def keep_the_call() -> None:
        try:
            with transaction.atomic():
                Competition.objects.select_for_update().get(pk=call.pk)
                holds.set()
                lets_go.wait(timeout=30)
        finally:
            connections.close_all()

    def press() -> None:
        # By the office clock the lock is only free five minutes after the last minute.
        moment = call.closes_at + late
        try:
            with clock.at(moment + timedelta(minutes=5)), clock.arrived(moment):
                outcomes.append(actions.submit(draft, actor=applicant))
        except Refused:
            outcomes.append(None)
        finally:
            connections.close_all()

    keeper, presser = threading.Thread(target=keep_the_call), threading.Thread(target=press)
    keeper.start()
    assert holds.wait(timeout=30)
    presser.start()
    presser.join(timeout=1)
    assert presser.is_alive(), "it waits for the call"
    lets_go.set()
    presser.join(timeout=30)
    keeper.join(timeout=30)

    (sent,) = outcomes
    if not taken:
        assert sent is None
        assert Application.objects.get().state == "draft"
        return
    entry = Entry.objects.get()
    assert (sent.received_at, entry.received_at) == (call.closes_at, call.closes_at)
    assert entry.at == sent.submitted_at == call.closes_at + timedelta(minutes=5)


@pytest.mark.parametrize("crowd", CROWDS)
def test_a_draft_handed_in_and_thrown_away_at_once(crowd: Crowd, call, applicant):
    draft = factories.application(call, applicant)

    found = crowd(
        [
            lambda: actions.submit(draft, actor=applicant),
            lambda: actions.discard(draft, actor=applicant),
        ]
    )

    assert found == ["done", "refused"]
    assert Application.objects.get().state in {"submitted", "discarded"}
    assert Entry.objects.count() == 1


@pytest.mark.parametrize("crowd", CROWDS)
def test_a_reminder_is_written_once(crowd: Crowd, town, applicant, clock_user):
    call = factories.competition(town, closes_at=factories.NOON + timedelta(hours=2))
    factories.application(call, applicant)

    found = crowd([lambda: actions.remind_of_deadlines(clock_user)] * 4)

    assert found == ["done"] * 4
    assert Entry.objects.filter(act="applications.remind").count() == 1
