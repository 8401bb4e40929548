"""Who is told of what about a call."""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from django.utils import translation

from accounts.choices import MembershipState, Role
from accounts.models import Membership, User
from audit.letters import Letter
from competitions.choices import SeatRole
from competitions.rules import composition_of

if TYPE_CHECKING:
    from competitions.models import Competition, Permit, Seat


def facts_of(competition: "Competition") -> dict[str, Any]:
    """What every letter about a call says of it."""
    return {
        "title_ky": competition.title_ky,
        "title_ru": competition.title_ru,
        "year": competition.year,
        "number": competition.number,
    }


def announced(competition: "Competition") -> Iterator[Letter]:
    """The commission's seats learn that the call is out."""
    for seat in competition.seated():
        yield Letter(
            to=seat.user,
            template="competitions/announced",
            facts={**facts_of(competition), "closes_at": competition.closes_at},
            link=competition.get_absolute_url(),
        )


def seated(seat: "Seat") -> Iterator[Letter]:
    """A person learns that he or she sits in a commission."""
    facts = {**facts_of(seat.competition), "order": seat.order_number, "order_on": seat.order_on}
    for language in ("ky", "ru"):
        with translation.override(language):
            facts[f"role_{language}"] = str(seat.get_role_display())
    yield Letter(
        to=seat.user,
        template="competitions/seated",
        facts=facts,
        link=seat.competition.get_absolute_url(),
    )
    yield from commission_changed(
        seat,
        come=seat.user.name,
        gone=seat.replaces.user.name if seat.replaces else "",
        order=seat.order_number,
        order_on=seat.order_on,
        reason=seat.reason,
    )


def released(seat: "Seat") -> Iterator[Letter]:
    """A person learns that the seat was taken back."""
    yield Letter(to=seat.user, template="competitions/released", facts=facts_of(seat.competition))
    if not type(seat).objects.filter(replaces=seat.pk).exists():
        yield from commission_changed(
            seat,
            come="",
            gone=seat.user.name,
            order=seat.released_order_number,
            order_on=seat.released_order_on,
            reason=seat.released_reason,
        )


def commission_changed(seat: "Seat", **facts: Any) -> Iterator[Letter]:
    """While the commission works, its chair, its secretary and the head learn of every change."""
    call = type(seat.competition).objects.get(pk=seat.competition_id)
    if call.scoring_opened_at is None:
        return
    # Whom the same order replaces is released in the same moment.
    held = [one for one in call.seated() if one.pk != seat.replaces_id]
    short: dict[str, Any] = {}
    for language in ("ky", "ru"):
        with translation.override(language):
            short[f"short_{language}"] = [check.fault for check in composition_of(call, held).unmet]
    for person in _leads(call, held):
        if person.pk != seat.user_id:
            yield Letter(
                to=person,
                template="competitions/commission_changed",
                facts={**facts_of(call), **facts, **short},
                link=f"/competitions/{call.pk}/seats/",
            )


def _leads(call: "Competition", seats: Iterable["Seat"]) -> list[User]:
    leads = (SeatRole.CHAIR, SeatRole.SECRETARY)
    people = {seat.user_id: seat.user for seat in seats if seat.role in leads}
    heads = Membership.objects.filter(
        role=Role.HEAD, municipality=call.municipality_id, state=MembershipState.ACTIVE
    )
    people |= {held.user_id: held.user for held in heads.select_related("user").order_by("pk")}
    return list(people.values())


def permit_granted(permit: "Permit") -> Iterator[Letter]:
    """The applicant learns until when he is let in."""
    facts = {**facts_of(permit.competition), "until": permit.until}
    yield Letter(
        to=permit.user,
        template="competitions/permit_granted",
        facts=facts,
        link=permit.competition.get_absolute_url(),
    )
