"""Who sees whom and what: exact sets."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.management import call_command

from accounts.models import Membership, Municipality, Slip, User
from accounts.querysets import fold
from audit import clock
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def everybody(applicant, rival, clerk, head, auditor, administrator, neighbour, chair, clock_user):
    return {applicant, rival, clerk, head, auditor, administrator, neighbour, chair}


def test_people_seen(everybody, applicant, rival, clerk, head, auditor, administrator, chair):
    def seen(person):
        return set(User.objects.visible_to(person))

    assert seen(administrator) == everybody
    assert seen(clerk) == {clerk, applicant, rival, chair}
    for person in (applicant, head, auditor, chair):
        assert seen(person) == {person}
    assert seen(AnonymousUser()) == set()


def test_a_former_clerk_sees_himself_only(clerk, applicant):
    Membership.objects.update(state="ended")

    assert set(User.objects.visible_to(User.objects.get(pk=clerk.pk))) == {clerk}


def test_offices_seen(clerk, head, administrator, applicant):
    def seen(person):
        return {office.user for office in Membership.objects.visible_to(person)}

    assert seen(administrator) == {clerk, head, administrator}
    assert seen(clerk) == {clerk}
    assert seen(applicant) == set()
    assert seen(AnonymousUser()) == set()


def test_slips_seen(clerk, second_clerk, administrator, applicant):
    slip = Slip.objects.create(
        user=applicant,
        code_hash="x",
        issued_by=clerk,
        issued_at=factories.NOON,
        expires_at=factories.NOON + clock.minutes(60),
    )

    def seen(person):
        return set(Slip.objects.visible_to(person))

    assert seen(clerk) == seen(administrator) == {slip}
    assert seen(second_clerk) == seen(applicant) == seen(AnonymousUser()) == set()


def test_municipalities_served(town, other_town, clerk, auditor, administrator, neighbour):
    def served(person, *roles):
        return set(Municipality.objects.all().served_by(person, *roles))

    assert served(clerk) == {town}
    assert served(clerk, "head") == set()
    assert served(neighbour) == {other_town}
    assert served(auditor) == {town, other_town}
    assert served(administrator) == set()
    assert served(AnonymousUser()) == set()


@pytest.mark.parametrize("code", ["41700000000000", "41703000000000", "41703223000000"])
def test_an_auditor_serves_his_area(town, code):
    far = factories.area(code="41704000000000")
    factories.municipality(soate="41704230836000", rayon=None, oblast=far)
    auditor = factories.officer("Орозова Жылдыз", "auditor", area=factories.area(code=code))

    served = set(Municipality.objects.all().served_by(auditor))

    assert served == (set(Municipality.objects.all()) if code == "41700000000000" else {town})


@pytest.mark.parametrize(
    ("words", "phone"),
    [
        ("0700 11-22-33", True),
        ("+996700112233", True),
        ("700112233", True),
        ("Осмонов", True),
        ("осмонов нурбек", True),
        ("нурбек ОСМОН", True),
        ("osmonov", True),
        ("112233", True),
        ("Асанов", False),
        ("0700 11-22-34", False),
    ],
)
def test_people_are_found_by_name_and_phone(words, phone):
    person = factories.user("Осмонов Нурбек", phone="+996700112233")

    assert list(User.objects.all().search(words)) == ([person] if phone else [])


# --- the register, in every spelling


@pytest.fixture
def register(db):
    call_command("load_register", verbosity=0)


@pytest.mark.parametrize(
    ("words", "soate"),
    [
        ("Каргалык", "41703223812000"),
        ("каргалыкский", "41703223812000"),
        ("kargalyk", "41703223812000"),
        ("KARGALYK aimak", "41703223812000"),
        ("Каргалык Тогуз-Торо", "41703223812000"),
        ("каргалык жалал абад", "41703223812000"),
        ("41703223812000", "41703223812000"),
        ("Чаек", "41704230836000"),
        ("chaek jumgal", "41704230836000"),
        ("Көк-Жаңгак", "41703220400010"),
        ("кок жангак", "41703220400010"),
        ("Kok-Zhangak", "41703220400010"),
        ("kok-jangak", "41703220400010"),
        ("сулюкта", "41705420000010"),
        ("Сүлүктү", "41705420000010"),
        ("сулукту", "41705420000010"),
        ("Майлуу-Суу", "41703430000010"),
        ("mailuu-suu", "41703430000010"),
        ("майлуусуу", None),
        ("нигде", None),
    ],
)
def test_a_municipality_is_found_in_every_spelling(register, words, soate):
    found = Municipality.objects.all().search(words).values_list("soate", flat=True)

    assert list(found) == ([soate] if soate else [])


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Жети-Өгүз", "jeti-oguz"),
        ("Чоң-Алай", "chon-alai"),
        ("Чоң-Алай", "Chong-Alai"),
        ("Ысык-Ата", "ysyk ata"),
        ("Джумгал", "Жумгал"),
        ("Кек-Ой", "Көк-Ой"),
        ("Сарыозен", "сары-өзөн".replace("-", "").replace("өзө", "озе")),
    ],
)
def test_spellings_that_are_one(one, other):
    assert fold(one) == fold(other)


def test_the_register_is_loaded_once_and_safely_again(register, django_assert_num_queries):
    assert Municipality.objects.count() == 485
    kargalyk = Municipality.objects.select_related("rayon", "oblast").get(soate="41703223812000")
    assert (kargalyk.name_ky, kargalyk.kind) == ("Каргалык айыл аймагы", "aiyl_aimak")
    assert (kargalyk.rayon.name_ky, kargalyk.oblast.name_en) == (
        "Тогуз-Торо району",
        "Jalal-Abad oblast",
    )
    Municipality.objects.filter(pk=kargalyk.pk).update(head_name="Асанов Темир", name_ky="Каргалык")

    call_command("load_register", verbosity=0)

    again = Municipality.objects.get(soate="41703223812000")
    assert Municipality.objects.count() == 485
    assert (again.head_name, again.name_ky) == ("Асанов Темир", "Каргалык")


def test_every_municipality_has_its_place_and_its_words(register):
    places = Municipality.objects.select_related("rayon", "oblast")

    assert {place.rayon.kind for place in places if place.rayon} == {"rayon"}
    assert sum(place.rayon is None for place in places) == 14
    assert {place.oblast.kind for place in places} == {"oblast"}
    assert [place.soate for place in places if place.search != place.fold_names()] == []


def test_a_name_in_two_rayons_is_found_twice(register):
    found = Municipality.objects.all().search("Сары-Булак")

    assert len({place.rayon_id for place in found}) == found.count() == 4
