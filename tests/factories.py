"""Rows for tests, one function a model, with no surprises; all people are invented."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from itertools import count
from typing import Any

from django.contrib.auth.hashers import make_password
from django.core.files.base import ContentFile

from accounts.models import Area, Membership, Municipality, User
from applications.choices import ApplicationState
from applications.models import (
    Application,
    BudgetLine,
    CheckMark,
    Enclosure,
    Envelope,
    Member,
    PlanRow,
    Pledge,
    Return,
    Scan,
    Upload,
)
from competitions.choices import CompetitionState, RegulationState
from competitions.models import (
    ChecklistItem,
    Competition,
    Criterion,
    Permit,
    Rate,
    Regulation,
    Seat,
    Source,
)

NOON = datetime(2026, 4, 10, 6, 0, tzinfo=UTC)
PASSWORD = "тоо-суу-2026"
HASHED = make_password(PASSWORD, hasher="md5")
_number = count(1)


def at(month: int, day: int, hour: int = 12, minute: int = 0) -> datetime:
    """A moment of 2026 by the clock of Bishkek (six hours ahead of UTC)."""
    return datetime(2026, month, day, hour, minute, tzinfo=UTC) - timedelta(hours=6)


def area(**fields: Any) -> Area:
    defaults = {"code": "41703000000000", "kind": "oblast"}
    names = {
        "name_ky": "Жалал-Абад облусу",
        "name_ru": "Джалал-Абадская область",
        "name_en": "Jalal-Abad oblast",
    }
    values = defaults | names | fields
    return Area.objects.get_or_create(code=values["code"], defaults=values)[0]


def rayon(**fields: Any) -> Area:
    names = {
        "name_ky": "Тогуз-Торо району",
        "name_ru": "Тогуз-Тороуский район",
        "name_en": "Toguz-Toro rayon",
    }
    return area(**({"code": "41703223000000", "kind": "rayon"} | names | fields))


def municipality(**fields: Any) -> Municipality:
    defaults = {
        "soate": "41703223812000",
        "kind": "aiyl_aimak",
        "name_ky": "Кең-Булуң айыл аймагы",
        "name_ru": "Кен-Булунский айылный аймак",
        "name_en": "Keng-Bulung aiyl aimak",
        "head_name": "Асанов Темир",
    }
    row = Municipality(**(defaults | {"rayon": rayon(), "oblast": area()} | fields))
    row.search = row.fold_names()
    row.save()
    return row


def user(name: str = "Асанова Бегимай", **fields: Any) -> User:
    number = next(_number)
    defaults = {
        "phone": f"+99655{number:07d}",
        "registered_at": NOON - timedelta(days=100),
        "confirmed_at": NOON - timedelta(days=100),
        "password": HASHED,
        "language": "en",
    }
    person = User(name=name, **(defaults | fields))
    person.search = person.fold_names()
    person.save()
    return person


def membership(
    person: User, role: str, place: Municipality | None = None, **fields: Any
) -> Membership:
    return Membership.objects.create(
        user=person,
        role=role,
        municipality=place,
        **({"since": NOON - timedelta(days=90)} | fields),
    )


def officer(name: str, role: str, place: Municipality | None = None, **fields: Any) -> User:
    """A person who holds an office."""
    person = user(name)
    membership(person, role, place, **fields)
    return person


def regulation(place: Municipality, **fields: Any) -> Regulation:
    defaults = {
        "resolution_number": "12",
        "resolution_on": date(2025, 12, 20),
        "title_ky": "Жергиликтүү демилгелердин сынагы жөнүндө жобо",
        "title_ru": "Положение о конкурсе местных инициатив",
        "state": RegulationState.IN_FORCE,
        "in_force_at": NOON - timedelta(days=100),
    }
    return Regulation.objects.create(municipality=place, **(defaults | fields))


def competition(place: Municipality, *, rows: bool = True, **fields: Any) -> Competition:
    """A call of April 2026, announced and open unless said otherwise, with all its rows."""
    if "regulation" not in fields:
        fields["regulation"] = Regulation.objects.filter(
            municipality=place, state=RegulationState.IN_FORCE
        ).first() or regulation(place)
    defaults = {
        "year": 2026,
        "number": next(_number),
        "title_ky": "Жергиликтүү демилгелердин сынагы",
        "title_ru": "Конкурс местных инициатив",
        "purpose_ky": "Айылды көрктөндүрүү",
        "purpose_ru": "Благоустройство села",
        "place_ky": "Айыл өкмөтү, 2-бөлмө",
        "place_ru": "Айыл окмоту, кабинет 2",
        "fund": Decimal(300000),
        "maximum_grant": Decimal(100000),
        "opens_at": at(4, 1, 9),
        "closes_at": at(4, 20, 17),
        "first_closes_at": at(4, 20, 17),
        "check_until": date(2026, 4, 25),
        "scores_until": date(2026, 5, 5),
        "decision_by": date(2026, 5, 10),
        "publication_by": date(2026, 5, 12),
        "appeals_until": date(2026, 5, 20),
        "implementation_until": date(2026, 9, 30),
        "announced_at": at(4, 1, 9),
        "terms_version": 1,
        "state": CompetitionState.ANNOUNCED,
    }
    row = Competition.objects.create(municipality=place, **(defaults | fields))
    if rows:
        source(row)
        criterion(row, key="c1", position=1)
        criterion(row, key="c2", position=2, title_ky="Туруктуулук", title_ru="Устойчивость")
        checklist_item(row)
    return row


def source(call: Competition, **fields: Any) -> Source:
    return Source.objects.create(
        competition=call, **({"kind": "local_budget", "amount": call.fund} | fields)
    )


def criterion(call: Competition, **fields: Any) -> Criterion:
    defaults = {
        "key": f"c{next(_number)}",
        "title_ky": "Маанилүүлүк",
        "title_ru": "Значимость",
        "levels_ky": "0 — жок, 10 — абдан маанилүү",
        "levels_ru": "0 — нет, 10 — очень значимо",
        "minimum": Decimal(0),
        "maximum": Decimal(10),
        "step": Decimal(1),
        "weight": Decimal(1),
    }
    return Criterion.objects.create(competition=call, **(defaults | fields))


def checklist_item(call: Competition, **fields: Any) -> ChecklistItem:
    defaults = {"title_ky": "Милдеттенме кат", "title_ru": "Письмо-обязательство", "position": 1}
    return ChecklistItem.objects.create(competition=call, **(defaults | fields))


def rate(call: Competition, **fields: Any) -> Rate:
    defaults = {
        "title_ky": "Кара жумуш",
        "title_ru": "Простая работа",
        "unit_ky": "күн",
        "unit_ru": "день",
        "amount": Decimal(800),
    }
    return Rate.objects.create(competition=call, **(defaults | fields))


def seat(call: Competition, person: User, role: str = "member", **fields: Any) -> Seat:
    defaults = {"order_number": "7", "order_on": date(2026, 3, 30), "sex": "female"}
    return Seat.objects.create(competition=call, user=person, role=role, **(defaults | fields))


def permit(call: Competition, person: User, until: datetime, by: User, **fields: Any) -> Permit:
    defaults = {"reason_ky": "Жол жабылды", "reason_ru": "Дорога была закрыта", "granted_at": NOON}
    return Permit.objects.create(
        competition=call, user=person, until=until, granted_by=by, **(defaults | fields)
    )


def application(
    call: Competition, person: User | None, *, complete: bool = True, **fields: Any
) -> Application:
    """An application with everything the call asks for (or an empty draft), in any state."""
    state = fields.get("state", ApplicationState.DRAFT)
    defaults: dict[str, Any] = {"begun_at": NOON - timedelta(days=3)}
    if complete:
        defaults |= {
            "applicant_kind": "group",
            "group_name": "Жаш демилге",
            "representative_name": person.name if person else "Осмонов Нурбек",
            "representative_phone": (person.phone or "") if person else "",
            "title": "Гүлзарлар",
            "village": "Жаңы-Айыл",
            "kind": "co_financing",
            "field": "landscaping",
            "issue": "Көчөнү көрктөндүрүү",
            "what_will_be_done": "Гүл отургузабыз",
            "households": 120,
            "women": 300,
            "men": 280,
            "direct": 100,
            "benefit": "Көчө кооз болот",
            "participation": "Ашар",
            "sustainability": "Тургундар карайт",
            "agrees_to_terms": True,
            "consents_to_data": True,
        }
    if state != ApplicationState.DRAFT:
        number = next(_number)
        defaults |= {
            "number": number,
            "code": f"A-{number:03d}",
            "received_at": NOON - timedelta(days=1),
            "submitted_at": NOON - timedelta(days=1),
            "versions_count": 1,
            "asked": Decimal(60000),
            "own": Decimal(20000),
        }
    row = Application.objects.create(competition=call, applicant=person, **(defaults | fields))
    if complete:
        member(row)
        plan_row(row)
        budget_line(row)
        budget_line(row, title="Топурак", source="labour", quantity=Decimal(25), price=Decimal(800))
        pledge(row)
        for item in call.checklist.all():
            enclosure(row, item=item)
    return row


def member(of: Application, **fields: Any) -> Member:
    defaults = {
        "name": "Токтосунова Айжан",
        "sex": "female",
        "birth_year": 1990,
        "village": "Жаңы-Айыл",
    }
    return Member.objects.create(application=of, **(defaults | fields))


def plan_row(of: Application, **fields: Any) -> PlanRow:
    defaults = {
        "activity": "Көчөт отургузуу",
        "responsible": "Токтосунова Айжан",
        "starts_on": date(2026, 6, 1),
        "ends_on": date(2026, 6, 20),
    }
    return PlanRow.objects.create(application=of, **(defaults | fields))


def budget_line(of: Application, **fields: Any) -> BudgetLine:
    defaults = {
        "title": "Ваза",
        "unit": "даана",
        "quantity": Decimal(6),
        "price": Decimal(10000),
        "source": "grant",
    }
    return BudgetLine.objects.create(application=of, **(defaults | fields))


def pledge(of: Application, **fields: Any) -> Pledge:
    defaults = {
        "giver": "Жаңы-Айылдын тургундары",
        "giver_kind": "resident",
        "kind": "labour",
        "what": "Ашар",
        "quantity": Decimal(25),
        "value": Decimal(800),
    }
    return Pledge.objects.create(application=of, **(defaults | fields))


def enclosure(of: Application, **fields: Any) -> Enclosure:
    defaults = {
        "title": "Кат",
        "file": ContentFile(b"%PDF-1.4 letter", "letter.pdf"),
        "kind": "application/pdf",
        "size": 15,
        "sha256": "0" * 64,
        "added_at": NOON - timedelta(days=2),
    }
    return Enclosure.objects.create(application=of, **(defaults | fields))


def upload(of: Application, **fields: Any) -> Upload:
    defaults = {
        "person": of.applicant,
        "title": "Кат",
        "name": "letter.pdf",
        "size": 600_000,
        "fingerprint": "f" * 64,
        "begun_at": NOON,
        "touched_at": NOON,
    }
    return Upload.objects.create(application=of, **(defaults | fields))


def envelope(of: Application, by: User, *, scan: str = "", **fields: Any) -> Envelope:
    defaults = {
        "received_at": NOON - timedelta(hours=2),
        "brought_by": "Осмонов Нурбек",
        "pages": 9,
    }
    taken = Envelope.objects.create(application=of, received_by=by, **(defaults | fields))
    if scan:
        scanned(taken, by, file=scan)
    return taken


def scanned(taken: Envelope, by: User, **fields: Any) -> Scan:
    """A file of an envelope's scan: a PDF unless said otherwise."""
    defaults = {
        "position": taken.scan_set.count() + 1,
        "file": ContentFile(b"%PDF-1.4 scan", "scan.pdf"),
        "kind": "application/pdf",
        "size": 13,
        "added_at": NOON,
    }
    return Scan.objects.create(envelope=taken, added_by=by, **(defaults | fields))


def check_mark(of: Application, item: ChecklistItem, by: User, **fields: Any) -> CheckMark:
    return CheckMark.objects.create(
        application=of, item=item, marked_by=by, **({"verdict": "met", "marked_at": NOON} | fields)
    )


def returned(of: Application, *parts: str, items: Any = (), **fields: Any) -> Return:
    """What was named when it was sent back: these pages, for a condition or for documents."""
    named = [
        {
            "item": item.pk,
            "title_ky": item.title_ky,
            "title_ru": item.title_ru,
            "point": item.point,
            "note": "Мөөр жок",
            "is_document": item.is_document,
            "parts": ["enclosures"] if item.is_document else list(parts),
        }
        for item in items
    ]
    defaults = {
        "number": of.cures_used,
        "items": named,
        "parts": list(dict.fromkeys([*parts, *(part for one in named for part in one["parts"])])),
        "note": "Толуктаңыз",
        "until": of.returned_until or NOON + timedelta(days=5),
        "sent_at": NOON - timedelta(hours=1),
    }
    return Return.objects.create(application=of, **(defaults | fields))
