"""Who is told of what about a call."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from django.utils import translation

from audit.letters import Letter

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


def released(seat: "Seat") -> Iterator[Letter]:
    """A person learns that the seat was taken back."""
    yield Letter(to=seat.user, template="competitions/released", facts=facts_of(seat.competition))


def permit_granted(permit: "Permit") -> Iterator[Letter]:
    """The applicant learns until when he is let in."""
    facts = {**facts_of(permit.competition), "until": permit.until}
    yield Letter(
        to=permit.user,
        template="competitions/permit_granted",
        facts=facts,
        link=permit.competition.get_absolute_url(),
    )
