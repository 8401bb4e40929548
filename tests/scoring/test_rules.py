"""Who may do what with a sheet, a tie, a meeting, a protocol and an appeal; and when."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from audit import clock
from audit.acts import moves, unmet
from competitions.choices import CompetitionState
from competitions.models import Competition, Criterion, Seat
from scoring import actions, rules
from scoring.choices import AppealState, MeetingState, ProtocolState, SheetState, TieState
from scoring.models import Appeal, Mark, Meeting, Proposal, Protocol, Sheet, SignedPage, TieBreak
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
    "clock_user",
]


@pytest.fixture
def people(request):
    return {name: request.getfixturevalue(name) for name in PEOPLE}


def may(subject, people):
    """For each act that somebody may do here: who."""
    found = {}
    for name, person in people.items():
        # Read afresh for everybody: rows keep what they were asked once.
        for move in moves(type(subject).objects.get(pk=subject.pk), person):
            found.setdefault(move.verb, []).append(name)
    return found


# --- sheets: the member is the holder

OWN, CHAIR, BOTH = ["member"], ["chair"], ["chair", "member"]
LEADERS = ["chair", "secretary"]
SHEET = {
    SheetState.UNDECLARED: {
        "declare_no_interest": OWN,
        "declare_interest": OWN,
        "decline_to_score": OWN,
        "excuse": CHAIR,
        "remind": LEADERS,
    },
    SheetState.OPEN: {
        "score": OWN,
        "send": OWN,
        "decline_to_score": OWN,
        "declare_late_interest": BOTH,
        "excuse": CHAIR,
        "remind": LEADERS,
    },
    SheetState.SENT: {"declare_late_interest": BOTH, "reopen": CHAIR},
    SheetState.REOPENED: {
        "score": OWN,
        "send": OWN,
        "declare_late_interest": BOTH,
        "excuse": CHAIR,
        "reopen": CHAIR,
        "remind": LEADERS,
    },
    SheetState.RECUSED: {},
    SheetState.VOIDED: {},
    SheetState.EXCUSED: {},
    SheetState.DECLINED: {},
}


@pytest.mark.parametrize("state", SheetState)
def test_who_may_do_what_with_a_sheet(state, sheet_of, member, first, people):
    assert may(sheet_of(member, first, state), people) == SHEET[state]


def test_a_released_member_may_do_nothing_with_a_sheet(sheet_of, member, first, people):
    sheet = sheet_of(member, first)
    Seat.objects.filter(pk=sheet.seat_id).update(state="released")

    assert may(sheet, people) == {"excuse": CHAIR}


def test_the_chair_rules_on_the_chairs_own_sheet(sheet_of, chair, first, people):
    assert may(sheet_of(chair, first, "sent"), people) == {
        "declare_late_interest": CHAIR,
        "reopen": CHAIR,
    }


def test_only_the_chair_calls_an_alternate(scoring, people):
    allowed = [
        name
        for name, person in people.items()
        if rules.may_call_alternate(Sheet(competition=scoring), person)
    ]

    assert allowed == CHAIR


# --- ties

PREPARERS = ["clerk", "second_clerk", "chair", "secretary"]


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        ("open_vote", ["chair", "secretary"]),
        ("chairs_word", CHAIR),
        ("lot", ["chair", "secretary"]),
    ],
)
def test_who_may_settle_a_tie(kind, expected, tied, first, second, people):
    def tie():
        return TieBreak(
            competition=Competition.objects.get(pk=tied.pk),
            kind=kind,
            numbers=numbers(first, second),
        )

    assert [
        name for name, person in people.items() if rules.may_settle_tie(tie(), person)
    ] == expected


def test_the_deputy_gives_the_word_when_the_chair_stands_apart(
    tied, first, second, sheet_of, chair, second_member, people
):
    sheet_of(chair, first, "voided")
    Seat.objects.filter(competition=tied, user=second_member).update(role="deputy")
    tie = TieBreak(
        competition=Competition.objects.get(pk=tied.pk),
        kind="chairs_word",
        numbers=numbers(first, second),
    )

    assert [name for name, person in people.items() if rules.may_settle_tie(tie, person)] == [
        "second_member"
    ]


def test_nobody_gives_the_word_when_chair_and_deputy_stand_apart(
    tied, first, second, sheet_of, chair, second_member, people
):
    sheet_of(chair, first, "voided")
    sheet_of(second_member, second, "voided")
    Seat.objects.filter(competition=tied, user=second_member).update(role="deputy")
    tie = TieBreak(
        competition=Competition.objects.get(pk=tied.pk),
        kind="chairs_word",
        numbers=numbers(first, second),
    )

    assert [name for name, person in people.items() if rules.may_settle_tie(tie, person)] == []


@pytest.mark.parametrize("state", TieState)
def test_who_may_strike_out_a_tie(state, tied, first, second, secretary, people):
    tie = actions.record_open_vote(tied, actor=secretary, votes={first.number: 1, second.number: 2})
    TieBreak.objects.filter(pk=tie.pk).update(state=state)

    assert may(tie, people) == ({"strike_out_tie": CHAIR} if state == TieState.RECORDED else {})


def numbers(*applications):
    return ",".join(str(number) for number in sorted(one.number for one in applications))


# --- meetings

SEATS = ["chair", "secretary", "member", "second_member", "alternate"]
MEETING = {
    MeetingState.PLANNED: {
        "change_meeting": PREPARERS,
        "record_attendance": PREPARERS,
        "open_meeting": PREPARERS,
    },
    MeetingState.HELD: {
        "record_question": PREPARERS,
        "record_motion": PREPARERS,
        "record_dissent": SEATS,
    },
}


@pytest.mark.parametrize("state", MeetingState)
def test_who_may_do_what_with_a_meeting(state, meeting, people):
    Meeting.objects.filter(pk=meeting.pk).update(state=state)

    assert may(meeting, people) == MEETING[state]


def test_who_may_plan_a_meeting(scoring, people):
    allowed = [
        name
        for name, person in people.items()
        if rules.may_prepare_meeting(Meeting(competition=scoring), person)
    ]

    assert allowed == PREPARERS


# --- protocols

PROTOCOL = {
    ProtocolState.DRAFT: {
        "change_protocol": PREPARERS,
        "draw_up_again": PREPARERS,
        "attach_scan": PREPARERS,
        "take_out_scans": PREPARERS,
        "sign": CHAIR,
        "countersign": ["secretary", "member", "second_member", "alternate"],
    },
    ProtocolState.SIGNED: {"attach_scan": PREPARERS},
}


@pytest.mark.parametrize("state", ProtocolState)
def test_who_may_do_what_with_a_protocol(state, draft, people):
    Protocol.objects.filter(pk=draft.pk).update(state=state)

    assert may(draft, people) == PROTOCOL[state]


def test_who_may_draw_up_a_protocol(deliberation, people):
    blank = Protocol(competition=deliberation)

    assert [
        name for name, person in people.items() if rules.may_prepare_protocol(blank, person)
    ] == PREPARERS


# --- appeals


@pytest.fixture
def published(signed):
    return moved(signed.competition, "published", published_at=factories.NOON)


@pytest.fixture
def appeal(published, first, applicant):
    return actions.file_appeal(
        published, actor=applicant, about="points", words="Баллдар", application=first
    )


@pytest.mark.parametrize("state", AppealState)
def test_who_may_decide_an_appeal(state, appeal, people):
    Appeal.objects.filter(pk=appeal.pk).update(state=state)
    expected = (
        {"uphold": ["head", "chair"], "dismiss": ["head", "chair"]}
        if state == AppealState.FILED
        else {"answer_appeal": ["clerk", "second_clerk", "head", "chair"]}
    )

    assert may(appeal, people) == expected


def test_nobody_decides_an_appeal_about_an_own_application(appeal, first, head, people):
    factories.member(first, phone=head.phone)

    assert may(appeal, people) == {"uphold": CHAIR, "dismiss": CHAIR}


def test_who_may_file_an_appeal_about_an_application(published, first, people):
    def allowed(person):
        blank = Appeal(
            competition=published, application=first, filed_by=person, filed_by_name=person.name
        )
        return rules.may_file_appeal(blank, person)

    assert [name for name, person in people.items() if allowed(person)] == [
        "applicant",
        "clerk",
        "second_clerk",
    ]


def test_nobody_but_the_desk_files_in_anothers_name(published, first, people):
    blank = Appeal(competition=published, application=first, filed_by_name="Башка Киши")

    assert [name for name, person in people.items() if rules.may_file_appeal(blank, person)] == [
        "clerk",
        "second_clerk",
    ]


def test_before_an_application_is_chosen_whoever_has_one_may_begin(published, people):
    blank = Appeal(competition=published)

    assert [name for name, person in people.items() if rules.may_file_appeal(blank, person)] == [
        "applicant",
        "rival",
        "clerk",
        "second_clerk",
    ]


# --- pages


def test_who_may_see_the_grid_and_the_ranking(scoring, people):
    call = Competition.objects.get(pk=scoring.pk)
    expected = [
        "clerk",
        "second_clerk",
        "head",
        "chair",
        "secretary",
        "member",
        "second_member",
        "alternate",
        "auditor",
    ]

    assert [
        name for name, person in people.items() if rules.may_see_ranking(call, person)
    ] == expected
    assert [name for name, person in people.items() if rules.may_see_grid(call, person)] == expected


def test_while_scoring_runs_only_those_who_lead_and_the_office_see_who_has_sent(scoring, people):
    call = Competition.objects.get(pk=scoring.pk)
    seen = [name for name, person in people.items() if rules.grid_is_open_to(call, person)]

    assert seen == ["clerk", "second_clerk", "head", "chair", "secretary", "auditor"]
    assert rules.ranking_is_open(call) is False


def test_afterwards_the_whole_commission_sees_who_has_sent(deliberation, member):
    assert rules.grid_is_open_to(deliberation, member) is True
    assert rules.ranking_is_open(deliberation) is True


def test_who_has_sheets_may_declare(scoring, people):
    allowed = [name for name, person in people.items() if rules.may_declare(scoring, person)]

    assert allowed == ["chair", "member", "second_member"]


# --- when: the sheet


def when(call, rule, blank):
    """The states of the call in which the rule holds."""
    return {state.value for state in CompetitionState if rule(blank(moved(call, state)))}


def test_points_may_change_only_while_the_commission_is_at_work(scoring):
    found = when(scoring, rules.marks_may_still_change, lambda call: Sheet(competition=call))

    assert found == {"scoring", "deliberation"}


def test_points_may_not_change_once_the_protocol_is_signed(signed, member, first, sheet_of):
    assert rules.marks_may_still_change(sheet_of(member, first)) is False


@pytest.mark.parametrize(
    ("state", "expected"),
    [
        ("submitted", False),
        ("admitted", True),
        ("declined", False),
        ("withdrawn", False),
        ("reserved", True),
    ],
)
def test_an_application_is_in_play_when_it_was_admitted_and_not_withdrawn(
    state, expected, sheet_of, member, first
):
    type(first).objects.filter(pk=first.pk).update(state=state)

    assert rules.application_is_in_play(sheet_of(member, first)) is expected


def test_a_member_of_the_group_has_a_part_in_it(sheet_of, member, first, second):
    factories.member(first, phone=member.phone)

    assert rules.holder_has_no_part_in_it(sheet_of(member, first)) is False
    assert rules.holder_has_no_part_in_it(sheet_of(member, second)) is True


@pytest.mark.parametrize(("minutes", "expected"), [(-1, False), (0, True), (1, True)])
def test_a_reopened_sheet_is_sent_within_its_term(minutes, expected, sheet_of, member, first):
    until = factories.NOON + timedelta(minutes=minutes)

    assert (
        rules.reopened_term_is_running(sheet_of(member, first, "reopened", reopened_until=until))
        is expected
    )


def test_the_minute_of_arrival_counts_and_not_the_minute_of_the_act(sheet_of, member, first):
    sheet = sheet_of(member, first, "reopened", reopened_until=factories.NOON)

    with clock.at(factories.NOON + timedelta(minutes=3)):
        assert rules.reopened_term_is_running(sheet) is False
        with clock.arrived(factories.NOON):
            assert rules.reopened_term_is_running(sheet) is True


def test_every_criterion_left_out_is_named(sheet_of, member, first):
    sheet = sheet_of(member, first, "open")
    one, two = sheet.competition.criteria_in_order()
    Mark.objects.create(sheet=sheet, criterion=one, points=Decimal(5))

    assert unmet([rules.every_criterion_has_points], sheet) == [f"“{two.title}” has no points yet."]


def test_points_off_the_scale_are_named(sheet_of, member, first):
    sheet = sheet_of(member, first, "open")
    for criterion, points in zip(sheet.competition.criteria_in_order(), ("11", "5"), strict=True):
        Mark.objects.create(sheet=sheet, criterion=criterion, points=Decimal(points))

    title = sheet.competition.criteria_in_order()[0].title
    assert unmet([rules.every_criterion_has_points], sheet) == [
        f"“{title}”: these points are not on the scale."
    ]


@pytest.mark.parametrize(
    ("points", "reason", "required", "faults"),
    [
        ("0", "", False, 1),
        ("10", " ", False, 1),
        ("10", "Эң мыкты", False, 0),
        ("5", "", False, 0),
        ("5", "", True, 1),
    ],
)
def test_a_reason_is_asked_at_both_ends_and_where_the_call_asks(
    points, reason, required, faults, sheet_of, member, first
):
    sheet = sheet_of(member, first, "open")
    criterion = sheet.competition.criteria_in_order()[0]
    Criterion.objects.filter(pk=criterion.pk).update(reason_required=required)
    Mark.objects.create(sheet=sheet, criterion=criterion, points=Decimal(points), reason=reason)
    fresh = Sheet.objects.get(pk=sheet.pk)

    assert (
        unmet([rules.reasons_are_given], fresh)
        == [f"“{criterion.title}” needs a reason for these points."] * faults
    )


# --- when: closing and deciding


def test_everybody_who_owes_a_sheet_is_named(
    scoring, sheet_of, member, second_member, chair, first, second
):
    for person in (member, second_member):
        for application in (first, second):
            sheet_of(person, application, "sent")
    sheet_of(chair, first, "recused")

    assert unmet([rules.sheets_are_settled], scoring) == [f"{chair.name} still owes sheets: 1."]


def test_a_withdrawn_application_owes_nothing(
    scoring, sheet_of, member, second_member, chair, first, second
):
    for person in (member, second_member, chair):
        sheet_of(person, second, "sent")
    type(first).objects.filter(pk=first.pk).update(state="withdrawn")

    assert unmet([rules.sheets_are_settled, rules.scores_are_enough], scoring) == []


def test_an_application_with_too_few_scores_is_named(
    scoring, sheet_of, member, second_member, chair, first, second
):
    for person in (member, second_member, chair):
        sheet_of(person, second, "sent")
    for person, state in ((member, "sent"), (second_member, "excused"), (chair, "recused")):
        sheet_of(person, first, state)

    assert unmet([rules.scores_are_enough], scoring) == [
        f"Application № {first.number} has 1 of 3 scores: call an alternate."
    ]


def test_deciding_waits_for_the_signed_protocol(draft, chair):
    assert unmet([rules.protocol_is_signed], draft.competition) == [
        "The protocol is not signed yet."
    ]

    actions.sign(draft, actor=chair)

    assert unmet([rules.protocol_is_signed], draft.competition) == []


SAID = {
    "award": ("protocol_awards", "amendment_awards"),
    "reserve": ("protocol_reserves", "amendment_reserves"),
    "pass_over": ("protocol_passes_over", "amendment_passes_over"),
    "admit": ("", "amendment_admits"),
}


def allowed_by_protocols(application):
    return [
        name
        for pair in SAID.values()
        for name in pair
        if name and getattr(rules, name)(application)
    ]


def test_an_application_gets_only_what_the_signed_protocol_says(signed, first):
    for outcome, (wanted, _amending) in SAID.items():
        Proposal.objects.filter(protocol=signed, application=first).update(outcome=outcome)

        assert allowed_by_protocols(first) == ([wanted] if wanted else [])


def test_an_amending_protocol_has_the_last_word(signed, first):
    amending = Protocol.objects.create(
        competition=signed.competition,
        number=2,
        amends=signed,
        drawn_up_at=factories.NOON,
        state="signed",
    )
    said = Proposal.objects.create(protocol=amending, application=first, outcome="award")
    for outcome, wanted in SAID.items():
        Proposal.objects.filter(pk=said.pk).update(outcome=outcome)

        assert allowed_by_protocols(first) == [name for name in wanted if name]


def test_a_draft_says_nothing(draft, first):
    assert rules.protocol_awards(first) is False


def test_from_the_reserve_an_application_is_promoted_or_lapses(signed, first):
    Proposal.objects.filter(protocol=signed, application=first).update(outcome="reserve")
    type(first).objects.filter(pk=first.pk).update(state="reserved")
    reserved = type(first).objects.get(pk=first.pk)

    assert (rules.protocol_awards(reserved), rules.protocol_passes_over(reserved)) == (True, True)


# --- when: ties, meetings


def test_a_tie_is_settled_only_as_the_ranking_asks(tied, first, second):
    def waits(kind, *applications):
        return rules.tie_waits_for_this(
            TieBreak(competition=tied, kind=kind, numbers=numbers(*applications))
        )

    assert waits("open_vote", first, second) is True
    assert waits("chairs_word", first, second) is False
    assert waits("open_vote", first) is False
    assert rules.tie_waits_for_this(TieBreak(competition=tied)) is True


def test_without_a_tie_nothing_waits(deliberation, first, second):
    tie = TieBreak(competition=deliberation, kind="lot", numbers=numbers(first, second))

    assert rules.tie_waits_for_this(tie) is False
    assert rules.tie_waits_for_this(TieBreak(competition=deliberation)) is False


def test_ties_are_settled_while_the_commission_deliberates(scoring):
    found = when(scoring, rules.deliberation_is_running, lambda call: TieBreak(competition=call))

    assert found == {"deliberation"}


@pytest.mark.parametrize(
    ("kind", "expected"), [("open_vote", True), ("chairs_word", True), ("lot", False)]
)
def test_a_lot_stays(kind, expected):
    assert rules.tie_was_no_lot(TieBreak(kind=kind)) is expected


def test_when_the_commission_may_meet(scoring):
    found = when(scoring, rules.commission_may_meet, lambda call: Meeting(competition=call))

    assert found == {"scoring", "deliberation", "decided", "published"}


@pytest.mark.parametrize(("minutes", "expected"), [(-1, True), (0, True), (1, False)])
def test_a_meeting_begins_at_its_hour(minutes, expected):
    assert (
        rules.meeting_hour_has_come(Meeting(held_at=factories.NOON + timedelta(minutes=minutes)))
        is expected
    )


def test_the_quorum_is_reckoned_on_the_voting_seats(
    deliberation, secretary, chair, member, alternate
):
    planned = actions.plan_meeting(
        deliberation,
        actor=secretary,
        held_at=factories.NOON,
        place_ky="Айыл өкмөтү",
        place_ru="Айыл окмоту",
    )
    seats = {seat.user_id: seat.pk for seat in Seat.objects.filter(competition=deliberation)}

    # The secretary does not vote, the alternate was not called: two thirds of three seats are two.
    few = actions.record_attendance(
        planned, actor=secretary, present=[seats[one.pk] for one in (chair, secretary, alternate)]
    )
    assert unmet([rules.quorum_is_present], few) == ["Present: 1 of 3; the quorum is 2."]

    enough = actions.record_attendance(
        planned, actor=secretary, present=[seats[chair.pk], seats[member.pk]]
    )
    assert unmet([rules.quorum_is_present], enough) == []


def test_a_meeting_is_sealed_by_the_protocol_signed_on_it(draft, meeting, chair):
    assert rules.meeting_is_not_sealed(meeting) is True

    actions.sign(draft, actor=chair)

    assert rules.meeting_is_not_sealed(Meeting.objects.get(pk=meeting.pk)) is False


# --- when: the protocol


def test_the_first_protocol_belongs_to_the_deliberation(scoring):
    found = when(scoring, rules.protocol_has_its_occasion, lambda call: Protocol(competition=call))

    assert found == {"deliberation"}


def test_an_amending_protocol_needs_an_upheld_appeal(appeal, signed, head):
    def occasion(found):
        return rules.protocol_has_its_occasion(
            Protocol(competition=found.competition, appeal=found, amends=signed)
        )

    assert occasion(appeal) is False

    upheld = actions.uphold(appeal, actor=head, decision_ky="Ооба", decision_ru="Да")

    assert occasion(upheld) is True


def test_there_is_one_protocol_and_one_draft(draft, chair):
    second = Protocol(competition=draft.competition)
    assert rules.protocol_is_the_only_one(second) is False

    signed = actions.sign(draft, actor=chair)
    assert rules.protocol_is_the_only_one(second) is False
    assert (
        rules.protocol_is_the_only_one(Protocol(competition=draft.competition, amends=signed))
        is True
    )


def test_an_open_tie_is_named(tied, first, second):
    low, high = sorted((first.number, second.number))

    assert unmet([rules.ranking_is_settled], Protocol(competition=tied)) == [
        f"№ {low}, {high}: Equal scores: the members must decide by open vote."
    ]


def test_a_reopened_sheet_keeps_the_protocol_open(draft, sheet_of, member, first):
    sheet_of(member, first, "reopened")

    assert unmet([rules.protocol_sheets_are_settled], draft) == [
        f"{member.name} still owes sheets: 1."
    ]


def test_without_a_held_meeting_nothing_is_signed(draft):
    Protocol.objects.filter(pk=draft.pk).update(meeting=None)

    assert rules.meeting_was_held(Protocol.objects.get(pk=draft.pk)) is False
    assert rules.meeting_was_held(draft) is True


def test_an_amending_protocol_needs_a_meeting_after_the_appeal_was_decided(draft, meeting):
    decided = Appeal(
        competition=draft.competition, decided_at=meeting.held_at + timedelta(minutes=1)
    )

    assert (
        rules.meeting_was_held(
            Protocol(competition=draft.competition, meeting=meeting, appeal=decided)
        )
        is False
    )


COMPLETE = [
    ({"outcome": "award", "granted": None}, "the sum of the grant is missing."),
    ({"outcome": "award", "granted": Decimal("60000.01")}, "the grant is more than was asked."),
    (
        {"outcome": "award", "granted": Decimal(50000)},
        "the applicant has not agreed to be financed in part.",
    ),
    (
        {"outcome": "reserve", "granted": None, "place": None},
        "the place in the reserve is missing.",
    ),
    ({"outcome": "reserve", "granted": None, "place": 4}, "the call has 3 places in the reserve."),
    (
        {"outcome": "pass_over", "granted": None},
        "say why it is not financed, in Kyrgyz and in Russian.",
    ),
    (
        {"outcome": "admit", "granted": None},
        "only an application declined in the check can be admitted.",
    ),
]


@pytest.mark.parametrize(("fields", "fault"), COMPLETE)
def test_what_is_missing_in_a_proposal_is_named(fields, fault, draft, first):
    Proposal.objects.filter(protocol=draft, application=first).update(**fields)
    found = unmet([rules.proposals_are_complete], Protocol.objects.get(pk=draft.pk))

    assert found[0] == f"№ {first.number}: {fault}"


def test_a_grant_above_the_maximum_is_named(draft, first):
    Competition.objects.filter(pk=draft.competition_id).update(maximum_grant=Decimal(40000))
    found = unmet([rules.proposals_are_complete], Protocol.objects.get(pk=draft.pk))

    assert found[0] == f"№ {first.number}: the grant is more than the maximum of the call."


def test_an_application_without_a_proposal_is_named(draft, first):
    Proposal.objects.filter(protocol=draft, application=first).delete()

    assert unmet([rules.proposals_are_complete], Protocol.objects.get(pk=draft.pk)) == [
        f"Application № {first.number} has no proposal."
    ]


def test_a_withdrawn_application_leaves_the_protocol(draft, first):
    type(first).objects.filter(pk=first.pk).update(state="withdrawn")

    assert unmet([rules.proposals_are_complete], Protocol.objects.get(pk=draft.pk)) == [
        f"Application № {first.number} has left the competition: draw the protocol up again."
    ]


def test_the_reserve_has_no_gap(draft, first):
    Proposal.objects.filter(protocol=draft, application=first).update(
        outcome="reserve", granted=None, place=2
    )

    assert unmet([rules.proposals_are_complete], Protocol.objects.get(pk=draft.pk)) == [
        "The places in the reserve must run 1, 2, 3 without a gap."
    ]


def test_a_departure_from_the_ranking_is_explained_in_both_languages(draft, first):
    found = Proposal.objects.filter(protocol=draft, application=first)
    found.update(outcome="reserve", granted=None, place=1, reason_ky="Себеби бар")
    sentence = f"№ {first.number} departs from the ranking: say why, in Kyrgyz and in Russian."
    assert unmet([rules.deviations_are_explained], Protocol.objects.get(pk=draft.pk)) == [sentence]

    found.update(reason_ru="Есть причина")
    assert unmet([rules.deviations_are_explained], Protocol.objects.get(pk=draft.pk)) == []


def test_the_grants_fit_the_fund(draft):
    Competition.objects.filter(pk=draft.competition_id).update(fund=Decimal(119999))

    assert unmet([rules.grants_fit_the_fund], Protocol.objects.get(pk=draft.pk)) == [
        "The grants come to 120\xa0000 som, the fund is 119\xa0999 som."
    ]


@pytest.mark.parametrize(
    ("signers", "missing"),
    [
        ("chair", []),
        ("chair_and_secretary", ["secretary"]),
        ("all", ["member", "second_member", "secretary", "alternate"]),
    ],
)
def test_who_else_must_sign(signers, missing, draft, request):
    Competition.objects.filter(pk=draft.competition_id).update(signers=signers)
    names = [request.getfixturevalue(name).name for name in missing]
    fresh = Protocol.objects.get(pk=draft.pk)

    assert unmet([rules.others_have_signed], fresh) == [
        f"{name} has not signed yet." for name in names
    ]
    assert rules.more_signatures_are_asked(fresh) is (signers != "chair")


def paper(protocol, secretary, count=1):
    SignedPage.objects.bulk_create(
        SignedPage(
            protocol=protocol,
            number=number,
            file="protocols/2026/scan.pdf",
            sha256="0" * 64,
            entered_at=factories.NOON,
            entered_by=secretary,
        )
        for number in range(1, count + 1)
    )


def test_the_paper_with_the_signatures_is_enough(draft, secretary):
    Competition.objects.filter(pk=draft.competition_id).update(signers="all")
    paper(draft, secretary)

    assert unmet([rules.others_have_signed], Protocol.objects.get(pk=draft.pk)) == []


@pytest.mark.parametrize(
    ("pages", "more", "out"),
    [(0, True, False), (1, True, True), (39, True, True), (40, False, True)],
)
def test_pages_follow_until_there_are_forty(pages, more, out, signed, secretary):
    paper(signed, secretary, pages)

    assert rules.scan_may_be_attached(signed) is more
    assert rules.scans_are_there(signed) is out


# --- when: appeals


def test_appeals_are_taken_once_the_results_are_published(scoring):
    moved(scoring, "published", published_at=factories.NOON)
    found = when(scoring, rules.appeal_is_in_time, lambda call: Appeal(competition=call))

    assert found == {"published", "completed"}


@pytest.mark.parametrize(
    ("filed_at", "expected"),
    [
        (factories.at(5, 11, 9, 59), False),
        (factories.at(5, 11, 10), True),
        (factories.at(5, 20, 23, 59), True),
        (factories.at(5, 21, 0, 0), False),
    ],
)
def test_the_term_of_an_appeal(filed_at, expected, signed):
    call = moved(
        signed.competition,
        "published",
        published_at=factories.at(5, 11, 10),
        appeals_until=date(2026, 5, 20),
    )

    with clock.at(factories.at(5, 22)):
        assert rules.appeal_is_in_time(Appeal(competition=call, filed_at=filed_at)) is expected


def test_nobody_files_an_appeal_from_the_future(published):
    later = factories.NOON + timedelta(minutes=1)

    assert rules.appeal_is_in_time(Appeal(competition=published, filed_at=later)) is False


def test_a_decision_on_an_appeal_must_still_have_an_effect(scoring):
    found = when(scoring, rules.competition_is_not_over, lambda call: Appeal(competition=call))

    assert found == {"decided", "published"}


def test_marks_are_needed_only_of_this_sheet(sheet_of, member, second_member, first):
    actions.declare_no_interest(sheet_of(second_member, first), actor=second_member)
    theirs = sheet_of(second_member, first)
    actions.score(theirs, actor=second_member, marks=marks(theirs, 5))

    assert len(unmet([rules.every_criterion_has_points], sheet_of(member, first))) == 2
