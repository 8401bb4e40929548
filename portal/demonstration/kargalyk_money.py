"""Kargalyk 2022 after the decision: agreements, tranches, contributions, reports, the last som."""

from datetime import date
from decimal import Decimal
from typing import Any

from audit import clock
from awards import actions as awards
from awards.models import Award, Obligation, Payment
from competitions.models import Competition
from portal.demonstration.kargalyk_report import (
    ADDITIONS,
    GATHERINGS,
    PAID,
    TAKING_PART,
    came,
    drawn,
)
from portal.demonstration.people import Office
from portal.demonstration.stage import Story, on
from portal.demonstration.texts import WATER, YOUTH


def carried_out(office: Office, call: Competition) -> Story:
    """The agreements are signed and the money begins to move."""
    clerk, head, youth, water = office.clerk, office.head, office.youth, office.water
    winner = Award.objects.get(competition=call, application__title=YOUTH.title)
    partly = Award.objects.get(competition=call, application__title=WATER.title)
    yield on(2022, 5, 16)
    for award, person in ((winner, youth), (_cut_to_the_grant(partly, clerk), water)):
        # The municipality has written no wording of its own: the usual one serves.
        agreement = awards.draft_agreement(award, actor=clerk)
        if award.pk == winner.pk:
            agreement = awards.set_days(agreement, actor=clerk, **_days_of_the_work())
        agreement = awards.enter_signature(
            agreement, actor=clerk, winner_name=person.name, winner_signed_on=clock.today()
        )
        awards.sign(agreement, actor=head)
    yield on(2022, 5, 20)
    winner, partly = _again(winner), _again(partly)
    first = awards.plan_payment(
        winner, actor=clerk, amount=Decimal(40000), planned_for=date(2022, 6, 1)
    )
    second = awards.plan_payment(
        winner, actor=clerk, amount=Decimal(20000), planned_for=date(2022, 7, 10), needs_report=True
    )
    water_payment = awards.plan_payment(
        partly, actor=clerk, amount=Decimal(40000), planned_for=date(2022, 6, 1)
    )
    for payment in (first, water_payment):
        awards.approve(payment, actor=head)
    yield on(2022, 6, 1, 15)
    awards.pay(first, actor=clerk, order_number="демонстрация-41", order_on=date(2022, 6, 1))
    awards.pay(
        water_payment, actor=clerk, order_number="демонстрация-42", order_on=date(2022, 6, 1)
    )
    yield from _worked(office, winner, partly, [first, second, water_payment])


def _days_of_the_work() -> dict[str, Any]:
    """Two tranches, the second after an accepted interim report."""
    return {
        "starts_on": date(2022, 5, 20),
        "winner_details": "ID демонстрация-0001, Каргалык айылы, эсеп демонстрация-77",
        "tranches": [
            {"amount": Decimal(40000), "on": date(2022, 6, 1), "needs_report": False},
            {"amount": Decimal(20000), "on": date(2022, 7, 10), "needs_report": True},
        ],
        "interim_days": [date(2022, 7, 5)],
    }


