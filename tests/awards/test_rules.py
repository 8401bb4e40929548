"""Who may do what: for every kind of row, every state, every person of the town."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied

from audit.acts import ask_to_begin, moves
from awards import actions, rules
from awards.choices import (
    AgreementState,
    AmendmentState,
    AwardState,
    ContributionState,
    ExpenseState,
    FindingState,
    ObligationState,
    PaymentState,
    PhotoState,
    ReportState,
    VisitState,
    WordingState,
)
from awards.models import (
    Agreement,
    Award,
    Contribution,
    Expense,
    Finding,
    Gathering,
    Obligation,
    Payment,
    Photo,
    Report,
    Visit,
)
from competitions.choices import CompetitionState
from scoring.models import Protocol
from scoring.rules import may_carry_out
from tests import factories
from tests.awards.conftest import confirm_cash, contribution, line, pay_tranche, spend

pytestmark = pytest.mark.django_db

PEOPLE = [
    "applicant",
    "group_member",
    "rival",
    "clerk",
    "clerk_of_the_group",
    "head",
    "head_of_the_group",
    "chair",
    "secretary",
    "auditor",
    "neighbour",
    "administrator",
    "clock_user",
]


@pytest.fixture
def group_member(db):
    """Belongs to the applying group by the phone number."""
    return factories.user("Токтосунова Айжан", phone="+996700000111")


@pytest.fixture
def clerk_of_the_group(town):
    person = factories.officer("Жээнбаева Салтанат", "clerk", town)
    person.phone = "+996700000111"
    return person


@pytest.fixture
def head_of_the_group(town):
    person = factories.officer("Мамбетов Канат", "head", town)
    person.phone = "+996700000111"
    return person


@pytest.fixture
def everybody(request, secretary, published_call):
    factories.seat(published_call, secretary, "secretary")
    return {name: request.getfixturevalue(name) for name in PEOPLE}


def in_state(row: Any, state: str) -> Any:
    """The same row as it would stand in another state, not saved."""
    values = {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields}
    return type(row)(**(values | {"state": state}))


def offered(row: Any, people: dict[str, Any]) -> dict[str, set[str]]:
    """For each person who may do anything here, what."""
    found = {name: {move.verb for move in moves(row, person)} for name, person in people.items()}
    return {name: verbs for name, verbs in found.items() if verbs}


def table(row: Any, people: dict[str, Any], states: Any) -> dict[str, dict[str, set[str]]]:
    found = {state.value: offered(in_state(row, state), people) for state in states}
    return {state: who for state, who in found.items() if who}


def both(*verbs: str) -> dict[str, set[str]]:
    return {"applicant": set(verbs), "group_member": set(verbs)}


def test_award(award, everybody):
    assert table(award, everybody, AwardState) == {
        "granted": {
            "applicant": {"forgo"},
            "group_member": {"forgo"},
            "clerk": {"arrange"},
            "clerk_of_the_group": {"forgo"},
            "head": {"agree", "extend_signing", "lapse", "revoke"},
            "head_of_the_group": {"forgo", "revoke"},
            "chair": {"revoke"},
        },
        "agreed": {
            "clerk": {"settle_up", "close"},
            "head": {"postpone", "resolve_shortfall", "close", "terminate", "revoke"},
            "head_of_the_group": {"revoke"},
            "chair": {"revoke"},
            "clock_user": {"remind", "remind_of_report"},
        },
        "terminated": {
            "clerk": {"wind_up"},
            "head": {"wind_up"},
            "clock_user": {"remind"},
        },
    }


def test_a_number_alone_opens_nothing_and_yet_is_an_interest(award, town):
    """Somebody registered with a member's number and was never seen at the desk."""
    stranger = factories.officer("Байтемиров Кубан", "clerk", town)
    stranger.phone, stranger.confirmed_at = "+996700000111", None

    assert offered(award, {"stranger": stranger}) == {}
    assert not rules.may_give_up(award, stranger)
    assert not rules.may_keep(award, stranger)
    assert rules.may_record(award, stranger)


def test_award_before_the_results_are_published(award, everybody, published_call):
    award.competition = in_state(published_call, CompetitionState.DECIDED)

    waiting = in_state(award, AwardState.GRANTED)
    waiting.competition = award.competition

    assert offered(waiting, everybody) == {
        "clerk": {"arrange"},
        "head": {"agree", "extend_signing", "lapse", "revoke"},
        "head_of_the_group": {"revoke"},
        "chair": {"revoke"},
    }


def test_agreement(signed, everybody):
    ends = {"terminate"}

    assert table(signed, everybody, AgreementState) == {
        "drafted": {
            **both("terminate"),
            "clerk": {"edit", "set_days", "enter_signature"},
            "clerk_of_the_group": ends,
            "head": {"sign", "terminate"},
            "head_of_the_group": ends,
            "chair": ends,
        },
        "signed": {
            **both("terminate"),
            "clerk": {"close"},
            "clerk_of_the_group": ends,
            "head": {"amend", "close", "terminate"},
            "head_of_the_group": ends,
            "chair": ends,
        },
    }


