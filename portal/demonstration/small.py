"""Ak-Tal 2019 and Chaek 2020, announced as their announcements say.

Real: the day of the announcement, the last day of implementation, the maximum sum, the documents
and (Ak-Tal) the criteria. Not known, and made up: the number of the local act, the fund, the last
minute of reception. What became of these calls is not known: they stand where it left them.
"""

from datetime import date

from competitions import actions
from portal.demonstration.calls import adopt_regulation, calendar, document, prepare_call
from portal.demonstration.people import AK_TAL, CHAEK, Office
from portal.demonstration.stage import Story, on

TITLE = (
    "Жергиликтүү демилгелерди тандоонун жана каржылоонун тартиби жөнүндө жобо",
    "Положение о порядке отбора и финансирования местных инициатив",
)
CALL_TITLE = (
    "Жергиликтүү демилгелерди каржылоо конкурсу жөнүндө",
    "О конкурсе на финансирование местных инициатив",
)
PURPOSE = (
    "Тургундардын жергиликтүү маанидеги маселелерди чечүүгө катышуусун колдоо",
    "Поддержать участие жителей в решении вопросов местного значения",
)


def ak_tal(office: Office) -> Story:
    clerk, head = office.ak_tal_clerk, office.ak_tal_head
    yield on(2019, 11, 4)
    papers = [
        document("Арыз", "Заявление"),
        document("Сунуш", "Предложение"),
        document("Ишке ашыруу планы", "План реализации"),
        document("Бюджет", "Бюджет"),
    ]
    regulation = adopt_regulation(
        office.places[AK_TAL],
        clerk,
        head,
        number="демонстрация",
        day=date(2019, 10, 30),
        settings={"minimum_open_days": 5, "agreement_days": 3, "report_days": 10},
        checklist=papers,
        title=TITLE,
    )
    yield on(2019, 11, 11, 9)
    call = prepare_call(
        regulation,
        clerk,
        year=2019,
        number=1,
        title=CALL_TITLE,
        purpose=PURPOSE,
        place=("Ак-Тал айыл өкмөтү", "Айыл окмоту Ак-Тал"),
        fund=[("local_budget", "", 50000)],
        maximum=10000,
        calendar=calendar(
            on(2019, 11, 11, 9),
            on(2019, 11, 18, 17),
            date(2019, 11, 19),
            date(2019, 11, 20),
            date(2019, 11, 21),
            date(2019, 11, 22),
            date(2019, 11, 25),
            until=date(2019, 12, 10),
            agreement=3,
            report=10,
        ),
    )
    actions.announce(call, actor=head)


def chaek(office: Office) -> Story:
    clerk, head = office.chaek_clerk, office.chaek_head
    yield on(2020, 2, 20)
    papers = [
        document("Арыз (1-тиркеме)", "Заявление (приложение 1)"),
        document(
            "Сунуш — демилгенин сүрөттөлүшү (2-тиркеме)",
            "Предложение — описание инициативы (приложение 2)",
        ),
        document("Бюджет (3-тиркеме)", "Бюджет (приложение 3)"),
        document("Паспорттун көчүрмөсү", "Копия паспорта", "person"),
        document(
            "Каттоодон өткөнү тууралуу күбөлүктүн көчүрмөсү",
            "Копия свидетельства о регистрации",
            "legal",
        ),
        document("Уставдын көчүрмөсү", "Копия устава", "legal"),
        document("Милдеттенме каттар", "Письма-обязательства"),
        document("Чыгымдарды тастыктаган документтер", "Документы, подтверждающие расходы"),
        document(
            "Ресурстар бар экенин тастыктаган документтер",
            "Документы, подтверждающие наличие ресурсов",
        ),
    ]
    regulation = adopt_regulation(
        office.places[CHAEK],
        clerk,
        head,
        number="демонстрация",
        day=date(2020, 2, 14),
        settings={"minimum_open_days": 10, "agreement_days": 5, "report_days": 15},
        checklist=papers,
        title=TITLE,
    )
    yield on(2020, 3, 12, 9)
    call = prepare_call(
        regulation,
        clerk,
        year=2020,
        number=1,
        title=CALL_TITLE,
        purpose=PURPOSE,
        place=("Чаек айыл өкмөтү", "Айыл окмоту Чаек"),
        fund=[("local_budget", "", 141000)],
        maximum=47000,
        calendar=calendar(
            on(2020, 3, 12, 9),
            on(2020, 3, 26, 17),
            date(2020, 3, 30),
            date(2020, 4, 3),
            date(2020, 4, 6),
            date(2020, 4, 7),
            date(2020, 4, 14),
            until=date(2020, 5, 15),
            agreement=5,
            report=15,
        ),
    )
    actions.announce(call, actor=head)
