"""Two initiatives of an earlier call: one ends with half of its promise kept, one is at work."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

from audit import clock
from awards import actions as awards
from awards.models import Award, Payment
from competitions.models import Competition
from portal.demonstration.commission import (
    MEMBERS,
    by_title,
    declare,
    hold_meeting,
    meet,
    score,
    sign_protocol,
)
from portal.demonstration.kargalyk import POINTS
from portal.demonstration.kargalyk_report import came
from portal.demonstration.people import Office
from portal.demonstration.stage import Story
from portal.demonstration.texts import PLAYGROUND, WATER
from portal.demonstration.today import at_noon, commission_of, handed_in_and_admitted, open_call
from scoring import actions as scoring

GIVERS = {
    "Турсунова Назгүл": Decimal("5000"),
    "Бекболотов Санжар": Decimal("5000"),
    "Маматова Жазгүл": Decimal("5000"),
}
PROMISES = [
    *((name, "resident", "cash", "Отургучтарга", "1", str(sum_)) for name, sum_ in GIVERS.items()),
    ("Ата-энелер", "resident", "labour", "Ашар", "20", "600"),
]
PEOPLE = {"women": 430, "men": 410, "children": 380, "youth": 120, "elderly": 60, "disabled": 14}


def carried_out_lately(office: Office) -> Story:
    """A call of half a year ago: its money is on its way, and some of it on its way back."""
    today = clock.today()
    opens = today - timedelta(days=235)
    yield at_noon(opens, 8, 30)
    call = open_call(
        office,
        number=5,
        title=("Биргеликте — балдарга", "Вместе — детям"),
        opens=opens,
        closes=today - timedelta(days=205),
        days_after={"check": 7, "score": 17, "decide": 21, "publish": 23, "appeal": 30},
    )
    commission_of(office, call, opens)
    texts = {office.playground: replace(PLAYGROUND, pledges=PROMISES), office.water: WATER}
    yield from handed_in_and_admitted(
        office,
        call,
        texts,
        at_noon(today - timedelta(days=210)),
        at_noon(today - timedelta(days=203)),
    )
    yield from _decided(office, call, today)
    yield from _at_work(office, call, today)


def _decided(office: Office, call: Competition, today: date) -> Story:
    yield at_noon(today - timedelta(days=198))
    call = scoring.open_scoring(Competition.objects.get(pk=call.pk), actor=office.clerk)
    points = by_title(call, POINTS)
    for place, key in enumerate(MEMBERS):
        yield at_noon(today - timedelta(days=196 - place), 9)
        declare(call, getattr(office, key))
        score(call, key, getattr(office, key), points)
    yield at_noon(today - timedelta(days=190))
    call = scoring.close_scoring(Competition.objects.get(pk=call.pk), actor=office.chair)
    held_at = at_noon(today - timedelta(days=186), 10)
    meeting = meet(office, call, held_at)
    yield held_at + timedelta(minutes=5)
    question = ("Аянтчаны кышында ким карайт?", "Мектептин ата-энелер комитети.")
    hold_meeting(office, meeting, question=question)
    yield held_at + timedelta(hours=2)
    sign_protocol(office, call)
    call = awards.decide(call, actor=office.chair)
    yield at_noon(today - timedelta(days=184))
    awards.publish(call, actor=office.head)


def _at_work(office: Office, call: Competition, today: date) -> Story:
    clerk = office.clerk
    yield at_noon(today - timedelta(days=175))
    winners = {PLAYGROUND.title: office.playground, WATER.title: office.water}
    for title, person in winners.items():
        agreement = awards.draft_agreement(_award(call, title), actor=clerk)
        agreement = awards.enter_signature(
            agreement, actor=clerk, winner_name=person.name, winner_signed_on=clock.today()
        )
        awards.sign(agreement, actor=office.head)
    yield at_noon(today - timedelta(days=170))
    first = _paid(office, _award(call, PLAYGROUND.title), 40000)
    _paid(office, _award(call, WATER.title), 20000)
    awards.plan_visit(_award(call, WATER.title), actor=clerk, planned_on=today + timedelta(days=3))
    yield at_noon(today - timedelta(days=150), 18)
    playground = _award(call, PLAYGROUND.title)
    for name, part in (("Турсунова Назгүл", 5000), ("Бекболотов Санжар", 2500)):
        awards.confirm(
            playground.contributions.get(giver=name),
            actor=office.playground,
            on=clock.today(),
            document=f"квитанция, {name}",
            amount=Decimal(part),
        )
    _worked(office, playground)
    spent = [("Селкинчек", "grant", 28000, "31"), ("Отургуч", "resident", 7000, "32")]
    for title, source, amount, number in spent:
        awards.record_expense(
            _award(call, PLAYGROUND.title),
            actor=office.playground,
            line=playground.lines.get(title=title),
            source=source,
            amount=Decimal(amount),
            document_number=number,
            document_on=clock.today(),
            supplier="«Устакана» ЖЧКсы",
        )
    yield from _ended(office, call, first, today)


def _ended(office: Office, call: Competition, payment: Payment, today: date) -> Story:
    """The head cuts the grant by the rule of the call; one giver has the money back already."""
    clerk, person = office.clerk, office.playground
    yield at_noon(today - timedelta(days=40), 20)
    report = awards.begin_report(_award(call, PLAYGROUND.title), actor=person, kind="final")
    words = {
        "words": "Эки селкинчек коюлду; ашарга убадаланган элдин жарымы келди.",
        "results": "2 селкинчек, 4 отургуч; тайгак коюлган жок.",
        "added_afterwards": "",
        "cared_by": "Мектептин ата-энелер комитети",
    }
    report = awards.edit(report, actor=person, outcomes=came(report), **words, **PEOPLE)
    report = awards.submit(report, actor=person)
    yield at_noon(today - timedelta(days=36))
    awards.accept(report, actor=office.head)
    yield at_noon(today - timedelta(days=35))
    awards.resolve_shortfall(
        _award(call, PLAYGROUND.title),
        actor=office.head,
        reason="Салымдын жарымы гана кошулду",
        due_on=today + timedelta(days=5),
    )
    settled = awards.settle_up(
        _award(call, PLAYGROUND.title), actor=clerk, due_on=today - timedelta(days=4)
    )
    awards.account(Payment.objects.get(pk=payment.pk), actor=clerk)
    yield at_noon(today - timedelta(days=20))
    awards.settle(
        settled.obligations.filter(source="resident").earliest("pk"),
        actor=clerk,
        on=clock.today(),
        document="чыгаша ордери № 7, демонстрация",
    )


def _paid(office: Office, award: Award, amount: int) -> Payment:
    planned = awards.plan_payment(award, actor=office.clerk, amount=Decimal(amount))
    approved = awards.approve(planned, actor=office.head)
    return awards.pay(
        approved,
        actor=office.clerk,
        order_number=f"демонстрация-{award.pk}",
        order_on=clock.today(),
    )


def _worked(office: Office, award: Award) -> None:
    """Ten of the twenty days that were promised."""
    labour = award.contributions.get(kind="labour")
    half = {"quantity": Decimal(10)} if labour.by_rate else {"amount": Decimal(6000)}
    labour = awards.confirm(
        labour, actor=office.playground, on=clock.today(), document="ашардын тизмеси", **half
    )
    awards.use(
        labour,
        actor=office.playground,
        on=clock.today(),
        document="күн баракчасы",
        women=6,
        men=4,
        **half,
    )


def _award(call: Competition, title: str) -> Award:
    return Award.objects.get(competition=call, application__title=title)
