"""Every act of the commission: it works, is denied without a trace, is refused with reasons."""

import hashlib
from datetime import timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.base import ContentFile

from applications import actions as applications
from audit.acts import Refused
from audit.models import Entry, Notice
from competitions.models import Competition, Criterion, Seat
from scoring import actions
from scoring.models import (
    Appeal,
    Dissent,
    Mark,
    Meeting,
    Motion,
    Proposal,
    Protocol,
    Question,
    Sheet,
    SheetVersion,
    Signature,
    TieBreak,
    Vote,
    ranking_of,
)
from tests import factories
from tests.scoring.conftest import marks, moved

MODELS = [
    Appeal,
    Dissent,
    Mark,
    Meeting,
    Motion,
    Proposal,
    Protocol,
    Question,
    Sheet,
    SheetVersion,
    Signature,
    TieBreak,
    Vote,
    Competition,
    Entry,
    Notice,
]


def everything():
    """All rows an act of this room could touch."""
    return {model.__name__: list(model.objects.order_by("pk").values()) for model in MODELS}


def latest():
    """What the newest entry says: act, actor, state before and after, note."""
    entry = Entry.objects.exclude(act="papers.issue").order_by("-pk").first()
    return entry.act, entry.actor_name, entry.before, entry.after, entry.note


def told():
    """Who was told of the newest entry, by which letter."""
    notices = Notice.objects.filter(
        entry=Entry.objects.exclude(act="papers.issue").order_by("-pk").first()
    )
    return sorted(notices.values_list("template", "recipient__name"))


def denied(act, *args, **facts):
    """The act is denied and leaves no trace."""
    before = everything()
    with pytest.raises(PermissionDenied):
        act(*args, **facts)
    assert everything() == before


def refused(act, *args, **facts):
    """The act is refused and leaves no trace; its reasons."""
    before = everything()
    with pytest.raises(Refused) as refusal:
        act(*args, **facts)
    assert everything() == before
    return refusal.value.reasons


def wrong(act, *args, **facts):
    """The input is wrong, nothing is left behind; what is said."""
    before = everything()
    with pytest.raises(ValidationError) as error:
        act(*args, **facts)
    assert everything() == before
    return error.value.messages


MOVED_ON = ["This has already moved on. Open the page again to see where it stands."]


# --- opening and closing


def test_open_scoring_deals_a_sheet_to_every_scoring_seat(
    checked, clerk, first, second, member, second_member, chair
):
    opened = actions.open_scoring(checked, actor=clerk)

    assert opened.state == "scoring"
    dealt = Sheet.objects.order_by("seat__user__name", "application").values_list(
        "seat__user__name", "application", "state"
    )
    assert list(dealt) == [
        (person.name, application.pk, "undeclared")
        for person in sorted((chair, member, second_member), key=lambda one: one.name)
        for application in (first, second)
    ]
    assert latest() == ("competitions.open_scoring", clerk.name, "checking", "scoring", "")
    assert Entry.objects.exclude(act="papers.issue").order_by("-pk").first().facts == {
        "seats": 3,
        "applications": 2,
        "recused": 0,
    }


def test_every_seat_has_its_own_fixed_order(commission, clerk, rival):
    for _number in range(6):
        factories.application(commission, rival, complete=False, state="admitted")
    actions.open_scoring(moved(commission, "checking"), actor=clerk)

    orders = {
        seat: list(
            Sheet.objects.filter(seat=seat)
            .order_by("position")
            .values_list("application__number", flat=True)
        )
        for seat in Seat.objects.filter(role__in=["chair", "member"]).values_list("pk", flat=True)
    }
    assert len({tuple(order) for order in orders.values()}) > 1
    for seat, order in orders.items():
        again = sorted(
            order, key=lambda n: hashlib.sha256(f"{commission.pk}:{seat}:{n}".encode()).hexdigest()
        )
        assert order == again


@pytest.mark.parametrize("how", ["applicant", "representative", "member of the group"])
def test_whoever_belongs_to_the_applicant_is_recused_from_the_start(
    how, checked, clerk, first, second, member
):
    if how == "applicant":
        type(first).objects.filter(pk=first.pk).update(applicant=member)
    elif how == "representative":
        type(first).objects.filter(pk=first.pk).update(representative_phone=member.phone)
    else:
        factories.member(first, phone=member.phone)

    actions.open_scoring(checked, actor=clerk)

    own = Sheet.objects.filter(seat__user=member)
    assert list(
        own.order_by("application").values_list("application", "state", "interest_kind")
    ) == [
        (first.pk, "recused", "applicant"),
        (second.pk, "undeclared", ""),
    ]
    assert Sheet.objects.filter(state="recused").count() == 1


def test_the_secretary_scores_only_where_the_call_says_so(checked, clerk, secretary):
    Competition.objects.filter(pk=checked.pk).update(secretary_scores=True)

    actions.open_scoring(checked, actor=clerk)

    assert Sheet.objects.filter(seat__user=secretary).count() == 2


def test_open_scoring_names_everything_that_stands_in_the_way(call, clerk, applicant):
    factories.application(call, applicant, state="submitted")

    assert refused(actions.open_scoring, moved(call, "checking"), actor=clerk) == [
        "The commission has no chair yet.",
        "The commission needs at least 3 members who score; it has 0.",
        "Every application must be checked first: admitted, declined or withdrawn.",
        "No application has been admitted.",
    ]


def test_open_scoring_is_denied_to_the_chair_and_done_once(checked, clerk, chair):
    denied(actions.open_scoring, checked, actor=chair)
    actions.open_scoring(checked, actor=clerk)

    assert refused(actions.open_scoring, checked, actor=clerk) == MOVED_ON


