"""A day's work: pasted as people write it, looked at, recorded by one act, struck out again."""

from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from audit.models import Entry
from awards import actions
from awards.actions.day_sheets import known_by
from awards.choices import MOST_WORKERS
from awards.forms.day_list import read_day
from awards.ledger import worth_of_hours
from awards.models import Award, Confirmation, Contribution, DaySheet, Proof, Use, Worker
from awards.models.contribution import hours_in
from tests import factories, files
from tests.awards.conftest import contribution

DAY = date(2026, 4, 10)


@pytest.fixture
def client() -> Client:
    """A browser that reads English."""
    return Client(headers={"accept-language": "en"})


@pytest.fixture
def labour(award) -> Contribution:
    """25 days of labour at 800 som, promised."""
    return contribution(award, "Жаңы")


def sheet(award: Award, actor: Any, people: list[Any] | None = None, **more: Any) -> DaySheet:
    facts = {
        "contribution": contribution(award, "Жаңы"),
        "worked_on": DAY,
        "work": "Көчөт отургузуу",
        "workers": [
            {"name": name, "sex": sex, "hours": Decimal(hours)}
            for name, sex, hours in people or [("Асанов Бакыт", "male", "8")]
        ],
    }
    return actions.record_sheet(award, actor=actor, **(facts | more))


def trace() -> tuple[int, ...]:
    return tuple(model.objects.count() for model in (Entry, DaySheet, Worker, Use, Confirmation))


def wrong(award: Award, actor: Any, people: Any = None, **more: Any) -> list[str]:
    before = trace()
    with pytest.raises(ValidationError) as error, transaction.atomic():
        sheet(award, actor, people, **more)
    assert trace() == before
    return error.value.messages


def sums(row: Any) -> tuple[Any, ...]:
    one = Contribution.objects.get(pk=row.pk)
    return one.state, one.confirmed_amount, one.used_amount


# --- what a list says


def understood(text: str, **more: Any) -> list[tuple[str, str, str]]:
    return [(line.name, line.sex, line.hours) for line in read_day(text, **more).lines]


TWO_OR_ONE = (
    "Line 2: АСАНОВ БАКЫТ. already stands on line 1. If these are two people, add "
    "the father's name or the year of birth."
)
WOMAN, MAN = ("Асанова Айгүл", "female", "7,5"), ("Асанов Бакыт", "male", "8")


@pytest.mark.parametrize(
    "text",
    [
        "Асанова Айгүл\tж\t7,5\nАсанов Бакыт\tм\t8",
        "Асанова Айгүл;аял;7,5\nАсанов Бакыт;эркек;8",
        "Асанова Айгүл, ж, 7,5\nАсанов Бакыт, м, 8",
        "Асанова Айгүл,ж,7,5\nАсанов Бакыт,м,8",
        "Асанова Айгүл ж 7,5\nАсанов Бакыт м 8",
        "Асанова Айгүл аял - 7,5 саат\nАсанов Бакыт эркек - 8 саат",
        "1. Асанова Айгүл (ж) 7,5ч\n2. Асанов Бакыт (м) 8ч".replace("(", "").replace(")", ""),
        "1) Асанова Айгүл: ж, 7,5 час.\n2) Асанов Бакыт: м, 8 часов",
        "№\tФИО\tПол\tЧасы\n1\tАсанова Айгүл\tж\t7,5\n2\tАсанов Бакыт\tм\t8",
        "Аты-жөнү\tСаат\tЖынысы\nАсанова Айгүл\t7,5\tа\nАсанов Бакыт\t8\tэ",
        "No.\tName\tSex\tHours\r\n1\tАсанова Айгүл\tF\t7,5\r\n2\tАсанов Бакыт\tM\t8\r\n",
        "ФИО;пол;часы\nАсанова Айгүл;жен;7,5\nАсанов Бакыт;муж;8",
        "аты жөнү жынысы саат\n\nАсанова Айгүл аял 7,5\n\n\nАсанов Бакыт эркек 8\n",
        "7,5 Асанова Айгүл ж\n8 Асанов Бакыт м",
        "1 Асанова Айгүл ж 7,5\n2 Асанов Бакыт м 8",
        "  Асанова   Айгүл \t ЖЕНЩИНА \t 7,5 \n Асанов Бакыт \t МУЖЧИНА \t 8 саат ",
    ],
)
def test_a_list_as_people_write_it(text):
    assert understood(text) == [WOMAN, MAN]
    assert read_day(text).faults == []


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("Асанов А. 8", ("Асанов А.", "", "8")),
        ("Асанов М 8", ("Асанов М", "", "8")),
        ("Асанов Бакыт 1985 8", ("Асанов Бакыт 1985", "", "8")),
        ("Токтосунов уулу Нур э 4.25 саат", ("Токтосунов уулу Нур", "male", "4.25")),
        ("Асанова Ж", ("Асанова Ж", "", "")),
        ("Бригада «Ынтымак» 8", ("Бригада «Ынтымак»", "", "8")),
    ],
)
def test_names_stay_names(text, line):
    assert understood(text) == [line]


