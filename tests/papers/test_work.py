"""My work: what waits for each person, until when."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from awards.models import Award
from competitions import actions as calling
from papers import law
from papers.work import work_of
from papers.work.exceptions import EXCEPTIONAL
from papers.work.office import of_awards
from papers.work.own import of_winner
from tests import factories


def waits(person):
    return [(task.what, task.due) for task in work_of(person).waits]


def test_a_clerk_finishes_checks_and_opens(town, clerk):
    draft = factories.competition(town, state="draft", announced_at=None, title_ru="А")
    over = factories.competition(town, closes_at=factories.at(4, 9, 17))
    checking = factories.competition(town, state="checking", check_until=date(2026, 4, 9))
    factories.application(checking, None, state="submitted")
    factories.application(checking, None, state="admitted")
    empty = factories.competition(town, state="checking")

    assert waits(clerk) == [
        ("Finish the terms, so that the call can be announced.", draft.opens_at),
        ("Reception is over: close it.", over.closes_at),
        ("Applications to be checked: 1.", date(2026, 4, 9)),
        ("Everything is checked: open the scoring.", empty.check_until),
    ]
    assert work_of(clerk).overdue == 3


def test_the_counts_of_calls_on_their_way(town, clerk):
    call = factories.competition(town, state="checking")
    for state in ("draft", "submitted", "submitted", "returned", "admitted", "declined"):
        factories.application(call, None, state=state)
    factories.competition(town, state="cancelled")

    (row,) = work_of(clerk).calls

    assert (row.call, row.received, row.unchecked, row.admitted) == (call, 5, 3, 1)
    assert (row.due, row.is_overdue) == (call.check_until, False)


def test_a_head_announces_and_publishes(town, head):
    factories.competition(town, state="draft", announced_at=None)
    factories.competition(town, state="decided")

    assert [what for what, _due in waits(head)] == [
        "Announce the call when its terms are complete.",
        "The decision is recorded: publish the results.",
    ]


def test_somebody_elses_municipality_asks_nothing(town, neighbour):
    factories.competition(town, state="draft", announced_at=None)

    assert (waits(neighbour), work_of(neighbour).calls) == ([], [])


def test_a_member_declares_then_scores(scoring, member, sheet_of, first):
    assert waits(member) == [
        ("Say whether you have an interest. Applications: 2.", scoring.scores_until)
    ]

    sheet_of(member, first, "open")

    assert [what for what, _due in waits(member)] == [
        "Say whether you have an interest. Applications: 1.",
        "Score: 0 of 2 sent.",
    ]


def test_a_member_is_told_to_come_and_the_chair_to_hold_the_meeting(deliberation, member, chair):
    assert waits(member) == [
        ("Look at the ranking and come to the meeting to vote.", deliberation.decision_by)
    ]
    assert waits(chair) == [
        ("Hold the meeting, draw up the protocol and have it signed.", deliberation.decision_by)
    ]


@pytest.mark.parametrize(
    ("state", "words"),
    [
        ("draft", "Finish it and hand it in."),
        ("submitted", "Nothing is asked of you now."),
        ("returned", "Mend what was named and hand it in again."),
        ("passed_over", "Nothing is asked of you. The reason is on its page."),
        ("reserved", "In the reserve: you will be told when money becomes free."),
        ("awarded", "The grant is awarded: follow the agreement."),
    ],
)
def test_what_is_asked_of_an_applicant(call, applicant, state, words):
    factories.application(call, applicant, state=state)

    assert [task.what for task in work_of(applicant).own] == [words]


def test_an_outcome_of_the_check_is_not_told_before_it_is_closed(town, applicant):
    call = factories.competition(town, state="checking")
    for state in ("admitted", "declined"):
        factories.application(call, applicant, state=state)

    told = {(task.what, task.mark, task.tone) for task in work_of(applicant).own}

    assert told == {("Nothing is asked of you now.", "submitted", "neutral")}


def test_pages_to_look_after(auditor, administrator, clerk):
    assert [task.address for task in work_of(auditor).reading] == [
        reverse("issued_list"),
        reverse("entry_list"),
    ]
    assert [task.address for task in work_of(administrator).reading] == [
        reverse("user_list"),
        reverse("municipality_list"),
    ]
    assert work_of(clerk).reading == []


@pytest.mark.parametrize("count", [1, 3])
def test_home_costs_the_same_for_any_count(client, town, clerk, django_assert_num_queries, count):
    for _ in range(count):
        call = factories.competition(town, state="checking")
        factories.application(call, None, state="submitted")
    client.force_login(clerk)

    with django_assert_num_queries(10):
        assert client.get(reverse("home")).status_code == 200


@pytest.mark.parametrize("count", [1, 3])
def test_work_on_awards_costs_one_query_for_any_count(
    town, applicant, clerk, django_assert_num_queries, count
):
    call = factories.competition(town, state="published", published_at=factories.NOON)
    for _ in range(count):
        Award.objects.create(
            application=factories.application(call, applicant, state="awarded"),
            competition=call,
            protocol_number="1",
            amount=60000,
            own_promised=20000,
            granted_at=factories.NOON,
        )
    assert clerk.roles == {"clerk"}

    with django_assert_num_queries(1):
        assert len(list(of_awards(clerk, clerk.roles))) == count
    with django_assert_num_queries(1):
        assert len(list(of_winner(applicant))) == count


@pytest.mark.parametrize("count", [1, 3])
def test_home_of_an_applicant_costs_the_same_for_any_count(
    client, call, applicant, django_assert_num_queries, count
):
    for _ in range(count):
        factories.application(call, applicant)
    client.force_login(applicant)

    with django_assert_num_queries(7):
        assert client.get(reverse("home")).status_code == 200


def test_an_auditor_sees_what_was_out_of_the_ordinary(
    announced, auditor, head, neighbour, other_town
):
    longer = announced.closes_at + timedelta(days=6)
    calling.extend(announced, actor=head, closes_at=longer, reason_ky="Жол", reason_ru="Дорога")

    told = [(task.subject, task.where, task.what) for task in work_of(auditor).exceptions]

    assert told == [("Reception extended", str(announced), head.name)]
    assert work_of(head).exceptions == []


def test_every_act_out_of_the_ordinary_exists():
    known = {
        f"{model._meta.app_label}.{act.verb}"
        for model in law.acted_upon()
        for act in law.acts(model)
    }

    assert set(EXCEPTIONAL) - known == set()