def test_close_scoring_opens_the_ranking_to_the_commission(scoring, give, first, second, chair):
    give({first: 7, second: 5})
    call = moved(scoring, "scoring")

    closed = actions.close_scoring(call, actor=chair)

    assert closed.state == "deliberation"
    assert latest() == ("competitions.close_scoring", chair.name, "scoring", "deliberation", "")
    assert len(told()) == 5
    assert refused(actions.close_scoring, call, actor=chair) == MOVED_ON


def test_close_scoring_names_who_owes_and_what_falls_short(
    scoring, chair, member, second_member, first, second
):
    names = sorted(person.name for person in (chair, member, second_member))

    assert refused(actions.close_scoring, scoring, actor=chair) == [
        *(f"{name} still owes sheets: 2." for name in names),
        *(
            f"Application № {number} has 0 of 3 scores: call an alternate."
            for number in sorted((first.number, second.number))
        ),
    ]
    denied(actions.close_scoring, scoring, actor=member)


# --- alternates


def test_an_alternate_is_called_where_the_numbers_fall_short(scoring, chair, alternate, first):
    seat = Seat.objects.get(user=alternate)

    (called,) = actions.call_alternate(scoring, actor=chair, seat=seat, applications=[first])

    assert (called.seat, called.application, called.state, called.position) == (
        seat,
        first,
        "undeclared",
        1,
    )
    assert latest() == ("scoring.call_alternate", chair.name, "", "undeclared", "")
    assert told() == [("scoring/alternate_called", alternate.name)]


def test_an_alternate_of_the_group_is_recused(scoring, chair, alternate, first, second):
    factories.member(first, phone=alternate.phone)
    seat = Seat.objects.get(user=alternate)

    called = actions.call_alternate(scoring, actor=chair, seat=seat, applications=[first, second])

    assert {sheet.application: sheet.state for sheet in called} == {
        first: "recused",
        second: "undeclared",
    }


def test_nobody_is_called_twice_for_the_same_application(scoring, chair, member, first):
    seat = Seat.objects.get(user=member)

    assert wrong(actions.call_alternate, scoring, actor=chair, seat=seat, applications=[first]) == [
        "This seat already has a sheet for this application."
    ]


def test_only_the_own_commission_and_the_admitted_are_called(
    scoring, chair, alternate, first, town, rival
):
    other = factories.competition(town)
    seat, strange = Seat.objects.get(user=alternate), factories.seat(other, rival)
    elsewhere = factories.application(other, rival, complete=False, state="admitted")
    act = actions.call_alternate

    assert wrong(act, scoring, actor=chair, seat=strange, applications=[first]) == [
        "This seat belongs to another commission."
    ]
    assert wrong(act, scoring, actor=chair, seat=seat, applications=[elsewhere]) == [
        "Choose applications admitted to this competition."
    ]
    assert wrong(act, scoring, actor=chair, seat=seat, applications=[]) == [
        "Choose at least one application."
    ]


def test_only_the_chair_calls(scoring, secretary, alternate, first):
    seat = Seat.objects.get(user=alternate)

    denied(actions.call_alternate, scoring, actor=secretary, seat=seat, applications=[first])


def test_nobody_is_called_once_the_protocol_is_signed(signed, chair, alternate, first):
    seat = Seat.objects.get(user=alternate)

    assert refused(
        actions.call_alternate, signed.competition, actor=chair, seat=seat, applications=[first]
    ) == ["The commission is not scoring, or its protocol is already signed."]


# --- declaring


def test_declaring_no_interest_opens_the_text(sheet_of, member, first):
    opened = actions.declare_no_interest(sheet_of(member, first), actor=member)

    assert (opened.state, opened.declared_at) == ("open", factories.NOON)
    assert latest() == ("scoring.declare_no_interest", member.name, "undeclared", "open", "")
    assert told() == []
    assert refused(actions.declare_no_interest, opened, actor=member) == MOVED_ON


def test_an_interest_recuses(sheet_of, member, first, chair, secretary):
    recused = actions.declare_interest(
        sheet_of(member, first), actor=member, interest_kind="family", interest_words="Эжем"
    )

    assert (recused.state, recused.interest_kind, recused.interest_words) == (
        "recused",
        "family",
        "Эжем",
    )
    assert latest() == ("scoring.declare_interest", member.name, "undeclared", "recused", "")
    assert told() == [
        ("scoring/interest_declared", name) for name in sorted((chair.name, secretary.name))
    ]
    assert refused(actions.declare_no_interest, recused, actor=member) == MOVED_ON


def test_nobody_declares_for_another(sheet_of, member, first, chair, clerk):
    for person in (chair, clerk):
        denied(actions.declare_no_interest, sheet_of(member, first), actor=person)
        denied(
            actions.declare_interest, sheet_of(member, first), actor=person, interest_kind="family"
        )


@pytest.mark.parametrize("kind", ["applicant", "friend", ""])
def test_the_kind_of_interest_is_one_of_those_a_person_declares(kind, sheet_of, member, first):
    assert wrong(
        actions.declare_interest, sheet_of(member, first), actor=member, interest_kind=kind
    ) == ["Choose the kind of interest."]


def test_belonging_to_the_applicant_cannot_be_waived(sheet_of, member, first):
    factories.member(first, phone=member.phone)

    assert refused(actions.declare_no_interest, sheet_of(member, first), actor=member) == [
        "You belong to the applicant of this application: such an interest cannot be waived."
    ]