def test_who_has_no_hours_worked_as_long_as_everybody():
    found = read_day("Асанов Бакыт\nУсенова Жаңыл 3", Decimal("6.50"))

    assert [worker["hours"] for worker in found.workers] == [Decimal("6.50"), Decimal(3)]


@pytest.mark.parametrize(
    ("text", "faults"),
    [
        ("Асанов Бакыт", ["Line 1: Hours: This field is required."]),
        ("\n\nАсанов Бакыт 25", ["Line 3: Hours: The figure is too large: at most 24."]),
        ("Асанов Бакыт 0", ["Line 1: Hours: The figure is too small: at least 0,01."]),
        ("$$$ 8", ["Line 1: There is no name in it."]),
        ("8", ["Line 1: Name: This field is required."]),
        ("Асанов 4 5 6", ["Line 1: Which figure is the hours: 4; 5; 6?"]),
        (
            "Асанов Бакыт 8\nАСАНОВ  БАКЫТ. 8",
            [TWO_OR_ONE],
        ),
        ("Асанов\tх\t8\nУсенов\tм\t8", []),
        (
            "ФИО\tПол\tЧасы\nАсанов\tх\t8",
            ["Line 2: Sex: Select a valid choice. х is not one of the available choices."],
        ),
        ("ФИО\tЧасы\nАсанов\t8\tдагы", ["Line 2: It has more cells than the heads have."]),
    ],
)
def test_faults_are_named_by_line(text, faults, english):
    found = read_day(text)

    assert found.faults == faults


def test_columns_without_a_place_are_named():
    found = read_day("ФИО;Телефон;Часы\nАсанов Бакыт;+996700000111;8")

    assert found.left_out == ["Телефон"]
    assert found.workers == [{"name": "Асанов Бакыт", "sex": "", "hours": Decimal(8)}]


@given(st.text(max_size=400))
def test_rubbish_never_breaks_the_reading_and_nothing_is_lost(text):
    found = read_day(text)

    assert all(line.faults or line.worker for line in found.lines)
    numbers = [line.number for line in found.lines]
    assert numbers == sorted(set(numbers))
    filled = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    assert len([line for line in filled if line.strip()]) - len(found.lines) <= 1


def test_known_by():
    assert known_by("Алёна  ИВАНОВА-Ким.") == known_by("алена иванова ким")
    assert known_by("Асанов А") != known_by("Асанов Б")


# --- what it is worth


@pytest.mark.parametrize(
    ("units", "hours"),
    [
        (("саат", "час"), 1),
        (("адам-күн", "человеко-день"), 8),
        (("машина-саат", "машино-час"), 1),
        (("смена", "смена"), 8),
        (("м³", "м³"), None),
        (("", ""), None),
    ],
)
def test_for_how_much_time_a_rate_is(units, hours):
    assert hours_in(*units) == hours


