"""Every change to a regulation, a call, its seats and its late permits."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from itertools import count
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as now_in_words

from accounts.actions import issue_slip
from accounts.models import Municipality, Slip, User
from audit import clock
from audit.acts import Refused, acting, ask, begin, hold, perform
from audit.canonical import fingerprint, plain
from competitions import notices
from competitions.choices import RegulationState
from competitions.models import (
    ChecklistItem,
    Competition,
    Criterion,
    Permit,
    PriorityField,
    Rate,
    Regulation,
    Seat,
    Source,
    TermsVersion,
)

Step = Callable[[User], int]

# What the calendar alone decides. `manage.py clock` takes each step as the clock's account; a
# higher room appends its own. A step does what is due, says how many acts that were, and may be
# repeated.
BY_THE_CALENDAR: list[Step] = []

ROWS = {
    "sources": Source,
    "criteria": Criterion,
    "checklist": ChecklistItem,
    "rates": Rate,
    "priority_fields": PriorityField,
}
COPIED = ("criteria", "checklist", "rates", "priority_fields")


# --- the regulation


def begin_regulation(
    municipality: Municipality, *, actor: User, title_ky: str, title_ru: str
) -> Regulation:
    """Enter a regulation of the kenesh as a draft; its settings start from those in force."""
    regulation = Regulation(municipality=municipality, title_ky=title_ky, title_ru=title_ru)
    current = Regulation.objects.filter(municipality=municipality).in_force().first()
    if current is not None:
        regulation.terms_taken_from(current)
        regulation.rows, regulation.points = current.rows, current.points
    return begin(regulation, actor=actor)


def edit_regulation(regulation: Regulation, *, actor: User, **details: Any) -> Regulation:
    """Change the number, date, titles, legal basis or file of a regulation."""
    return perform(regulation, "edit", actor=actor, **details)


def edit_settings(
    regulation: Regulation,
    *,
    actor: User,
    settings: Mapping[str, Any],
    rows: Any = None,
    points: Any = None,
) -> Regulation:
    """Change the defaults that a new call will copy, and the points of the act they rest on."""
    kept = {name: plain(_keyed(name, new)) for name, new in (rows or {}).items()}
    return perform(
        regulation, "edit_settings", actor=actor, settings=settings, rows=kept, points=points
    )


def put_in_force(regulation: Regulation, *, actor: User) -> Regulation:
    """Put a regulation in force; the one before it is superseded in the same moment."""
    with acting():
        olders, _held = hold(
            Regulation.objects.filter(
                municipality=regulation.municipality_id, state=RegulationState.IN_FORCE
            ),
            Regulation.objects.filter(pk=regulation.pk),
        )
        for older in olders:
            supersede(older, actor=actor)
        return perform(regulation, "put_in_force", actor=actor)


def supersede(regulation: Regulation, *, actor: User) -> Regulation:
    """Retire a regulation in the moment in which another takes its place."""
    return perform(regulation, "supersede", actor=actor)


# --- the call


def begin_competition(
    regulation: Regulation, *, actor: User, year: int, number: int, title_ky: str, title_ru: str
) -> Competition:
    """Prepare a call: every setting, criterion, document and rate is copied from the regulation."""
    competition = Competition(
        municipality=regulation.municipality,
        regulation=regulation,
        year=year,
        number=number,
        title_ky=title_ky,
        title_ru=title_ru,
    )
    competition.terms_taken_from(regulation)

    def copy_rows(begun: Competition) -> None:
        for name in COPIED:
            _replace(begun, name, regulation.rows.get(name, []))

    return begin(competition, actor=actor, also=copy_rows)


def edit_terms(
    competition: Competition,
    *,
    actor: User,
    part: str,
    values: Mapping[str, Any] | None = None,
    rows: Mapping[str, Sequence[Mapping[str, Any]]] | None = None,
) -> Competition:
    """Change one page of a draft call: its own columns, and the rows that belong to that page."""

    def replace_rows(edited: Competition) -> dict[str, Any]:
        for name, new in (rows or {}).items():
            _replace(edited, name, new)
        return {"part": part, "rows": sorted(rows or {})}

    return perform(
        competition, "edit", actor=actor, part=part, values=values or {}, also=replace_rows
    )


def _replace(competition: Competition, name: str, rows: Sequence[Mapping[str, Any]]) -> None:
    model = ROWS[name]
    getattr(competition, name).all().delete()
    for position, row in enumerate(_keyed(name, rows), start=1):
        fresh = model(competition=competition, **row)
        if hasattr(fresh, "position"):
            fresh.position = position
        fresh.full_clean()
        fresh.save()


def _keyed(name: str, rows: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """A criterion keeps its key when others come and go: the tie ladder names it."""
    if name != "criteria":
        return [dict(row) for row in rows]
    taken = {row.get("key") for row in rows}
    free = (key for number in count(1) if (key := f"c{number}") not in taken)
    return [{**row, "key": row.get("key") or next(free)} for row in rows]


def announce(competition: Competition, *, actor: User) -> Competition:
    """Announce the call: from this moment its terms are frozen as version 1."""
    return perform(competition, "announce", actor=actor, tell=notices.announced, also=_freeze)


def extend(
    competition: Competition, *, actor: User, closes_at: datetime, reason_ky: str, reason_ru: str
) -> Competition:
    """Move the last minute of reception; the later dates of the calendar move with it."""

    def freeze(extended: Competition) -> dict[str, Any]:
        return _freeze(extended, reason_ky, reason_ru)

    return perform(
        competition,
        "extend",
        actor=actor,
        also=freeze,
        closes_at=closes_at,
        reason_ky=reason_ky,
        reason_ru=reason_ru,
    )


def close_reception(competition: Competition, *, actor: User) -> Competition:
    """Close the reception of applications once the last minute has passed."""
    return perform(competition, "close_reception", actor=actor)


def cancel(
    competition: Competition,
    *,
    actor: User,
    reason_ky: str,
    reason_ru: str,
    basis_ky: str,
    basis_ru: str,
) -> Competition:
    """Cancel the call, with its reason and basis in both languages."""
    return perform(
        competition,
        "cancel",
        actor=actor,
        reason_ky=reason_ky,
        reason_ru=reason_ru,
        basis_ky=basis_ky,
        basis_ru=basis_ru,
    )


def terms_of(competition: Competition) -> dict[str, Any]:
    """Everything the call promises, as one plain record: what announcing freezes."""
    left_out = {"id", "state", "search", "regulation", "municipality", "terms_version"} | {
        field.name for field in Competition._meta.concrete_fields if field.name.endswith("_at")
    } - {"opens_at", "closes_at", "first_closes_at"}
    own = {
        field.name: getattr(competition, field.attname)
        for field in Competition._meta.concrete_fields
        if field.name not in left_out and not field.name.startswith("ended_")
    }
    regulation = competition.regulation
    return plain(
        own
        | {name: _rows_of(competition, name) for name in ROWS}
        | {
            "municipality": competition.municipality.soate,
            "regulation": {
                "number": regulation.resolution_number,
                "date": regulation.resolution_on,
            },
        }
    )


def _rows_of(competition: Competition, name: str) -> list[dict[str, Any]]:
    return [
        {
            field.name: getattr(row, field.attname)
            for field in row._meta.concrete_fields
            if field.name not in ("id", "competition")
        }
        for row in getattr(competition, name).order_by("pk")
    ]


def _freeze(competition: Competition, reason_ky: str = "", reason_ru: str = "") -> dict[str, Any]:
    facts = terms_of(competition)
    assert competition.closes_at is not None
    version = TermsVersion.objects.create(
        competition=competition,
        number=competition.terms_version,
        facts=facts,
        sha256=fingerprint(facts),
        made_at=clock.now(),
        closes_at=competition.closes_at,
        reason_ky=reason_ky,
        reason_ru=reason_ru,
    )
    return {"version": version.number, "sha256": version.sha256}


def close_receptions(actor: User) -> int:
    """Close the reception of every call whose last minute, and every late permit, has passed."""
    closed = 0
    for competition in Competition.objects.past_reception().order_by("pk"):
        try:
            close_reception(competition, actor=actor)
        except Refused:
            # A clerk was quicker, or the head has just extended it: then there is nothing to do.
            continue
        closed += 1
    return closed


BY_THE_CALENDAR.append(close_receptions)


# --- seats and permits


def seat(
    competition: Competition,
    *,
    actor: User,
    user: User,
    role: str,
    order_number: str,
    order_on: date,
    represents: str = "",
    sex: str = "",
    is_outside: bool = False,
    reason: str = "",
    replaces: Seat | None = None,
) -> Seat:
    """Give a person a seat in the commission by an order."""
    taken = Seat(
        competition=competition,
        user=user,
        role=role,
        represents=represents,
        sex=sex,
        is_outside=is_outside,
        order_number=order_number,
        order_on=order_on,
        seated_at=clock.now(),
        reason=reason,
        replaces=replaces,
    )
    facts: dict[str, Any] = {"replaces": replaces.user} if replaces else {}
    return begin(
        taken,
        actor=actor,
        note=reason,
        tell=notices.seated,
        person=user,
        role=role,
        order=order_number,
        order_on=order_on,
        **facts,
    )


def edit_seat(
    seat: Seat, *, actor: User, represents: str, sex: str, is_outside: bool = False
) -> Seat:
    """Correct what was entered about a seat; who holds it is changed by an order only."""
    return perform(seat, "edit", actor=actor, represents=represents, sex=sex, is_outside=is_outside)


def release(
    seat: Seat, *, actor: User, order_number: str, order_on: date, reason: str = ""
) -> Seat:
    """Release a person from a seat by an order; what he or she has sent stays."""
    return perform(
        seat,
        "release",
        actor=actor,
        note=reason,
        tell=notices.released,
        order_number=order_number,
        order_on=order_on,
        reason=reason,
    )


def replace(
    old: Seat,
    *,
    actor: User,
    user: User,
    order_number: str,
    order_on: date,
    reason: str,
    represents: str = "",
    sex: str = "",
    is_outside: bool = False,
) -> Seat:
    """Seat one person instead of another by one order; what the old one has sent stays."""
    order: dict[str, Any] = {"order_number": order_number, "order_on": order_on, "reason": reason}
    with acting():
        (competition,), (held,) = hold(
            Competition.objects.filter(pk=old.competition_id), Seat.objects.filter(pk=old.pk)
        )
        # Asked again under the lock: two clerks may have the same order on the desk.
        ask(held, "release", actor=actor)
        follower = seat(
            competition,
            actor=actor,
            user=user,
            role=held.role,
            represents=represents,
            sex=sex,
            is_outside=is_outside,
            replaces=held,
            **order,
        )
        release(held, actor=actor, **order)
        return follower


def issue_slips(
    competition: Competition, *, actor: User, seats: Sequence[Seat]
) -> list[tuple[Slip, str]]:
    """Print a sign-in slip for each of these seats; every slip is an entry of its own."""
    if any(one.competition_id != competition.pk or not one.is_seated for one in seats):
        raise ValidationError({"seats": now_in_words("One of these seats is not held any more.")})
    with acting():
        return [issue_slip(one.user, actor=actor) for one in seats]


def grant_permit(
    competition: Competition,
    *,
    actor: User,
    user: User,
    until: datetime,
    reason_ky: str,
    reason_ru: str,
) -> Permit:
    """Let one named applicant in after the closing, until a minute of its own."""
    permit = Permit(
        competition=competition,
        user=user,
        until=until,
        reason_ky=reason_ky,
        reason_ru=reason_ru,
        granted_at=clock.now(),
        granted_by=actor,
    )
    facts: dict[str, Any] = {
        "applicant": user,
        "until": until,
        "reason_ky": reason_ky,
        "reason_ru": reason_ru,
    }
    return begin(permit, actor=actor, tell=notices.permit_granted, **facts)


def withdraw_permit(permit: Permit, *, actor: User, note: str = "") -> Permit:
    """Take a late permit back."""
    return perform(permit, "withdraw_permit", actor=actor, note=note)