def test_amendment(signed, clerk, everybody, award):
    texts = {"reason_ky": "а", "reason_ru": "б", "implementation_until": date(2026, 10, 15)}
    drafted = actions.draft_amendment(signed, actor=clerk, **texts)
    written = {"redraft", "enter_signature", "drop"}

    assert table(drafted, everybody, AmendmentState) == {
        "drafted": {"clerk": written, "head": {*written, "sign"}},
    }


def test_wording(published_call, clerk, everybody):
    wording = actions.begin_wording(
        published_call.municipality, actor=clerk, text_ky="{грант}", text_ru="{грант}"
    )
    clerks, heads = ("clerk", "clerk_of_the_group"), ("head", "head_of_the_group")

    assert table(wording, everybody, WordingState) == {
        "draft": {
            **{name: {"edit_wording"} for name in clerks},
            **{name: {"edit_wording", "adopt"} for name in heads},
        },
        "adopted": {name: {"replace"} for name in heads},
    }


def test_payment(award, clerk, everybody):
    payment = actions.plan_payment(award, actor=clerk, amount=Decimal(1000))

    assert table(payment, everybody, PaymentState) == {
        "planned": {
            "clerk": {"cancel"},
            "head": {"approve", "cancel"},
        },
        "approved": {
            "clerk": {"pay", "cancel"},
            "head": {"cancel"},
        },
        "paid": {"clerk": {"account"}},
    }


def test_contribution(award, everybody):
    recorders = ["applicant", "group_member", "clerk", "clerk_of_the_group", "head_of_the_group"]

    assert table(contribution(award, "Асанова"), everybody, ContributionState) == {
        "promised": {
            name: {"confirm", "withdraw", "withdraw_part", "name_giver", "attach"}
            for name in recorders
        },
        "confirmed": {
            name: {
                *["confirm", "use", "finish", "withdraw", "withdraw_part", "take_out"],
                *["name_giver", "attach"],
            }
            for name in recorders
        }
        | {"head": {"finish"}},
        "used": {name: {"take_out", "name_giver", "attach"} for name in recorders},
        "withdrawn": {name: {"name_giver"} for name in recorders},
    }


def test_expense(paid, applicant, everybody):
    expense = spend(paid, applicant, "Ваза", "grant", "100")
    recorders = ["applicant", "group_member", "clerk", "clerk_of_the_group", "head_of_the_group"]

    assert table(expense, everybody, ExpenseState) == {
        "recorded": {name: {"strike_out"} for name in recorders}
    }


def test_visit(award, clerk, everybody):
    visit = actions.plan_visit(award, actor=clerk, planned_on=date(2026, 5, 1))

    assert table(visit, everybody, VisitState) == {
        "planned": {"clerk": {"make_visit", "call_off"}},
    }


def test_finding(award, clerk, everybody):
    visit = actions.plan_visit(award, actor=clerk, planned_on=date(2026, 5, 1))
    row = Finding(visit=visit, number=1, what="Сынык", until=date(2026, 5, 1))

    assert table(row, everybody, FindingState) == {
        "open": {"clerk": {"mend"}, "clock_user": {"remind_of_finding"}}
    }


def test_photo(award, everybody):
    recorders = ["applicant", "group_member", "clerk", "clerk_of_the_group", "head_of_the_group"]
    says = {name: {"describe_photo", "record_consent"} for name in recorders}

    assert table(Photo(award=award, people="people"), everybody, PhotoState) == {
        "kept": says
        | {
            "clerk": {"describe_photo", "record_consent", "publish_photo"},
            "head": {"publish_photo"},
        },
        "published": {name: {"withhold_photo"} for name in [*recorders, "head"]},
    }


def test_report(award, applicant, everybody):
    report = actions.begin_report(award, actor=applicant, kind="final")
    recorders = ["applicant", "group_member", "clerk", "clerk_of_the_group", "head_of_the_group"]
    writing = {name: {"edit", "submit"} for name in recorders}

    assert table(report, everybody, ReportState) == {
        "draft": writing,
        "submitted": {"clerk": {"send_back"}, "head": {"send_back", "accept", "refuse"}},
        "returned": writing | {"head": {"refuse"}},
    }


def test_obligation(award, clerk, everybody):
    obligation = actions.owe(
        award,
        actor=clerk,
        source="resident",
        to_whom="Асанова Бермет",
        amount=Decimal(10),
        due_on=date(2026, 5, 1),
        reason="unspent",
    )

    assert table(obligation, everybody, ObligationState) == {
        "owed": {
            "clerk": {"settle_part", "settle", "redirect"},
            "head": {"write_off", "write_off_part"},
        }
    }