def test_worth_by_hand():
    assert worth_of_hours(Decimal("15.5"), Decimal(800), 8) == Decimal("1550.00")
    assert worth_of_hours(Decimal("0.01"), Decimal(1), 8) == Decimal("0.00")
    assert worth_of_hours(Decimal(7), Decimal("33.33"), 8) == Decimal("29.16")


@given(
    st.decimals(min_value="0.01", max_value=9999, places=2),
    st.decimals(min_value="0.01", max_value=9999, places=2),
    st.sampled_from([1, 8]),
)
def test_worth_is_off_by_half_a_tyiyn_at_most(hours, rate, unit):
    exact = Fraction(hours) * Fraction(rate) / unit

    assert abs(Fraction(worth_of_hours(hours, rate, unit)) - exact) <= Fraction(1, 200)


# --- the act


@pytest.mark.django_db
def test_a_sheet_confirms_and_uses_what_was_promised(award, applicant, labour):
    made = sheet(award, applicant, [("Асанова Айгүл", "female", "7.5"), (*MAN[:2], "8")])

    assert (made.number, made.people, made.women, made.men, made.hours) == (
        *[1, 2, 1, 1],
        Decimal("15.5"),
    )
    assert (made.amount, made.confirmed_amount, made.hours_a_unit) == (1550, 1550, 8)
    assert sums(labour) == ("confirmed", 1550, 1550)
    use = Use.objects.get()
    assert (use.amount, use.quantity, use.women, use.men, use.sheet) == (
        *[1550, Decimal("1.938"), 1, 1],
        made,
    )
    assert list(Entry.objects.order_by("-pk").values_list("act", flat=True)[:3]) == [
        "awards.use",
        "awards.confirm",
        "awards.record_sheet",
    ]
    assert "Асанов" not in str(Entry.objects.get(act="awards.record_sheet").facts)


@pytest.mark.django_db
def test_what_was_confirmed_before_is_not_confirmed_again(award, applicant, clerk, labour):
    letter = {"actor": clerk, "on": DAY, "document": "тизме"}
    actions.confirm(labour, quantity=Decimal(1), **letter)

    made = sheet(award, applicant, unnamed_women=2, unnamed_men=1, hours_each=Decimal(4))

    assert (made.people, made.women, made.men, made.amount) == (4, 2, 2, 2000)
    assert made.confirmed_amount == 1200
    assert sums(labour) == ("confirmed", 2000, 2000)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("people", "more", "sentence"),
    [
        (None, {"workers": []}, "Nobody is on the sheet: name people or count them."),
        (None, {"unnamed_men": 1}, "Say how many hours each of them worked."),
        (None, {"worked_on": date(2026, 4, 11)}, "This day has not come yet."),
        (
            None,
            {"worked_on": date(2026, 4, 9)},
            "Work before the agreement was signed does not count.",
        ),
        (
            [("Асанов", "", "24.01")],
            {},
            "Асанов: a day has 24 hours, nobody works 24.01.",
        ),
        (
            [("Асанов А", "", "1"), ("асанов  а.", "", "1")],
            {},
            "асанов  а. stands on the sheet twice.",
        ),
    ],
)
def test_what_no_sheet_takes(award, applicant, people, more, sentence):
    assert wrong(award, applicant, people, **more) == [sentence]


@pytest.mark.django_db
def test_the_same_person_twice_on_the_same_day(award, applicant, played):
    sheet(award, applicant)

    assert wrong(award, applicant, [("Бакыт АСАНОВ", "", "1"), ("асанов бакыт", "", "1")]) == [
        "асанов бакыт is already on day sheet № 1 of this day."
    ]
    with played(4, 11, 18):
        assert sheet(award, applicant, worked_on=date(2026, 4, 11)).number == 2


