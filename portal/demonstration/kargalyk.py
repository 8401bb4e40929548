"""Kargalyk 2022: from the kenesh's act to the accepted final report.

Real: the act at the end of 2021, the winner, its title, vases, flowerpots, residents covered, the
share of the local budget and partners, what others added afterwards and who was paid for it, who
takes care of it now. Made up, and marked so: the other applications, points, people, sums, days.
"""

from datetime import date
from decimal import Decimal
from typing import Any

from applications import actions as applications
from applications.models import Application
from audit import clock
from awards import actions as awards
from awards.models import Award, Obligation, Payment
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
from portal.demonstration.commission import MEMBERS, by_title, declare, hold_meeting, meet, score, sign_protocol
from portal.demonstration.initiatives import check, enclose_all, hand_in, key
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
    "Көчөт отургузуу жана айылды көрктөндүрүү; айылдын көйгөйлөрүн чыр-чатаксыз чогуу чечүү; айылдарды "
    "өнүктүрүү программаларын бирге иштеп чыгуу",
    "Посадка деревьев и благоустройство; совместное решение сельских проблем без конфликтов; совместная "
    "разработка программ развития сёл",
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
        "title_ru": "Инициатива решает вопрос местного значения", "is_document": False, "required": True,
    },
]  # fmt: skip
SETTINGS = {
    "minimum_open_days": 20, "minimum_share": "20.00", "cutoff": "part", "part_minimum_share": "50.00",
    "pass_mark": "25.00", "minimum_scores": 3, "minimum_members": 5, "reserve_places": 2, "signers": "chair_and_secretary",
    "ladder": [{"kind": "own_share"}, {"kind": "beneficiaries"}, {"kind": "lot"}], "agreement_days": 20,
}  # fmt: skip


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
        regulation, office.clerk, year=2022, number=1, title=CALL_TITLE, purpose=PURPOSE, place=PLACE,
        not_financed=NOT_FINANCED, fund=[("local_budget", "", 100000)], maximum=60000,
        calendar=calendar(
            on(2022, 3, 1, 9), on(2022, 4, 1, 17), date(2022, 4, 15), date(2022, 4, 29), date(2022, 5, 6),
            date(2022, 5, 10), date(2022, 5, 17), until=date(2022, 10, 31),
        ),
    )  # fmt: skip
    return competitions.announce(call, actor=office.head)


def kargalyk(office: Office) -> Story:
    clerk, head = office.clerk, office.head
    yield on(2021, 12, 24)
    regulation = adopt_regulation(
        office.places[KARGALYK], clerk, head, number="демонстрация-1", day=date(2021, 12, 22), settings=SETTINGS,
        checklist=PAPERS, title=TITLE,
    )  # fmt: skip
    yield on(2022, 3, 1, 8, 30)
    call = announced(office, regulation)
    seat_commission(call, clerk, commission(office), "демонстрация-7", date(2022, 2, 28))
    yield on(2022, 3, 10, 19, 40)
    youth = hand_in(call, office.youth, YOUTH)
    yield on(2022, 3, 18, 14)
    water = applications.register_envelope(
        call, actor=clerk, received_at=on(2022, 3, 18, 13, 52), brought_by=office.water.name,
        brought_phone=office.water.phone or "", pages=11, applicant=office.water,
    )  # fmt: skip
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
    """Three are admitted, one is returned and cured, one serves a private interest and is declined."""
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
    curable = applications.submit(enclose_all(curable, person), actor=person)
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
        office, meeting, question=("Вазаларды кышында ким карайт?", "Маңдайында турган үйлөр жана демилгелүү топ.")
    )
    yield on(2022, 5, 5, 12)
    sign_protocol(office, call)
    call = awards.decide(call, actor=office.chair)
    yield on(2022, 5, 6)
    call = awards.publish(call, actor=office.head)
    yield from _carried_out(office, call)


def _carried_out(office: Office, call: Competition) -> Story:
    clerk, head, youth, water = office.clerk, office.head, office.youth, office.water
    winner = Award.objects.get(competition=call, application__title=YOUTH.title)
    partly = Award.objects.get(competition=call, application__title=WATER.title)
    yield on(2022, 5, 16)
    for award, person in ((winner, youth), (partly, water)):
        if award == partly:
            award = _cut_to_the_grant(award, clerk)
        agreement = awards.draft_agreement(award, actor=clerk, text_ky=AGREEMENT_KY, text_ru=AGREEMENT_RU)
        agreement = awards.enter_signature(
            agreement, actor=clerk, winner_name=person.name, winner_signed_on=clock.today()
        )
        awards.sign(agreement, actor=head)
    yield on(2022, 5, 20)
    winner, partly = _again(winner), _again(partly)
    first = awards.plan_payment(winner, actor=clerk, amount=Decimal(40000), planned_for=date(2022, 6, 1))
    second = awards.plan_payment(
        winner, actor=clerk, amount=Decimal(20000), planned_for=date(2022, 7, 10), needs_report=True
    )
    water_payment = awards.plan_payment(partly, actor=clerk, amount=Decimal(40000), planned_for=date(2022, 6, 1))
    for payment in (first, water_payment):
        awards.approve(payment, actor=head)
    yield on(2022, 6, 1, 15)
    awards.pay(first, actor=clerk, order_number="демонстрация-41", order_on=date(2022, 6, 1))
    awards.pay(water_payment, actor=clerk, order_number="демонстрация-42", order_on=date(2022, 6, 1))
    yield from _worked(office, winner, partly, first, second, water_payment)


