from datetime import date, timedelta
from decimal import Decimal

import pytest

from applications import rules
from applications.choices import PARTS, ApplicationState, Route
from applications.models import Application
from audit import clock
from competitions.choices import CompetitionState
from tests import factories
from tests.applications.conftest import PEOPLE, mark_all

STATES = list(ApplicationState)
# Whose application it is (the applicant's), on the screen and on paper.
SCREEN = {
    "may_edit": {"applicant"},
    "may_submit": {"applicant"},
    "may_key": set(),
    "may_link": set(),
    "may_withdraw": {"applicant"},
    "may_withdraw_envelope": set(),
    "may_discard": {"applicant"},
    "may_remind": {"clock_user"},
    "may_check": {"clerk", "second_clerk"},
    # Only where the call hides the applicants: see test_covering.
    "may_cover": set(),
    "may_apply_the_decision": {"chair", "head"},
    "may_forgo": {"applicant", "head"},
}
PAPER = {
    "may_edit": {"clerk", "second_clerk"},
    "may_submit": {"clerk", "second_clerk"},
    "may_key": {"clerk", "second_clerk"},
    "may_link": {"clerk", "second_clerk"},
    "may_withdraw": {"applicant", "clerk", "second_clerk"},
    "may_withdraw_envelope": {"applicant", "clerk", "second_clerk"},
    "may_discard": set(),
    "may_remind": {"clock_user"},
    "may_check": {"clerk", "second_clerk"},
    # Only where the call hides the applicants: see test_covering.
    "may_cover": set(),
    "may_apply_the_decision": {"chair", "head"},
    "may_forgo": {"applicant", "head"},
}
OF_GROUP = {"may_edit", "may_submit", "may_withdraw", "may_discard", "may_forgo"}


def allowed(rule, application, everyone):
    return {name for name in PEOPLE if getattr(rules, rule)(application, everyone[name])}


@pytest.mark.parametrize("state", STATES)
def test_who_may_in_every_state(state, commission, applicant, everyone):
    application = factories.application(commission, applicant, state=state)

    assert {rule: allowed(rule, application, everyone) for rule in SCREEN} == SCREEN


@pytest.mark.parametrize("state", STATES)
def test_who_may_in_every_state_on_paper(state, commission, applicant, everyone):
    application = factories.application(commission, applicant, state=state, route=Route.PAPER)

    assert {rule: allowed(rule, application, everyone) for rule in PAPER} == PAPER


def test_the_table_names_every_rule_about_an_application():
    named = {name for name in vars(rules) if name.startswith("may_")}

    assert named == {*SCREEN, "may_begin"}


def test_who_may_begin(commission, applicant, everyone):
    own = {
        name
        for name in PEOPLE
        if rules.may_begin(
            Application(competition=commission, applicant=everyone[name]), everyone[name]
        )
    }
    foreign = allowed("may_begin", Application(competition=commission, applicant=None), everyone)
    paper = allowed("may_begin", Application(competition=commission, route=Route.PAPER), everyone)

    assert own == set(PEOPLE) - {"clock_user"}
    assert foreign == set()
    assert paper == {"clerk", "second_clerk"}


@pytest.mark.parametrize(("confirmed", "expected"), [(True, OF_GROUP), (False, set())])
def test_a_member_of_the_group_acts_for_it_once_seen_at_the_desk(confirmed, expected, draft):
    person = factories.user("Токтосунова Айжан", **({} if confirmed else {"confirmed_at": None}))
    factories.member(draft, phone=person.phone)

    application = Application.objects.get()

    assert {rule for rule in SCREEN if getattr(rules, rule)(application, person)} == expected
    assert application.speaks_for(person)


@pytest.mark.parametrize("route", [Route.SCREEN, Route.PAPER])
def test_a_clerk_of_the_applying_group_neither_keys_nor_checks(
    route, received, clerk, second_clerk
):
    Application.objects.update(route=route)
    factories.member(received, phone=clerk.phone)
    application = Application.objects.get()

    assert not rules.may_check(application, clerk)
    assert not rules.may_key(application, clerk)
    assert rules.may_check(application, second_clerk)


def test_a_closed_account_may_nothing(draft, applicant):
    type(applicant).objects.update(state="closed")
    applicant = type(applicant).objects.get(pk=applicant.pk)

    assert not any(getattr(rules, rule)(draft, applicant) for rule in SCREEN)


# --- when