def test_whoever_joined_the_group_later_can_neither_score_nor_send(sheet_of, member, first):
    sheet = sheet_of(member, first, "open")
    factories.member(first, phone=member.phone)
    sentence = "You belong to the applicant of this application: such an interest cannot be waived."

    assert refused(actions.score, sheet, actor=member, marks=marks(sheet, 5)) == [sentence]
    assert sentence in refused(actions.send, sheet, actor=member)


def test_all_applications_of_a_call_are_declared_at_once(scoring, sheet_of, member, first, second):
    rows = [
        {"sheet": sheet_of(member, first).pk, "interest_kind": "", "interest_words": ""},
        {
            "sheet": sheet_of(member, second).pk,
            "interest_kind": "money",
            "interest_words": "Дүкөн меники",
        },
    ]

    actions.declare_all(scoring, actor=member, declarations=rows)

    assert (sheet_of(member, first).state, sheet_of(member, second).state) == ("open", "recused")


def test_declaring_at_once_is_all_or_nothing(scoring, sheet_of, member, second_member, first):
    rows = [
        {"sheet": sheet_of(member, first).pk, "interest_kind": ""},
        {"sheet": sheet_of(second_member, first).pk, "interest_kind": ""},
    ]

    assert wrong(actions.declare_all, scoring, actor=member, declarations=rows) == [
        "One of these sheets is not yours."
    ]


@pytest.mark.parametrize("state", ["open", "reopened", "sent"])
@pytest.mark.parametrize("who", ["member", "chair"])
def test_an_interest_found_later_voids_the_sheet(
    state, who, sheet_of, member, chair, secretary, first, request
):
    person = request.getfixturevalue(who)

    voided = actions.declare_late_interest(
        sheet_of(member, first, state),
        actor=person,
        interest_kind="work",
        interest_words="Жумушташ",
    )

    assert (voided.state, voided.interest_kind, voided.reopened_until) == ("voided", "work", None)
    assert latest() == ("scoring.declare_late_interest", person.name, state, "voided", "")
    assert told() == sorted(
        [
            ("scoring/sheet_voided", member.name),
            ("scoring/interest_declared", chair.name),
            ("scoring/interest_declared", secretary.name),
        ]
    )


def test_a_void_sheet_counts_no_more(deliberation, sheet_of, member, chair, first):
    actions.declare_late_interest(
        sheet_of(member, first), actor=chair, interest_kind="work", interest_words="Жумуш"
    )

    counted = {
        candidate.key: len(candidate.marks) for candidate in ranking_of(deliberation).too_few
    }
    assert counted == {f"{first.number:06d}": 2}


def test_another_member_voids_nothing(sheet_of, member, second_member, first):
    sheet = sheet_of(member, first, "sent")

    denied(actions.declare_late_interest, sheet, actor=second_member, interest_kind="work")


# --- scoring and sending


def test_points_are_kept_and_not_written_into_the_journal(sheet_of, member, first):
    sheet = sheet_of(member, first, "open")

    actions.score(sheet, actor=member, marks=marks(sheet, 7, "Жакшы"))

    kept = sheet.marks.order_by("criterion").values_list("points", "reason")
    assert list(kept) == [(Decimal(7), "Жакшы")] * 2
    assert latest() == ("scoring.score", member.name, "open", "open", "")
    assert Entry.objects.exclude(act="papers.issue").order_by("-pk").first().facts == {
        "changed": [],
        "criteria": 2,
    }


def test_points_may_be_changed_and_taken_back_before_sending(sheet_of, member, first):
    sheet = sheet_of(member, first, "open")
    actions.score(sheet, actor=member, marks=marks(sheet, 7))

    actions.score(sheet, actor=member, marks=marks(sheet, None))

    assert list(sheet.marks.values_list("points", flat=True)) == [None, None]


@pytest.mark.parametrize("points", ["-1", "11", "5.5"])
def test_points_off_the_scale_are_not_taken(points, sheet_of, member, first):
    sheet = sheet_of(member, first, "open")

    assert wrong(actions.score, sheet, actor=member, marks=marks(sheet, points)) == [
        "From 0 to 10, in steps of 1."
    ]


def test_a_criterion_of_another_call_is_not_taken(sheet_of, member, first, town):
    sheet = sheet_of(member, first, "open")
    strange = Criterion.objects.filter(competition=factories.competition(town)).first()

    assert wrong(
        actions.score, sheet, actor=member, marks=[{"criterion": strange.pk, "points": "5"}]
    ) == ["This criterion does not belong to the call."]


def test_only_the_member_scores_and_only_an_open_sheet(sheet_of, member, chair, first):
    sheet = sheet_of(member, first, "open")
    denied(actions.score, sheet, actor=chair, marks=marks(sheet, 5))

    for state in ("undeclared", "sent", "recused", "voided", "excused", "declined"):
        assert (
            refused(
                actions.score, sheet_of(member, first, state), actor=member, marks=marks(sheet, 5)
            )
            == MOVED_ON
        )


def test_sending_freezes_the_sheet(sheet_of, member, first):
    sheet = sheet_of(member, first, "open")
    actions.score(sheet, actor=member, marks=marks(sheet, 7))

    sent = actions.send(sheet, actor=member)

    version = SheetVersion.objects.get(sheet=sheet)
    assert (sent.state, sent.sent_at, sent.versions_count, version.number) == (
        "sent",
        factories.NOON,
        1,
        1,
    )
    assert version.facts["marks"] == [
        {"criterion": "c1", "points": "7.00", "reason": ""},
        {"criterion": "c2", "points": "7.00", "reason": ""},
    ]
    assert latest() == ("scoring.send", member.name, "open", "sent", "")
    assert Entry.objects.exclude(act="papers.issue").order_by("-pk").first().facts == {
        "version": 1,
        "sha256": version.sha256,
    }
    assert refused(actions.send, sent, actor=member) == MOVED_ON


