"""Who may do what: every rule and every state against everybody in town."""

import pytest

from accounts import rules
from accounts.models import Membership, Municipality, Slip, User
from audit import clock
from audit.acts import moves
from tests import factories

pytestmark = pytest.mark.django_db

PEOPLE = [
    "applicant",
    "rival",
    "clerk",
    "second_clerk",
    "head",
    "auditor",
    "administrator",
    "neighbour",
    "chair",
    "clock_user",
]


@pytest.fixture
def everybody(request):
    return {name: request.getfixturevalue(name) for name in PEOPLE}


@pytest.fixture
def second_administrator():
    return factories.officer("Токоев Бек", "administrator")


def allowed(everybody, rule, subject):
    return {name for name, person in everybody.items() if rule(subject, person)}


def offered_to(person, subject):
    return sorted(move.verb for move in moves(subject, person))


def verbs(everybody, subject):
    """Which acts each person is offered; who is offered none is left out."""
    offered = {name: offered_to(person, subject) for name, person in everybody.items()}
    return {name: found for name, found in offered.items() if found}


def test_register_for_somebody_else(everybody):
    assert allowed(everybody, rules.may_register, User(name="Жаңы")) == {
        "clerk",
        "second_clerk",
        "neighbour",
        "administrator",
    }


def test_register_oneself():
    person = User(name="Жаңы")

    assert rules.may_register(person, person)


def test_appoint(everybody, applicant):
    assert allowed(everybody, rules.may_appoint, Membership(user=applicant)) == {"administrator"}


def test_appoint_oneself(administrator):
    assert not rules.may_appoint(Membership(user=administrator), administrator)


def test_issue_a_slip_for_who_holds_no_office(everybody, applicant):
    assert allowed(everybody, rules.may_issue_slip, Slip(user=applicant)) == {
        "clerk",
        "second_clerk",
        "neighbour",
        "administrator",
    }


def test_issue_a_slip_for_who_holds_an_office(everybody, head):
    assert allowed(everybody, rules.may_issue_slip, Slip(user=head)) == {"administrator"}


def test_use_a_slip(everybody, applicant):
    assert allowed(everybody, rules.may_use_slip, Slip(user=applicant)) == {"applicant"}


@pytest.mark.parametrize(
    ("state", "expected"),
    [
        (
            "active",
            {"applicant": ["change_password", "edit"], "administrator": ["close", "edit"]},
        ),
        ("closed", {}),
    ],
)
def test_what_is_offered_about_a_person(everybody, state, expected):
    person = factories.user("Осмонов Нурбек", state=state)
    everybody["applicant"] = person

    assert verbs(everybody, person) == expected


def test_nobody_closes_his_own_account(administrator):
    assert offered_to(administrator, administrator) == ["change_password", "edit"]


@pytest.mark.parametrize(
    ("state", "expected"), [("active", {"administrator": ["end"]}), ("ended", {})]
)
def test_what_is_offered_about_an_office(everybody, applicant, town, state, expected):
    office = factories.membership(applicant, "clerk", town, state=state)

    assert verbs(everybody, office) == expected


def test_an_administrator_does_not_end_his_own_office(administrator, second_administrator):
    office = administrator.memberships.get()

    assert offered_to(administrator, office) == []
    assert offered_to(second_administrator, office) == ["end"]


@pytest.mark.parametrize(
    ("state", "expected"),
    [
        (
            "issued",
            {
                "applicant": ["use_slip"],
                "clerk": ["withdraw_slip"],
                "second_clerk": ["withdraw_slip"],
                "neighbour": ["withdraw_slip"],
                "administrator": ["withdraw_slip"],
            },
        ),
        ("used", {}),
        ("withdrawn", {}),
    ],
)
def test_what_is_offered_about_a_slip(everybody, applicant, clerk, state, expected):
    slip = Slip.objects.create(
        user=applicant,
        code_hash="x",
        issued_by=clerk,
        issued_at=factories.NOON,
        expires_at=factories.NOON + clock.minutes(60),
        state=state,
    )

    assert verbs(everybody, slip) == expected


@pytest.mark.parametrize(
    ("state", "expected"),
    [
        (
            "active",
            {
                "clerk": ["edit"],
                "second_clerk": ["edit"],
                "head": ["edit"],
                "administrator": ["edit", "merge"],
            },
        ),
        ("merged", {}),
    ],
)
def test_what_is_offered_about_a_municipality(everybody, town, state, expected):
    Municipality.objects.filter(pk=town.pk).update(state=state)

    assert verbs(everybody, Municipality.objects.get(pk=town.pk)) == expected


@pytest.mark.parametrize(("minutes", "fresh"), [(-1, True), (0, True), (1, False)])
def test_a_slip_is_fresh_to_its_last_second(applicant, clerk, minutes, fresh):
    slip = Slip(user=applicant, issued_by=clerk, expires_at=factories.NOON)

    with clock.at(factories.NOON + clock.minutes(minutes)):
        assert rules.slip_is_fresh(slip) is fresh


def test_an_office_that_has_ended_gives_nothing(clerk, town):
    office = clerk.memberships.get()
    Membership.objects.filter(pk=office.pk).update(state="ended")

    assert not rules.is_clerk_of(User.objects.get(pk=clerk.pk), town.pk)


def test_a_closed_account_gives_nothing(town):
    closed = factories.user("Осмонов Нурбек", state="closed")
    for role in ("clerk", "head"):
        factories.membership(closed, role, town)
    factories.membership(closed, "administrator")

    assert not rules.is_clerk_of(closed, town.pk)
    assert not rules.is_head_of(closed, town.pk)
    assert not rules.is_administrator(closed)


def test_who_audits_a_municipality(everybody, town):
    def audits(person):
        return rules.is_auditor_of(person, town)

    of_the_town = factories.officer("Орозова Айгүл", "auditor", town)
    of_another_rayon = factories.officer(
        "Орозов Бек", "auditor", area=factories.area(code="41703204000000", kind="rayon")
    )

    assert {name for name, person in everybody.items() if audits(person)} == {"auditor"}
    assert audits(of_the_town)
    assert not audits(of_another_rayon)
