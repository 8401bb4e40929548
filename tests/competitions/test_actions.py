"""Every act upon regulations, calls, seats and permits: works, denied, refused, pressed twice."""

from datetime import date, timedelta
from decimal import Decimal
from io import StringIO

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.management import call_command

from audit import acts, clock
from audit.acts import Refused, requires
from audit.canonical import fingerprint
from audit.models import Entry, Notice
from competitions import actions
from competitions.models import Competition, Permit, Regulation, Seat, TermsVersion
from tests import factories

pytestmark = pytest.mark.django_db

SECOND = timedelta(seconds=1)
GONE = "This has already moved on. Open the page again to see where it stands."


def entries():
    """What this room has written; a higher room may issue a paper in the same deed."""
    return Entry.objects.filter(act__startswith="competitions.").order_by("pk")


def written():
    return list(entries().values_list("act", "before", "after"))


def told():
    return list(Notice.objects.order_by("pk").values_list("template", "recipient__name"))


def untouched(row=None, **expected):
    assert Entry.objects.count() == 0
    assert Notice.objects.count() == 0
    if row is not None:
        kept = type(row).objects.filter(pk=row.pk).values(*expected).get()
        assert kept == expected


def fresh(row):
    return type(row).objects.get(pk=row.pk)


# --- the regulation


@pytest.fixture
def regulation(town):
    return factories.regulation(town, state="draft", in_force_at=None)


def test_begin_a_regulation(town, clerk):
    regulation = actions.begin_regulation(town, actor=clerk, title_ky="Жобо", title_ru="Положение")

    assert regulation.state == "draft"
    assert written() == [("competitions.begin_regulation", "", "draft")]
    assert entries().get().chain == town.soate


def test_a_new_regulation_starts_from_the_one_in_force(town, clerk):
    factories.regulation(
        town,
        minimum_share=Decimal(15),
        rows={"rates": [{"title_ky": "Иш"}]},
        points={"hidden": "5"},
    )

    begun = actions.begin_regulation(town, actor=clerk, title_ky="Жобо", title_ru="Положение")

    assert begun.minimum_share == 15
    assert begun.rows == {"rates": [{"title_ky": "Иш"}]}
    assert begun.points == {"hidden": "5"}


@pytest.mark.parametrize("person", ["head", "neighbour", "applicant", "administrator"])
def test_begin_a_regulation_denied(request, town, person):
    with pytest.raises(PermissionDenied):
        actions.begin_regulation(
            town, actor=request.getfixturevalue(person), title_ky="Жобо", title_ru="Положение"
        )

    untouched()
    assert Regulation.objects.count() == 0


def test_edit_a_regulation(regulation, clerk):
    edited = actions.edit_regulation(
        regulation,
        actor=clerk,
        resolution_number="15",
        resolution_on=date(2026, 1, 9),
        title_ky="Ж",
        title_ru="П",
        legal_basis_ky="",
        legal_basis_ru="",
    )

    assert (edited.resolution_number, edited.resolution_on) == ("15", date(2026, 1, 9))
    assert written() == [("competitions.edit", "draft", "draft")]


def test_settings_are_changed_page_by_page(regulation, clerk):
    criterion = {
        "title_ky": "А",
        "title_ru": "А",
        "minimum": Decimal(0),
        "maximum": Decimal("5.50"),
    }
    actions.edit_settings(
        regulation,
        actor=clerk,
        settings={"pass_mark": Decimal(3)},
        rows={"criteria": [criterion]},
        points={"pass_mark": "п. 3", "hidden": ""},
    )

    edited = actions.edit_settings(
        regulation,
        actor=clerk,
        settings={"hidden": True},
        rows={"rates": []},
        points={"hidden": "п. 4"},
    )

    assert (edited.pass_mark, edited.hidden) == (3, True)
    assert edited.points == {"pass_mark": "п. 3", "hidden": "п. 4"}
    assert edited.rows == {
        "criteria": [
            {"title_ky": "А", "title_ru": "А", "minimum": "0", "maximum": "5.50", "key": "c1"}
        ],
        "rates": [],
    }


def test_settings_are_the_only_thing_an_edit_of_settings_changes(regulation, clerk):
    edited = actions.edit_settings(
        regulation,
        actor=clerk,
        settings={"title_ky": "Башка", "resolution_number": "99", "state": "in_force"},
    )

    assert (edited.title_ky, edited.resolution_number, edited.state) == (
        regulation.title_ky,
        "12",
        "draft",
    )