@pytest.mark.django_db
def test_day_sheets_need_a_rate_for_time(award, applicant, clerk, published_call):
    by_cube = factories.rate(published_call, unit_ky="м³", unit_ru="м³")
    stones = {"giver": "Ашар", "giver_kind": "resident", "kind": "labour", "rate": by_cube}
    dug = actions.promise(award, actor=clerk, quantity=Decimal(5), **stones)
    needs = "Day sheets need labour or machines promised by a rate for an hour or a day."

    assert wrong(award, applicant, contribution=dug) == [needs]
    assert wrong(award, applicant, contribution=contribution(award, "Асанова")) == [needs]


@pytest.mark.django_db
def test_machine_hours_are_a_sheet_too(award, applicant, clerk, published_call):
    hourly = factories.rate(
        published_call, unit_ky="машина-саат", unit_ru="машино-час", amount=Decimal(2500)
    )
    tractor = {"giver": "Фермер", "giver_kind": "business", "kind": "services", "rate": hourly}
    given_ = actions.promise(award, actor=clerk, quantity=Decimal(10), **tractor)

    made = sheet(award, applicant, [("МТЗ-82", "", "6.5")], contribution=given_)

    assert (made.amount, made.women, made.men, made.people) == (16250, 0, 0, 1)


@pytest.mark.django_db
def test_another_awards_contribution_is_refused(award, applicant, published_call, rival, chair):
    other = factories.application(
        published_call, rival, complete=False, state="awarded", title="Суу", granted=Decimal(9)
    )
    factories.budget_line(other, position=1)
    rate = published_call.rates.first()
    factories.pledge(other, position=1, giver="Бөтөн", rate=rate, value=rate.amount)
    strange = actions.grant(other, actor=chair, granted=Decimal(9), protocol_number="3")

    assert wrong(award, applicant, contribution=strange.contributions.get()) == [
        "This contribution belongs to another award."
    ]


@pytest.mark.django_db
def test_a_sheet_struck_out_leaves_the_books(award, applicant, clerk, labour):
    made = sheet(award, applicant)
    kept = sheet(award, applicant, [("Усенов", "male", "4")])

    struck = actions.strike_sheet(made, actor=clerk, note="Ката")

    assert struck.state == "struck_out"
    assert sums(labour) == ("confirmed", kept.amount, kept.amount)
    assert Use.objects.filter(stands=True).count() == 1
    assert sheet(award, applicant).number == 3


@pytest.mark.django_db
def test_nobody_else_records_a_day(award, head, auditor, labour):
    for person in (head, auditor):
        before = trace()
        with pytest.raises(PermissionDenied):
            sheet(award, person)
        assert trace() == before


# --- the page


def sent(award: Award, **more: Any) -> dict[str, Any]:
    facts = {
        "contribution": contribution(award, "Жаңы").pk,
        "worked_on": "2026-04-10",
        "work": "Көчөт отургузуу",
        "people": "Асанова Айгүл, ж, 7,5\nАсанов Бакыт, м, 8",
    }
    return facts | more


@pytest.mark.django_db
def test_the_list_is_looked_at_before_it_is_recorded(award, applicant, client):
    client.force_login(applicant)
    address = reverse("daysheet_record", args=[award.pk])

    looked = client.post(address, sent(award))
    assert looked.status_code == 200
    assert not DaySheet.objects.exists()
    page = looked.content.decode()
    assert "People: 2 (women 1, men 1, not said 0). Hours: 15,5" in page
    assert "Record the sheet" in page
    mark = looked.context["form"].mark

    changed = client.post(address, sent(award, people="Асанов Бакыт 8", seen=mark))
    assert changed.status_code == 200
    assert not DaySheet.objects.exists()

    done = client.post(address, sent(award, seen=mark))
    made = DaySheet.objects.get()
    assert (done.status_code, done["Location"]) == (302, made.get_absolute_url())
    assert [(one.name, one.sex, one.hours) for one in made.workers.order_by("position")] == [
        ("Асанова Айгүл", "female", Decimal("7.50")),
        ("Асанов Бакыт", "male", Decimal(8)),
    ]
    again = client.post(address, sent(award, seen=mark))
    assert again.status_code == 200
    assert "is already on day sheet № 1 of this day" in again.content.decode()
    assert DaySheet.objects.count() == 1


