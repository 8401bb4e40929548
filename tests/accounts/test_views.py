"""What people meet: who is let in, what is told, how many questions a page asks the database."""

import pytest
from django.test import Client
from django.urls import reverse

from accounts import actions
from accounts.models import Membership, Slip, User
from audit import clock
from audit.models import Entry
from tests import factories

pytestmark = pytest.mark.django_db

NOT_TOLD = (
    "Nobody can sign in with these. Check the phone or e-mail and the password, mind capital"
    " letters; or ask the clerk for a sign-in slip."
)


# --- signing in


@pytest.mark.parametrize(
    "name", ["+996700112233", "0700 11 22 33", "700112233", "996 700 112 233", "Nurbek@Example.com"]
)
def test_sign_in_by_phone_or_email(sign_in, name):
    factories.user("Осмонов Нурбек", phone="+996700112233", email="nurbek@example.com")

    response = sign_in(None).post(
        reverse("sign_in"), {"username": name, "password": factories.PASSWORD}
    )

    assert (response.status_code, response.headers["location"]) == (302, reverse("home"))


@pytest.mark.parametrize(
    "typed",
    [
        {"username": "+996700112233", "password": "башка"},
        {"username": "+996700112234", "password": factories.PASSWORD},
        {"username": "' OR 1=1 --", "password": factories.PASSWORD},
        {"username": "ы" * 250, "password": "x" * 4000},
    ],
)
def test_a_failed_sign_in_does_not_tell_what_was_wrong(sign_in, typed):
    factories.user("Осмонов Нурбек", phone="+996700112233")

    response = sign_in(None).post(reverse("sign_in"), typed)

    assert response.status_code == 200
    assert [str(fault) for fault in response.context["form"].non_field_errors()] == [NOT_TOLD]


def test_a_closed_account_is_not_signed_in_to(sign_in):
    factories.user("Осмонов Нурбек", phone="+996700112233", state="closed")

    response = sign_in(None).post(
        reverse("sign_in"), {"username": "+996700112233", "password": factories.PASSWORD}
    )

    assert response.status_code == 200


def test_a_session_ends_when_the_account_is_closed(sign_in, applicant, administrator):
    browser = sign_in(applicant)

    actions.close(applicant, actor=administrator)

    assert browser.get(reverse("own_page")).status_code == 302


def test_sign_in_leads_back_and_never_elsewhere(sign_in, applicant):
    typed = {"username": applicant.phone, "password": factories.PASSWORD}

    home = sign_in(None).post(reverse("sign_in") + "?next=https://evil.example/", typed)
    back = sign_in(None).post(reverse("sign_in") + "?next=/competitions/", typed)

    assert home.headers["location"] == reverse("home")
    assert back.headers["location"] == "/competitions/"


def test_sign_out_by_button_only(sign_in, applicant):
    browser = sign_in(applicant)

    assert browser.get(reverse("sign_out")).status_code == 405
    assert browser.post(reverse("sign_out")).headers["location"] == reverse("portal")
    assert browser.get(reverse("own_page")).status_code == 302


@pytest.fixture
def locks(settings):
    settings.AXES_ENABLED = True


def knock(browser, name, password="башка", **more):
    typed = {"username": name, "password": password, **more}
    return browser.post(reverse("sign_in"), typed).status_code


def test_five_failed_tries_lock_the_door_for_half_an_hour(sign_in, applicant, locks):
    browser = sign_in(None)

    assert [knock(browser, applicant.phone) for _try in range(6)] == [200, 200, 200, 200, 429, 429]
    assert knock(browser, applicant.phone, factories.PASSWORD) == 429


def test_other_spellings_of_a_name_knock_at_the_same_door(sign_in, locks):
    factories.user("Осмонов Нурбек", phone="+996700112233", email="nurbek@example.com")
    browser = sign_in(None)
    spellings = ["+996700112233", "0700112233", "0700 112 233", "NURBEK@example.com", "700-112-233"]

    assert [knock(browser, name) for name in spellings] == [200, 200, 200, 200, 429]