@pytest.mark.parametrize(
    ("seconds", "state", "open_"),
    [
        (-1, CompetitionState.ANNOUNCED, True),
        (0, CompetitionState.ANNOUNCED, True),
        (1, CompetitionState.ANNOUNCED, False),
        (0, CompetitionState.CHECKING, False),
        (0, CompetitionState.CANCELLED, False),
    ],
)
def test_the_window_closes_with_its_exact_second(seconds, state, open_, draft, call):
    call.__dict__["state"] = state
    draft.competition = call

    with clock.at(call.closes_at + timedelta(seconds=seconds)):
        assert rules.window_is_open(draft) is open_


def test_the_window_asks_when_the_request_arrived(draft, call):
    with clock.at(call.closes_at + timedelta(minutes=5)), clock.arrived(call.closes_at):
        assert rules.window_is_open(draft)


def test_the_window_is_open_for_a_late_permit_until_its_minute(draft, call, applicant, head):
    until = call.closes_at + timedelta(hours=2)
    factories.permit(call, applicant, until, head)

    with clock.at(until):
        assert rules.window_is_open(draft)
    with clock.at(until + timedelta(seconds=1)):
        assert not rules.window_is_open(draft)


@pytest.mark.parametrize(
    ("seconds", "state", "open_"),
    [
        (0, CompetitionState.CHECKING, True),
        (1, CompetitionState.CHECKING, False),
        (0, CompetitionState.CANCELLED, False),
    ],
)
def test_the_window_of_a_returned_one_is_its_term(seconds, state, open_, checking, applicant):
    until = factories.at(4, 12, 23, 59)
    application = factories.application(checking, applicant, state="returned", returned_until=until)
    application.competition.__dict__["state"] = state

    with clock.at(until + timedelta(seconds=seconds)):
        assert rules.window_is_open(application) is open_
        assert rules.cure_term_has_run_out(application) is (seconds > 0)


def test_an_envelope_that_came_in_time_may_be_keyed_after_the_closing(paper, call):
    with clock.at(call.closes_at + timedelta(days=2)):
        assert rules.window_is_open(paper)


def test_one_applicant_hands_in_as_many_as_the_terms_allow(draft, call, applicant, rival):
    assert not rules.applicant_may_add_one(Application(competition=call, applicant=applicant))
    assert rules.applicant_may_add_one(Application(competition=call, applicant=rival))
    assert rules.applicant_may_add_one(Application(competition=call, applicant=None))

    Application.objects.update(state="withdrawn")
    factories.application(call, applicant, state="discarded", number=None)

    assert rules.applicant_may_add_one(Application(competition=call, applicant=applicant))


COMPLETE = (
    "group_is_complete",
    "texts_are_there",
    "plan_fits_the_term",
    "budget_is_sound",
    "asked_fits_maximum",
    "own_share_is_enough",
    "pledges_cover_own",
    "enclosures_are_there",
    "consents_are_given",
    "second_keying_agrees",
)


def test_a_complete_application_has_no_fault(draft):
    assert [getattr(rules, name).faults(draft) for name in COMPLETE] == [[] for _ in COMPLETE]


@pytest.mark.parametrize(
    ("fields", "faults"),
    [
        ({"applicant_kind": ""}, ["Say who applies: a group, a person or an organisation."]),
        ({"group_name": ""}, ["“name of the group or organisation” is empty."]),
        ({"representative_name": ""}, ["“representative's full name” is empty."]),
        ({"applicant_kind": "legal"}, ["“registration number of the legal person” is empty."]),
        ({"applicant_kind": "person", "group_name": ""}, []),
    ],
)
def test_who_applies_is_named(fields, faults, call, applicant):
    assert (
        rules.group_is_complete.faults(factories.application(call, applicant, **fields)) == faults
    )


def test_a_group_names_its_members_and_is_admitted_by_the_call(draft):
    draft.members.all().delete()
    draft.competition.applicant_kinds = ["person"]

    assert rules.group_is_complete.faults(draft) == [
        "This call does not admit this kind of applicant.",
        "Name the members of the group.",
    ]


@pytest.mark.parametrize("name", [name for names in rules.TEXTS.values() for name in names])
def test_every_question_is_answered(name, call, applicant):
    empty = None if name in ("households", "women", "men") else ""
    application = factories.application(call, applicant, direct=None, **{name: empty})
    label = Application._meta.get_field(name).verbose_name

    assert rules.texts_are_there.faults(application) == [f"“{label}” is empty."]


def test_more_cannot_benefit_directly_than_in_all(call, applicant):
    application = factories.application(call, applicant, women=10, men=10, direct=21)

    assert rules.texts_are_there.faults(application) == [
        "More people benefit directly than benefit in all."
    ]


def test_the_kind_of_initiative_is_admitted_by_the_call(draft):
    draft.competition.kinds = ["completion"]

    assert rules.texts_are_there.faults(draft) == [
        "This call does not admit this kind of initiative."
    ]