def _worked(
    office: Office, winner: Award, partly: Award, first: Payment, second: Payment, water_payment: Payment
) -> Story:
    """Money, goods and labour are used; the second tranche waits for an accepted interim report."""
    clerk, head, youth, water = office.clerk, office.head, office.youth, office.water
    yield on(2022, 6, 8)
    for contribution in winner.contributions.order_by("pk"):
        awards.confirm(
            contribution, actor=clerk, on=date(2022, 6, 8), document="милдеттенме кат", **_all_of(contribution)
        )
    for contribution in partly.contributions.order_by("pk"):
        awards.confirm(
            contribution, actor=clerk, on=date(2022, 6, 8), document="милдеттенме кат", **_all_of(contribution)
        )
    visit = awards.plan_visit(winner, actor=clerk, planned_on=date(2022, 7, 1), place=YOUTH.place)
    yield on(2022, 6, 20, 18)
    _spend(winner, youth, "Темир ваза", 35000, "17", date(2022, 6, 20), "жеке ишкер, ширетүүчү")
    _spend(winner, youth, "Топурак жана жер семирткич", 5000, "3", date(2022, 6, 20), "чарба дүкөнү")
    _spend(winner, youth, "Көчөт жана үрөн", 26210, "9", date(2022, 6, 20), "көчөт багуучу жай", source="resident")
    _use(winner, youth, "labour", date(2022, 6, 20), "1-күн баракчасы", quantity=50, women=22, men=28)
    _use(winner, youth, "services", date(2022, 6, 20), "кабыл алуу актысы", amount=10490)
    yield on(2022, 6, 28, 20)
    interim = awards.begin_report(winner, actor=youth, kind="interim")
    interim = awards.edit(
        interim, actor=youth, words="Жети ваза жасалып, көчөттүн бир бөлүгү отургузулду.", results="7 ваза",
        added_afterwards="", cared_by="Маңдайында турган үйлөр", **PEOPLE,
    )  # fmt: skip
    interim = awards.submit(interim, actor=youth)
    yield on(2022, 6, 30)
    awards.accept(interim, actor=head)
    awards.approve(second, actor=head)
    yield on(2022, 7, 1, 15)
    awards.make_visit(
        visit, actor=clerk, held_on=date(2022, 7, 1), place=YOUTH.place, present="демилгелүү топ, тургундар",
        findings="Жети ваза орнотулган, отуз карапа коюлган; жумуш планга ылайык жүрүп жатат.",
    )  # fmt: skip
    yield on(2022, 7, 4)
    awards.pay(second, actor=clerk, order_number="демонстрация-57", order_on=date(2022, 7, 4))
    yield on(2022, 8, 1, 19)
    _spend(winner, youth, "Темир ваза", 10000, "24", date(2022, 7, 20), "жеке ишкер, ширетүүчү")
    _spend(winner, youth, "Топурак жана жер семирткич", 9200, "11", date(2022, 7, 22), "чарба дүкөнү")
    _use(winner, youth, "labour", date(2022, 7, 15), "2-күн баракчасы", quantity=30, women=16, men=14)
    _use(winner, youth, "goods", date(2022, 7, 15), "кабыл алуу актысы", amount=56700)
    _spend(partly, water, "Полиэтилен түтүк", 33000, "101", date(2022, 7, 5), "курулуш материалдары дүкөнү")
    _spend(partly, water, "Суу колонкасы", 7000, "102", date(2022, 7, 5), "курулуш материалдары дүкөнү")
    _use(partly, water, "labour", date(2022, 7, 25), "күн баракчасы", quantity=64, women=20, men=44)
    yield from _reported(office, winner, partly, [first, second, water_payment])


