"""Who is told of what while the commission works."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from accounts.choices import MembershipState, Role
from accounts.models import Membership, User
from audit.letters import Letter
from competitions.choices import SeatRole, SeatState
from scoring.models.holes import numbers_of

if TYPE_CHECKING:
    from competitions.models import Competition
    from scoring.models import Appeal, Meeting, Pin, Protocol, Sheet

STATES = ("state", "seat__state")


def facts_of(competition: "Competition") -> dict[str, Any]:
    """What every letter of the commission says of the call."""
    return {"call_ky": competition.title_ky, "call_ru": competition.title_ru}


def _to_seats(
    competition: "Competition", template: str, link: str, *roles: str, **facts: Any
) -> Iterator[Letter]:
    for seat in competition.seated():
        if not roles or seat.role in roles:
            yield Letter(
                to=seat.user,
                template=f"scoring/{template}",
                facts={**facts_of(competition), **facts},
                link=link,
            )


def _heads(competition: "Competition") -> list[User]:
    held = Membership.objects.filter(
        role=Role.HEAD, municipality=competition.municipality_id, state=MembershipState.ACTIVE
    )
    return [membership.user for membership in held.select_related("user").order_by("pk")]


def scoring_opened(competition: "Competition") -> Iterator[Letter]:
    """The commission learns that it may declare and score, and until when."""
    link = f"/competitions/{competition.pk}/declarations/"
    yield from _to_seats(competition, "scoring_opened", link, scores_until=competition.scores_until)


def scoring_closed(competition: "Competition") -> Iterator[Letter]:
    """The commission learns that scoring is closed and the ranking is open."""
    yield from _to_seats(competition, "scoring_closed", f"/competitions/{competition.pk}/ranking/")


def _known_as(sheet: "Sheet") -> Any:
    """The application's number; its code where the call hides the applicants."""
    one = sheet.application
    return one.code if sheet.competition.covers_names else one.number


def _left(sheet: "Sheet") -> dict[str, int]:
    """What is left of the numbers this application needs."""
    rows = type(sheet).objects.filter(application=sheet.application_id)
    states = [(state, seat == SeatState.SEATED) for state, seat in rows.values_list(*STATES)]
    left = numbers_of(sheet.competition, states)
    return {
        "possible": left.possible,
        "needed": left.scores_needed,
        "quorum": left.quorum_needed,
        "seats": left.seats,
    }


def interest_declared(sheet: "Sheet") -> Iterator[Letter]:
    """The chair learns that a member stands apart from an application."""
    yield from _to_seats(
        sheet.competition,
        "interest_declared",
        sheet.get_absolute_url(),
        SeatRole.CHAIR,
        SeatRole.SECRETARY,
        person=sheet.seat.user.name,
        number=_known_as(sheet),
        **_left(sheet),
    )


def alternate_called(sheet: "Sheet") -> Iterator[Letter]:
    """An alternate learns that there is something to score."""
    yield from _to_holder(sheet, "alternate_called")


def sheet_reopened(sheet: "Sheet") -> Iterator[Letter]:
    """The member learns that the sheet is open again, why and until when."""
    yield from _to_holder(sheet, "sheet_reopened", reason=sheet.reason, until=sheet.reopened_until)


def sheet_excused(sheet: "Sheet") -> Iterator[Letter]:
    """The member learns that the sheet is not asked any more, and why."""
    yield from _to_holder(sheet, "sheet_excused", reason=sheet.reason)


def sheets_owed(sheet: "Sheet") -> Iterator[Letter]:
    """The member learns how many sheets are still owed, and until when they are awaited."""
    own = type(sheet).objects.filter(competition=sheet.competition_id, seat=sheet.seat_id)
    yield Letter(
        to=sheet.seat.user,
        template="scoring/sheets_owed",
        facts={
            **facts_of(sheet.competition),
            "owed": own.in_play().unsettled().count(),
            "scores_until": sheet.competition.scores_until,
        },
        link=f"/competitions/{sheet.competition_id}/declarations/",
    )


def sheet_voided(sheet: "Sheet") -> Iterator[Letter]:
    """The member and the chair learn that the sheet counts no more."""
    yield from _to_holder(sheet, "sheet_voided")
    yield from interest_declared(sheet)


def _to_holder(sheet: "Sheet", template: str, **facts: Any) -> Iterator[Letter]:
    yield Letter(
        to=sheet.seat.user,
        template=f"scoring/{template}",
        facts={**facts_of(sheet.competition), "number": _known_as(sheet), **facts},
        link=sheet.get_absolute_url(),
    )


def pin_given(pin: "Pin") -> Iterator[Letter]:
    """The member learns that there is a PIN for his seat, and who gave it: never the PIN itself."""
    if pin.given_by_id == pin.seat.user_id:
        return
    yield Letter(
        to=pin.seat.user,
        template="scoring/pin_given",
        facts={**facts_of(pin.competition), "person": pin.given_by.name},
        link=pin.get_absolute_url(),
    )


def meeting_planned(meeting: "Meeting") -> Iterator[Letter]:
    """The commission learns when and where it meets."""
    yield from _to_seats(
        meeting.competition,
        "meeting_planned",
        meeting.get_absolute_url(),
        held_at=meeting.held_at,
        place_ky=meeting.place_ky,
        place_ru=meeting.place_ru,
    )


def protocol_drawn_up(protocol: "Protocol") -> Iterator[Letter]:
    """The chair and whoever signs beside him learn that the protocol waits."""
    yield from _to_seats(
        protocol.competition,
        "protocol_drawn_up",
        protocol.get_absolute_url(),
        protocol_number=protocol.number,
    )


def protocol_signed(protocol: "Protocol") -> Iterator[Letter]:
    """The commission and the head of the aiyl okmotu learn that the decision binds."""
    facts = {"protocol_number": protocol.number, "sha256": protocol.sha256}
    link = protocol.get_absolute_url()
    yield from _to_seats(protocol.competition, "protocol_signed", link, **facts)
    seated = {seat.user_id for seat in protocol.competition.seated()}
    for head in _heads(protocol.competition):
        if head.pk not in seated:
            yield Letter(
                to=head,
                template="scoring/protocol_signed",
                facts={**facts_of(protocol.competition), **facts},
                link=link,
            )


def appeal_filed(appeal: "Appeal") -> Iterator[Letter]:
    """The head and the chair learn that somebody does not agree."""
    facts = {"person": appeal.filed_by_name, "about": appeal.about}
    link = appeal.get_absolute_url()
    yield from _to_seats(appeal.competition, "appeal_filed", link, SeatRole.CHAIR, **facts)
    for head in _heads(appeal.competition):
        yield Letter(
            to=head,
            template="scoring/appeal_filed",
            facts={**facts_of(appeal.competition), **facts},
            link=link,
        )


def appeal_decided(appeal: "Appeal") -> Iterator[Letter]:
    """Whoever appealed learns the decision."""
    if appeal.filed_by is None:
        return
    facts = {
        "is_upheld": appeal.is_upheld,
        "decision_ky": appeal.decision_ky,
        "decision_ru": appeal.decision_ru,
    }
    yield Letter(
        to=appeal.filed_by,
        template="scoring/appeal_decided",
        facts={**facts_of(appeal.competition), **facts},
        link=appeal.get_absolute_url(),
    )
