"""Three calls that stand at different stages today, so that everybody has something to do."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

from accounts.models import User
from applications import actions as applications
from applications.models import Application
from audit import clock
from competitions import actions as competitions
from competitions.models import Competition
from portal.demonstration.calls import calendar, prepare_call, seat_commission
from portal.demonstration.commission import MEMBERS, by_title, declare, meet, score
from portal.demonstration.initiatives import Initiative, begin, check, hand_in
from portal.demonstration.kargalyk import (
    NOT_FINANCED,
    PLACE,
    POINTS,
    PURPOSE,
    commission,
    regulation_of,
)
from portal.demonstration.people import Office
from portal.demonstration.stage import BISHKEK, Story
from portal.demonstration.texts import LIBRARY, PLAYGROUND, WATER, YOUTH
from scoring import actions as scoring

FUND = (("local_budget", "", 120000), ("donations", "Айылдагы ишкерлер", 30000))


def moved(text: Initiative, until: date, **changes: Any) -> Initiative:
    """The same initiative with a plan that lies inside another call's term."""
    plan = [
        (activity, who, until - timedelta(days=40), until - timedelta(days=10))
        for activity, who, _start, _end in text.plan
    ]
    return replace(text, plan=plan, **changes)


def at_noon(day: date, hour: int = 12, minute: int = 0) -> datetime:
    return datetime(day.year, day.month, day.day, hour, minute, tzinfo=BISHKEK)


def open_call(
    office: Office,
    *,
    number: int,
    title: tuple[str, str],
    opens: date,
    closes: date,
    days_after: Mapping[str, int],
    fund: Sequence[tuple[str, str, int]] = FUND,
    maximum: int = 60000,
) -> Competition:
    """Prepare and announce a call of this year."""
    later = [
        closes + timedelta(days=days_after[name])
        for name in ("check", "score", "decide", "publish", "appeal")
    ]
    call = prepare_call(
        regulation_of(office),
        office.clerk,
        year=opens.year,
        number=number,
        title=title,
        purpose=PURPOSE,
        place=PLACE,
        not_financed=NOT_FINANCED,
        fund=fund,
        maximum=maximum,
        calendar=calendar(
            at_noon(opens, 9), at_noon(closes, 17), *later, until=closes + timedelta(days=180)
        ),
    )
    return competitions.announce(call, actor=office.head)


def open_today(office: Office) -> Story:
    """Takes applications today: one handed in, one being written, one on paper."""
    today = clock.today()
    opens = today - timedelta(days=6)
    yield at_noon(opens, 8, 30)
    call = open_call(
        office,
        number=3,
        title=("Кооз көчө — кооз айыл", "Красивая улица — красивое село"),
        opens=opens,
        closes=today + timedelta(days=18),
        days_after={"check": 7, "score": 17, "decide": 21, "publish": 23, "appeal": 30},
    )
    until = call.implementation_until
    yield at_noon(today - timedelta(days=3), 20, 10)
    hand_in(call, office.library, moved(LIBRARY, until))
    yield at_noon(today - timedelta(days=2), 21, 30)
    draft = begin(call, office.playground)
    text = moved(PLAYGROUND, until)
    applications.edit_part(
        draft,
        actor=office.playground,
        part="initiative",
        values={
            "title": text.title,
            "village": text.village,
            "kind": text.kind,
            "field": text.field,
            "issue": text.texts["issue"],
        },
    )
    yield at_noon(today - timedelta(days=1), 11, 15)
    applications.register_envelope(
        call,
        actor=office.clerk,
        received_at=clock.now(),
        brought_by=office.water.name,
        brought_phone=office.water.phone or "",
        pages=9,
        applicant=office.water,
    )


