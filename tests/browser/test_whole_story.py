"""A short competition from the kenesh's act to its completion, through pages only."""

import re
from typing import Any

import pytest

from tests import factories
from tests.browser.applying import apply
from tests.browser.person import PHONE, Person, rows
from tests.browser.played import PlayedTime

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

SOATE = "41703223812000"
CRITERIA = [
    {
        "title_ky": "Маанилүүлүк",
        "title_ru": "Значимость",
        "levels_ky": "0 — жок, 10 — өтө",
        "levels_ru": "0 — нет, 10 — очень",
    },
    {
        "title_ky": "Туруктуулук",
        "title_ru": "Устойчивость",
        "levels_ky": "0 — жок, 10 — өтө",
        "levels_ru": "0 — нет, 10 — очень",
    },
]
CHECKLIST = [{"title_ky": "Милдеттенме кат", "title_ru": "Письмо-обязательство"}]
RATES = [
    {
        "title_ky": "Кара жумуш",
        "title_ru": "Простая работа",
        "unit_ky": "күн",
        "unit_ru": "день",
        "amount": "800",
    }
]
TWO_TITLES = {
    "title_ky": "Жергиликтүү демилгелердин сынагы",
    "title_ru": "Конкурс местных инициатив",
}


def at(month: int, day: int, hour: int = 10, minute: int = 0) -> None:
    """The story has reached this minute of 2026 in Bishkek."""
    PlayedTime.moment = factories.at(month, day, hour, minute)


def slip_for(clerk: Person, key: int) -> str:
    """A printed slip: its code is on the page this once."""
    clerk.open("user_issue_slip", key).presses()
    return clerk.page.locator("main .code").first.inner_text()


def newcomer(person: Any, desk: Person, name: str, phone: str) -> tuple[Person, int]:
    """Somebody is registered at the desk, gets a slip and signs in with it."""
    desk.does("user_register", name=name, phone=phone, language="en")
    key = desk.key
    return person(phone).uses_slip(slip_for(desk, key)), key


@pytest.fixture
def administrator(person: Any) -> Person:
    """The first administrator and the register of municipalities are there; nothing else is."""
    at(3, 1)
    factories.municipality()
    first = factories.officer("Калыков Азамат", "administrator")
    return person(first.phone).signs_in()


@pytest.fixture
def office(person: Any, administrator: Person) -> dict[str, Person]:
    """The administrator registers the officers of the municipality and appoints them."""
    people = {}
    for number, (role, name) in enumerate(
        [("clerk", "Сыдыкова Нургүл"), ("head", "Асанов Темир"), ("auditor", "Орозова Жылдыз")]
    ):
        administrator.does("user_register", name=name, phone=f"055500100{number}", language="en")
        key = administrator.key
        administrator.does("membership_appoint", key, role=role, municipality=SOATE)
        people[role] = person(f"055500100{number}").uses_slip(slip_for(administrator, key))
    return people


def test_a_competition_from_the_act_to_its_completion(
    person: Any, office: dict[str, Person]
) -> None:
    clerk, head, auditor = office["clerk"], office["head"], office["auditor"]

    call = announce(clerk, head)
    at(3, 10)
    first = apply(
        person(phone="0555002001", viewport=PHONE), call, "Абдылдаева Гүлнара", "Гүлзарлар"
    )
    second = apply(person(phone="0555002002", viewport=PHONE), call, "Мамытов Эрлан", "Көчө жарыгы")
    commission = seat_commission(person, clerk, call)
    check(clerk, call, [first.key, second.key])
    score(commission, call)
    protocol = decide(commission, head, call)
    award = agree(clerk, head, first)
    spend(clerk, head, first, award)
    report(clerk, head, first, award)
    close(clerk, head, call, award)

    see_what_is_left(person, auditor, clerk, call, protocol)


