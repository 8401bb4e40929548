"""Papers and the workbook of contributions; who gives is told outside only with consent."""

import shutil
from datetime import date
from decimal import Decimal
from io import BytesIO
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook

from awards import actions as awarding
from awards.models import Award, Confirmation, DaySheet
from papers import facts, prints
from papers.awarded import awards_of, contribution_rows
from tests.awards.conftest import contribution
from tests.papers.test_prints import in_order, said, words

DAY = date(2026, 4, 10)
needs_reader = pytest.mark.skipif(
    shutil.which("pdftotext") is None, reason="pdftotext was not found."
)
PEOPLE = [("Сырдуу Айгүл", "female", "7.5"), ("Сырдуу Бакыт", "male", "8")]


@pytest.fixture
def worked(award: Award, applicant: Any) -> DaySheet:
    """Two people named and three counted, by the rate of a day."""
    return awarding.record_sheet(
        award,
        actor=applicant,
        contribution=contribution(award, "Жаңы"),
        worked_on=DAY,
        work="Көчөт отургузуу",
        workers=[{"name": name, "sex": sex, "hours": Decimal(h)} for name, sex, h in PEOPLE],
        unnamed_women=2,
        unnamed_men=1,
        hours_each=Decimal(4),
        responsible="Абдылдаева Гүлнара",
    )


@pytest.fixture
def received(award: Award, applicant: Any) -> Confirmation:
    actions = {"actor": applicant, "on": DAY, "document": "№ 17", "amount": Decimal(3000)}
    awarding.confirm(contribution(award, "Асанова"), **actions)
    return Confirmation.objects.get(document="№ 17")


# --- papers


@needs_reader
@pytest.mark.parametrize("language", ["ky", "ru"])
def test_the_empty_sheet_has_the_project_the_rate_and_room_to_sign(award, language):
    rate = contribution(award, "Жаңы")

    text = words(prints.sheet_of_a_day(facts.blank_day_sheet(award, rate), language))

    heading, signature, kept = said(language, "Day sheet", "Signature", "Kept the sheet")
    assert in_order(text, heading, "Гүлзарлар", "Жаш демилге", "800 сом", signature, kept) == []


@needs_reader
@pytest.mark.parametrize("language", ["ky", "ru"])
def test_the_empty_sheet_of_an_award_without_a_rate(award, language):
    text = words(prints.sheet_of_a_day(facts.blank_day_sheet(award, None), language))

    assert "800" not in text


@needs_reader
@pytest.mark.parametrize("language", ["ky", "ru"])
def test_the_filled_sheet_repeats_the_record(worked, language):
    text = words(prints.sheet_of_a_day(facts.day_sheet(worked), language))

    rows = ["Сырдуу Айгүл", "7,5", "750,00", "Сырдуу Бакыт", "8", "800,00", "12", "1 200,00"]
    assert in_order(text, "Көчөт отургузуу", *rows, "27,5", "2 750,00", "Абдылдаева") == []


@needs_reader
def test_a_sheet_struck_out_says_so_on_paper(worked, clerk):
    awarding.strike_sheet(worked, actor=clerk, note="Ката")
    struck = DaySheet.objects.get(pk=worked.pk)

    text = words(prints.sheet_of_a_day(facts.day_sheet(struck), "ru"))

    assert said("ru", "This sheet was struck out and does not count.")[0] in text


def test_what_people_did_adds_up_to_the_worth_of_the_sheet(award, applicant):
    thirds = [(name, "", "1") for name in ("А-уулу", "Б-уулу", "В-уулу")]
    odd = awarding.promise(
        award,
        actor=applicant,
        giver="Ашар",
        giver_kind="resident",
        kind="labour",
        quantity=Decimal(1),
        rate=award.competition.rates.create(
            title_ky="а", title_ru="а", unit_ky="күн", unit_ru="день", amount=Decimal("100.01")
        ),
    )
    made = awarding.record_sheet(
        award,
        actor=applicant,
        contribution=odd,
        worked_on=DAY,
        work="Казуу",
        workers=[{"name": name, "sex": sex, "hours": Decimal(h)} for name, sex, h in thirds],
    )

    rows = facts.day_sheet(made)["sheet"]["rows"]

    assert made.amount == Decimal("37.50")
    assert sum(Decimal(row["worth"]) for row in rows) == made.amount


@needs_reader
@pytest.mark.parametrize("language", ["ky", "ru"])
def test_the_act_of_what_came(received, language):
    text = words(prints.act_of_contribution(facts.contribution_act(received), language))

    assert in_order(text, "Гүлзарлар", "Асанова Бермет", "3 000 сом", "5 000 сом", "№ 17") == []


@needs_reader
def test_the_act_of_what_was_withdrawn_says_so(received, applicant):
    awarding.withdraw(received.contribution, actor=applicant, note="Кайра алды")
    received = Confirmation.objects.get(pk=received.pk)

    text = words(prints.act_of_contribution(facts.contribution_act(received), "ru"))

    assert said("ru", "This contribution was withdrawn; the act does not count.")[0] in text