def small_grants(office: Office) -> Story:
    """Takes applications today, too: its grants are small, so that one page is enough."""
    today = clock.today()
    opens = today - timedelta(days=4)
    yield at_noon(opens, 9, 15)
    open_call(
        office,
        number=4,
        title=("Чакан демилгелер", "Малые инициативы"),
        opens=opens,
        closes=today + timedelta(days=19),
        days_after={"check": 7, "score": 17, "decide": 21, "publish": 23, "appeal": 30},
        fund=[("local_budget", "", 60000)],
        maximum=15000,
    )


def handed_in_and_admitted(
    office: Office,
    call: Competition,
    texts: Mapping[User, Initiative],
    handed_in: datetime,
    checked: datetime,
) -> Story:
    """Several groups hand in; the reception closes; all are admitted."""
    yield handed_in
    received = [
        hand_in(call, person, moved(text, call.implementation_until))
        for person, text in texts.items()
    ]
    yield max(checked, call.closes_at + timedelta(minutes=5))
    competitions.close_reception(call, actor=office.clerk)
    for application in received:
        fresh = Application.objects.get(pk=application.pk)
        applications.admit(check(fresh, office.clerk), actor=office.clerk)


def commission_of(office: Office, call: Competition, day: date) -> None:
    seat_commission(call, office.clerk, commission(office), f"{call.year}-{call.number}", day)


def in_scoring(office: Office) -> Story:
    """Is being scored today: some sheets are sent, others wait."""
    today = clock.today()
    opens = today - timedelta(days=40)
    yield at_noon(opens, 8, 30)
    call = open_call(
        office,
        number=2,
        title=("Таза айыл", "Чистое село"),
        opens=opens,
        closes=today - timedelta(days=14),
        days_after={"check": 7, "score": 24, "decide": 27, "publish": 29, "appeal": 36},
    )
    commission_of(office, call, opens)
    texts = {
        office.youth: YOUTH,
        office.water: WATER,
        office.playground: PLAYGROUND,
        office.library: LIBRARY,
    }
    yield from handed_in_and_admitted(
        office,
        call,
        texts,
        at_noon(today - timedelta(days=20)),
        at_noon(today - timedelta(days=10)),
    )
    yield at_noon(today - timedelta(days=6))
    call = scoring.open_scoring(Competition.objects.get(pk=call.pk), actor=office.clerk)
    points = by_title(call, POINTS)
    yield at_noon(today - timedelta(days=4))
    for key in ("chair", "member_two", "member_three"):
        declare(call, getattr(office, key))
    yield at_noon(today - timedelta(days=3), 19)
    score(call, "member_two", office.member_two, points)
    numbers = sorted(points)
    yield at_noon(today - timedelta(days=2), 19)
    score(call, "member_three", office.member_three, points, only=numbers[:2])


def in_deliberation(office: Office) -> Story:
    """Scoring is closed and the meeting planned: the commission has to meet and to sign."""
    today = clock.today()
    opens = today - timedelta(days=80)
    yield at_noon(opens, 8, 30)
    call = open_call(
        office,
        number=1,
        title=("Биргелешкен демилге", "Общая инициатива"),
        opens=opens,
        closes=today - timedelta(days=48),
        days_after={"check": 12, "score": 40, "decide": 55, "publish": 58, "appeal": 65},
    )
    commission_of(office, call, opens)
    texts = {office.youth: YOUTH, office.water: WATER, office.library: LIBRARY}
    yield from handed_in_and_admitted(
        office,
        call,
        texts,
        at_noon(today - timedelta(days=55)),
        at_noon(today - timedelta(days=40)),
    )
    yield at_noon(today - timedelta(days=30))
    call = scoring.open_scoring(Competition.objects.get(pk=call.pk), actor=office.clerk)
    points = by_title(call, POINTS)
    for place, key in enumerate(MEMBERS):
        yield at_noon(today - timedelta(days=28 - place), 9)
        declare(call, getattr(office, key))
        score(call, key, getattr(office, key), points)
    yield at_noon(today - timedelta(days=8))
    scoring.close_scoring(Competition.objects.get(pk=call.pk), actor=office.chair)
    meet(office, call, at_noon(today + timedelta(days=1), 10))