def _reported(office: Office, winner: Award, partly: Award, payments: list[Payment]) -> Story:
    """The final report is returned once, then accepted; what was not spent goes back to the budget."""
    clerk, head, youth, water = office.clerk, office.head, office.youth, office.water
    yield on(2022, 9, 20, 20)
    report = awards.begin_report(winner, actor=youth, kind="final")
    words = {
        "words": "Борбордук көчөнүн түндүк тарабы көрктөндүрүлдү.",
        "results": "9 темир ваза, 63 гүл карапа; 12 700 тургун камтылды.",
        "added_afterwards": "",
        "cared_by": "Бир жеке ишкер",
    }
    report = awards.edit(report, actor=youth, **words, **PEOPLE)
    report = awards.submit(report, actor=youth)
    other = awards.begin_report(partly, actor=water, kind="final")
    other = awards.edit(
        other, actor=water, words="Калган түтүк тартылды.", results="600 метр түтүк, 2 колонка", added_afterwards="",
        cared_by="Суу пайдалануучулардын бирикмеси", **{**PEOPLE, "women": 78, "men": 74, "children": 61, "youth": 30,
        "elderly": 17, "disabled": 4},
    )  # fmt: skip
    other = awards.submit(other, actor=water)
    yield on(2022, 9, 23)
    report = awards.send_back(report, actor=clerk, reason="Башкалар кийин эмне кошконун жазыңыз")
    awards.accept(other, actor=head)
    yield on(2022, 9, 26, 21)
    report = awards.edit(report, actor=youth, **{**words, "added_afterwards": ADDED}, **PEOPLE)
    report = awards.submit(report, actor=youth)
    yield on(2022, 9, 30)
    awards.accept(report, actor=head)
    yield on(2022, 10, 3)
    for award in (winner, partly):
        awards.settle_up(_again(award), actor=clerk, due_on=date(2022, 10, 20))
    for payment in payments:
        awards.account(Payment.objects.get(pk=payment.pk), actor=clerk)
    yield on(2022, 10, 10)
    for debt in Obligation.objects.filter(award__competition=winner.competition).order_by("pk"):
        awards.settle(debt, actor=clerk, on=date(2022, 10, 10), document="төлөм тапшырмасы, демонстрация")
    for award in (winner, partly):
        awards.close(_again(award), actor=head)
    yield on(2022, 12, 1)
    awards.complete(winner.competition, actor=head)


ADDED = (
    "«Гүлдөр фестивалы» эстафетасында тургундар дагы 16 гүл карапа жана 1 инсталляция кошту; төрт мекеме, эки ишкер "
    "жана бир бала бакча 16 ваза жана 90 карапа койду, 200дөй киши катышты. Акы төлөнүп 8 эркек жана 4 аял иштеди, "
    "алардын төртөө мүмкүнчүлүгү чектелген кишиси бар үй-бүлөлөрдөн."
)
PEOPLE = {"women": 6450, "men": 6250, "children": 4300, "youth": 2900, "elderly": 980, "disabled": 210}
AGREEMENT_KY = (
    "Айыл өкмөтү демилгени каржылайт, жеңүүчү аны пландагыдай ишке ашырат, өздүк салымын кошот жана жыйынтыктоочу "
    "отчетту мөөнөтүндө тапшырат. Жумшалбай калган каражат кайтарылат."
)
AGREEMENT_RU = (
    "Айыл окмоту финансирует инициативу, победитель реализует её по плану, вносит собственный вклад и сдаёт итоговый "
    "отчёт в срок. Неизрасходованные средства возвращаются."
)


def _again(award: Award) -> Award:
    return Award.objects.get(pk=award.pk)


def _cut_to_the_grant(award: Award, clerk: Any) -> Award:
    """The commission gave less than was asked: the line of pipes bears the cut."""
    lines = {line.title: line for line in award.lines.all()}
    amounts = {lines["Полиэтилен түтүк"].pk: Decimal(33000), lines["Суу колонкасы"].pk: Decimal(7000)}
    return awards.arrange(award, actor=clerk, lines=amounts)


def _all_of(contribution: Any) -> dict[str, Any]:
    return {"quantity": contribution.quantity} if contribution.by_rate else {"amount": contribution.amount}


def _spend(
    award: Award, person: Any, line: str, amount: int, number: str, day: date, supplier: str, source: str = "grant"
) -> None:
    fresh = _again(award)
    awards.record_expense(
        fresh, actor=person, line=fresh.lines.get(title=line), source=source, amount=Decimal(amount),
        document_number=number, document_on=day, supplier=supplier,
    )  # fmt: skip


def _use(award: Award, person: Any, kind: str, day: date, document: str, quantity: int = 0, amount: int = 0, **who: int) -> None:
    contribution = _again(award).contributions.get(kind=kind)
    if quantity and not contribution.by_rate:
        amount, quantity = int(quantity * contribution.rate_amount), 0
    how_much = {"quantity": Decimal(quantity)} if quantity else {"amount": Decimal(amount)}
    awards.use(contribution, actor=person, on=day, document=document, **how_much, **who)