@pytest.mark.django_db
def test_three_hundred_people_and_nothing_lost(award, applicant, client):
    client.force_login(applicant)
    address = reverse("daysheet_record", args=[award.pk])
    people = "\n".join(
        f"{number}\tТургун {number:03}-уулу А{number}\tэ\t1" for number in range(300)
    )

    faulty = client.post(address, sent(award, people=people + "\nТүшүнүксүз"))
    assert faulty.context["form"].errors["people"] == ["Line 301: Hours: This field is required."]
    assert "Түшүнүксүз</textarea>" in faulty.content.decode()

    looked = client.post(address, sent(award, people=people))
    client.post(address, sent(award, people=people, seen=looked.context["form"].mark))

    made = DaySheet.objects.get()
    assert (made.people, made.men, made.hours, made.amount) == (300, 300, 300, 30000)
    assert made.workers.count() == 300


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"people": ""}, "people"),
        ({"people": "!!!"}, "people"),
        ({"people": "а 1\n" * (MOST_WORKERS + 1)}, "people"),
        ({"people": "а" * 60_001}, "people"),
        ({"worked_on": ""}, "worked_on"),
        ({"worked_on": "2026-04-11", "seen": True}, "worked_on"),
        ({"work": ""}, "work"),
        ({"work": "а" * 301}, "work"),
        ({"contribution": "99999999"}, "contribution"),
        ({"contribution": "x"}, "contribution"),
        ({"unnamed_women": "-1"}, "unnamed_women"),
        ({"unnamed_women": "100000"}, "unnamed_women"),
        ({"unnamed_men": "5"}, "hours_each"),
        ({"unnamed_men": "5", "hours_each": "25"}, "hours_each"),
    ],
)
def test_what_is_typed_wrong_is_told_beside_its_field(award, applicant, client, more, field):
    client.force_login(applicant)
    address, before = reverse("daysheet_record", args=[award.pk]), trace()
    data = sent(award, **more)
    if more.get("seen"):
        data["seen"] = client.post(address, data).context["form"].mark

    answer = client.post(address, data)

    assert answer.status_code == 200
    assert list(answer.context["form"].errors) == [field]
    assert trace() == before


@pytest.mark.django_db
def test_photos_of_the_signed_sheet(award, applicant, client):
    client.force_login(applicant)
    made = sheet(award, applicant)
    photos = [files.sent(name, files.picture()) for name in ("бир.jpg", "эки.jpg")]

    client.post(reverse("daysheet_attach", args=[made.pk]), {"files": photos})

    assert [proof.use.sheet for proof in Proof.objects.all()] == [made, made]


# --- how often the database is asked


@pytest.mark.django_db
def test_pages_of_day_sheets_ask_the_same_with_1_and_3(award, clerk, applicant, client):
    client.force_login(clerk)
    first = sheet(award, applicant)

    def asked() -> list[int]:
        found = []
        for address in (
            reverse("daysheet_list", args=[award.pk]),
            reverse("contribution_list", args=[award.pk]),
            first.get_absolute_url(),
        ):
            with CaptureQueriesContext(connection) as queries:
                assert client.get(address).status_code == 200
            found.append(len(queries))
        return found

    with_one = asked()
    for name in ("Усенов", "Кадыров"):
        sheet(award, applicant, [(name, "male", "4")])

    assert (with_one, asked()) == ([10, 10, 12], [10, 10, 12])