def test_sending_names_everything_that_is_missing(sheet_of, member, first):
    sheet = sheet_of(member, first, "open")
    one, two = sheet.competition.criteria_in_order()
    actions.score(sheet, actor=member, marks=[{"criterion": one.pk, "points": "10"}])

    assert refused(actions.send, sheet, actor=member) == [
        f"“{two.title}” has no points yet.",
        f"“{one.title}” needs a reason for these points.",
    ]
    denied(actions.send, sheet, actor=two.competition.seats.get(role="chair").user)


def test_points_and_sending_in_one_go_are_both_or_neither(sheet_of, member, first):
    sheet = sheet_of(member, first, "open")

    assert len(refused(actions.score_and_send, sheet, actor=member, marks=marks(sheet, 10))) == 2

    sent = actions.score_and_send(sheet, actor=member, marks=marks(sheet, 10, "Мыкты"))
    assert (sent.state, sent.marks.count()) == ("sent", 2)


# --- what the chair does


def test_a_sent_sheet_is_reopened_with_a_reason_and_a_term(sheet_of, member, chair, first):
    until = factories.NOON + timedelta(days=1)

    reopened = actions.reopen(
        sheet_of(member, first, "sent"), actor=chair, reason="Ката бар", until=until
    )

    assert (reopened.state, reopened.reason, reopened.reopened_until) == (
        "reopened",
        "Ката бар",
        until,
    )
    assert latest() == ("scoring.reopen", chair.name, "sent", "reopened", "Ката бар")
    assert told() == [("scoring/sheet_reopened", member.name)]


def test_every_version_that_was_sent_is_kept(sheet_of, member, chair, first):
    sheet = sheet_of(member, first, "open")
    sent = actions.score_and_send(sheet, actor=member, marks=marks(sheet, 4))
    until = factories.NOON + timedelta(days=1)
    reopened = actions.reopen(sent, actor=chair, reason="Ката", until=until)

    again = actions.score_and_send(reopened, actor=member, marks=marks(sheet, 6))

    assert (again.state, again.reopened_until, again.versions_count) == ("sent", None, 2)
    points = [
        version.facts["marks"][0]["points"] for version in SheetVersion.objects.order_by("number")
    ]
    assert points == ["4.00", "6.00"]


def test_a_term_must_lie_ahead_and_is_kept_to(sheet_of, member, chair, first):
    sheet = sheet_of(member, first, "sent")
    assert wrong(actions.reopen, sheet, actor=chair, reason="Ката", until=factories.NOON) == [
        "The term must end later than now."
    ]

    late = sheet_of(member, first, "reopened", reopened_until=factories.NOON - timedelta(minutes=1))
    assert refused(actions.score, late, actor=member, marks=marks(late, 5)) == [
        "The term for which the sheet was reopened has run out. Ask the chair."
    ]
    longer = actions.reopen(
        late, actor=chair, reason="Дагы бир күн", until=factories.NOON + timedelta(days=1)
    )
    assert longer.state == "reopened"


def test_only_the_chair_reopens(sheet_of, member, secretary, first):
    sheet = sheet_of(member, first, "sent")

    for person in (member, secretary):
        denied(
            actions.reopen,
            sheet,
            actor=person,
            reason="Ката",
            until=factories.NOON + timedelta(days=1),
        )


@pytest.mark.parametrize("state", ["undeclared", "open", "reopened"])
def test_a_member_is_excused_with_a_reason(state, sheet_of, member, chair, first):
    excused = actions.excuse(sheet_of(member, first, state), actor=chair, reason="Ооруп калды")

    assert (excused.state, excused.reason) == ("excused", "Ооруп калды")
    assert latest() == ("scoring.excuse", chair.name, state, "excused", "Ооруп калды")
    assert told() == [("scoring/sheet_excused", member.name)]
    denied(actions.excuse, sheet_of(member, first, state), actor=member, reason="Ооруп калдым")


@pytest.mark.parametrize("state", ["undeclared", "open"])
def test_a_member_declines_with_a_reason(state, sheet_of, member, chair, first):
    declined = actions.decline_to_score(
        sheet_of(member, first, state), actor=member, reason="Түшүнбөйм"
    )

    assert (declined.state, declined.reason) == ("declined", "Түшүнбөйм")
    assert latest() == ("scoring.decline_to_score", member.name, state, "declined", "Түшүнбөйм")
    denied(
        actions.decline_to_score, sheet_of(member, first, state), actor=chair, reason="Түшүнбөйт"
    )


def test_nothing_of_a_sheet_changes_once_the_protocol_is_signed(
    signed, sheet_of, member, chair, first
):
    sentence = "The commission is not scoring, or its protocol is already signed."
    until = factories.NOON + timedelta(days=1)
    sheet = sheet_of(member, first)

    assert refused(actions.reopen, sheet, actor=chair, reason="Ката", until=until) == [sentence]
    assert refused(actions.declare_late_interest, sheet, actor=member, interest_kind="work") == [
        sentence
    ]


# --- ties


def test_an_open_vote_puts_equal_applications_in_order(tied, secretary, first, second):
    tie = actions.record_open_vote(tied, actor=secretary, votes={first.number: 1, second.number: 2})

    assert order(tied) == [second.number, first.number]
    assert (tie.state, tie.votes) == ("recorded", {str(first.number): 1, str(second.number): 2})
    assert latest() == ("scoring.settle_tie", secretary.name, "", "recorded", "")


