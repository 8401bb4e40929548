"""Bad input: a clear sentence beside the right field, and nothing let through."""

import pytest

from accounts.choices import Role
from accounts.forms import (
    AppointForm,
    ChosenPassword,
    MergeForm,
    MunicipalityEditForm,
    RegisterForm,
    UserEditForm,
    UserPasswordForm,
)
from tests import factories

pytestmark = pytest.mark.django_db

GOOD = {
    "name": "Осмонов Нурбек",
    "phone": "0700 112 233",
    "email": "nurbek@example.com",
    "language": "ky",
    "password": "тоо-суу-77",
    "password_again": "тоо-суу-77",
}


def faults(form):
    return {name: [str(fault) for fault in found] for name, found in form.errors.items()}


def test_good_input_is_taken():
    form = RegisterForm(GOOD)

    assert faults(form) == {}
    assert form.cleaned_data == {
        "name": "Осмонов Нурбек",
        "phone": "+996700112233",
        "email": "nurbek@example.com",
        "language": "ky",
        "password": "тоо-суу-77",
    }


@pytest.mark.parametrize(
    ("field", "typed"),
    [
        ("name", ""),
        ("name", "   "),
        ("name", "а" * 10_000),
        ("name", "Нурбек\x00"),
        ("name", "Нурбек\u202e"),
        ("name", "Нурбек 🙂"),
        ("phone", "123"),
        ("phone", "+7 701 123 45 67"),
        ("phone", "телефон"),
        ("phone", "0700112233; DROP TABLE"),
        ("email", "nurbek"),
        ("email", "a@b@c.kg"),
        ("email", "a" * 300 + "@example.com"),
        ("language", "de"),
        ("password", "1234567"),
        ("password", "12345678901"),
        ("password", "password"),
        ("password_again", "башка-сөз-9"),
    ],
)
def test_bad_input_is_told_beside_its_field(field, typed):
    changed = {field: typed, "password_again": typed} if field == "password" else {field: typed}

    assert list(faults(RegisterForm(GOOD | changed))) == [field]


@pytest.mark.parametrize("name", ["=SUM(A1)", "<script>alert(1)</script>", "O'Brien", "Нурbek Ңөү"])
def test_odd_but_honest_text_is_kept_as_it_is(name):
    form = RegisterForm(GOOD | {"name": name})

    assert faults(form) == {}
    assert form.cleaned_data["name"] == name


def test_neither_phone_nor_email():
    assert faults(RegisterForm(GOOD | {"phone": "", "email": ""})) == {
        "phone": ["Give a phone number or an e-mail address."]
    }


def test_passwords_that_differ_are_told_once():
    assert faults(ChosenPassword({"password": "тоо-суу-77", "password_again": "тоо-суу-78"})) == {
        "password_again": ["The two passwords are not the same."]
    }


def test_the_old_password_is_asked(applicant):
    typed = {"old_password": "башка", "password": "жаңы-сөз-9", "password_again": "жаңы-сөз-9"}

    assert faults(UserPasswordForm(typed, actor=applicant)) == {
        "old_password": ["This is not your password until now."]
    }


def test_an_edit_begins_with_what_is_known(applicant):
    form = UserEditForm(subject=applicant)

    assert form.initial["name"] == applicant.name


@pytest.mark.parametrize(
    ("role", "place", "area", "expected"),
    [
        (Role.CLERK, "", "", {"municipality": ["A clerk and a head need a municipality."]}),
        (Role.HEAD, "soate", "area", {"area": ["Only an auditor is appointed to an area."]}),
        (Role.AUDITOR, "", "", {"area": ["An auditor needs either a municipality or an area."]}),
        (
            Role.AUDITOR,
            "soate",
            "area",
            {"area": ["An auditor needs either a municipality or an area."]},
        ),
        (
            Role.ADMINISTRATOR,
            "soate",
            "",
            {"role": ["An administrator serves the installation: leave the place empty."]},
        ),
        (
            Role.CLERK,
            "нигде",
            "",
            {"municipality": ["No municipality is called so. Type its name or its SOATE code."]},
        ),
        (
            "king",
            "soate",
            "",
            {"role": ["Select a valid choice. king is not one of the available choices."]},
        ),
        (Role.CLERK, "soate", "", {}),
        (Role.AUDITOR, "", "area", {}),
        (Role.ADMINISTRATOR, "", "", {}),
    ],
)
def test_an_office_and_its_place(town, role, place, area, expected):
    typed = {
        "role": role,
        "municipality": town.soate if place == "soate" else place,
        "area": town.rayon_id if area else "",
    }

    assert faults(AppointForm(typed)) == expected


def test_a_name_of_several_municipalities_is_told_with_their_codes(town, other_town):
    fault = faults(AppointForm({"role": "clerk", "municipality": "айыл", "area": ""}))[
        "municipality"
    ][0]

    assert town.soate in fault
    assert other_town.soate in fault


def test_a_municipality_is_found_by_its_name(town, other_town):
    form = AppointForm({"role": "clerk", "municipality": "ken bulun", "area": ""})

    assert faults(form) == {}
    assert form.cleaned_data["municipality"] == town


def test_a_merged_municipality_is_not_offered(town):
    gone = factories.municipality(soate="41703223888000", state="merged", merged_into=town)

    assert list(faults(AppointForm({"role": "clerk", "municipality": gone.soate, "area": ""}))) == [
        "municipality"
    ]


def test_a_municipality_does_not_become_part_of_itself(town):
    assert faults(MergeForm({"into": town.soate, "note": "Токтом"}, subject=town)) == {
        "into": ["A municipality cannot become part of itself."]
    }


@pytest.mark.parametrize(
    ("field", "typed"),
    [
        ("name_ru", ""),
        ("head_name", "а" * 161),
        ("email", "жок"),
        ("address_ky", "Казарман 🙂"),
        ("bank_details", "\x07"),
    ],
)
def test_bad_details_of_a_municipality(town, field, typed):
    good = {"name_ru": "Кен-Булун"}

    assert list(faults(MunicipalityEditForm(good | {field: typed}, instance=town))) == [field]