def test_the_plan_names_its_lines(draft):
    draft.plan.all().delete()
    assert rules.plan_fits_the_term.faults(draft) == ["The plan has no activity yet."]

    del draft.plan_rows
    factories.plan_row(draft, position=1, starts_on=date(2026, 6, 2), ends_on=date(2026, 6, 1))
    factories.plan_row(draft, position=2, ends_on=date(2026, 9, 30))
    factories.plan_row(draft, position=3, ends_on=date(2026, 10, 1))

    assert rules.plan_fits_the_term.faults(draft) == [
        "Plan, line 1: it ends before it begins.",
        "Plan, line 3: it ends after 30.09.2026, the last day of implementation.",
    ]


def test_the_budget_has_lines_and_asks_for_something(draft):
    draft.lines.filter(source="grant").delete()
    assert rules.budget_is_sound.faults(draft) == ["No line of the budget is asked from the fund."]

    draft.lines.all().delete()
    assert rules.budget_is_sound.faults(Application.objects.get()) == [
        "The budget has no line yet."
    ]


@pytest.mark.parametrize(("price", "faults"), [("100000", []), ("100000.01", 1)])
def test_the_sum_asked_is_not_above_the_maximum(price, faults, draft):
    draft.lines.filter(source="grant").update(quantity=1, price=Decimal(price))
    sentence = (
        "The sum asked is 100\xa0000,01 som; "
        "the maximum grant is 100\xa0000 som: 0,01 som too much."
    )

    assert rules.asked_fits_maximum.faults(Application.objects.get()) == (
        [sentence] if faults else []
    )


@pytest.mark.parametrize(
    ("needed", "counted", "faults"),
    [
        ("25", ["labour"], []),
        (
            "25.01",
            ["labour"],
            [
                (
                    "The own contribution that counts is 25 % of the budget; "
                    "at least 25,01 % is asked."
                )
            ],
        ),
        (
            "1",
            ["cash"],
            ["The own contribution that counts is 0 % of the budget; at least 1 % is asked."],
        ),
        ("0", [], []),
    ],
)
def test_the_own_share_counts_only_the_admitted_kinds(needed, counted, faults, draft):
    draft.competition.minimum_share = Decimal(needed)
    draft.competition.counted_kinds = counted

    assert rules.own_share_is_enough.faults(draft) == faults


def test_every_kind_of_the_own_part_is_promised_exactly(draft):
    draft.pledges.update(quantity=24)

    assert rules.pledges_cover_own.faults(draft) == [
        ("labour: the budget counts on 20\xa0000 som, 19\xa0200 som is promised.")
    ]


def test_a_promise_at_a_rate_is_worth_the_rate(draft):
    factories.rate(draft.competition, amount=Decimal(1000))
    draft.pledges.update(rate=draft.competition.rates.get(), quantity=20, value=1)

    assert rules.pledges_cover_own.faults(draft) == []


def test_every_document_is_enclosed_except_on_paper(draft):
    draft.enclosures.update(removed_at=factories.NOON)
    assert rules.enclosures_are_there.faults(draft) == ["“Письмо-обязательство” is not enclosed."]

    draft.route = Route.PAPER
    assert rules.enclosures_are_there.faults(draft) == []


def test_a_document_asked_from_others_is_not_missed(draft):
    factories.checklist_item(draft.competition, applicant_kind="legal")
    factories.checklist_item(draft.competition, is_document=False)
    factories.checklist_item(draft.competition, required=False)

    assert rules.enclosures_are_there.faults(draft) == []


def test_declarations_are_made(draft):
    draft.agrees_to_terms = draft.consents_to_data = False

    assert rules.consents_are_given.faults(draft) == [
        "Not ticked: “we agree to the terms of the call”.",
        "Not ticked: “we consent to the use of our personal data for this call”.",
    ]


def test_the_second_keying_is_there_and_agrees(paper):
    assert rules.second_keying_agrees.faults(paper) == [
        "The sums and the identity must be keyed a second time."
    ]

    paper.envelopes.update(repeated=paper.keyed() | {"asked": "60000.01"})
    again = Application.objects.get()
    assert rules.second_keying_agrees.faults(again) == [
        "sum asked: keyed first as “60000.00”, the second time as “60000.01”."
    ]

    paper.envelopes.update(repeated=paper.keyed())
    assert rules.second_keying_agrees.faults(Application.objects.get()) == []


