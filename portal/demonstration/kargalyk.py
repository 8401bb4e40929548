"""Kargalyk 2022: from the kenesh's act to the accepted final report.

Real: the act at the end of 2021, the winner, its title, vases, flowerpots, residents covered, the
share of the local budget and partners, what others added afterwards and who was paid for it, who
takes care of it now. Made up, and marked so: the other applications, points, people, sums, days.
"""

from datetime import date
from typing import Any

from applications import actions as applications
from applications.models import Application
from awards import actions as awards
from competitions import actions as competitions
from competitions.models import Competition, Regulation
from papers import actions as papers
from portal.demonstration.calls import (
    adopt_regulation,
    calendar,
    document,
    prepare_call,
    seat_commission,
)
from portal.demonstration.commission import (
    MEMBERS,
    by_title,
    declare,
    hold_meeting,
    meet,
    score,
    sign_protocol,
)
from portal.demonstration.initiatives import check, hand_in, key, mend_document
from portal.demonstration.kargalyk_money import carried_out
from portal.demonstration.people import KARGALYK, Office
from portal.demonstration.stage import Story, on
from portal.demonstration.texts import LIBRARY, PLAYGROUND, SHOP, WATER, YOUTH
from scoring import actions as scoring

TITLE = (
    "Жергиликтүү демилгелердин сынагын уюштуруунун жана өткөрүүнүн тартиби жөнүндө жобо",
    "Положение о порядке организации и проведения конкурса местных инициатив",
)
CALL_TITLE = (
    "Каргалык айыл аймагындагы жергиликтүү демилгелердин сынагы",
    "Конкурс местных инициатив Каргалыкского айылного аймака",
)
PURPOSE = (
    (
        "Көчөт отургузуу жана айылды көрктөндүрүү; айылдын көйгөйлөрүн чыр-чатаксыз чогуу "
        "чечүү; айылдарды өнүктүрүү программаларын бирге иштеп чыгуу"
    ),
    (
        "Посадка деревьев и благоустройство; совместное решение сельских проблем без конфликтов; "
        "совместная разработка программ развития сёл"
    ),
)
PLACE = ("Каргалык айыл өкмөтү, кабылдама", "Айыл окмоту Каргалык, приёмная")
NOT_FINANCED = (
    "Жеке коммерциялык кызыкчылыкка гана багытталган демилгелер",
    "Инициативы, направленные только на частный коммерческий интерес",
)
PAPERS = [
    document("Арыз", "Заявление"),
    document("Милдеттенме кат", "Письмо-обязательство"),
    document("Чыгымдарды тастыктаган документ", "Документ, подтверждающий расходы"),
    {
        "title_ky": "Демилге жергиликтүү маанидеги маселени чечет",
        "title_ru": "Инициатива решает вопрос местного значения",
        "is_document": False,
        "required": True,
    },
]
SETTINGS = {
    "minimum_open_days": 20,
    "minimum_share": "20.00",
    "cutoff": "part",
    "part_minimum_share": "50.00",
    "pass_mark": "25.00",
    "minimum_scores": 3,
    "minimum_members": 5,
    "minimum_women": "30.00",
    "minimum_outside": 2,
    "reserve_places": 2,
    "signers": "chair_and_secretary",
    "ladder": [{"kind": "own_share"}, {"kind": "beneficiaries"}, {"kind": "lot"}],
    "agreement_days": 20,
}


def regulation_of(office: Office) -> Regulation:
    """The regulation in force in Kargalyk."""
    return Regulation.objects.in_force().get(municipality=office.places[KARGALYK])


def commission(office: Office) -> list[tuple[Any, str, str, str]]:
    return [
        (office.chair, "chair", "айылдык кеңеш", "female"),
        (office.secretary, "secretary", "айыл өкмөтү", "male"),
        (office.member, "member", "айылдык кеңеш", "male"),
        (office.member_two, "member", "мектеп", "female"),
        (office.member_three, "member", "аксакалдар соту", "male"),
        (office.member_four, "member", "айымдар кеңеши", "female"),
        (office.alternate, "alternate", "жаштар комитети", "female"),
    ]


def announced(office: Office, regulation: Regulation) -> Competition:
    call = prepare_call(
        regulation,
        office.clerk,
        year=2022,
        number=1,
        title=CALL_TITLE,
        purpose=PURPOSE,
        place=PLACE,
        not_financed=NOT_FINANCED,
        fund=[("local_budget", "", 100000)],
        maximum=60000,
        calendar=calendar(
            on(2022, 3, 1, 9),
            on(2022, 4, 1, 17),
            date(2022, 4, 15),
            date(2022, 4, 29),
            date(2022, 5, 6),
            date(2022, 5, 10),
            date(2022, 5, 17),
            until=date(2022, 10, 31),
        ),
    )
    return competitions.announce(call, actor=office.head)


