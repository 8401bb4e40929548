"""The power fails in the middle of an act: either the whole act is there, or nothing of it."""

import multiprocessing
import os
import signal
import time

import pytest

from applications import actions
from applications.choices import ApplicationState
from applications.models import Application, Version
from audit import clock
from audit.acts import perform
from audit.journals import check
from audit.models import Entry
from tests import factories
from tests.journeys.crowds import let_go

pytestmark = pytest.mark.django_db(transaction=True)


def test_killed_in_the_middle_leaves_nothing(call, applicant):
    application = factories.application(call, applicant)
    let_go()
    fork = multiprocessing.get_context("fork")
    reached = fork.Event()

    def submit_and_hang() -> None:
        def hang(_subject: Application) -> None:
            reached.set()
            time.sleep(60)

        facts = {"number": 1, "received_at": clock.now()}
        perform(application, "submit", actor=applicant, also=hang, **facts)

    child = fork.Process(target=submit_and_hang)
    child.start()
    assert reached.wait(timeout=30)
    os.kill(child.pid, signal.SIGKILL)
    child.join(timeout=30)

    assert Application.objects.get().state == ApplicationState.DRAFT
    assert (Entry.objects.count(), Version.objects.count()) == (0, 0)
    assert check(call.journal_chain)[1] is None


def test_killed_right_after_leaves_the_whole_act(call, applicant):
    application = factories.application(call, applicant)
    let_go()
    fork = multiprocessing.get_context("fork")

    def submit_and_die() -> None:
        actions.submit(application, actor=applicant)
        os.kill(os.getpid(), signal.SIGKILL)

    child = fork.Process(target=submit_and_die)
    child.start()
    child.join(timeout=30)

    assert child.exitcode == -signal.SIGKILL
    assert Application.objects.get().state == ApplicationState.SUBMITTED
    assert (Entry.objects.count(), Version.objects.count()) == (1, 1)
    assert check(call.journal_chain)[1] is None