def test_a_locked_door_is_explained(sign_in, applicant, locks):
    browser = sign_in(None)
    for _try in range(5):
        response = browser.post(reverse("sign_in"), {"username": applicant.phone, "password": "x"})

    assert "Too many tries" in response.content.decode()


def test_another_person_is_not_locked_out(sign_in, applicant, rival, locks):
    browser = sign_in(None)
    for _try in range(6):
        knock(browser, applicant.phone)

    assert knock(browser, rival.phone, factories.PASSWORD) == 302


# --- slips


def slip_for(person, clerk):
    return actions.issue_slip(person, actor=clerk)[1]


def use(browser, person, code, password="жаңы-сөз-9", again="жаңы-сөз-9"):
    typed = {"username": person.phone, "code": code, "password": password, "password_again": again}
    return browser.post(reverse("slip_use"), typed)


def test_a_slip_becomes_a_password(sign_in, applicant, clerk):
    code = slip_for(applicant, clerk)
    browser = sign_in(None)

    assert use(browser, applicant, code).headers["location"] == reverse("home")
    assert browser.get(reverse("own_page")).context["person"] == applicant
    assert knock(sign_in(None), applicant.phone, "жаңы-сөз-9") == 302


def test_a_slip_works_once(sign_in, applicant, clerk):
    code = slip_for(applicant, clerk)
    use(sign_in(None), applicant, code)

    response = use(sign_in(None), applicant, code, "дагы-сөз-9", "дагы-сөз-9")

    assert response.status_code == 200
    assert response.context["form"].non_field_errors()
    assert User.objects.get(pk=applicant.pk).check_password("жаңы-сөз-9")


def test_an_expired_slip_is_told_so(sign_in, applicant, clerk):
    code = slip_for(applicant, clerk)

    with clock.at(factories.NOON + clock.minutes(7 * 24 * 60 + 1)):
        response = use(sign_in(None), applicant, code)

    assert [str(fault) for fault in response.context["form"].non_field_errors()] == [
        "The slip has expired. Ask for a new one."
    ]
    assert not User.objects.get(pk=applicant.pk).check_password("жаңы-сөз-9")


def test_a_wrong_code_and_a_wrong_name_are_answered_alike(sign_in, applicant, rival, clerk):
    code = slip_for(applicant, clerk)

    wrong_code = use(sign_in(None), applicant, "AAAAA-AAAAA")
    wrong_person = use(sign_in(None), rival, code)
    nobody = use(sign_in(None), User(phone="+996700999999"), code)

    told = [
        [str(fault) for fault in response.context["form"].non_field_errors()]
        for response in (wrong_code, wrong_person, nobody)
    ]
    assert (
        told
        == [["These do not belong together. Check the phone or e-mail and the code on the slip."]]
        * 3
    )


def test_a_slip_is_not_spent_by_a_bad_password(sign_in, applicant, clerk):
    code = slip_for(applicant, clerk)

    assert use(sign_in(None), applicant, code, "12345678", "12345678").status_code == 200
    assert use(sign_in(None), applicant, code, "жаңы-сөз-9", "башка-сөз-9").status_code == 200
    assert use(sign_in(None), applicant, code).status_code == 302


def test_guessing_slips_locks_the_door(sign_in, applicant, clerk, locks):
    code = slip_for(applicant, clerk)
    browser = sign_in(None)

    assert [use(browser, applicant, f"{code[:9]}{sign}{sign}").status_code for sign in "23456"] == [
        200,
        200,
        200,
        200,
        429,
    ]
    assert use(browser, applicant, code).status_code == 429


def test_no_secret_stays_in_the_record_of_failed_tries(sign_in, applicant, clerk, locks):
    from axes.models import AccessAttempt  # noqa: PLC0415

    use(sign_in(None), applicant, "SECRE-TCODE", "сыр-сөз-99", "сыр-сөз-99")

    kept = str(AccessAttempt.objects.values().get())
    assert "SECRE" not in kept
    assert "сыр-сөз-99" not in kept


