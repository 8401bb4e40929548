"""Who sees which regulations, calls, seats and permits: exact sets."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser

from audit import clock
from competitions.choices import CompetitionState
from competitions.models import Competition, Permit, Regulation, Seat
from tests import factories

pytestmark = pytest.mark.django_db

SECOND = timedelta(seconds=1)
OFFICE = ["clerk", "head", "auditor"]
OTHERS = ["applicant", "administrator", "chair", "member", "clock_user"]


@pytest.fixture
def see(request):
    def rows(model, *names):
        people = {
            name: AnonymousUser() if name == "anonymous" else request.getfixturevalue(name)
            for name in names
        }
        return {name: set(model.objects.visible_to(person)) for name, person in people.items()}

    return rows


def test_regulations(see, town, other_town):
    in_force, draft = factories.regulation(town), factories.regulation(town, state="draft")
    past = factories.regulation(other_town, state="superseded")
    others_draft = factories.regulation(other_town, state="draft")

    seen = see(Regulation, *OFFICE, *OTHERS, "neighbour", "anonymous")

    assert seen["clerk"] == seen["head"] == {in_force, draft, past}
    assert seen["auditor"] == {in_force, draft, past, others_draft}
    assert seen["neighbour"] == {in_force, past, others_draft}
    for name in (*OTHERS, "anonymous"):
        assert seen[name] == {in_force, past}, name


def test_calls(see, town, other_town, commission):
    draft = factories.competition(town, state="draft", announced_at=None)
    dropped = factories.competition(town, state="cancelled", announced_at=None)
    cancelled = factories.competition(town, state="cancelled")
    others_draft = factories.competition(other_town, state="draft", announced_at=None)

    seen = see(Competition, *OFFICE, *OTHERS, "neighbour", "anonymous")

    assert seen["clerk"] == seen["head"] == {commission, draft, dropped, cancelled}
    assert seen["auditor"] == {commission, draft, dropped, cancelled, others_draft}
    assert seen["neighbour"] == {commission, cancelled, others_draft}
    for name in (*OTHERS, "anonymous"):
        assert seen[name] == {commission, cancelled}, name


def test_seats(see, commission, other_town):
    other = factories.seat(factories.competition(other_town), factories.user(), "chair")
    ours = set(Seat.objects.exclude(pk=other.pk))

    seen = see(Seat, *OFFICE, *OTHERS, "secretary", "alternate", "neighbour", "anonymous")

    for name in ("clerk", "head", "chair", "member", "secretary", "alternate"):
        assert seen[name] == ours, name
    assert seen["auditor"] == {*ours, other}
    assert seen["neighbour"] == {other}
    for name in ("applicant", "administrator", "clock_user", "anonymous"):
        assert seen[name] == set(), name


def test_who_was_released_sees_the_seats_no_longer(see, commission):
    Seat.objects.filter(role="member").update(state="released")

    assert see(Seat, "member") == {"member": set()}


def test_permits(see, commission, applicant, rival, head):
    permit = factories.permit(commission, applicant, factories.at(4, 22), head)

    seen = see(Permit, *OFFICE, *OTHERS, "rival", "neighbour", "anonymous")

    for name in (*OFFICE, "applicant"):
        assert seen[name] == {permit}, name
    for name in ("administrator", "chair", "member", "rival", "neighbour", "anonymous"):
        assert seen[name] == set(), name


@pytest.mark.parametrize(
    ("shift", "is_open"), [(-9 * SECOND, True), (0 * SECOND, True), (SECOND, False)]
)
def test_open(call, shift, is_open):
    with clock.at(call.closes_at + shift):
        assert list(Competition.objects.all().open()) == ([call] if is_open else [])


@pytest.mark.parametrize(("shift", "is_open"), [(-SECOND, False), (0 * SECOND, True)])
def test_open_from_the_first_second(call, shift, is_open):
    with clock.at(call.opens_at + shift):
        assert list(Competition.objects.all().open()) == ([call] if is_open else [])


@pytest.mark.parametrize("state", CompetitionState.values)
def test_only_an_announced_call_is_open(town, state):
    call = factories.competition(town, state=state)

    assert list(Competition.objects.all().open()) == ([call] if state == "announced" else [])


def test_past_reception(town, call, applicant, head):
    with_permit = factories.competition(town)
    factories.permit(with_permit, applicant, factories.at(4, 22), head)
    withdrawn = factories.competition(town)
    factories.permit(withdrawn, applicant, factories.at(4, 22), head, state="withdrawn")
    factories.competition(town, state="checking")

    def past():
        return set(Competition.objects.past_reception())

    with clock.at(call.closes_at):
        assert past() == set()
    with clock.at(call.closes_at + SECOND):
        assert past() == {call, withdrawn}
    with clock.at(factories.at(4, 22) + SECOND):
        assert past() == {call, withdrawn, with_permit}


def test_concerning(request, town, other_town, commission):
    elsewhere = factories.competition(other_town)

    def concerning(name):
        return set(Competition.objects.all().concerning(request.getfixturevalue(name)))

    for name in ("clerk", "head", "chair", "member", "alternate"):
        assert concerning(name) == {commission}, name
    assert concerning("auditor") == {commission, elsewhere}
    assert concerning("neighbour") == {elsewhere}
    assert concerning("applicant") == concerning("administrator") == set()


def test_seating(commission, chair, member):
    def seating(person, *roles):
        return set(Competition.objects.all().seating(person, *roles))

    assert seating(chair) == seating(chair, "chair", "deputy") == {commission}
    assert seating(member, "chair") == set()


def test_public_and_with_results(town, call):
    factories.competition(town, state="draft", announced_at=None)
    published = factories.competition(town, state="published")
    completed = factories.competition(town, state="completed")

    assert set(Competition.objects.all().public()) == {call, published, completed}
    assert set(Competition.objects.all().with_results()) == {published, completed}


def test_count_by_state(town):
    for state in ("announced", "announced", "draft"):
        factories.competition(town, state=state)

    assert Competition.objects.all().count_by_state() == {"announced": 2, "draft": 1}


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("демилгелердин", True),
        ("ДЕМИЛГЕ СЫНАГ", True),
        ("конкурс местных", True),
        ("demilge", True),
        ("кең-булуң", True),
        ("ken bulun", True),
        ("2026-41", True),
        ("жалал-абад", True),
        ("фестиваль", False),
    ],
)
def test_search(town, words, found):
    call = factories.competition(town, number=41)

    assert list(Competition.objects.all().search(words)) == ([call] if found else [])


def test_whoever_may_act_can_see(town, request, commission):
    people = ["clerk", "head", "chair", "secretary", "member"]
    for state in CompetitionState.values:
        Competition.objects.filter(pk=commission.pk).update(state=state)
        call = Competition.objects.select_related("municipality", "regulation").get(
            pk=commission.pk
        )
        for name in people:
            person = request.getfixturevalue(name)
            acts = [edge for edge in call.get_all_state_transitions() if edge.source == state]
            if any(edge.permission(call, person) for edge in acts):
                assert call in set(Competition.objects.visible_to(person)), (state, name)