def test_put_in_force_supersedes_the_one_before(town, regulation, head):
    older = factories.regulation(town)

    actions.put_in_force(regulation, actor=head)

    assert (fresh(regulation).state, fresh(older).state) == ("in_force", "superseded")
    assert written() == [
        ("competitions.supersede", "in_force", "superseded"),
        ("competitions.put_in_force", "draft", "in_force"),
    ]


def test_put_in_force_an_older_draft(town, head):
    first = factories.regulation(town, state="draft")
    second = factories.regulation(town)

    actions.put_in_force(first, actor=head)

    assert (fresh(first).state, fresh(second).state) == ("in_force", "superseded")


def test_put_in_force_refused_changes_neither(town, regulation, head):
    older = factories.regulation(town)
    Regulation.objects.filter(pk=regulation.pk).update(resolution_number="", resolution_on=None)

    with pytest.raises(Refused) as caught:
        actions.put_in_force(regulation, actor=head)

    assert caught.value.reasons == [
        "“number of the resolution” is empty.",
        "“date of the resolution” is empty.",
    ]
    untouched(older, state="in_force")


@pytest.mark.parametrize("person", ["clerk", "neighbour", "administrator"])
def test_put_in_force_denied(request, regulation, person):
    with pytest.raises(PermissionDenied):
        actions.put_in_force(regulation, actor=request.getfixturevalue(person))

    untouched(regulation, state="draft")


def test_put_in_force_twice(regulation, head):
    actions.put_in_force(regulation, actor=head)

    with pytest.raises(Refused):
        actions.put_in_force(regulation, actor=head)

    assert entries().count() == 1
    assert fresh(regulation).state == "in_force"


# --- preparing a call

CRITERION = {"minimum": "0", "maximum": "5", "step": "0.5", "weight": "2", "key": "c1"}
ITEM = {"title_ky": "Арыз", "title_ru": "Заявление", "applicant_kind": "", "required": True}
RATE = {"unit_ky": "күн", "unit_ru": "день", "amount": "800.00"}
ROWS = {
    "criteria": [{"title_ky": "А", "title_ru": "А"} | CRITERION],
    "checklist": [ITEM],
    "rates": [{"title_ky": "Иш", "title_ru": "Работа"} | RATE],
    "priority_fields": [{"field": "water", "points": "2"}],
}


@pytest.fixture
def in_force(town):
    return factories.regulation(town, rows=ROWS, minimum_share=Decimal(15), hidden=True)


def begun(regulation, clerk, **more):
    facts = {"year": 2026, "number": 7, "title_ky": "Сынак", "title_ru": "Конкурс"} | more
    return actions.begin_competition(regulation, actor=clerk, **facts)


def test_a_call_copies_its_regulation(in_force, clerk):
    call = begun(in_force, clerk)

    assert (call.minimum_share, call.hidden, call.state) == (15, True, "draft")
    assert [(row.key, row.maximum, row.step, row.weight) for row in call.criteria.all()] == [
        ("c1", 5, Decimal("0.5"), 2)
    ]
    assert [row.amount for row in call.rates.all()] == [800]
    assert call.bonus_for("water") == 2
    assert call.bonus_for("roads") == 0
    assert written() == [("competitions.begin_competition", "", "draft")]


def test_a_regulation_changed_later_leaves_the_call_alone(in_force, clerk):
    call = begun(in_force, clerk)

    Regulation.objects.update(minimum_share=50, rows={})

    assert fresh(call).minimum_share == 15
    assert call.criteria.count() == 1


def test_begin_a_call_without_a_regulation_in_force(regulation, clerk):
    with pytest.raises(Refused) as caught:
        begun(regulation, clerk)

    assert caught.value.reasons == ["The municipality's own regulation must be in force."]
    untouched()
    assert Competition.objects.count() == 0


def test_nothing_is_begun_in_a_municipality_that_is_no_more(in_force, town, clerk, other_town):
    type(town).objects.filter(pk=town.pk).update(state="merged", merged_into=other_town)
    gone = "This municipality has become part of another: begin in the new one."

    with pytest.raises(Refused) as call:
        begun(fresh(in_force), clerk)
    with pytest.raises(Refused) as regulation:
        actions.begin_regulation(fresh(town), actor=clerk, title_ky="Жобо", title_ru="Положение")

    assert call.value.reasons == regulation.value.reasons == [gone]
    untouched()