def test_a_slip_is_shown_once_in_both_languages(sign_in, applicant, clerk):
    response = sign_in(clerk).post(reverse("user_issue_slip", args=[applicant.pk]))

    page = response.content.decode()
    code = response.context["code"]
    assert page.count(code) == 2
    assert page.count('<section class="sheet slip" lang="ky">') == 1
    assert page.count('<section class="sheet slip" lang="ru">') == 1
    assert "no-store" in response.headers["cache-control"]
    detail = sign_in(clerk).get(applicant.get_absolute_url()).content.decode()
    assert code not in detail


# --- people


def test_registering_signs_in(sign_in):
    typed = {
        "name": "Осмонов Нурбек",
        "phone": "0700 112 233",
        "email": "",
        "language": "ky",
        "password": "тоо-суу-77",
        "password_again": "тоо-суу-77",
    }
    browser = sign_in(None)

    assert browser.post(reverse("register"), typed).headers["location"] == reverse("home")
    assert browser.get(reverse("own_page")).context["person"].phone == "+996700112233"


def test_whoever_was_on_the_way_to_a_page_gets_there(sign_in, applicant, clerk):
    where = "?next=/competitions/"
    page = sign_in(None).get(reverse("sign_in") + where).content.decode()
    assert f'href="{reverse("register")}?next=%2Fcompetitions%2F"' in page
    assert f'href="{reverse("slip_use")}?next=%2Fcompetitions%2F"' in page
    account = {
        "name": "Осмонов Нурбек",
        "phone": "0700 112 233",
        "language": "ky",
        "password": "тоо-суу-77",
        "password_again": "тоо-суу-77",
    }
    slip = {
        "username": applicant.phone,
        "code": slip_for(applicant, clerk),
        "password": "жаңы-сөз-9",
        "password_again": "жаңы-сөз-9",
    }

    registered = sign_in(None).post(reverse("register") + where, account)
    with_slip = sign_in(None).post(reverse("slip_use") + where, slip)

    assert registered.headers["location"] == with_slip.headers["location"] == "/competitions/"


def test_registering_leads_nowhere_else(sign_in):
    account = {
        "name": "Осмонов Нурбек",
        "phone": "0700 112 233",
        "language": "ky",
        "password": "тоо-суу-77",
        "password_again": "тоо-суу-77",
    }

    response = sign_in(None).post(reverse("register") + "?next=//evil.example/", account)

    assert response.headers["location"] == reverse("home")


def test_registering_with_a_known_phone_keeps_what_was_typed(sign_in, applicant):
    typed = {
        "name": "Осмонов Нурбек",
        "phone": applicant.phone,
        "email": "",
        "language": "ky",
        "password": "тоо-суу-77",
        "password_again": "тоо-суу-77",
    }

    response = sign_in(None).post(reverse("register"), typed)

    assert list(response.context["form"].errors) == ["phone"]
    assert 'value="Осмонов Нурбек"' in response.content.decode()
    assert "тоо-суу-77" not in response.content.decode()


def test_the_clerk_registers_and_prints(sign_in, clerk):
    typed = {"name": "Осмонов Нурбек", "phone": "0700 112 233", "email": "", "language": "ky"}

    response = sign_in(clerk).post(reverse("user_register"), typed, follow=True)

    person = User.objects.get(phone="+996700112233")
    assert response.context["person"] == person
    assert reverse("user_issue_slip", args=[person.pk]) in response.content.decode()


def test_a_changed_password_keeps_the_person_signed_in(sign_in, applicant):
    browser = sign_in(applicant)
    typed = {
        "old_password": factories.PASSWORD,
        "password": "жаңы-сөз-9",
        "password_again": "жаңы-сөз-9",
    }

    browser.post(reverse("user_change_password", args=[applicant.pk]), typed)

    assert browser.get(reverse("own_page")).status_code == 200