@pytest.mark.parametrize(
    ("part", "fields", "faults"),
    [
        ("applicant", {"group_name": ""}, ["“name of the group or organisation” is empty."]),
        ("initiative", {"title": ""}, ["“title of the initiative” is empty."]),
        ("existing", {}, []),
        ("plan", {"what_will_be_done": ""}, ["“what will be done” is empty."]),
        ("beneficiaries", {"benefit": ""}, ["“how life gets better” is empty."]),
        ("participation", {"participation": ""}, ["“how residents take part” is empty."]),
        (
            "declarations",
            {"agrees_to_terms": False},
            ["Not ticked: “we agree to the terms of the call”."],
        ),
    ],
)
def test_each_page_has_its_own_faults(part, fields, faults, call, applicant):
    application = factories.application(call, applicant, **fields)
    parts = (
        "applicant",
        "initiative",
        "existing",
        "plan",
        "beneficiaries",
        "participation",
        "declarations",
    )

    nothing: dict[str, list[str]] = {name: [] for name in parts}
    assert {name: rules.faults_of_part(application, name) for name in parts} == nothing | {
        part: faults
    }


def test_the_pages_ask_for_all_that_submitting_asks(call, applicant):
    application = factories.application(call, applicant, complete=False)
    by_page = [fault for part in PARTS for fault in rules.faults_of_part(application, part)]
    by_act = [fault for name in COMPLETE for fault in getattr(rules, name).faults(application)]

    assert sorted(by_page) == sorted(by_act)


# --- checking


def test_the_checklist_names_what_is_unchecked_and_what_is_unmet(received, clerk):
    first = received.competition.checklist.get()
    factories.checklist_item(received.competition, position=2, title_ru="Протокол")
    factories.checklist_item(received.competition, position=3, title_ru="Фото", required=False)
    assert rules.every_item_is_met.faults(Application.objects.get()) == [
        "“Письмо-обязательство” is not checked yet.",
        "“Протокол” is not checked yet.",
        "“Фото” is not checked yet.",
    ]

    mark_all(received, clerk, "not_met")
    assert rules.every_item_is_met.faults(Application.objects.get()) == [
        "“Письмо-обязательство” is not met.",
        "“Протокол” is not met.",
    ]

    received.marks.filter(item=first).update(verdict="curable")
    again = Application.objects.get()
    assert rules.something_can_be_mended(again)
    assert rules.an_item_is_unmet(again)

    received.marks.update(verdict="met")
    again = Application.objects.get()
    assert rules.every_item_is_met(again)
    assert not rules.something_can_be_mended(again)
    assert not rules.an_item_is_unmet(again)


@pytest.mark.parametrize(
    ("state", "route", "left"),
    [
        ("draft", Route.SCREEN, False),
        ("draft", Route.PAPER, True),
        ("submitted", Route.SCREEN, True),
        ("returned", Route.SCREEN, True),
        ("admitted", Route.SCREEN, False),
        ("declined", Route.SCREEN, False),
        ("withdrawn", Route.SCREEN, False),
    ],
)
def test_what_the_call_waits_for(state, route, left, checking, applicant):
    factories.application(checking, applicant, state=state, route=route)

    assert rules.nothing_is_left_unchecked(checking) is not left
    assert rules.something_is_admitted(checking) is (state == "admitted")
    assert rules.nothing_is_admitted(checking) is (state != "admitted")


@pytest.mark.parametrize(
    ("state", "ahead", "check", "closed"),
    [
        ("announced", True, False, False),
        ("checking", True, True, False),
        ("scoring", True, False, True),
        ("deliberation", True, False, True),
        ("decided", False, False, True),
        ("published", False, False, True),
        ("completed", False, False, True),
        ("failed", False, False, True),
        ("cancelled", False, False, False),
    ],
)
def test_the_stages_of_the_call(state, ahead, check, closed, town, applicant):
    application = factories.application(
        factories.competition(town, state=state), applicant, state="submitted"
    )

    assert rules.decision_lies_ahead(application) is ahead
    assert rules.check_is_running(application) is check
    assert application.competition.check_is_closed is closed
    assert rules.outcome_is_not_known(application) is not closed


@pytest.mark.parametrize(
    ("used", "times", "left"), [(0, 1, True), (1, 1, False), (0, 0, False), (1, 2, True)]
)
def test_it_is_returned_only_as_often_as_the_terms_allow(used, times, left, received):
    received.cures_used, received.competition.cure_times = used, times

    assert rules.cure_is_left(received) is left


@pytest.mark.parametrize(("minutes", "happened"), [(-1, True), (0, True), (1, False)])
def test_an_envelope_is_not_registered_before_it_is_there(minutes, happened, paper):
    paper.received_at = factories.NOON + timedelta(minutes=minutes)

    assert rules.receipt_has_happened(paper) is happened