def _worked(
    office: Office,
    winner: Award,
    partly: Award,
    payments: list[Payment],
) -> Story:
    """Money, goods and labour are used; the second tranche waits for an accepted interim report."""
    clerk, head, youth, water = office.clerk, office.head, office.youth, office.water
    yield on(2022, 6, 8)
    for contribution in winner.contributions.order_by("pk"):
        awards.confirm(
            contribution,
            actor=clerk,
            on=date(2022, 6, 8),
            document=_proof_of(contribution),
            **_all_of(contribution),
        )
    for contribution in partly.contributions.order_by("pk"):
        awards.confirm(
            contribution,
            actor=clerk,
            on=date(2022, 6, 8),
            document=_proof_of(contribution),
            **_all_of(contribution),
        )
    visit = awards.plan_visit(winner, actor=clerk, planned_on=date(2022, 7, 1), place=YOUTH.place)
    yield on(2022, 6, 20, 18)
    _spend(winner, youth, "Темир ваза", 35000, ("17", date(2022, 6, 20), "жеке ишкер, ширетүүчү"))
    _spend(
        winner, youth, "Топурак жана жер семирткич", 5000, ("3", date(2022, 6, 20), "чарба дүкөнү")
    )
    _spend(
        winner,
        youth,
        "Көчөт жана үрөн",
        26210,
        ("9", date(2022, 6, 20), "көчөт багуучу жай"),
        source="resident",
    )
    _day(winner, youth, date(2022, 6, 20), "Жер даярдоо, идиштерди орнотуу", women=22, men=28)
    _use(winner, youth, "services", date(2022, 6, 20), "кабыл алуу актысы", amount=10490)
    yield on(2022, 6, 28, 20)
    interim = awards.begin_report(winner, actor=youth, kind="interim")
    interim = awards.edit(
        interim,
        actor=youth,
        words="Жети ваза жасалып, көчөттүн бир бөлүгү отургузулду.",
        results="7 ваза",
        added_afterwards="",
        cared_by="Маңдайында турган үйлөр",
        **PEOPLE,
    )
    awards.add_photo(
        interim, actor=youth, file=drawn(0), moment="before", people="nobody", place=YOUTH.place
    )
    interim = awards.submit(interim, actor=youth)
    yield on(2022, 6, 30)
    awards.accept(interim, actor=head)
    awards.approve(payments[1], actor=head)
    yield on(2022, 7, 1, 15)
    visit = awards.make_visit(
        visit,
        actor=clerk,
        held_on=date(2022, 7, 1),
        place=YOUTH.place,
        present="демилгелүү топ, тургундар",
        findings="Жети ваза орнотулган, отуз карапа коюлган; жумуш планга ылайык жүрүп жатат.",
        to_mend=[{"what": "Эки вазанын бекитмеси бош", "until": date(2022, 7, 20)}],
    )
    awards.add_photo(
        visit, actor=clerk, file=drawn(7), moment="during", people="people", caption="Ашар"
    )
    yield on(2022, 7, 4)
    awards.pay(payments[1], actor=clerk, order_number="демонстрация-57", order_on=date(2022, 7, 4))
    yield on(2022, 7, 18)
    awards.mend(
        visit.found.get(),
        actor=clerk,
        mended_on=date(2022, 7, 16),
        mended_note="Бекитмелер кайра ширетилди",
    )
    yield on(2022, 8, 1, 19)
    _spend(winner, youth, "Темир ваза", 10000, ("24", date(2022, 7, 20), "жеке ишкер, ширетүүчү"))
    _spend(
        winner, youth, "Топурак жана жер семирткич", 9200, ("11", date(2022, 7, 22), "чарба дүкөнү")
    )
    _day(winner, youth, date(2022, 7, 15), "Көчөт жана гүл отургузуу", women=16, men=14)
    _use(winner, youth, "goods", date(2022, 7, 15), "кабыл алуу актысы", amount=56700)
    _spend(
        partly,
        water,
        "Полиэтилен түтүк",
        33000,
        ("101", date(2022, 7, 5), "курулуш материалдары дүкөнү"),
    )
    _spend(
        partly,
        water,
        "Суу колонкасы",
        7000,
        ("102", date(2022, 7, 5), "курулуш материалдары дүкөнү"),
    )
    _day(partly, water, date(2022, 7, 25), "Траншея казуу, түтүк төшөө", women=20, men=44)
    yield from _reported(office, winner, partly, payments)


def _reported(office: Office, winner: Award, partly: Award, payments: list[Payment]) -> Story:
    """The final report is returned once, then accepted; what is left goes back."""
    clerk, head, youth, water = office.clerk, office.head, office.youth, office.water
    yield on(2022, 9, 20, 20)
    report = awards.begin_report(winner, actor=youth, kind="final")
    words: dict[str, Any] = {
        "words": "Борбордук көчөнүн түндүк тарабы көрктөндүрүлдү.",
        "results": "9 темир ваза, 63 гүл карапа; 12 700 тургун камтылды.",
        "added_afterwards": "",
        "cared_by": "Бир жеке ишкер",
        "outcomes": came(report),
        **PAID,
    }
    report = awards.edit(report, actor=youth, **words, **PEOPLE)
    report = awards.submit(report, actor=youth)
    other = awards.begin_report(partly, actor=water, kind="final")
    other = awards.edit(
        other,
        actor=water,
        words="Калган түтүк тартылды.",
        results="600 метр түтүк, 2 колонка",
        added_afterwards="",
        cared_by="Суу пайдалануучулардын бирикмеси",
        outcomes=came(other),
        gatherings=GATHERINGS,
        **{
            **PEOPLE,
            "women": 78,
            "men": 74,
            "children": 61,
            "youth": 30,
            "elderly": 17,
            "disabled": 4,
        },
    )
    other = awards.submit(other, actor=water)
    yield on(2022, 9, 23)
    report = awards.send_back(
        report,
        actor=clerk,
        items=["Башкалар кийин эмне кошконун жазыңыз", "Бүткөн иштин сүрөтүн кошуңуз"],
        until=date(2022, 10, 3),
    )
    awards.accept(other, actor=head)
    yield on(2022, 9, 26, 21)
    shown = awards.add_photo(
        report, actor=youth, file=drawn(9), moment="after", people="nobody", place=YOUTH.place
    )
    words |= {
        "added_afterwards": ADDED,
        "additions": ADDITIONS,
        "added_participants": TAKING_PART,
        "items": [row | {"answer": "Кошулду"} for row in report.items],
    }
    report = awards.edit(report, actor=youth, **words, **PEOPLE)
    report = awards.submit(report, actor=youth)
    yield on(2022, 9, 30)
    awards.accept(report, actor=head)
    awards.publish_photo(shown, actor=clerk)
    yield on(2022, 10, 3)
    for award in (winner, partly):
        awards.settle_up(_again(award), actor=clerk, due_on=date(2022, 10, 20))
    for payment in payments:
        awards.account(Payment.objects.get(pk=payment.pk), actor=clerk)
    yield on(2022, 10, 10)
    for debt in Obligation.objects.filter(award__competition=winner.competition).order_by("pk"):
        awards.settle(
            debt, actor=clerk, on=date(2022, 10, 10), document="төлөм тапшырмасы, демонстрация"
        )
    for award in (winner, partly):
        awards.close(_again(award), actor=head)
    yield on(2022, 12, 1)
    awards.complete(winner.competition, actor=head)