def test_begin_a_call_under_a_number_that_is_taken(in_force, clerk):
    begun(in_force, clerk)

    with pytest.raises(ValidationError) as caught:
        begun(in_force, clerk)

    assert caught.value.messages == ["There is already a call with this number in this year."]
    assert Competition.objects.count() == 1


@pytest.mark.parametrize("person", ["head", "neighbour", "applicant", "auditor"])
def test_begin_a_call_denied(request, in_force, person):
    with pytest.raises(PermissionDenied):
        begun(in_force, request.getfixturevalue(person))

    untouched()


@pytest.fixture
def draft(town):
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


def test_edit_one_page_of_the_terms(draft, clerk):
    edited = actions.edit_terms(
        draft,
        actor=clerk,
        part="money",
        values={"fund": Decimal(500), "maximum_grant": Decimal(50)},
        rows={"sources": [{"kind": "donor", "name": "Фонд", "amount": Decimal(500)}]},
    )

    assert (edited.fund, edited.sum_of_sources()) == (500, 500)
    entry = entries().get()
    assert entry.act == "competitions.edit"
    assert entry.facts == {
        "changed": ["fund", "maximum_grant"],
        "part": "money",
        "rows": ["sources"],
    }


def test_a_page_changes_only_its_own_columns(draft, clerk):
    edited = actions.edit_terms(
        draft,
        actor=clerk,
        part="money",
        values={"title_ky": "Башка", "state": "decided", "year": 1999},
    )

    assert (edited.title_ky, edited.state, edited.year) == (draft.title_ky, "draft", 2026)


def test_a_criterion_keeps_its_key_when_others_come_and_go(draft, clerk):
    def row(title, key=""):
        return {"title_ky": title, "title_ru": title, "key": key}

    actions.edit_terms(
        draft,
        actor=clerk,
        part="scoring",
        rows={"criteria": [row("Жаңы"), row("Экинчи", "c2"), row("Дагы")]},
    )

    assert [(found.key, found.title_ky) for found in fresh(draft).criteria_in_order()] == [
        ("c1", "Жаңы"),
        ("c2", "Экинчи"),
        ("c3", "Дагы"),
    ]


def test_bad_rows_change_nothing(draft, clerk):
    with pytest.raises(ValidationError):
        actions.edit_terms(
            draft,
            actor=clerk,
            part="money",
            values={"fund": Decimal(1)},
            rows={"sources": [{"kind": "donor", "amount": Decimal(-5)}]},
        )

    untouched(draft, fund=Decimal(300000))
    assert draft.sources.count() == 1


@pytest.mark.parametrize("person", ["head", "neighbour", "applicant"])
def test_edit_the_terms_denied(request, draft, person):
    with pytest.raises(PermissionDenied):
        actions.edit_terms(
            draft, actor=request.getfixturevalue(person), part="money", values={"fund": Decimal(1)}
        )

    untouched(draft, fund=Decimal(300000))


# --- announcing freezes


def test_announce(draft, head, chair, member):
    factories.seat(draft, chair, "chair")
    factories.seat(draft, member)

    announced = actions.announce(draft, actor=head)

    assert (announced.state, announced.announced_at) == ("announced", factories.NOON)
    assert announced.first_closes_at == announced.closes_at
    version = TermsVersion.objects.get()
    assert (version.number, version.sha256) == (1, fingerprint(version.facts))
    assert written() == [("competitions.announce", "draft", "announced")]
    assert entries().get().facts == {"version": 1, "sha256": version.sha256}
    assert told() == [
        ("competitions/announced", "Бекова Дамира"),
        ("competitions/announced", "Кадырова Чолпон"),
    ]


def test_the_frozen_terms_say_everything(draft, head):
    actions.announce(draft, actor=head)

    facts = TermsVersion.objects.get().facts
    assert facts["fund"] == "300000.00"
    assert facts["closes_at"] == "2026-04-25T11:00:00.000000Z"
    assert [row["key"] for row in facts["criteria"]] == ["c1", "c2"]
    assert [row["amount"] for row in facts["sources"]] == ["300000.00"]
    assert facts["ladder"][-1] == {"kind": "lot"}
    assert facts["regulation"] == {"number": "12", "date": "2025-12-20"}
    assert {"state", "announced_at", "id", "search"} & facts.keys() == set()