def test_equal_votes_go_down_to_the_chair(tied, secretary, chair, first, second):
    actions.record_open_vote(tied, actor=secretary, votes={first.number: 2, second.number: 2})

    assert ranking_of(tied).unsettled[0].rung.kind == "chairs_word"
    denied(
        actions.record_chairs_word,
        tied,
        actor=secretary,
        order=[first.number, second.number],
        reason="Сөз",
    )

    actions.record_chairs_word(
        tied, actor=chair, order=[second.number, first.number], reason="Көчө караңгы"
    )
    assert order(tied) == [second.number, first.number]


def test_a_lot_can_be_repeated_by_anybody(tied, secretary, first, second):
    Competition.objects.filter(pk=tied.pk).update(ladder=[{"kind": "lot"}])
    call = Competition.objects.get(pk=tied.pk)

    tie = actions.draw_lot(
        call,
        actor=secretary,
        numbers=[first.number, second.number],
        witnesses="Эки күбө",
        word="тоо",
    )

    assert tie.seed.startswith("тоо-")
    keys = [f"{one.number:06d}" for one in (first, second)]
    drawn = sorted(keys, key=lambda key: hashlib.sha256(f"{tie.seed}:{key}".encode()).hexdigest())
    assert order(call) == [int(key) for key in drawn]
    assert refused(
        actions.strike_out_tie, tie, actor=call.seats.get(role="chair").user, reason="Кайра"
    ) == ["A lot is drawn once: it cannot be struck out."]
    assert refused(
        actions.draw_lot,
        call,
        actor=secretary,
        numbers=[first.number, second.number],
        witnesses="Эки күбө",
    ) == ["These applications do not wait for this rung of the tie ladder."]


def test_a_tie_is_settled_only_by_the_rung_that_is_next(tied, chair, member, first, second):
    numbers = [first.number, second.number]

    assert refused(actions.record_chairs_word, tied, actor=chair, order=numbers, reason="Сөз") == [
        "These applications do not wait for this rung of the tie ladder."
    ]
    denied(actions.draw_lot, tied, actor=member, numbers=numbers, witnesses="Эки күбө")


def test_every_application_has_a_place_of_its_own(tied, chair, first):
    assert wrong(
        actions.record_chairs_word, tied, actor=chair, order=[first.number] * 2, reason="Сөз"
    ) == ["Every application has a place of its own."]


def test_a_vote_recorded_wrongly_is_struck_out(tied, secretary, chair, first, second):
    tie = actions.record_open_vote(tied, actor=secretary, votes={first.number: 1, second.number: 2})
    denied(actions.strike_out_tie, tie, actor=secretary, reason="Ката")

    struck = actions.strike_out_tie(tie, actor=chair, reason="Ката")

    assert struck.state == "struck_out"
    assert ranking_of(tied).is_settled is False
    assert refused(actions.strike_out_tie, struck, actor=chair, reason="Ката") == MOVED_ON


def order(call):
    return [int(row.key) for row in ranking_of(call).rows]


# --- meetings

PLACE = {"place_ky": "Айыл өкмөтү", "place_ru": "Айыл окмоту"}


def test_the_commission_is_called_together(scoring, secretary, member):
    meeting = actions.plan_meeting(
        scoring, actor=secretary, held_at=factories.at(5, 6, 10), **PLACE
    )

    assert (meeting.state, meeting.place_ky) == ("planned", "Айыл өкмөтү")
    assert latest() == ("scoring.plan_meeting", secretary.name, "", "planned", "")
    assert len(told()) == 5
    denied(actions.plan_meeting, scoring, actor=member, held_at=factories.at(5, 6, 10), **PLACE)


def test_no_meeting_before_the_scoring(checked, secretary):
    assert refused(
        actions.plan_meeting, checked, actor=secretary, held_at=factories.NOON, **PLACE
    ) == [
        "The commission meets from the opening of the scoring until the competition is completed."
    ]


def test_a_planned_meeting_is_moved(scoring, secretary):
    meeting = actions.plan_meeting(
        scoring, actor=secretary, held_at=factories.at(5, 6, 10), **PLACE
    )

    changed = actions.change_meeting(
        meeting, actor=secretary, held_at=factories.at(5, 7, 10), **PLACE
    )

    assert changed.held_at == factories.at(5, 7, 10)
    assert len(told()) == 5


def test_a_meeting_is_opened_at_its_hour_with_a_quorum(scoring, secretary, member, second_member):
    meeting = actions.plan_meeting(
        scoring, actor=secretary, held_at=factories.at(4, 10, 13), **PLACE
    )
    assert refused(actions.open_meeting, meeting, actor=secretary) == [
        "The hour of the meeting has not come yet.",
        "Present: 0 of 3; the quorum is 2.",
    ]

    actions.change_meeting(meeting, actor=secretary, held_at=factories.NOON, **PLACE)
    seats = Seat.objects.filter(user__in=[member, second_member]).values_list("pk", flat=True)
    actions.record_attendance(meeting, actor=secretary, present=list(seats))
    opened = actions.open_meeting(meeting, actor=secretary)

    assert (opened.state, opened.opened_at) == ("held", factories.NOON)
    assert refused(actions.open_meeting, opened, actor=secretary) == MOVED_ON
    denied(actions.open_meeting, opened, actor=member)