def announce(clerk: Person, head: Person) -> int:
    clerk.open("municipality_list")
    clerk.page.locator('main a[href^="/municipalities/"]').first.click()
    clerk.does("regulation_begin", clerk.key, **TWO_TITLES)
    regulation = clerk.key
    clerk.does("regulation_edit", regulation, resolution_number="12", resolution_on="2026-02-20")
    for part, typed in {
        "scoring": rows("criteria", CRITERIA),
        "documents": rows("checklist", CHECKLIST),
        "contribution": rows("rates", RATES),
        "procedure": {"signers": "chair_and_secretary"},
    }.items():
        clerk.does("regulation_edit_settings_part", regulation, part, **typed)
    head.does("regulation_put_in_force", regulation)

    clerk.does("competition_begin", regulation, year="2026", number="1", **TWO_TITLES)
    call = clerk.key
    texts = {
        "purpose_ky": "Көрктөндүрүү",
        "purpose_ru": "Благоустройство",
        "place_ky": "2-бөлмө",
        "place_ru": "Кабинет 2",
    }
    days = {
        "check_until": "2026-04-15",
        "scores_until": "2026-04-20",
        "decision_by": "2026-04-22",
        "publication_by": "2026-04-24",
        "appeals_until": "2026-04-30",
        "implementation_until": "2026-09-30",
    }
    clerk.does("competition_edit_part", call, "basics", **texts)
    clerk.does(
        "competition_edit_part",
        call,
        "money",
        fund="100000",
        maximum_grant="60000",
        short_form_below="0",
        **rows("sources", [{"kind": "local_budget", "amount": "100000"}]),
    )
    clerk.does(
        "competition_edit_part",
        call,
        "calendar",
        opens_at="2026-03-02T09:00",
        closes_at="2026-04-12T17:00",
        **days,
    )
    head.does("competition_announce", call)
    assert "announced" in head.reads()
    return call


def seat_commission(person: Any, clerk: Person, call: int) -> dict[str, Person]:
    at(3, 20)
    commission = {}
    for number, (who, role, name) in enumerate(
        [
            ("chair", "chair", "Бекова Дамира"),
            ("member", "member", "Кадырова Чолпон"),
            ("second", "member", "Эсенов Бакыт"),
            ("secretary", "secretary", "Исаков Улан"),
        ]
    ):
        commission[who], _key = newcomer(person, clerk, name, f"055500300{number}")
        clerk.does(
            "seat_seat",
            call,
            user=f"055500300{number}",
            role=role,
            order_number="7",
            order_on="2026-03-19",
        )
    return commission


def check(clerk: Person, call: int, applications: list[int]) -> None:
    at(4, 12, 16, 59)
    clerk.open("competition_close_reception", call)
    assert clerk.page.locator("main .form-buttons button").is_disabled()
    at(4, 12, 17, 1)
    clerk.does("competition_close_reception", call)
    for key in applications:
        clerk.open("application_mark_items", key)
        for verdict in clerk.page.locator('main input[type="radio"][value="met"]').all():
            verdict.check()
        clerk.presses()
        clerk.does("application_admit", key)
    clerk.does("competition_open_scoring", call)


def score(commission: dict[str, Person], call: int) -> None:
    at(4, 16)
    for who in ("chair", "member", "second"):
        judge = commission[who].open("declarations", call)
        for box in judge.page.locator('main select[name^="interest_"]').all():
            box.select_option("none")
        judge.presses()
        links = judge.page.locator('main a[href^="/sheets/"]').all()
        for address in [link.get_attribute("href") for link in links]:
            judge.page.goto(f"{address}score/")
            points = "8.00" if "Гүлзарлар" in judge.reads() else "6.00"
            for box in judge.page.locator('main select[name^="points_"]').all():
                box.select_option(points)
            judge.presses('button[name="send"]')
            assert "sent" in judge.reads()
    commission["chair"].does("competition_close_scoring", call)


def decide(commission: dict[str, Person], head: Person, call: int) -> int:
    chair, secretary = commission["chair"], commission["secretary"]
    at(4, 18)
    secretary.does(
        "meeting_plan_meeting",
        call,
        held_at="2026-04-21T10:00",
        place_ky="Айыл өкмөтү",
        place_ru="Айыл окмоту",
    )
    meeting = secretary.key
    at(4, 21, 10, 5)
    secretary.does("meeting_record_attendance", meeting, present=True)
    secretary.does("meeting_open_meeting", meeting)
    secretary.does("protocol_draw_up", call)
    protocol = secretary.key
    secretary.does("protocol_countersign", protocol)
    chair.does("protocol_sign", protocol)
    chair.does("competition_decide", call)
    head.does("competition_publish", call)
    return protocol


