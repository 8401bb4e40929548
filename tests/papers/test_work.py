"""My work: what waits for each person, until when."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from audit import clock
from audit.acts import Refused
from awards import actions as awards
from awards.models import Award, Offer
from awards.rules import reserve_lasts_until
from competitions import actions as calling
from papers import law
from papers.work import work_of
from papers.work.debts import of_debts, of_own_debts
from papers.work.exceptions import EXCEPTIONAL
from papers.work.office import of_awards
from papers.work.own import of_winner
from papers.work.reserve import of_reserve
from tests import factories
from ui.som import in_figures


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


@pytest.fixture
def reserve(town, applicant, rival):
    """The results are published, the fund is free again, two wait in the reserve."""
    call = factories.competition(
        town, state="published", published_at=factories.NOON, decided_at=factories.NOON
    )
    return [
        factories.application(call, person, state="reserved", reserve_place=place)
        for place, person in enumerate((applicant, rival), start=1)
    ]


def test_free_money_is_offered_answered_awarded_or_asked_of_the_next(
    reserve, head, clerk, applicant
):
    call = reserve[0].competition
    last = reserve_lasts_until(call)
    fund = in_figures(call.fund)
    free = f"Money of the fund is free: {fund}. Offer it to the first of the reserve."
    overdue = "No answer to the offer came in its term: enter that, then ask the next."
    paper = "An offer waits for its answer: enter it if it comes on paper."
    until = date(2026, 4, 20)

    assert (waits(head), waits(clerk)) == ([(free, last)], [])
    offered = awards.offer(reserve[0], actor=head, freed_by="other", answer_until=until)
    assert (waits(head), waits(clerk)) == ([], [(paper, until)])
    with clock.at(factories.at(4, 21)):
        assert (waits(head), waits(clerk)) == ([(overdue, until)], [])
        assert work_of(head).overdue == 1
        awards.lapse_offer(offered, actor=head)
        assert waits(head) == [(free, last)]
        second = awards.offer(
            reserve[1], actor=head, freed_by="other", answer_until=date(2026, 4, 30)
        )
        awards.accept_offer(second, actor=clerk)
        assert waits(head) == [("The offer was accepted: award it by a recorded decision.", None)]
    with clock.at(factories.at(12, 30)):
        # Who accepted in time is awarded however long it takes.
        assert "The reserve is still valid." in refused(awards.release, reserve[1], actor=head)
        assert refused_completion(call, head) == [f"{second}: accepted."]
        Offer.objects.update(state="lapsed")
        sentence = "The reserve is no longer valid: release the initiatives in it."
        assert waits(head) == [(sentence, last)]


def refused(act, *args, **facts):
    with pytest.raises(Refused) as refusal:
        act(*args, **facts)
    return refusal.value.reasons


def refused_completion(call, head):
    return [
        reason
        for reason in refused(awards.complete, call, actor=head)
        if reason.startswith("Offer")
    ]


def test_an_applicant_sees_the_offer_with_its_term(reserve, head, applicant):
    def own():
        return [(task.what, task.due, task.address) for task in work_of(applicant).own]

    until = date(2026, 4, 20)
    offered = awards.offer(reserve[0], actor=head, freed_by="other", answer_until=until)
    sentence = "Money is offered to your initiative: 60\xa0000. Accept it or decline."
    page = offered.get_absolute_url()

    assert own() == [(sentence, until, page)]
    with clock.at(factories.at(4, 21)):
        assert own() == [("The term to answer the offer is over.", None, page)]
    awards.accept_offer(offered, actor=applicant)
    assert own() == [("You accepted: the head of the aiyl okmotu awards it.", None, page)]


@pytest.mark.parametrize("count", [1, 3])
def test_the_reserve_costs_the_same_for_any_count(town, head, django_assert_num_queries, count):
    for _ in range(count):
        call = factories.competition(
            town, state="published", published_at=factories.NOON, decided_at=factories.NOON
        )
        factories.application(call, None, state="reserved", reserve_place=1)
    assert head.roles == {"head"}

    with django_assert_num_queries(5):
        assert len(list(of_reserve(head, head.roles))) == count


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

    with django_assert_num_queries(12):
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

    with django_assert_num_queries(10):
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


def owed_of(award, clerk, *debts):
    for source, amount, due_on in debts:
        awards.owe(
            award,
            actor=clerk,
            source=source,
            to_whom="Асанова",
            amount=amount,
            due_on=due_on,
            reason="unspent",
        )


def test_debts_rise_on_the_homes_of_office_and_winner(town, call, applicant, clerk, head):
    award = Award.objects.create(
        application=factories.application(call, applicant, state="awarded"),
        competition=call,
        protocol_number="1",
        amount=60000,
        own_promised=0,
        granted_at=factories.NOON,
        state="terminated",
    )
    type(call).objects.filter(pk=call.pk).update(state="published")
    late, soon, later = date(2026, 4, 9), date(2026, 4, 17), date(2026, 4, 18)
    owed_of(award, clerk, ("grant", 100, later))
    assert waits(clerk) == waits(head) == []
    assert [task.what for task in of_own_debts(applicant)] == [
        "Give back what was not spent: 100 som."
    ]

    owed_of(award, clerk, ("resident", 30, soon))
    assert waits(head) == [("Money is to be given back: 30 som.", soon)]
    owed_of(award, clerk, ("resident", 20, late))
    sentence = "Money that was to be given back is overdue: 50 som."
    assert waits(clerk) == waits(head) == [(sentence, late)]
    assert work_of(head).overdue == 1


@pytest.mark.parametrize("count", [1, 3])
def test_debts_cost_one_query_for_any_count(
    town, call, applicant, clerk, django_assert_num_queries, count
):
    for _ in range(count):
        award = Award.objects.create(
            application=factories.application(call, applicant, state="awarded"),
            competition=call,
            protocol_number="1",
            amount=60000,
            own_promised=0,
            granted_at=factories.NOON,
        )
        owed_of(award, clerk, ("grant", 100, date(2026, 4, 9)), ("resident", 1, date(2026, 4, 9)))
    with django_assert_num_queries(1):
        assert len(list(of_debts(clerk))) == count