def test_the_sheet_of_another_promise_can_be_asked_for(award, clerk, sign_in):
    address = reverse("day_sheet_blank", args=[award.pk])
    asked = {"contribution": str(contribution(award, "Жаңы").pk), "language": "ru"}

    answer = sign_in(clerk).get(address, asked)

    assert answer["Content-Disposition"] == f'inline; filename="day-sheet-{award.pk}-ru.pdf"'
    assert sign_in(clerk).get(address, {"contribution": "x"}).status_code == 200


# --- the workbook


def opened(client: Client, award: Award) -> Any:
    address = reverse("workbook_contributions", args=[award.pk])
    answer = client.get(address, {"language": "ru"})
    return load_workbook(BytesIO(b"".join(answer.streaming_content)))


def test_the_workbook_adds_up_by_formulas(award, worked, received, clerk, sign_in):
    book = opened(sign_in(clerk), award)

    promises, came, days = book.worksheets[:3]
    assert [promises["H6"].value, promises["I6"].value] == ["=SUM(H2:H5)", "=SUM(I2:I5)"]
    assert [promises[f"H{row}"].value for row in range(2, 6)] == [5000, 3000, 4000, 20000]
    assert [came["F2"].value, came["F3"].value, came["F4"].value] == [2750, 3000, "=SUM(F2:F3)"]
    assert [days["F2"].value, days["G2"].value, days["J2"].value] == [5, 27.5, 2750]
    assert days["J3"].value == "=SUM(J2:J2)"


@pytest.mark.parametrize("count", [1, 3])
def test_the_workbook_asks_the_same_for_any_count(
    award, applicant, clerk, sign_in, django_assert_num_queries, count
):
    for number in range(count):
        awarding.record_sheet(
            award,
            actor=applicant,
            contribution=contribution(award, "Жаңы"),
            worked_on=DAY,
            work="Казуу",
            workers=[{"name": f"А{number}", "sex": "", "hours": Decimal(1)}],
        )
    client = sign_in(clerk)

    with django_assert_num_queries(10):
        opened(client, award)


# --- nobody is named outside without consent


GIVERS = ["Асанова", "Токтогулов", "Береке", "Жаңы-Айылдын тургундары", "Сырдуу"]


def outside(award: Award, clerk: Any) -> dict[str, str]:
    """What leaves the office: public pages and files, as text."""
    visitor, office = Client(), Client()
    office.force_login(clerk)
    call, application = award.competition_id, award.application_id
    public = {
        "portal": [],
        "call_detail": [call],
        "call_results": [call],
        "initiative_card": [application],
        "open_calls": [],
        "open_awards": [],
        "open_data": [],
    }
    found = {name: text_of(visitor.get(reverse(name, args=args))) for name, args in public.items()}
    for name, key in (("workbook_contributions", award.pk), ("workbook_awards", call)):
        answer = office.get(reverse(name, args=[key]), {"language": "ru"})
        book = load_workbook(BytesIO(b"".join(answer.streaming_content)))
        found[name] = "\n".join(
            str(cell) for sheet in book for row in sheet.iter_rows(values_only=True) for cell in row
        )
    return found


def text_of(answer: Any) -> str:
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    return content.decode()


def named_in(found: dict[str, str]) -> dict[str, list[str]]:
    names = {place: [name for name in GIVERS if name in text] for place, text in found.items()}
    return {place: those for place, those in names.items() if those}


def test_without_consent_only_the_kind_of_giver_leaves_the_office(award, worked, received, clerk):
    found = outside(award, clerk)

    assert named_in(found) == {}
    assert "50000" in found["open_awards"]
    assert "житель" in found["workbook_contributions"]


def test_with_consent_the_name_does(award, worked, received, applicant, clerk):
    awarding.name_giver(contribution(award, "Асанова"), actor=applicant, named_on=DAY)

    found = named_in(outside(award, clerk))

    assert found["workbook_contributions"] == ["Асанова"]
    assert found["workbook_awards"] == ["Асанова"]
    assert {name for names in found.values() for name in names} == {"Асанова"}

    awarding.name_giver(contribution(award, "Асанова"), actor=clerk)
    assert named_in(outside(award, clerk)) == {}


def test_the_workbook_of_awards_names_by_kind(received, published_call):
    rows = list(contribution_rows(awards_of(published_call)))

    assert {row.giver for row in rows} == {"resident", "business"}


def test_photos_and_names_of_workers_are_not_for_outsiders(award, worked, applicant, rival):
    labour = contribution(award, "Жаңы")
    awarding.attach(worked, actor=applicant, files=[ContentFile(b"%PDF-1.4 paper", "а.pdf")])
    proof = labour.proofs.get()
    addresses = [
        reverse("proof_file", args=[proof.pk]),
        worked.get_absolute_url(),
        reverse("day_sheet_print", args=[worked.pk]),
        reverse("workbook_contributions", args=[award.pk]),
    ]
    visitor, stranger = Client(), Client()
    stranger.force_login(rival)

    assert {visitor.get(address).status_code for address in addresses} == {302}
    assert {stranger.get(address).status_code for address in addresses} == {404}
