"""Many presses at one moment: one succeeds, the others are told so, and the journal stays whole."""

from collections.abc import Callable, Sequence

import pytest

from applications import actions
from applications.choices import ApplicationState
from applications.models import Application
from audit.journals import check
from audit.models import Entry, Notice
from competitions.choices import CompetitionState
from scoring import actions as scoring
from scoring.models import Mark, Sheet
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


# --- the commission


@pytest.fixture
def sheets(commission, applicant, clerk):
    """One application, admitted; every scoring seat has declared no interest."""
    factories.application(commission, applicant, state=ApplicationState.ADMITTED)
    type(commission).objects.filter(pk=commission.pk).update(state=CompetitionState.CHECKING)
    call = type(commission).objects.get(pk=commission.pk)
    scoring.open_scoring(call, actor=clerk)
    found = Sheet.objects.filter(competition=call).with_all().order_by("pk")
    return [scoring.declare_no_interest(sheet, actor=sheet.seat.user) for sheet in found]


def marks_of(sheet):
    return [
        {"criterion": one.pk, "points": 7, "reason": ""}
        for one in sheet.competition.criteria_in_order()
    ]


def sending(sheet) -> Deed:
    person, given = sheet.seat.user, marks_of(sheet)
    return lambda: scoring.score_and_send(sheet, actor=person, marks=given)


@pytest.mark.parametrize("crowd", CROWDS)
def test_members_send_at_the_same_moment(crowd: Crowd, sheets):
    before = Entry.objects.count()

    found = crowd([sending(sheet) for sheet in sheets])

    assert found == ["done"] * 3
    assert set(Sheet.objects.values_list("state", "versions_count")) == {("sent", 1)}
    assert Mark.objects.count() == 6
    sent = Entry.objects.filter(act="scoring.send").count()
    assert (sent, Entry.objects.count() - before) == (3, 6)
    assert check(sheets[0].competition.journal_chain)[1] is None


@pytest.mark.parametrize("crowd", CROWDS)
def test_one_member_presses_send_eight_times(crowd: Crowd, sheets):
    assert crowd([sending(sheets[0])] * 8) == ["done"] + ["refused"] * 7
    assert Sheet.objects.get(pk=sheets[0].pk).versions_count == 1


@pytest.mark.parametrize("crowd", CROWDS)
def test_the_chair_closes_while_the_last_one_sends(crowd: Crowd, sheets, chair):
    """Either the closing waits for the sheet, or it is refused because of it; never without it."""
    *others, last = sheets
    for sheet in others:
        sending(sheet)()
    call = last.competition

    found = crowd([sending(last), lambda: scoring.close_scoring(call, actor=chair)])

    state = type(call).objects.get(pk=call.pk).state
    assert (found, state) in [
        (["done", "done"], CompetitionState.DELIBERATION),
        (["done", "refused"], CompetitionState.SCORING),
    ]
    assert Sheet.objects.get(pk=last.pk).state == "sent"
    assert check(call.journal_chain)[1] is None
