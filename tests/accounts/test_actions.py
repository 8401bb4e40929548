"""Every act upon people, offices, slips, municipalities: works, denied, refused, twice."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import translation

from accounts import actions
from accounts.models import Area, Membership, Municipality, Slip, User
from audit import clock
from audit.acts import Refused
from audit.models import Entry, Notice
from tests import factories

pytestmark = pytest.mark.django_db

WEEK = clock.minutes(7 * 24 * 60)


def written():
    return list(Entry.objects.order_by("pk").values_list("act", "before", "after"))


def untouched():
    assert Entry.objects.count() == 0
    assert Notice.objects.count() == 0


# --- people


def test_register_oneself():
    user = actions.register(name="Осмонов Нурбек", phone="+996700112233", password="тоо-суу-77")

    assert user.check_password("тоо-суу-77")
    assert user.email is None
    assert user.confirmed_at is None
    assert written() == [("accounts.register", "", "active")]
    assert Entry.objects.get().actor == user


def test_register_somebody_at_the_desk(clerk):
    user = actions.register(name="Осмонов Нурбек", phone="+996700112233", actor=clerk)

    assert not user.has_usable_password()
    assert user.confirmed_at == factories.NOON
    assert Entry.objects.get().actor == clerk


def test_register_denied_leaves_no_trace(head):
    with pytest.raises(PermissionDenied):
        actions.register(name="Осмонов Нурбек", phone="+996700112233", actor=head)

    untouched()
    assert not User.objects.filter(phone="+996700112233").exists()


def test_register_without_phone_and_email():
    with pytest.raises(ValidationError) as caught:
        actions.register(name="Осмонов Нурбек", password="тоо-суу-77")

    assert caught.value.messages == ["Give a phone number or an e-mail address."]
    untouched()


def test_register_twice_with_one_phone(applicant):
    with pytest.raises(ValidationError) as caught:
        actions.register(name="Осмонов Нурбек", phone=applicant.phone, password="тоо-суу-77")

    assert list(caught.value.message_dict) == ["phone"]
    untouched()


def test_edit_a_person(applicant):
    edited = actions.edit_user(
        applicant,
        actor=applicant,
        name="Абдылдаева Гүл",
        phone=applicant.phone,
        email="GUL@Example.com",
        language="ru",
    )

    assert (edited.name, edited.email, edited.language) == (
        "Абдылдаева Гүл",
        "gul@example.com",
        "ru",
    )
    entry = Entry.objects.get()
    assert entry.act == "accounts.edit"
    assert entry.facts == {"changed": ["email", "language", "name", "search"]}


def test_another_phone_was_never_seen_at_the_desk(applicant, clerk):
    asked = {"name": applicant.name, "email": "", "language": "ky"}
    assert actions.edit_user(
        applicant, actor=applicant, phone=applicant.phone, **asked
    ).confirmed_at

    edited = actions.edit_user(applicant, actor=applicant, phone="+996700111222", **asked)
    assert edited.confirmed_at is None

    slip, _code = actions.issue_slip(edited, actor=clerk)
    used = actions.use_slip(slip, actor=edited, password="жаңы-сөз-9")
    assert used.user.confirmed_at is not None


def test_edit_a_stranger(applicant, rival):
    with pytest.raises(PermissionDenied):
        actions.edit_user(
            applicant, actor=rival, name="Х", phone="", email="x@example.com", language="ky"
        )

    untouched()
    assert User.objects.get(pk=applicant.pk).name == applicant.name


def test_change_the_password_keeps_no_secret(applicant):
    changed = actions.change_password(applicant, actor=applicant, password="жаңы-сөз-9")

    assert changed.check_password("жаңы-сөз-9")
    assert Entry.objects.get().facts == {"changed": ["password"]}


def test_change_the_password_of_another(applicant, administrator):
    with pytest.raises(PermissionDenied):
        actions.change_password(applicant, actor=administrator, password="жаңы-сөз-9")

    untouched()


def test_close_an_account_and_press_again(applicant, administrator):
    closed = actions.close(applicant, actor=administrator, note="өзү суранды")

    assert closed.state == "closed"
    assert not closed.has_usable_password()
    with pytest.raises(Refused) as caught:
        actions.close(applicant, actor=administrator)
    assert caught.value.reasons == [
        "This has already moved on. Open the page again to see where it stands."
    ]
    assert written() == [("accounts.close", "active", "closed")]


# --- offices


def test_appoint(applicant, administrator, town):
    office = actions.appoint(user=applicant, role="clerk", actor=administrator, municipality=town)

    assert User.objects.get(pk=applicant.pk).holds("clerk", town.pk)
    entry = Entry.objects.get()
    assert (entry.act, entry.chain) == ("accounts.appoint", town.soate)
    assert str(office).startswith("clerk of the aiyl okmotu, ")


def test_appoint_denied_leaves_no_trace(applicant, head, town):
    with pytest.raises(PermissionDenied):
        actions.appoint(user=applicant, role="clerk", actor=head, municipality=town)

    untouched()
    assert Membership.objects.filter(user=applicant).count() == 0


def test_appoint_twice_to_the_same_office(clerk, administrator, town):
    with pytest.raises(ValidationError) as caught:
        actions.appoint(user=clerk, role="clerk", actor=administrator, municipality=town)

    assert caught.value.messages == ["This person already holds this office."]
    untouched()


def test_appoint_anew_after_the_office_has_ended(clerk, administrator, town):
    actions.end(clerk.memberships.get(), actor=administrator)

    actions.appoint(user=clerk, role="clerk", actor=administrator, municipality=town)

    assert [act for act, _before, _after in written()] == ["accounts.end", "accounts.appoint"]


@pytest.mark.parametrize(
    ("role", "place", "area"),
    [
        ("clerk", False, False),
        ("clerk", True, True),
        ("head", False, True),
        ("auditor", False, False),
        ("auditor", True, True),
        ("administrator", True, False),
        ("administrator", False, True),
    ],
)
def test_an_office_needs_its_own_place(applicant, administrator, town, role, place, area):
    with pytest.raises(ValidationError) as caught:
        actions.appoint(
            user=applicant,
            role=role,
            actor=administrator,
            municipality=town if place else None,
            area=town.rayon if area else None,
        )

    assert caught.value.messages == [
        "A clerk and a head need a municipality; an auditor needs a municipality or an area."
    ]
    untouched()


def test_appoint_to_a_closed_account(administrator, town):
    closed = factories.user("Осмонов Нурбек", state="closed")

    with pytest.raises(Refused) as caught:
        actions.appoint(user=closed, role="clerk", actor=administrator, municipality=town)

    assert caught.value.reasons == ["This account is closed."]
    untouched()


def test_the_clock_gives_the_first_office_and_no_second(applicant, rival, clock_user):
    first = actions.install_administrator(applicant)

    assert (first.user, first.role) == (applicant, "administrator")
    assert Entry.objects.get().actor == clock_user
    with pytest.raises(PermissionDenied):
        actions.install_administrator(rival)
    assert Membership.objects.count() == 1


def test_end_an_office_and_press_again(clerk, administrator):
    office = clerk.memberships.get()

    assert actions.end(office, actor=administrator).ended_at == factories.NOON
    with pytest.raises(Refused):
        actions.end(office, actor=administrator)
    assert Entry.objects.count() == 1


# --- slips


def test_a_slip_keeps_no_code(applicant, clerk):
    slip, code = actions.issue_slip(applicant, actor=clerk)

    bare = code.replace("-", "")
    assert len(bare) == 10
    assert bare not in str(Slip.objects.filter(pk=slip.pk).values()[0])
    assert bare not in str(Entry.objects.get().content())
    assert slip.expires_at == factories.NOON + WEEK


def test_a_slip_denied_leaves_no_trace(head, clerk):
    with pytest.raises(PermissionDenied):
        actions.issue_slip(head, actor=clerk)

    untouched()
    assert Slip.objects.count() == 0


def test_use_a_slip_once(applicant, clerk):
    slip, _code = actions.issue_slip(applicant, actor=clerk)

    used = actions.use_slip(slip, actor=applicant, password="жаңы-сөз-9")

    assert used.state == "used"
    assert used.user.check_password("жаңы-сөз-9")
    assert [act for act, _before, _after in written()] == [
        "accounts.issue_slip",
        "accounts.use_slip",
        "accounts.change_password",
    ]
    assert [(notice.recipient, notice.template) for notice in Notice.objects.all()] == [
        (applicant, "accounts/slip_used")
    ]
    with pytest.raises(Refused):
        actions.use_slip(slip, actor=applicant, password="дагы-сөз-9")
    assert User.objects.get(pk=applicant.pk).check_password("жаңы-сөз-9")


def test_a_slip_is_found_in_any_spelling(applicant, rival, clerk):
    slip, code = actions.issue_slip(applicant, actor=clerk)

    for spelling in (code, code.lower(), code.replace("-", ""), f" {code[:2]} {code[2:]} "):
        assert actions.find_slip(applicant, spelling) == slip
    assert actions.find_slip(applicant, "AAAAA-AAAAA") is None
    assert actions.find_slip(applicant, "") is None
    assert actions.find_slip(rival, code) is None


@pytest.mark.parametrize(("seconds", "in_time"), [(0, True), (1, False)])
def test_a_slip_expires_at_its_second(applicant, clerk, seconds, in_time):
    slip, _code = actions.issue_slip(applicant, actor=clerk)

    with clock.at(factories.NOON + WEEK + clock.minutes(1) / 60 * seconds):
        if in_time:
            assert actions.use_slip(slip, actor=applicant, password="жаңы-сөз-9").state == "used"
        else:
            with pytest.raises(Refused) as caught:
                actions.use_slip(slip, actor=applicant, password="жаңы-сөз-9")
            assert caught.value.reasons == ["The slip has expired. Ask for a new one."]
            assert Entry.objects.count() == 1


def test_a_stranger_uses_no_slip(applicant, rival, clerk):
    slip, _code = actions.issue_slip(applicant, actor=clerk)

    with pytest.raises(PermissionDenied):
        actions.use_slip(slip, actor=rival, password="жаңы-сөз-9")

    assert Entry.objects.count() == 1
    assert User.objects.get(pk=rival.pk).check_password(factories.PASSWORD)


def test_withdraw_a_slip(applicant, clerk):
    slip, code = actions.issue_slip(applicant, actor=clerk)

    assert actions.withdraw_slip(slip, actor=clerk).state == "withdrawn"
    assert actions.find_slip(applicant, code) is None
    with pytest.raises(Refused):
        actions.use_slip(slip, actor=applicant, password="жаңы-сөз-9")


# --- municipalities

DETAILS = {
    "name_ky": "Жаңы айыл аймагы",
    "name_ru": "Жаны-Айыл",
    "name_en": "",
    "head_name": "Асанов Темир",
    "address_ky": "Казарман",
    "address_ru": "Казарман",
    "phone": "",
    "email": "",
    "bank_details": "",
    "letterhead_ky": "",
    "letterhead_ru": "",
}


def test_edit_a_municipality_and_find_it_by_the_new_name(town, clerk):
    actions.edit_municipality(town, actor=clerk, **DETAILS)

    assert list(Municipality.objects.all().search("жаны айыл")) == [town]
    assert Entry.objects.get().chain == town.soate


def test_edit_a_municipality_of_others(town, neighbour):
    with pytest.raises(PermissionDenied):
        actions.edit_municipality(town, actor=neighbour, **DETAILS)

    untouched()


def test_merge(town, other_town, administrator):
    merged = actions.merge(town, actor=administrator, into=other_town, note="Токтом № 5")

    assert (merged.state, merged.merged_into) == ("merged", other_town)
    with pytest.raises(Refused):
        actions.edit_municipality(town, actor=administrator, **DETAILS)
    assert written() == [("accounts.merge", "active", "merged")]


def test_the_clock_is_one_account(clock_user):
    assert actions.clock_account() == clock_user
    assert not clock_user.has_usable_password()


def test_places_are_called_in_the_readers_language(town):
    names = {}
    for language in ("ky", "ru", "en"):
        with translation.override(language):
            names[language] = (str(Area.objects.get(code=town.rayon_id)), str(town))

    assert names == {
        "ky": ("Тогуз-Торо району", "Кең-Булуң айыл аймагы"),
        "ru": ("Тогуз-Тороуский район", "Кен-Булунский айылный аймак"),
        "en": ("Toguz-Toro rayon", "Keng-Bulung aiyl aimak"),
    }