@pytest.mark.parametrize(
    ("model", "allowed"),
    [
        (Agreement, ["clerk"]),
        (Payment, ["clerk"]),
        (
            Contribution,
            ["applicant", "group_member", "clerk", "clerk_of_the_group", "head_of_the_group"],
        ),
        (
            Expense,
            ["applicant", "group_member", "clerk", "clerk_of_the_group", "head_of_the_group"],
        ),
        (Visit, ["clerk"]),
        (Report, ["applicant", "group_member", "clerk", "clerk_of_the_group", "head_of_the_group"]),
        (Photo, ["applicant", "group_member", "clerk", "clerk_of_the_group", "head_of_the_group"]),
        (Gathering, ["clerk"]),
        (Obligation, ["clerk", "head"]),
    ],
)
def test_beginning(model: Any, allowed: list[str], award: Award, everybody: dict[str, Any]):
    able = []
    for name, person in everybody.items():
        try:
            ask_to_begin(model(award=award), actor=person)
        except PermissionDenied:
            continue
        able.append(name)

    assert able == allowed


def test_granting_is_for_who_carries_out_the_decision(award, everybody):
    assert [name for name, person in everybody.items() if rules.may_grant(award, person)] == [
        "head",
        "head_of_the_group",
        "chair",
    ]


def test_the_reserve_is_offered_by_a_head_without_a_part_in_it(won, everybody):
    assert [name for name, person in everybody.items() if rules.may_promote(won, person)] == [
        "head"
    ]


def test_an_amending_protocol_is_carried_out_by_chair_or_head(published_call, everybody):
    protocol = Protocol(competition=published_call, number=2)

    assert [name for name, person in everybody.items() if may_carry_out(protocol, person)] == [
        "head",
        "head_of_the_group",
        "chair",
    ]


# --- when


def faults(condition: Callable[[Any], bool], subject: Any) -> list[str]:
    return [str(fault) for fault in condition.faults(subject)]  # type: ignore[attr-defined]


def test_a_payment_beyond_the_grant_is_named_with_the_sum(award, clerk):
    actions.plan_payment(award, actor=clerk, amount=Decimal(40000))
    more = Payment(
        award=Award.objects.get(pk=award.pk), kind="tranche", number=2, amount=Decimal("10000.01")
    )

    assert faults(rules.payment_fits_the_grant, more) == [
        (
            "The grant is 50\xa0000 som, 40\xa0000 som is already planned or paid: "
            "0,01 som would be too much."
        ),
    ]


def test_a_line_over_its_tolerance_is_named_with_the_sum(paid, clerk, head):
    award = Award.objects.get(pk=paid.pk)
    # 33 333.33 approved, ten percent allowed.
    expense = Expense(
        award=award, line=line(award, "Ваза"), source="grant", amount=Decimal("36666.67")
    )

    assert faults(rules.line_is_not_overspent, expense) == [
        (
            "“Ваза”: 33\xa0333,33 som is approved, with the tolerance of 10 % at most "
            "36\xa0666,66 som. 0 + 36\xa0666,67 = 36\xa0666,67 som: 0,01 som too much. "
            "Amend the agreement first."
        ),
    ]
    assert faults(rules.purse_holds_it, expense) == ["There is only 30\xa0000 som left: the grant."]


def test_goods_are_not_paid_and_the_grant_pays_only_its_own_lines(paid):
    made = {"award": paid, "amount": Decimal(1)}

    assert not rules.line_takes_this_money(
        Expense(line=line(paid, "Ашар"), source="resident", **made)
    )
    assert not rules.line_takes_this_money(Expense(line=line(paid, "Боёк"), source="grant", **made))
    assert rules.line_takes_this_money(Expense(line=line(paid, "Боёк"), source="resident", **made))
    assert rules.line_takes_this_money(Expense(line=line(paid, "Ваза"), source="resident", **made))


def test_money_spent_cannot_be_withdrawn(award, applicant):
    first = confirm_cash(award, applicant, "Асанова", "5000")
    confirm_cash(award, applicant, "Токтогулов", "3000")
    spend(award, applicant, "Боёк", "resident", "3001")

    assert not rules.purse_can_spare_it(Contribution.objects.get(pk=first.pk))
    assert rules.purse_can_spare_it(contribution(award, "Токтогулов"))


def test_a_tranche_rests_on_a_report_handed_in_after_the_last_payment(
    award, clerk, head, applicant
):
    second = actions.plan_payment(award, actor=clerk, amount=Decimal(20000), needs_report=True)
    pay_tranche(award, 30000, clerk=clerk, head=head)

    assert not rules.earlier_account_is_accepted(Payment.objects.get(pk=second.pk))

    report = actions.begin_report(award, actor=applicant, kind="interim")
    report = actions.edit(report, actor=applicant, words="Сатып алдык", results="30 идиш")
    actions.accept(actions.submit(report, actor=applicant), actor=head)

    assert rules.earlier_account_is_accepted(Payment.objects.get(pk=second.pk))


@pytest.mark.parametrize(
    ("present", "votes_for", "carried"),
    [(10, 5, False), (10, 6, True), (10, 10, True), (10, 11, False)],
)
def test_a_gathering_needs_more_than_half(award, present, votes_for, carried):
    assert (
        rules.majority_was_for(Gathering(award=award, present=present, votes_for=votes_for))
        is carried
    )