def test_announce_tells_every_reason(town, head):
    bare = factories.competition(
        town,
        state="draft",
        rows=False,
        purpose_ky="",
        fund=Decimal(0),
        maximum_grant=Decimal(0),
        ladder=[],
        opens_at=None,
    )

    with pytest.raises(Refused) as caught:
        actions.announce(bare, actor=head)

    assert caught.value.reasons == [
        "“purpose in Kyrgyz” is empty.",
        "The sources of money must add up to the fund of the call.",
        "The maximum grant must be more than nothing and not more than the fund.",
        "There is no criterion yet.",
        "“reception opens” is empty.",
        "The last rung of the tie ladder must be the lot or the word of the chair.",
    ]
    untouched(bare, state="draft")
    assert TermsVersion.objects.count() == 0


@pytest.mark.parametrize("person", ["clerk", "neighbour", "administrator", "chair"])
def test_announce_denied(request, draft, person):
    with pytest.raises(PermissionDenied):
        actions.announce(draft, actor=request.getfixturevalue(person))

    untouched(draft, state="draft")
    assert TermsVersion.objects.count() == 0


def test_announce_twice(draft, head):
    actions.announce(draft, actor=head)

    with pytest.raises(Refused) as caught:
        actions.announce(draft, actor=head)

    assert caught.value.reasons == [GONE]
    assert (entries().count(), TermsVersion.objects.count()) == (1, 1)


def test_announced_terms_can_no_longer_be_edited(draft, head, clerk):
    actions.announce(draft, actor=head)
    frozen = TermsVersion.objects.values().get()

    with pytest.raises(Refused):
        actions.edit_terms(
            draft, actor=clerk, part="money", values={"fund": Decimal(1)}, rows={"sources": []}
        )

    assert TermsVersion.objects.values().get() == frozen
    assert actions.terms_of(fresh(draft)) == frozen["facts"]


# --- extending


@pytest.fixture
def announced(draft, head):
    return actions.announce(draft, actor=head)


def extended(call, head, closes_at, **more):
    words = {"reason_ky": "Жол жабык", "reason_ru": "Дорога закрыта"} | more
    return actions.extend(call, actor=head, closes_at=closes_at, **words)


def test_extend_moves_the_later_days_and_makes_version_2(announced, head):
    first = TermsVersion.objects.values().get()
    later = extended(announced, head, announced.closes_at + timedelta(days=6))

    assert later.closes_at == factories.at(5, 1, 17)
    assert later.first_closes_at == factories.at(4, 25, 17)
    assert (later.check_until, later.appeals_until) == (date(2026, 5, 6), date(2026, 5, 26))
    assert later.implementation_until == announced.implementation_until
    assert (later.extensions, later.terms_version) == (1, 2)
    assert TermsVersion.objects.filter(number=1).values().get() == first
    second = TermsVersion.objects.get(number=2)
    assert (second.reason_ky, second.closes_at) == ("Жол жабык", later.closes_at)
    assert second.sha256 == fingerprint(second.facts)
    assert second.facts["first_closes_at"] == first["facts"]["closes_at"]


@pytest.mark.parametrize(("shift", "long_enough"), [(0 * SECOND, True), (-SECOND, False)])
def test_an_extension_lasts_its_days_to_the_second(announced, head, shift, long_enough):
    closes_at = announced.closes_at + timedelta(days=5) + shift

    if long_enough:
        assert extended(announced, head, closes_at).closes_at == closes_at
    else:
        with pytest.raises(ValidationError) as caught:
            extended(announced, head, closes_at)
        assert caught.value.message_dict == {
            "closes_at": ["An extension lasts at least 5 days: choose 30.04.2026 17:00 or later."]
        }
        assert TermsVersion.objects.count() == 1


@pytest.mark.parametrize(("shift", "in_time"), [(0 * SECOND, True), (SECOND, False)])
def test_extend_to_the_last_second_of_the_reception(announced, head, shift, in_time):
    with clock.at(announced.closes_at + shift):
        if in_time:
            extended(announced, head, announced.closes_at + timedelta(days=5))
        else:
            with pytest.raises(Refused) as caught:
                extended(announced, head, announced.closes_at + timedelta(days=5))
            assert caught.value.reasons == ["The reception of applications has ended."]

    assert fresh(announced).extensions == int(in_time)


def test_extend_once_too_often(announced, head):
    later = extended(announced, head, announced.closes_at + timedelta(days=5))

    with pytest.raises(Refused) as caught:
        extended(later, head, later.closes_at + timedelta(days=5))

    assert caught.value.reasons == ["This call has been extended as often as its terms allow."]
    assert TermsVersion.objects.count() == 2


