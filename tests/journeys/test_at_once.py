"""Many presses at one moment: one succeeds, the others are told so, and the journal stays whole."""

from collections.abc import Callable, Sequence

import pytest

from applications import actions
from applications.choices import ApplicationState
from applications.models import Application
from audit.journals import check
from audit.models import Entry, Notice
from competitions.choices import CompetitionState
from tests import factories
from tests.journeys.crowds import Deed, pressed_by_processes, pressed_by_threads

pytestmark = pytest.mark.django_db(transaction=True)

CROWDS = [
    pytest.param(pressed_by_threads, marks=pytest.mark.postgres, id="threads on PostgreSQL"),
    pytest.param(pressed_by_processes, marks=pytest.mark.sqlite, id="processes on SQLite"),
]
Crowd = Callable[[Sequence[Deed]], list[str]]


@pytest.mark.parametrize("crowd", CROWDS)
def test_eight_presses_of_submit(crowd: Crowd, call, applicant):
    application = factories.application(call, applicant)

    found = crowd([lambda: actions.submit(application, actor=applicant)] * 8)

    assert found == ["done"] + ["refused"] * 7
    assert Application.objects.get().state == ApplicationState.SUBMITTED
    assert Entry.objects.count() == 1
    assert Notice.objects.count() == 1
    assert check(call.journal_chain)[1] is None


@pytest.mark.parametrize("crowd", CROWDS)
def test_eight_groups_submit_at_once(crowd: Crowd, call):
    people = [factories.user(f"Арыз берүүчү {place}") for place in range(8)]
    drafts = [factories.application(call, person) for person in people]

    found = crowd(
        [
            lambda person=person, draft=draft: actions.submit(draft, actor=person)
            for person, draft in zip(people, drafts, strict=True)
        ]
    )

    assert found == ["done"] * 8
    assert sorted(Application.objects.values_list("number", flat=True)) == list(range(1, 9))
    assert Entry.objects.count() == 8
    assert check(call.journal_chain)[1] is None


@pytest.mark.parametrize("crowd", CROWDS)
def test_two_clerks_admit_and_return_at_once(crowd: Crowd, town, applicant, clerk, second_clerk):
    call = factories.competition(town, state=CompetitionState.CHECKING)
    optional = factories.checklist_item(call, required=False, position=2)
    application = factories.application(call, applicant, state=ApplicationState.SUBMITTED)
    factories.check_mark(application, call.checklist.get(position=1), clerk)
    factories.check_mark(application, optional, clerk, verdict="curable")

    found = crowd(
        [
            lambda: actions.admit(application, actor=clerk),
            lambda: actions.send_back(application, actor=second_clerk, note="Катты кошуңуз"),
        ]
    )

    assert found == ["done", "refused"]
    assert Application.objects.get().state in (ApplicationState.ADMITTED, ApplicationState.RETURNED)
    assert Entry.objects.count() == 1
    assert check(call.journal_chain)[1] is None