def test_only_the_own_seats_are_present(scoring, secretary, town, rival):
    strange = factories.seat(factories.competition(town), rival)
    meeting = actions.plan_meeting(scoring, actor=secretary, held_at=factories.NOON, **PLACE)

    assert wrong(actions.record_attendance, meeting, actor=secretary, present=[strange.pk]) == [
        "Only the commission's own seats can be present."
    ]


def test_a_question_of_a_resident_is_recorded(meeting, secretary, member):
    actions.record_question(
        meeting, actor=secretary, asked_by="Тургун", text="Качан?", answer="Жайында"
    )

    assert list(Question.objects.values_list("asked_by", "text", "answer")) == [
        ("Тургун", "Качан?", "Жайында")
    ]
    denied(actions.record_question, meeting, actor=member, text="Качан?")


def votes(meeting, **ballots):
    seats = {
        seat.role if seat.role == "chair" else seat.user_id: seat.pk
        for seat in meeting.voting_seats
    }
    return dict(zip(seats.values(), ballots.values(), strict=True))


def test_everybody_present_votes(meeting, secretary, first):
    ballots = votes(meeting, chair="for", member="against", second_member="for")

    actions.record_motion(
        meeting,
        actor=secretary,
        text_ky="Каржылоо",
        text_ru="Финансировать",
        application=first,
        votes=ballots,
    )

    motion = Motion.objects.get()
    assert motion.counts() == {"for": 2, "against": 1, "abstained": 0, "recused": 0}
    assert motion.is_carried is True


def test_whoever_stands_apart_has_no_voice(meeting, secretary, member, sheet_of, first):
    sheet = sheet_of(member, first, "voided")
    ballots = {seat.pk: "for" for seat in meeting.voting_seats}

    actions.record_motion(
        meeting, actor=secretary, text_ky="Каржылоо", text_ru="Да", application=first, votes=ballots
    )

    assert Motion.objects.get().counts() == {"for": 2, "against": 0, "abstained": 0, "recused": 1}
    assert Vote.objects.get(seat=sheet.seat).ballot == "recused"


def test_a_vote_is_complete_and_nobody_recuses_himself_there(meeting, secretary, member, alternate):
    seats = [seat.pk for seat in meeting.voting_seats]
    act, text = actions.record_motion, {"text_ky": "Ооба", "text_ru": "Да"}
    name = meeting.voting_seats[2].user.name

    assert wrong(act, meeting, actor=secretary, votes=dict.fromkeys(seats[:2], "for"), **text) == [
        f"{name} has no vote yet."
    ]
    recused = {**dict.fromkeys(seats, "for"), seats[2]: "recused"}
    assert wrong(act, meeting, actor=secretary, votes=recused, **text) == [
        f"{name} has declared no interest and votes."
    ]
    stranger = {**dict.fromkeys(seats, "for"), Seat.objects.get(user=alternate).pk: "for"}
    assert wrong(act, meeting, actor=secretary, votes=stranger, **text) == [
        "Only those present vote."
    ]
    denied(act, meeting, actor=member, votes={}, **text)


def test_a_motion_is_about_an_application_of_this_call(meeting, secretary, town, rival):
    strange = factories.application(
        factories.competition(town), rival, complete=False, state="admitted"
    )

    assert wrong(
        actions.record_motion,
        meeting,
        actor=secretary,
        text_ky="Ооба",
        text_ru="Да",
        application=strange,
        votes={},
    ) == ["Choose an application of this competition."]


def test_a_dissenting_opinion_is_its_authors_own(meeting, member, clerk):
    actions.record_dissent(meeting, actor=member, text="Мен каршымын")

    written = Dissent.objects.get()
    assert (written.seat.user, written.text) == (member, "Мен каршымын")
    denied(actions.record_dissent, meeting, actor=clerk, text="Мен дагы")


def test_nothing_is_added_to_a_meeting_once_its_protocol_is_signed(signed, meeting, member):
    assert refused(actions.record_dissent, meeting, actor=member, text="Мен каршымын") == [
        "The protocol of this meeting is already signed."
    ]


# --- the protocol


def proposals(protocol):
    rows = Proposal.objects.filter(protocol=protocol).order_by("position")
    return list(rows.values_list("application__number", "outcome", "granted", "place"))


def test_the_protocol_follows_the_ranking(deliberation, secretary, first, second):
    protocol = actions.draw_up(deliberation, actor=secretary)

    assert (protocol.number, protocol.state, protocol.amends) == (1, "draft", None)
    assert proposals(protocol) == [
        (first.number, "award", Decimal(60000), None),
        (second.number, "award", Decimal(60000), None),
    ]
    assert latest() == ("scoring.draw_up", secretary.name, "", "draft", "")


def test_what_the_fund_does_not_reach_goes_into_the_reserve(deliberation, secretary, first, second):
    Competition.objects.filter(pk=deliberation.pk).update(fund=Decimal(70000))

    protocol = actions.draw_up(Competition.objects.get(pk=deliberation.pk), actor=secretary)

    assert proposals(protocol) == [
        (first.number, "award", Decimal(60000), None),
        (second.number, "reserve", None, 1),
    ]


def test_whoever_is_under_the_pass_mark_is_told_so_in_both_languages(
    deliberation, secretary, second
):
    Competition.objects.filter(pk=deliberation.pk).update(pass_mark=Decimal(11))

    protocol = actions.draw_up(Competition.objects.get(pk=deliberation.pk), actor=secretary)

    row = Proposal.objects.get(protocol=protocol, application=second)
    assert row.outcome == "pass_over"
    assert row.is_explained