def test_extend_past_the_implementation(announced, head):
    with pytest.raises(ValidationError) as caught:
        extended(announced, head, announced.closes_at + timedelta(days=150))

    assert list(caught.value.message_dict) == ["closes_at"]
    assert fresh(announced).extensions == 0


@pytest.mark.parametrize("person", ["clerk", "neighbour", "chair"])
def test_extend_denied(request, announced, person):
    with pytest.raises(PermissionDenied):
        extended(
            announced, request.getfixturevalue(person), announced.closes_at + timedelta(days=9)
        )

    assert fresh(announced).closes_at == announced.closes_at
    assert entries().count() == 1


# --- closing the reception


@pytest.mark.parametrize("person", ["clerk", "clock_user"])
def test_close_the_reception(request, call, person):
    actor = request.getfixturevalue(person)

    with clock.at(call.closes_at + SECOND):
        closed = actions.close_reception(call, actor=actor)

    assert (closed.state, closed.closed_at) == ("checking", call.closes_at + SECOND)
    assert written() == [("competitions.close_reception", "announced", "checking")]


def test_close_too_early(call, clerk):
    with pytest.raises(Refused) as caught:
        actions.close_reception(call, actor=clerk)

    assert caught.value.reasons == [
        "The last minute of reception, or of a late permit, has not passed yet."
    ]
    untouched(call, state="announced")


def test_close_while_a_permit_runs(call, clerk, head, applicant):
    factories.permit(call, applicant, factories.at(4, 22), head)

    with clock.at(factories.at(4, 22)), pytest.raises(Refused):
        actions.close_reception(call, actor=clerk)
    with clock.at(factories.at(4, 22) + SECOND):
        assert actions.close_reception(call, actor=clerk).state == "checking"


@pytest.mark.parametrize("person", ["head", "neighbour", "applicant"])
def test_close_denied(request, call, person):
    with clock.at(call.closes_at + SECOND), pytest.raises(PermissionDenied):
        actions.close_reception(call, actor=request.getfixturevalue(person))

    untouched(call, state="announced")


def run_clock():
    said = StringIO()
    call_command("clock", stdout=said)
    return next(
        line for line in said.getvalue().splitlines() if line.startswith("close_receptions")
    )


def test_the_clock_closes_what_is_over_and_nothing_twice(town, call, head, applicant):
    kept_open = factories.competition(town, closes_at=factories.at(4, 20, 17))
    factories.permit(kept_open, applicant, factories.at(4, 30), head)
    later = factories.competition(town, closes_at=factories.at(4, 28))

    with clock.at(call.closes_at):
        assert run_clock() == "close_receptions: 0"
    with clock.at(call.closes_at + SECOND):
        assert [run_clock(), run_clock()] == ["close_receptions: 1", "close_receptions: 0"]

    assert [fresh(row).state for row in (call, kept_open, later)] == [
        "checking",
        "announced",
        "announced",
    ]
    assert [entry.actor.is_clock for entry in entries()] == [True]


def test_the_clock_passes_over_what_is_refused(town, call, monkeypatch):
    """A higher room may ask more; what it holds back does not hold up the others."""

    @requires("Not this one.")
    def is_another(competition):
        return competition.pk != call.pk

    other = factories.competition(town)
    monkeypatch.setitem(acts._MORE, ("competitions.competition", "close_reception"), [is_another])

    with clock.at(call.closes_at + SECOND):
        assert run_clock() == "close_receptions: 1"

    assert [fresh(row).state for row in (call, other)] == ["announced", "checking"]


def test_a_deadline_does_not_wait_for_the_clock(call):
    with clock.at(call.closes_at + SECOND):
        assert not fresh(call).is_open
        assert fresh(call).state == "announced"


# --- cancelling


WHY = {
    "reason_ky": "Каражат жок",
    "reason_ru": "Нет средств",
    "basis_ky": "Токтом № 3",
    "basis_ru": "Пост. № 3",
}


@pytest.mark.parametrize("state", ["draft", "announced", "checking", "scoring", "deliberation"])
def test_cancel(call, head, state):
    Competition.objects.update(state=state)

    cancelled = actions.cancel(call, actor=head, **WHY)

    assert (cancelled.state, cancelled.ended_basis_ru) == ("cancelled", "Пост. № 3")
    assert written() == [("competitions.cancel", state, "cancelled")]


