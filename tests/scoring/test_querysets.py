"""Exact sets of rows for each person."""

import pytest

from competitions.models import Seat
from scoring import actions
from scoring.models import Appeal, Meeting, Protocol, Sheet, TieBreak
from tests import factories
from tests.scoring.conftest import moved

PEOPLE = [
    "applicant",
    "rival",
    "clerk",
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
COMMISSION = ["chair", "secretary", "member", "second_member", "alternate"]
OFFICE = ["clerk", "head", "auditor"]


@pytest.fixture
def people(request):
    return {name: request.getfixturevalue(name) for name in PEOPLE}


@pytest.fixture
def elsewhere(other_town, rival, applicant):
    """The same rows in another municipality, which nobody here may see."""
    call = factories.competition(other_town, state="scoring")
    seat = factories.seat(call, rival)
    application = factories.application(call, applicant, complete=False, state="admitted")
    Sheet.objects.create(competition=call, seat=seat, application=application)
    return call


def seers(row, people):
    """Who sees this row."""
    visible = type(row).objects.visible_to
    return [name for name, person in people.items() if visible(person).filter(pk=row.pk).exists()]


def test_a_sheet_is_seen_by_its_holder_by_those_who_lead_and_by_the_office(
    sheet_of, member, first, elsewhere, people
):
    assert seers(sheet_of(member, first), people) == [
        "clerk",
        "head",
        "chair",
        "secretary",
        "member",
        "auditor",
    ]


def test_a_member_sees_exactly_the_own_sheets(scoring, member, elsewhere):
    own = Sheet.objects.filter(seat__user=member)

    assert set(Sheet.objects.visible_to(member)) == set(own)
    assert own.count() == 2


def test_a_released_member_sees_the_own_sheets_no_more(scoring, member):
    Seat.objects.filter(user=member).update(state="released")

    assert list(Sheet.objects.visible_to(member)) == []
    assert list(Sheet.objects.of_person(member)) == []


def test_nobody_sees_anything_without_signing_in(signed, meeting):
    nobody = type("Nobody", (), {"is_authenticated": False})()

    for model in (Sheet, Meeting, Protocol, TieBreak, Appeal):
        assert list(model.objects.visible_to(nobody)) == []


def test_a_meeting_is_seen_by_the_commission_and_the_office(meeting, people, elsewhere):
    assert seers(meeting, people) == [name for name in PEOPLE if name in COMMISSION + OFFICE]


def test_a_tie_is_seen_by_the_commission_and_the_office(tied, secretary, first, second, people):
    tie = actions.record_open_vote(tied, actor=secretary, votes={first.number: 1, second.number: 2})

    assert seers(tie, people) == [name for name in PEOPLE if name in COMMISSION + OFFICE]


def test_a_protocol_is_public_once_signed_and_published(draft, chair, people):
    inside = [name for name in PEOPLE if name in COMMISSION + OFFICE]
    assert seers(draft, people) == inside

    signed = actions.sign(draft, actor=chair)
    assert seers(signed, people) == inside

    moved(signed.competition, "published")
    assert seers(signed, people) == PEOPLE


def test_a_draft_stays_inside_after_publication(signed, people):
    call = moved(signed.competition, "published")
    draft = Protocol.objects.create(
        competition=call, number=2, amends=signed, drawn_up_at=factories.NOON
    )

    assert seers(draft, people) == [name for name in PEOPLE if name in COMMISSION + OFFICE]


def test_an_appeal_is_seen_by_who_filed_it_and_by_those_who_decide(
    signed, clerk, applicant, first, people
):
    call = moved(signed.competition, "published", published_at=factories.NOON)
    own = actions.file_appeal(call, actor=applicant, about="points", words="Жок", application=first)
    paper = actions.file_appeal(
        call, actor=clerk, about="procedure", words="Жок", filed_by_name="Тургун"
    )

    inside = [name for name in PEOPLE if name in COMMISSION + OFFICE]
    assert seers(own, people) == ["applicant", *inside]
    assert seers(paper, people) == inside


# --- adjectives


def test_counted_unsettled_undeclared(
    scoring, sheet_of, member, second_member, chair, first, second
):
    states = {
        (member, first): "sent",
        (member, second): "undeclared",
        (second_member, first): "reopened",
        (second_member, second): "voided",
        (chair, first): "declined",
        (chair, second): "open",
    }
    for (person, application), state in states.items():
        sheet_of(person, application, state)

    def states_of(queryset):
        return sorted(queryset.values_list("state", flat=True))

    assert states_of(Sheet.objects.counted()) == ["sent"]
    assert states_of(Sheet.objects.undeclared()) == ["undeclared"]
    assert states_of(Sheet.objects.unsettled()) == ["open", "reopened", "undeclared"]
    assert Sheet.objects.waiting_by_person() == sorted(
        [(chair.name, 1), (member.name, 1), (second_member.name, 1)]
    )
    assert Sheet.objects.scores_by_application() == sorted(
        [(first.number, first.code, 1), (second.number, second.code, 0)]
    )


def test_in_play_leaves_out_what_was_withdrawn(scoring, first, second):
    type(first).objects.filter(pk=first.pk).update(state="withdrawn")

    assert set(Sheet.objects.in_play().values_list("application", flat=True)) == {second.pk}


def test_recorded_leaves_out_what_was_struck_out(tied, secretary, chair, first, second):
    tie = actions.record_open_vote(tied, actor=secretary, votes={first.number: 1, second.number: 2})
    assert list(TieBreak.objects.recorded()) == [tie]

    actions.strike_out_tie(tie, actor=chair, reason="Ката")
    assert list(TieBreak.objects.recorded()) == []


def test_the_latest_meeting_and_protocol_come_first(signed, meeting):
    call = signed.competition
    later = Meeting.objects.create(
        competition=call, held_at=factories.at(4, 12), place_ky="А", place_ru="А", state="held"
    )
    Meeting.objects.create(
        competition=call, held_at=factories.at(4, 13), place_ky="А", place_ru="А"
    )
    second = Protocol.objects.create(
        competition=call, number=2, amends=signed, drawn_up_at=factories.NOON, state="signed"
    )

    assert list(Meeting.objects.held()) == [later, meeting]
    assert list(Protocol.objects.signed()) == [second, signed]