def test_no_protocol_while_a_tie_waits(tied, secretary, member, first, second):
    low, high = sorted((first.number, second.number))

    assert refused(actions.draw_up, tied, actor=secretary) == [
        f"№ {low}, {high}: Equal scores: the members must decide by open vote."
    ]
    denied(actions.draw_up, tied, actor=member)


def test_a_second_protocol_is_refused(draft, secretary):
    assert refused(actions.draw_up, draft.competition, actor=secretary) == [
        "There is already a protocol: change the draft, or amend the signed one after an appeal."
    ]


def test_the_draft_is_changed(draft, secretary, member, second):
    row = {
        "application": second,
        "outcome": "reserve",
        "place": 1,
        "reason_ky": "Себеп",
        "reason_ru": "Причина",
    }

    changed = actions.change_protocol(
        draft, actor=secretary, words_ky="Сөз", words_ru="Слово", proposals=[row]
    )

    assert (changed.words_ky, changed.meeting) == ("Сөз", draft.meeting)
    assert proposals(changed)[1] == (second.number, "reserve", None, 1)
    assert latest() == ("scoring.change_protocol", secretary.name, "draft", "draft", "")
    denied(actions.change_protocol, draft, actor=member, proposals=[row])


def test_what_a_draft_cannot_say(draft, secretary, second, town, rival):
    strange = factories.application(
        factories.competition(town), rival, complete=False, state="admitted"
    )
    act = actions.change_protocol

    assert wrong(
        act, draft, actor=secretary, proposals=[{"application": strange, "outcome": "reserve"}]
    ) == ["Choose an application of this competition."]
    assert wrong(
        act, draft, actor=secretary, proposals=[{"application": second, "outcome": "admit"}]
    ) == ["This protocol cannot decide so."]
    meeting = Meeting.objects.create(
        competition=strange.competition,
        held_at=factories.NOON,
        place_ky="А",
        place_ru="А",
        state="held",
    )
    assert wrong(act, draft, actor=secretary, meeting=meeting) == [
        "Choose a meeting of this commission."
    ]


def test_the_draft_is_drawn_up_again(draft, secretary, second):
    row = {"application": second, "outcome": "reserve", "place": 1}
    actions.change_protocol(draft, actor=secretary, proposals=[row])

    actions.draw_up_again(draft, actor=secretary)

    assert proposals(draft)[1] == (second.number, "award", Decimal(60000), None)


def test_signing_freezes_grid_ranking_and_decision(draft, chair, head, first, second):
    signed = actions.sign(draft, actor=chair)

    assert (signed.state, signed.signed_by, signed.signed_at) == ("signed", chair, factories.NOON)
    assert [(row["number"], row["place"], row["score"]) for row in signed.facts["ranking"]] == [
        (first.number, 1, "14"),
        (second.number, 2, "10"),
    ]
    assert len(signed.facts["grid"]) == 6
    assert signed.facts["total"] == "120000.00"
    assert latest() == ("scoring.sign", chair.name, "draft", "signed", "")
    assert ("scoring/protocol_signed", head.name) in told()
    assert refused(actions.sign, signed, actor=chair) == MOVED_ON


def test_nothing_of_a_signed_protocol_changes(signed, secretary):
    before = everything()

    assert refused(actions.change_protocol, signed, actor=secretary, words_ky="Башка") == MOVED_ON
    assert refused(actions.draw_up_again, signed, actor=secretary) == MOVED_ON
    assert everything() == before


def test_signing_names_everything_that_stands_in_the_way(
    draft, chair, sheet_of, member, first, second
):
    Proposal.objects.filter(application=second).update(outcome="pass_over", granted=None)
    Protocol.objects.filter(pk=draft.pk).update(meeting=None)
    Competition.objects.filter(pk=draft.competition_id).update(
        signers="chair_and_secretary", fund=Decimal(130000)
    )
    secretary = draft.competition.seats.get(role="secretary").user.name

    assert refused(actions.sign, draft, actor=chair) == [
        "The meeting has not been held with a quorum yet.",
        f"№ {second.number}: say why it is not financed, in Kyrgyz and in Russian.",
        f"№ {second.number} departs from the ranking: say why, in Kyrgyz and in Russian.",
        f"{secretary} has not signed yet.",
    ]


def test_only_the_chair_signs(draft, secretary, head):
    for person in (secretary, head):
        denied(actions.sign, draft, actor=person)


def test_the_secretary_signs_first_where_the_call_says_so(draft, secretary, chair):
    Competition.objects.filter(pk=draft.competition_id).update(signers="chair_and_secretary")
    denied(actions.countersign, draft, actor=chair)

    actions.countersign(draft, actor=secretary)

    assert Signature.objects.get().seat.user == secretary
    assert wrong(actions.countersign, draft, actor=secretary) == [
        "You have already signed this protocol."
    ]
    assert actions.sign(draft, actor=chair).state == "signed"


def test_a_change_takes_the_signatures_away(draft, secretary):
    Competition.objects.filter(pk=draft.competition_id).update(signers="chair_and_secretary")
    actions.countersign(draft, actor=secretary)

    actions.change_protocol(draft, actor=secretary, words_ky="Башка сөз")

    assert Signature.objects.count() == 0


def test_the_chair_alone_signs_where_the_call_says_so(draft, secretary):
    assert refused(actions.countersign, draft, actor=secretary) == [
        "The call asks for the chair's signature only."
    ]


def test_who_prepares_the_protocol_attaches_the_paper(signed, member):
    scan = ContentFile(b"%PDF-1.4 protocol", "protocol.pdf")
    denied(actions.attach_scan, signed, actor=member, scans=[scan])