def kargalyk(office: Office) -> Story:
    clerk, head = office.clerk, office.head
    yield on(2021, 12, 24)
    regulation = adopt_regulation(
        office.places[KARGALYK],
        clerk,
        head,
        number="демонстрация-1",
        day=date(2021, 12, 22),
        settings=SETTINGS,
        checklist=PAPERS,
        title=TITLE,
    )
    yield on(2022, 3, 1, 8, 30)
    call = announced(office, regulation)
    seat_commission(call, clerk, commission(office), "демонстрация-7", date(2022, 2, 28))
    yield on(2022, 3, 10, 19, 40)
    youth = hand_in(call, office.youth, YOUTH)
    yield on(2022, 3, 18, 14)
    water = applications.register_envelope(
        call,
        actor=clerk,
        received_at=on(2022, 3, 18, 13, 52),
        brought_by=office.water.name,
        brought_phone=office.water.phone or "",
        pages=11,
        applicant=office.water,
    )
    papers.issue_receipt(water, actor=clerk)
    yield on(2022, 3, 19, 11)
    water = key(water, office.second_clerk, WATER)
    yield on(2022, 3, 21, 9, 30)
    water = applications.repeat_keying(water, actor=clerk, repeated=water.keyed())
    water = applications.submit(water, actor=clerk)
    yield on(2022, 3, 25, 21, 5)
    playground = hand_in(call, office.playground, PLAYGROUND)
    yield on(2022, 3, 31, 22, 15)
    library = hand_in(call, office.library, LIBRARY)
    yield on(2022, 4, 1, 16, 48)
    shop = hand_in(call, office.shop, SHOP)
    yield on(2022, 4, 1, 17, 5)
    call = competitions.close_reception(call, actor=clerk)
    yield from _checked(office, [youth, water, library], playground, shop)
    yield from _scored(office, call)


def _checked(
    office: Office, sound: list[Application], curable: Application, private: Application
) -> Story:
    """Three are admitted, one is returned and cured, one is declined."""
    clerk = office.clerk
    yield on(2022, 4, 4)
    for application in sound:
        applications.admit(check(application, clerk), actor=clerk)
    yield on(2022, 4, 5)
    curable = check(curable, clerk, findings={2: ("curable", "Тайгактын баасы тастыкталган эмес")})
    curable = applications.send_back(
        curable, actor=clerk, note="Тайгактын баасын тастыктаган документ керек"
    )
    private = check(private, clerk, findings={3: ("not_met", "Жеке дүкөндүн чатыры")})
    applications.decline(private, actor=clerk)
    yield on(2022, 4, 7, 20)
    person = office.playground
    curable = applications.submit(mend_document(curable, person, 2), actor=person)
    yield on(2022, 4, 8)
    applications.admit(check(curable, clerk), actor=clerk)


POINTS = {
    YOUTH.title: (9, 9, 8, 8, 9),
    WATER.title: (8, 7, 8, 7, 8),
    PLAYGROUND.title: (8, 8, 7, 8, 7),
    LIBRARY.title: (5, 4, 5, 5, 4),
}


def _scored(office: Office, call: Competition) -> Story:
    """One member steps aside for one application; two applications come out equal."""
    clerk = office.clerk
    yield on(2022, 4, 11)
    call = scoring.open_scoring(call, actor=clerk)
    points = by_title(call, POINTS)
    library = Application.objects.get(competition=call, title=LIBRARY.title)
    yield on(2022, 4, 12, 9)
    for key_ in MEMBERS:
        interest = {library.number: "Топтун мүчөсү менин тууганым"} if key_ == "member_four" else {}
        declare(call, getattr(office, key_), interest)
    for place, key_ in enumerate(MEMBERS):
        yield on(2022, 4, 14 + place, 18)
        score(call, key_, getattr(office, key_), points)
    yield on(2022, 4, 28)
    call = scoring.close_scoring(call, actor=office.chair)
    meeting = meet(office, call, on(2022, 5, 5, 10))
    yield on(2022, 5, 5, 10, 5)
    hold_meeting(
        office,
        meeting,
        question=("Вазаларды кышында ким карайт?", "Маңдайында турган үйлөр жана демилгелүү топ."),
    )
    yield on(2022, 5, 5, 12)
    sign_protocol(office, call)
    call = awards.decide(call, actor=office.chair)
    yield on(2022, 5, 6)
    call = awards.publish(call, actor=office.head)
    yield from carried_out(office, call)
