"""Who is offered what about a regulation, a call, a seat and a permit: everybody in every state."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from accounts.models import Area, Membership, User
from audit import clock
from audit.acts import moves
from competitions import rules
from competitions.choices import CompetitionState, RegulationState
from competitions.models import Competition, Permit, Regulation, Seat
from tests import factories

pytestmark = pytest.mark.django_db

SECOND = timedelta(seconds=1)
PEOPLE = [
    "applicant",
    "clerk",
    "second_clerk",
    "head",
    "auditor",
    "administrator",
    "neighbour",
    "chair",
    "secretary",
    "member",
    "alternate",
    "clock_user",
]


@pytest.fixture
def everybody(request, commission):
    return {name: request.getfixturevalue(name) for name in PEOPLE}


def offered(everybody, subject):
    """Which acts each person is offered; who is offered none is left out."""
    found = {
        name: sorted(move.verb for move in moves(subject, person))
        for name, person in everybody.items()
    }
    return {name: verbs for name, verbs in found.items() if verbs}


def allowed(everybody, rule, subject):
    return {name for name, person in everybody.items() if rule(subject, person)}


def standing(call, state, **fields):
    Competition.objects.filter(pk=call.pk).update(state=state, **fields)
    return Competition.objects.select_related("regulation", "municipality").get(pk=call.pk)


CALLS = {
    "draft": {"clerk": ["edit"], "second_clerk": ["edit"], "head": ["announce", "cancel"]},
    "announced": {
        "clerk": ["close_reception"],
        "second_clerk": ["close_reception"],
        "clock_user": ["close_reception"],
        "head": ["cancel", "extend"],
    },
    "checking": {
        "clerk": ["open_scoring"],
        "second_clerk": ["open_scoring"],
        "head": ["cancel", "declare_failed"],
    },
    "scoring": {"chair": ["close_scoring"], "head": ["cancel"]},
    "deliberation": {"chair": ["decide"], "head": ["cancel"]},
    "decided": {"head": ["publish"]},
    "published": {"head": ["complete"]},
    "completed": {},
    "failed": {},
    "cancelled": {},
}


@pytest.mark.parametrize("state", CompetitionState.values)
def test_what_is_offered_about_a_call(everybody, call, state):
    assert offered(everybody, standing(call, state)) == CALLS[state]


REGULATIONS = {
    "draft": {
        "clerk": ["edit", "edit_settings"],
        "second_clerk": ["edit", "edit_settings"],
        "head": ["put_in_force"],
    },
    "in_force": {"head": ["supersede"]},
    "superseded": {},
}


@pytest.mark.parametrize("state", RegulationState.values)
def test_what_is_offered_about_a_regulation(everybody, call, state):
    Regulation.objects.update(state=state)

    assert offered(everybody, Regulation.objects.get()) == REGULATIONS[state]


@pytest.mark.parametrize(
    ("state", "expected"),
    [
        ("seated", {"clerk": ["edit", "release"], "second_clerk": ["edit", "release"]}),
        ("released", {}),
    ],
)
def test_what_is_offered_about_a_seat(everybody, call, state, expected):
    Seat.objects.filter(role="member").update(state=state)

    assert offered(everybody, Seat.objects.filter(role="member").first()) == expected


@pytest.mark.parametrize(
    ("state", "expected"), [("granted", {"head": ["withdraw_permit"]}), ("withdrawn", {})]
)
def test_what_is_offered_about_a_permit(everybody, call, applicant, head, state, expected):
    permit = factories.permit(call, applicant, factories.at(4, 25), head, state=state)

    assert offered(everybody, permit) == expected


def test_who_begins_what(everybody, call, town, applicant):
    blank = Regulation(municipality=town)

    assert allowed(everybody, rules.may_begin_regulation, blank) == {"clerk", "second_clerk"}
    assert allowed(everybody, rules.may_begin_competition, call) == {"clerk", "second_clerk"}
    permit = Permit(competition=call, user=applicant)
    assert allowed(everybody, rules.may_grant_permit, permit) == {"head"}
    seat = Seat(competition=call, user=applicant)
    assert allowed(everybody, rules.may_seat, seat) == {"clerk", "second_clerk"}


def test_nobody_gives_a_seat_to_himself(call, clerk, second_clerk):
    assert not rules.may_seat(Seat(competition=call, user=clerk), clerk)
    assert rules.may_seat(Seat(competition=call, user=clerk), second_clerk)


def test_who_serves_a_call(everybody, call):
    assert allowed(everybody, rules.serves, call) == {"clerk", "second_clerk", "head", "auditor"}


def test_an_auditor_of_another_area_does_not_serve(call):
    far = Area.objects.create(code="41704000000000", kind="oblast", name_ru="Нарынская область")

    assert not rules.serves(call, factories.officer("Х", "auditor", area=far))


def test_a_released_chair_is_no_chair(call, commission, chair):
    assert rules.is_chair(call, chair)

    Seat.objects.filter(user=chair).update(state="released")

    assert not rules.is_chair(Competition.objects.get(pk=call.pk), chair)


def test_an_office_elsewhere_or_ended_gives_nothing(call, clerk, neighbour):
    assert not rules.may_edit_competition(call, neighbour)

    Membership.objects.filter(user=clerk).update(state="ended")

    assert not rules.may_edit_competition(call, User.objects.get(pk=clerk.pk))


# --- conditions of announcing


@pytest.fixture
def draft(town):
    """A call that could be announced at noon of 10 April."""
    return factories.competition(
        town,
        state="draft",
        announced_at=None,
        terms_version=0,
        first_closes_at=None,
        opens_at=factories.at(4, 11, 9),
        closes_at=factories.at(4, 25, 17),
        check_until=date(2026, 4, 30),
    )


def changed(call, **fields):
    for name, value in fields.items():
        setattr(call, name, value)
    return call


def test_a_complete_call_has_no_fault(draft, head):
    assert [move.reasons for move in moves(draft, head) if move.verb == "announce"] == [[]]


@pytest.mark.parametrize("name", ["title", "purpose", "place"])
@pytest.mark.parametrize("language", ["ky", "ru"])
@pytest.mark.parametrize("typed", ["", "   "])
def test_every_text_is_asked_in_both_languages(draft, name, language, typed):
    draft = changed(draft, **{f"{name}_{language}": typed})

    told = str(Competition._meta.get_field(f"{name}_{language}").verbose_name)
    assert rules.texts_are_filled.faults(draft) == [f"“{told}” is empty."]


@pytest.mark.parametrize("name", ["kinds", "applicant_kinds"])
def test_some_kind_is_admitted(draft, name):
    assert len(rules.texts_are_filled.faults(changed(draft, **{name: []}))) == 1


@pytest.mark.parametrize(
    ("fund", "sums", "sound"),
    [
        ("300000", ["300000"], True),
        ("300000", ["200000.50", "99999.50"], True),
        ("300000", ["200000", "99999.99"], False),
        ("300000", ["300000.01"], False),
        ("0", [], False),
        ("300000", [], False),
    ],
)
def test_the_sources_give_exactly_the_fund(draft, fund, sums, sound):
    draft.sources.all().delete()
    for amount in sums:
        factories.source(draft, amount=Decimal(amount))

    assert rules.sources_add_up(changed(draft, fund=Decimal(fund))) is sound


@pytest.mark.parametrize(
    ("maximum", "fits"), [("0", False), ("0.01", True), ("300000", True), ("300000.01", False)]
)
def test_one_grant_fits_into_the_fund(draft, maximum, fits):
    assert rules.maximum_fits_fund(changed(draft, maximum_grant=Decimal(maximum))) is fits


def test_a_call_without_criteria(draft):
    draft.criteria.all().delete()

    assert rules.criteria_are_sound.faults(draft) == ["There is no criterion yet."]


@pytest.mark.parametrize(
    ("fields", "fault"),
    [
        ({"step": Decimal(3)}, "“Значимость”: the step must divide the scale evenly."),
        ({"step": Decimal("0.3")}, "“Значимость”: the step must divide the scale evenly."),
        ({"weight": Decimal(0)}, "“Значимость”: the weight must be more than nothing."),
        ({"step": Decimal("0.5")}, None),
        ({"minimum": Decimal(1), "maximum": Decimal(5)}, None),
    ],
)
def test_a_criterion_is_sound(draft, fields, fault):
    draft.criteria.filter(key="c1").update(**fields)

    assert rules.criteria_are_sound.faults(draft) == ([fault] if fault else [])


@pytest.mark.parametrize(
    ("combining", "mark", "reachable"),
    [
        ("sum_of_means", "20", True),
        ("sum_of_means", "20.01", False),
        ("weighted_percent", "100", True),
        ("weighted_percent", "100.01", False),
    ],
)
def test_the_pass_mark_can_be_reached(draft, combining, mark, reachable):
    draft = changed(draft, combining=combining, pass_mark=Decimal(mark))

    assert rules.criteria_are_sound(draft) is reachable


CALENDAR = [
    "opens_at",
    "closes_at",
    "check_until",
    "scores_until",
    "decision_by",
    "publication_by",
    "appeals_until",
    "implementation_until",
]


@pytest.mark.parametrize("name", CALENDAR)
def test_every_date_is_asked(draft, name):
    told = str(Competition._meta.get_field(name).verbose_name)

    assert rules.calendar_is_in_order.faults(changed(draft, **{name: None})) == [
        f"“{told}” is empty."
    ]


@pytest.mark.parametrize(
    ("name", "value", "fault"),
    [
        ("check_until", date(2026, 4, 24), ("check until", "last minute of reception")),
        ("check_until", date(2026, 4, 25), None),
        ("scores_until", date(2026, 4, 29), ("scores until", "check until")),
        ("decision_by", date(2026, 5, 4), ("decision by", "scores until")),
        ("publication_by", date(2026, 5, 9), ("publication by", "decision by")),
        ("appeals_until", date(2026, 5, 11), ("appeals until", "publication by")),
    ],
)
def test_no_day_comes_before_the_one_it_follows(draft, name, value, fault):
    told = ["“{}” must not come before “{}”.".format(*fault)] if fault else []

    assert rules.calendar_is_in_order.faults(changed(draft, **{name: value})) == told


@pytest.mark.parametrize(
    ("name", "value", "fault"),
    [
        ("closes_at", factories.at(4, 11, 9), "last minute of reception must come after the first"),
        ("implementation_until", date(2026, 5, 12), "must end after the results are published"),
        ("implementation_until", date(2026, 5, 13), ""),
    ],
)
def test_reception_and_implementation_have_an_end(draft, name, value, fault):
    told = rules.calendar_is_in_order.faults(changed(draft, **{name: value}))

    assert len(told) == bool(fault)
    assert all(fault in one for one in told)


@pytest.mark.parametrize(("shift", "long_enough"), [(0 * SECOND, True), (-SECOND, False)])
def test_the_reception_is_as_long_as_the_regulation_says(draft, shift, long_enough):
    opens = factories.at(4, 11, 9)
    draft = changed(draft, opens_at=opens, closes_at=opens + timedelta(days=10) + shift)

    assert rules.calendar_is_long_enough(draft) is long_enough


def test_a_reception_is_reckoned_from_when_it_can_be_known(draft):
    draft = changed(
        draft, opens_at=factories.at(4, 1, 9), closes_at=factories.NOON + timedelta(days=9)
    )

    assert rules.calendar_is_long_enough.faults(draft) == [
        "The reception must last at least 10 days from the announcement."
    ]


def test_a_refusal_cites_the_point_of_the_regulation(draft):
    draft.regulation.points = {"minimum_open_days": "point 3.1"}
    draft = changed(draft, closes_at=draft.opens_at + timedelta(days=2))

    assert rules.calendar_is_long_enough.faults(draft) == [
        "The reception must last at least 10 days from the announcement. (Regulation, point 3.1.)"
    ]


@pytest.mark.parametrize(("shift", "ahead"), [(SECOND, True), (0 * SECOND, False)])
def test_the_closing_lies_ahead(draft, shift, ahead):
    assert rules.closing_lies_ahead(changed(draft, closes_at=factories.NOON + shift)) is ahead


@pytest.mark.parametrize(
    ("ladder", "faults"),
    [
        ([{"kind": "lot"}], 0),
        ([{"kind": "own_share"}, {"kind": "chairs_word"}], 0),
        ([{"kind": "criterion_mean", "criterion": "c1"}, {"kind": "lot"}], 0),
        ([], 1),
        ([{"kind": "lot"}, {"kind": "own_share"}], 1),
        ([{"kind": "open_vote"}], 1),
        ([{"kind": "criterion_mean", "criterion": "c9"}, {"kind": "lot"}], 1),
        ([{"kind": "criterion_mean"}], 2),
    ],
)
def test_the_ladder_always_decides(draft, ladder, faults):
    assert len(rules.ladder_always_decides.faults(changed(draft, ladder=ladder))) == faults


def test_the_regulation_must_be_in_force(draft):
    draft.regulation = Regulation(municipality=draft.municipality)

    assert not rules.regulation_in_force(draft)


# --- the reception


@pytest.mark.parametrize(("shift", "running"), [(0 * SECOND, True), (SECOND, False)])
def test_the_reception_runs_to_its_last_second(call, shift, running):
    with clock.at(call.closes_at + shift):
        assert rules.reception_is_running(call) is running
        assert rules.reception_is_over(call) is not running
        assert call.is_open is running
        assert call.takes_at(clock.arrival()) is running


@pytest.mark.parametrize(("shift", "is_open"), [(-SECOND, False), (0 * SECOND, True)])
def test_the_reception_opens_at_its_first_second(call, shift, is_open):
    with clock.at(call.opens_at + shift):
        assert call.is_open is is_open


def test_what_counts_is_the_arrival_not_the_waiting(call):
    with clock.at(call.closes_at + SECOND), clock.arrived(call.closes_at):
        assert call.is_open


@pytest.mark.parametrize(("shift", "lets_in"), [(0 * SECOND, True), (SECOND, False)])
def test_a_permit_lets_one_in_to_its_own_last_second(call, applicant, rival, head, shift, lets_in):
    until = factories.at(4, 22)
    factories.permit(call, applicant, until, head)
    factories.permit(call, rival, until + timedelta(days=9), head, state="withdrawn")

    with clock.at(until + shift):
        assert call.takes_at(clock.arrival(), applicant) is lets_in
        assert call.takes_at(clock.arrival(), rival) is False
        assert call.takes_at(clock.arrival()) is False
        assert rules.reception_is_over(call) is not lets_in


def test_a_permit_opens_nothing_before_the_reception(call, applicant, head):
    factories.permit(call, applicant, factories.at(4, 22), head)

    with clock.at(call.opens_at - SECOND):
        assert call.takes_at(clock.arrival(), applicant) is False


@pytest.mark.parametrize("made", [0, 1, 2])
@pytest.mark.parametrize("allowed_times", [0, 1, 2])
def test_extensions_are_counted(call, made, allowed_times):
    call = changed(call, extensions=made, extension_times=allowed_times)

    assert rules.extension_is_left(call) is (made < allowed_times)


# --- the commission


@pytest.mark.parametrize(
    ("roles", "faults"),
    [
        (["chair", "member", "member"], []),
        (["chair", "deputy", "member"], []),
        (["member", "member", "member"], ["The commission has no chair yet."]),
        (
            ["chair", "member", "secretary", "alternate"],
            ["The commission needs at least 3 members who score; it has 2."],
        ),
        (
            [],
            [
                "The commission has no chair yet.",
                "The commission needs at least 3 members who score; it has 0.",
            ],
        ),
    ],
)
def test_the_commission_is_seated(call, roles, faults):
    for number, role in enumerate(roles):
        factories.seat(call, factories.user(f"Осмонов {number}"), role)

    assert rules.commission_is_seated.faults(call) == faults


def test_a_secretary_who_scores_counts(call):
    call = changed(call, secretary_scores=True)
    for role in ("chair", "member", "secretary"):
        factories.seat(call, factories.user(role), role)

    assert rules.commission_is_seated(call)


def test_enough_members_for_the_scores_that_are_asked(call, commission):
    assert rules.commission_is_seated.faults(changed(call, minimum_scores=4)) == [
        "The commission needs at least 4 members who score; it has 3."
    ]


@pytest.mark.parametrize("state", CompetitionState.values)
def test_seats_change_until_the_decision(call, applicant, state):
    seat = Seat(competition=standing(call, state), user=applicant, role="member")

    at_work = {"draft", "announced", "checking", "scoring", "deliberation"}
    assert rules.commission_is_at_work(seat) is (state in at_work)


def test_one_chair(call, commission, applicant):
    assert not rules.chair_is_one(Seat(competition=call, user=applicant, role="chair"))
    assert rules.chair_is_one(Seat(competition=call, user=applicant, role="member"))

    Seat.objects.filter(role="chair").update(state="released")

    assert rules.chair_is_one(Seat(competition=call, user=applicant, role="chair"))


@pytest.mark.parametrize(
    ("until", "late"),
    [
        (factories.at(4, 20, 17), False),
        (factories.at(4, 20, 17) + SECOND, True),
        (factories.at(4, 9), False),
    ],
)
def test_a_permit_reaches_beyond_the_closing(call, applicant, until, late):
    assert rules.permit_is_late(Permit(competition=call, user=applicant, until=until)) is late


@pytest.mark.parametrize("state", CompetitionState.values)
def test_permits_are_for_announced_calls(call, applicant, state):
    permit = Permit(competition=standing(call, state), user=applicant)

    assert rules.call_is_announced(permit) is (state == "announced")


# --- the regulation


@pytest.mark.parametrize("name", ["resolution_number", "resolution_on", "title_ky", "title_ru"])
def test_a_regulation_is_complete(town, name):
    regulation = factories.regulation(town, state="draft")
    setattr(regulation, name, None if name == "resolution_on" else "")

    told = str(Regulation._meta.get_field(name).verbose_name)
    assert rules.regulation_is_complete.faults(regulation) == [f"“{told}” is empty."]


def test_a_regulation_is_replaced_only_by_another(town, other_town):
    regulation = factories.regulation(town)
    assert not rules.another_takes_over(regulation)

    factories.regulation(other_town, state="draft")
    assert not rules.another_takes_over(regulation)

    factories.regulation(town, state="draft")
    assert rules.another_takes_over(regulation)


def test_faults_are_told_page_by_page(town):
    bare = factories.competition(
        town, state="draft", rows=False, purpose_ky="", closes_at=None, fund=0
    )
    found = {part: len(rules.faults_of_part(bare, part)) for part in rules.PART_CONDITIONS}

    assert found == {"basics": 1, "money": 2, "calendar": 1, "scoring": 1, "procedure": 0}
    assert rules.faults_of_part(bare, "documents") == []
