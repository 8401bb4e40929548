"""What every call of the demonstration is put together from."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from accounts.models import User
from competitions import actions
from competitions.models import Competition, Regulation

# The five criteria of the Ak-Tal announcement of 2019, in our words; the points are the
# demonstration's: no scale of the model regulation is known.
CRITERIA = [
    (
        "importance",
        "Демилгенин жергиликтүү жамааттын жашоо деңгээлин жакшыртуудагы маанилүүлүгү",
        "Значимость инициативы для повышения уровня жизни местного сообщества",
    ),
    (
        "participation",
        "Демилгени ишке ашырууга жарандардын катышуу деңгээли",
        "Степень участия граждан в реализации инициативы",
    ),
    ("sustainability", "Демилгенин туруктуулугу", "Устойчивость инициативы"),
    (
        "budget",
        "Бюджеттин чыгымдарынын негиздүүлүгү жана жол берилгендиги",
        "Обоснованность и допустимость расходов бюджета",
    ),
    (
        "contribution",
        "Өздүк салымдын жана (же) кошумча тартылуучу каражаттын көлөмү",
        "Размер собственного вклада и (или) дополнительно привлекаемых средств",
    ),
]
LEVELS_KY = "0 — жок; 3 — начар; 5 — орточо; 8 — жакшы; 10 — өтө жакшы"
LEVELS_RU = "0 — нет; 3 — слабо; 5 — средне; 8 — хорошо; 10 — отлично"

RATES = [
    {
        "title_ky": "Кара жумуш",
        "title_ru": "Простая работа",
        "unit_ky": "күн",
        "unit_ru": "день",
        "amount": "600.00",
    },
    {
        "title_ky": "Уста иши",
        "title_ru": "Работа мастера",
        "unit_ky": "күн",
        "unit_ru": "день",
        "amount": "1200.00",
    },
    {
        "title_ky": "Жүк ташуучу унаа",
        "title_ru": "Грузовая машина",
        "unit_ky": "саат",
        "unit_ru": "час",
        "amount": "700.00",
    },
]


def criteria() -> list[dict[str, Any]]:
    return [
        {
            "key": key,
            "title_ky": title_ky,
            "title_ru": title_ru,
            "levels_ky": LEVELS_KY,
            "levels_ru": LEVELS_RU,
            "minimum": "0.00",
            "maximum": "10.00",
            "step": "1.00",
            "weight": "1.00",
        }
        for key, title_ky, title_ru in CRITERIA
    ]


def document(
    title_ky: str, title_ru: str, kind: str = "", *, required: bool = True
) -> dict[str, Any]:
    return {
        "title_ky": title_ky,
        "title_ru": title_ru,
        "applicant_kind": kind,
        "is_document": True,
        "required": required,
    }


def adopt_regulation(
    place: Any,
    clerk: User,
    head: User,
    *,
    number: str,
    day: date,
    settings: Mapping[str, Any],
    checklist: Sequence[Mapping[str, Any]],
    title: tuple[str, str],
) -> Regulation:
    """Enter the kenesh's act with its settings and put it in force."""
    regulation = actions.begin_regulation(place, actor=clerk, title_ky=title[0], title_ru=title[1])
    regulation = actions.edit_regulation(
        regulation,
        actor=clerk,
        resolution_number=number,
        resolution_on=day,
        title_ky=title[0],
        title_ru=title[1],
        legal_basis_ky="Кыргыз Республикасынын жергиликтүү өз алдынча башкаруу жөнүндө мыйзамы",
        legal_basis_ru="Закон Кыргызской Республики о местном самоуправлении",
    )
    regulation = actions.edit_settings(
        regulation,
        actor=clerk,
        settings=settings,
        rows={"criteria": criteria(), "checklist": list(checklist), "rates": RATES},
    )
    return actions.put_in_force(regulation, actor=head)


def prepare_call(
    regulation: Regulation,
    clerk: User,
    *,
    year: int,
    number: int,
    title: tuple[str, str],
    purpose: tuple[str, str],
    place: tuple[str, str],
    fund: Sequence[tuple[str, str, int]],
    maximum: int,
    calendar: Mapping[str, Any],
    not_financed: tuple[str, str] = ("", ""),
) -> Competition:
    """Prepare a call from its regulation: texts, money and calendar, page by page."""
    call = actions.begin_competition(
        regulation, actor=clerk, year=year, number=number, title_ky=title[0], title_ru=title[1]
    )
    texts = {
        "purpose_ky": purpose[0],
        "purpose_ru": purpose[1],
        "place_ky": place[0],
        "place_ru": place[1],
        "not_financed_ky": not_financed[0],
        "not_financed_ru": not_financed[1],
        "contact": "",
    }
    call = actions.edit_terms(call, actor=clerk, part="basics", values=texts)
    total = sum(amount for _kind, _name, amount in fund)
    sources = [
        {"kind": kind, "name": name, "amount": Decimal(amount)} for kind, name, amount in fund
    ]
    call = actions.edit_terms(
        call,
        actor=clerk,
        part="money",
        values={"fund": Decimal(total), "maximum_grant": Decimal(maximum)},
        rows={"sources": sources},
    )
    return actions.edit_terms(call, actor=clerk, part="calendar", values=calendar)


def calendar(
    opens: datetime,
    closes: datetime,
    *days: date,
    until: date,
    agreement: int = 15,
    report: int = 30,
) -> dict[str, Any]:
    """The dates of a call in their order: check, scores, decision, publication, appeals."""
    names = ("check_until", "scores_until", "decision_by", "publication_by", "appeals_until")
    return {
        "opens_at": opens,
        "closes_at": closes,
        **dict(zip(names, days, strict=True)),
        "agreement_days": agreement,
        "implementation_until": until,
        "report_days": report,
    }


# Whoever speaks for these is no outside member.
INSIDE = ("айылдык кеңеш", "айыл өкмөтү")


def seat_commission(
    call: Competition,
    clerk: User,
    people: Sequence[tuple[User, str, str, str]],
    order: str,
    day: date,
) -> None:
    """Seat the commission by one order: person, seat, whom he or she represents, sex."""
    for person, role, represents, sex in people:
        actions.seat(
            call,
            actor=clerk,
            user=person,
            role=role,
            represents=represents,
            sex=sex,
            is_outside=represents not in INSIDE,
            order_number=order,
            order_on=day,
        )