# --- what lower rooms' edges ask of the protocol


def test_an_application_is_awarded_only_as_the_protocol_says(draft, chair, first):
    sentence = "No signed protocol says that this application is awarded."
    assert sentence in refused(applications.award, first, actor=chair, granted=Decimal(60000))

    moved(actions.sign(draft, actor=chair).competition, "decided")

    assert applications.award(first, actor=chair, granted=Decimal(60000)).state == "awarded"
    assert refused(applications.reserve, second_of(draft, first), actor=chair, place=1) == [
        "No signed protocol puts this application into the reserve."
    ]


def second_of(protocol, first):
    return protocol.proposals.exclude(application=first).get().application


# --- appeals


@pytest.fixture
def published(signed, chair, first, second):
    moved(signed.competition, "decided", decided_at=factories.NOON)
    for application in (first, second):
        applications.award(application, actor=chair, granted=Decimal(60000))
    return moved(signed.competition, "published", published_at=factories.NOON)


def test_an_applicant_appeals(published, applicant, first, head, chair):
    appeal = actions.file_appeal(
        published, actor=applicant, about="points", words="Макул эмесмин", application=first
    )

    assert (appeal.state, appeal.filed_by, appeal.filed_by_name) == (
        "filed",
        applicant,
        applicant.name,
    )
    assert latest() == ("scoring.file_appeal", applicant.name, "", "filed", "")
    assert told() == [("scoring/appeal_filed", name) for name in sorted((head.name, chair.name))]


def test_a_clerk_enters_an_appeal_that_came_on_paper(published, clerk):
    received = factories.NOON
    appeal = actions.file_appeal(
        published,
        actor=clerk,
        about="procedure",
        words="Каршымын",
        filed_by_name="Тургун",
        filed_at=received,
    )

    assert (appeal.filed_by, appeal.filed_by_name, appeal.filed_at) == (None, "Тургун", received)


def test_nobody_else_appeals_about_an_application(published, rival, member, first):
    for person in (rival, member):
        denied(
            actions.file_appeal,
            published,
            actor=person,
            about="points",
            words="Жок",
            application=first,
        )
    denied(
        actions.file_appeal,
        published,
        actor=rival,
        about="points",
        words="Жок",
        filed_by_name="Башка",
        filed_at=factories.NOON,
    )


def test_an_appeal_comes_in_its_term(deliberation, applicant, first):
    assert refused(
        actions.file_appeal,
        deliberation,
        actor=applicant,
        about="points",
        words="Жок",
        application=first,
    ) == ["Appeals are taken once the results are published, until the last day the call names."]


def test_an_appeal_is_about_this_call(published, applicant, town, rival):
    strange = factories.application(
        factories.competition(town), rival, complete=False, state="admitted"
    )

    assert wrong(
        actions.file_appeal,
        published,
        actor=applicant,
        about="points",
        words="Жок",
        application=strange,
    ) == ["Choose an application of this competition."]


DECISION = {"decision_ky": "Чечим", "decision_ru": "Решение"}


@pytest.fixture
def appeal(published, applicant, first):
    return actions.file_appeal(
        published, actor=applicant, about="points", words="Макул эмесмин", application=first
    )


@pytest.mark.parametrize(
    ("act", "state"), [(actions.uphold, "upheld"), (actions.dismiss, "dismissed")]
)
def test_the_head_decides_an_appeal_once(act, state, appeal, head, applicant, clerk):
    denied(act, appeal, actor=clerk, **DECISION)

    decided = act(appeal, actor=head, **DECISION)

    assert (decided.state, decided.decision_ky, decided.decided_at) == (
        state,
        "Чечим",
        factories.NOON,
    )
    assert told() == [("scoring/appeal_decided", applicant.name)]
    assert refused(act, decided, actor=head, **DECISION) == MOVED_ON


def test_an_amending_protocol_after_an_upheld_appeal(
    appeal, signed, meeting, secretary, chair, head, first
):
    assert refused(actions.draw_up_amendment, appeal, actor=secretary) == [
        "The protocol is drawn up when scoring is closed; an amending one after an upheld appeal."
    ]
    upheld = actions.uphold(appeal, actor=head, **DECISION)

    amending = actions.draw_up_amendment(upheld, actor=secretary)
    assert (amending.number, amending.amends, amending.appeal) == (2, signed, upheld)
    assert refused(actions.sign, amending, actor=chair) == [
        "The amending protocol changes nothing yet."
    ]

    actions.change_protocol(
        amending,
        actor=secretary,
        proposals=[{"application": first, "outcome": "reserve", "place": 1}],
    )
    sealed = actions.sign(amending, actor=chair)

    assert sealed.facts["amends"] == 1
    assert sealed.facts["total"] == "60000.00"
    frozen = Protocol.objects.get(pk=signed.pk)
    assert (frozen.facts, frozen.sha256) == (signed.facts, signed.sha256)
    assert applications.amend_to_reserved(first, actor=chair, place=1).state == "reserved"


def test_grants_after_an_amendment_still_fit_the_fund(appeal, secretary, chair, head, first):
    Competition.objects.filter(pk=appeal.competition_id).update(fund=Decimal(100000))
    amending = actions.draw_up_amendment(
        actions.uphold(appeal, actor=head, **DECISION), actor=secretary
    )
    actions.change_protocol(
        amending,
        actor=secretary,
        proposals=[{"application": first, "outcome": "award", "granted": Decimal(60000)}],
    )

    assert refused(actions.sign, amending, actor=chair) == [
        "The grants come to 120\xa0000 som, the fund is 100\xa0000 som."
    ]