ADDED = (
    "«Гүлдөр фестивалы» эстафетасында тургундар дагы 16 гүл карапа жана 1 инсталляция кошту; төрт "
    "мекеме, эки ишкер жана бир бала бакча 16 ваза жана 90 карапа койду, 200дөй киши катышты. Акы "
    "төлөнүп 8 эркек жана 4 аял иштеди, алардын төртөө мүмкүнчүлүгү чектелген кишиси бар "
    "үй-бүлөлөрдөн."
)
PEOPLE = {
    "women": 6450,
    "men": 6250,
    "children": 4300,
    "youth": 2900,
    "elderly": 980,
    "disabled": 210,
}


def _again(award: Award) -> Award:
    return Award.objects.get(pk=award.pk)


def _cut_to_the_grant(award: Award, clerk: Any) -> Award:
    """The commission gave less than was asked: the line of pipes bears the cut."""
    lines = {line.title: line for line in award.lines.all()}
    amounts = {
        lines["Полиэтилен түтүк"].pk: Decimal(33000),
        lines["Суу колонкасы"].pk: Decimal(7000),
    }
    return awards.arrange(award, actor=clerk, lines=amounts)


def _all_of(contribution: Any) -> dict[str, Any]:
    return (
        {"quantity": contribution.quantity}
        if contribution.by_rate
        else {"amount": contribution.amount}
    )


def _proof_of(contribution: Any) -> str:
    if contribution.is_cash:
        return f"киреше ордери {contribution.pk}"
    return "милдеттенме кат"


def _spend(
    award: Award,
    person: Any,
    line: str,
    amount: int,
    document: tuple[str, date, str],
    *,
    source: str = "grant",
    kind: str = "invoice",
) -> None:
    fresh = _again(award)
    number, day, supplier = document
    awards.record_expense(
        fresh,
        actor=person,
        line=fresh.lines.get(title=line),
        source=source,
        amount=Decimal(amount),
        document_kind=kind,
        document_number=number,
        document_on=day,
        supplier=supplier,
    )


def _day(award: Award, person: Any, day: date, work: str, *, women: int, men: int) -> None:
    """A working day of so many people, by a day sheet."""
    fresh = _again(award)
    awards.record_sheet(
        fresh,
        actor=person,
        contribution=fresh.contributions.get(kind="labour"),
        worked_on=day,
        work=work,
        unnamed_women=women,
        unnamed_men=men,
        hours_each=Decimal(8),
        responsible=person.name,
    )


def _use(
    award: Award,
    person: Any,
    kind: str,
    day: date,
    document: str,
    *,
    quantity: int = 0,
    amount: int = 0,
    **who: int,
) -> None:
    contribution = _again(award).contributions.get(kind=kind)
    if quantity and not contribution.by_rate:
        amount, quantity = int(quantity * contribution.rate_amount), 0
    how_much = {"quantity": Decimal(quantity)} if quantity else {"amount": Decimal(amount)}
    awards.use(contribution, actor=person, on=day, document=document, **how_much, **who)