def test_a_changed_password_ends_the_other_sessions(sign_in, applicant):
    elsewhere = Client()
    elsewhere.force_login(applicant, backend="accounts.backends.PhoneOrEmailBackend")
    typed = {
        "old_password": factories.PASSWORD,
        "password": "жаңы-сөз-9",
        "password_again": "жаңы-сөз-9",
    }

    sign_in(applicant).post(reverse("user_change_password", args=[applicant.pk]), typed)

    assert elsewhere.get(reverse("own_page")).status_code == 302


def test_appointing_from_the_page(sign_in, administrator, applicant, town):
    typed = {"role": "clerk", "municipality": town.soate, "area": ""}

    response = sign_in(administrator).post(
        reverse("membership_appoint", args=[applicant.pk]), typed
    )

    assert response.headers["location"] == applicant.get_absolute_url()
    assert Membership.objects.get(user=applicant).municipality == town


def test_a_clerk_finds_people_and_does_not_leaf(sign_in, clerk, applicant, rival):
    browser = sign_in(clerk)

    assert list(browser.get(reverse("user_list")).context["object_list"]) == []
    assert list(browser.get(reverse("user_list") + "?q=абдылдаева").context["object_list"]) == [
        applicant
    ]


def test_merging_keeps_the_old_municipality_readable(sign_in, administrator, town, other_town):
    typed = {"into": other_town.soate, "note": "Токтом № 5"}
    browser = sign_in(administrator)

    browser.post(reverse("municipality_merge", args=[town.pk]), typed)

    page = browser.get(town.get_absolute_url()).content.decode()
    assert str(other_town) in page
    assert Entry.objects.get(act="accounts.merge").note == "Токтом № 5"


# --- questions to the database


@pytest.mark.parametrize("people", [1, 3])
def test_people_list_asks_the_same_of_any_number(
    sign_in, administrator, town, django_assert_num_queries, people
):
    for number in range(people):
        factories.officer(f"Осмонов {number}", "clerk", town)
    browser = sign_in(administrator)

    with django_assert_num_queries(6):
        browser.get(reverse("user_list"))


@pytest.mark.parametrize("slips", [1, 3])
def test_a_persons_page_asks_the_same_of_any_number(
    sign_in, administrator, applicant, town, django_assert_num_queries, slips
):
    for _number in range(slips):
        actions.issue_slip(applicant, actor=administrator)
    browser = sign_in(administrator)

    with django_assert_num_queries(7):
        browser.get(applicant.get_absolute_url())


@pytest.mark.parametrize("others", [1, 3])
def test_municipalities_ask_the_same_of_any_number(
    sign_in, applicant, town, django_assert_num_queries, others
):
    for number in range(others):
        factories.municipality(soate=f"4170322389{number}000", merged_into=town)
    browser = sign_in(applicant)

    with django_assert_num_queries(5):
        browser.get(reverse("municipality_list"))


@pytest.mark.parametrize("officers", [1, 3])
def test_a_municipality_asks_the_same_of_any_number(
    sign_in, applicant, town, django_assert_num_queries, officers
):
    for number in range(officers):
        factories.officer(f"Осмонов {number}", "clerk", town)
    browser = sign_in(applicant)

    with django_assert_num_queries(6):
        browser.get(town.get_absolute_url())


def test_a_list_of_1200_people_is_read_page_by_page(sign_in, administrator):
    User.objects.bulk_create(
        User(
            name=f"Осмонов {number}",
            phone=f"+99670{number:07d}",
            registered_at=factories.NOON,
            search="осмонов",
        )
        for number in range(1200)
    )

    response = sign_in(administrator).get(reverse("user_list") + "?q=осмонов&page=24")

    assert len(response.context["object_list"]) == 50


def test_slips_are_only_listed_to_who_prints_them(sign_in, applicant, clerk):
    slip_for(applicant, clerk)

    assert Slip.objects.count() == 1
    assert sign_in(applicant).get(reverse("own_page")).context["slips"] == []
    assert len(sign_in(clerk).get(applicant.get_absolute_url()).context["slips"]) == 1