@pytest.mark.parametrize("state", ["decided", "published", "completed", "failed", "cancelled"])
def test_cancel_too_late(call, head, state):
    Competition.objects.update(state=state)

    with pytest.raises(Refused):
        actions.cancel(call, actor=head, **WHY)

    untouched(call, state=state)


@pytest.mark.parametrize("person", ["clerk", "neighbour", "administrator"])
def test_cancel_denied(request, call, person):
    with pytest.raises(PermissionDenied):
        actions.cancel(call, actor=request.getfixturevalue(person), **WHY)

    untouched(call, state="announced")


# --- seats and permits


def seated(call, clerk, person, role="member"):
    return actions.seat(
        call, actor=clerk, user=person, role=role, order_number="7", order_on=date(2026, 3, 30)
    )


def test_seat(call, clerk, member):
    seat = seated(call, clerk, member)

    assert (seat.state, seat.scores) == ("seated", True)
    assert written() == [("competitions.seat", "", "seated")]
    assert told() == [("competitions/seated", "Кадырова Чолпон")]
    facts = Notice.objects.get().facts
    assert (facts["order"], facts["order_on"]) == ("7", "2026-03-30")
    assert {"role_ky", "role_ru"} <= facts.keys()


def test_seat_twice(call, clerk, member):
    seated(call, clerk, member)

    with pytest.raises(ValidationError) as caught:
        seated(call, clerk, member)

    assert caught.value.messages == ["This person already has a seat in this commission."]
    assert (Seat.objects.count(), entries().count()) == (1, 1)


def test_seat_again_after_a_release(call, clerk, member):
    seat = seated(call, clerk, member)
    actions.release(seat, actor=clerk, order_number="8", order_on=date(2026, 4, 2))

    seated(call, clerk, member)

    assert [seat.state for seat in Seat.objects.order_by("pk")] == ["released", "seated"]
    assert told() == [
        ("competitions/seated", "Кадырова Чолпон"),
        ("competitions/released", "Кадырова Чолпон"),
        ("competitions/seated", "Кадырова Чолпон"),
    ]


def test_two_chairs(call, clerk, chair, member):
    seated(call, clerk, chair, "chair")

    with pytest.raises(Refused) as caught:
        seated(call, clerk, member, "chair")

    assert caught.value.reasons == ["There is already a chair: release that seat first."]


@pytest.mark.parametrize("person", ["head", "neighbour", "applicant"])
def test_seat_denied(request, call, member, person):
    with pytest.raises(PermissionDenied):
        seated(call, request.getfixturevalue(person), member)

    untouched()
    assert Seat.objects.count() == 0


def test_release_twice(call, clerk, member):
    seat = seated(call, clerk, member)
    order = {"order_number": "8", "order_on": date(2026, 4, 2)}

    assert actions.release(seat, actor=clerk, **order).released_at == factories.NOON
    with pytest.raises(Refused):
        actions.release(seat, actor=clerk, **order)
    assert entries().count() == 2


def granted(call, head, person, until):
    return actions.grant_permit(
        call, actor=head, user=person, until=until, reason_ky="Ооруган", reason_ru="Болела"
    )


def test_grant_a_permit(call, head, applicant):
    permit = granted(call, head, applicant, factories.at(4, 22))

    assert (permit.state, permit.granted_by) == ("granted", head)
    assert written() == [("competitions.grant_permit", "", "granted")]
    assert told() == [("competitions/permit_granted", "Абдылдаева Гүлнара")]


def test_a_permit_that_ends_with_the_reception(call, head, applicant):
    with pytest.raises(Refused) as caught:
        granted(call, head, applicant, call.closes_at)

    assert caught.value.reasons == [
        "A late permit must end later than the reception and later than now."
    ]
    untouched()


@pytest.mark.parametrize("person", ["clerk", "neighbour", "applicant"])
def test_grant_denied(request, call, applicant, person):
    with pytest.raises(PermissionDenied):
        granted(call, request.getfixturevalue(person), applicant, factories.at(4, 22))

    untouched()
    assert Permit.objects.count() == 0


def test_withdraw_a_permit(call, head, applicant):
    permit = granted(call, head, applicant, factories.at(4, 22))

    actions.withdraw_permit(permit, actor=head)

    with clock.at(factories.at(4, 21)):
        assert not fresh(call).takes_at(clock.arrival(), applicant)
    with pytest.raises(Refused):
        actions.withdraw_permit(permit, actor=head)