def agree(clerk: Person, head: Person, winner: Person) -> int:
    at(5, 2)
    winner.open("award_list").page.locator('main tbody a[href^="/awards/"]').first.click()
    award = winner.key
    clerk.does("agreement_draft", award)
    agreement = clerk.key
    clerk.does(
        "agreement_enter_signature",
        agreement,
        winner_name="Абдылдаева Гүлнара",
        winner_signed_on="2026-05-02",
        scan="макулдашуу",
    )
    head.does("agreement_sign", agreement)
    clerk.takes("paper_agreement", agreement)
    return award


def spend(clerk: Person, head: Person, winner: Person, award: int) -> None:
    at(5, 10)
    clerk.does("payment_plan", award, amount="60000")
    payment = clerk.open("award_detail", award).key_of("/payments/")
    head.does("payment_approve", payment)
    clerk.does("payment_pay", payment, order_number="17", order_on="2026-05-10")
    contribution = clerk.open("contribution_list", award).key_of("/contributions/")
    at(6, 20)
    clerk.does(
        "contribution_confirm", contribution, document="Тизме", on="2026-06-01", amount="20000"
    )
    winner.does(
        "contribution_use", contribution, document="Күн барагы", on="2026-06-20", amount="20000"
    )
    line = (
        winner.open("expense_record", award)
        .page.locator('[name="line"] option')
        .nth(1)
        .get_attribute("value")
    )
    winner.does(
        "expense_record",
        award,
        line=line,
        source="grant",
        amount="59000",
        supplier="«Гүл» ЖЧКсы",
        document_number="3",
        document_on="2026-06-19",
        file="чек",
    )


def report(clerk: Person, head: Person, winner: Person, award: int) -> None:
    at(7, 1)
    winner.does("report_begin", award, kind="final")
    key = winner.open("award_detail", award).key_of("/reports/")
    planned = winner.open("report_edit", key).page.locator('main [name$="-planned"]')
    came = {
        f"outcomes-{place}-came": "бүттү"
        for place in range(planned.count())
        if planned.nth(place).input_value()
    }
    winner.does("report_edit", key, words="Гүлзар жасалды", results="Алты ваза", **came)
    winner.does("report_edit_page", key, "people", women="300", men="280")
    winner.does("report_edit_page", key, "after", cared_by="Мектеп")
    winner.does("report_submit", key)
    clerk.does("report_send_back", key, until="2026-07-20", **{"items-0-what": "Сүрөт жок"})
    winner.does("report_edit", key, results="Алты ваза, сүрөтү менен")
    winner.does("report_edit_page", key, "answers", answer_0="Кошулду")
    winner.does("report_submit", key)
    head.does("report_accept", key)
    winner.takes("paper_acceptance", key)


def close(clerk: Person, head: Person, call: int, award: int) -> None:
    at(7, 10)
    clerk.does("award_settle_up", award, due_on="2026-08-01")
    obligation = clerk.open("award_detail", award).key_of("/obligations/")
    clerk.does("obligation_settle", obligation, on="2026-07-10", document="ПКО 1")
    # What was given back is accounted for together with what was spent.
    clerk.does("payment_account", clerk.open("award_detail", award).key_of("/payments/"))
    head.does("award_close", award)
    head.does("competition_complete", call)
    assert "completed" in head.reads()


def see_what_is_left(person: Any, auditor: Person, clerk: Person, call: int, protocol: int) -> None:
    at(7, 11)
    auditor.page.goto("/journal/?check=1")
    found = auditor.reads()
    passer_by = person()
    results = passer_by.open("call_results", call).reads()

    assert "The chain is whole" in found
    assert re.search(r"Гүлзарлар[^№]*60.000", results)
    for name, key in (
        ("paper_announcement", call),
        ("paper_protocol", protocol),
        ("workbook_register", call),
        ("workbook_grid", call),
        ("workbook_awards", call),
    ):
        clerk.takes(name, key)
