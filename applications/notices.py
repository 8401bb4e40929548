"""Who is told of what about an application."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from applications.rules import faults_of_part
from audit.letters import Letter

if TYPE_CHECKING:
    from accounts.models import User
    from applications.models import Application


def facts_of(application: "Application") -> dict[str, Any]:
    """What every letter about an application says of it."""
    competition = application.competition
    return {
        "number": application.number,
        "title": application.title,
        "call_ky": competition.title_ky,
        "call_ru": competition.title_ru,
    }


def _to_applicant(application: "Application", template: str, **facts: Any) -> Iterator[Letter]:
    if application.applicant is not None:
        yield Letter(
            to=application.applicant,
            template=f"applications/{template}",
            facts={**facts_of(application), **facts},
            link=application.get_absolute_url(),
        )


def submitted(application: "Application") -> Iterator[Letter]:
    """The applicant gets the number and the minute."""
    yield from _to_applicant(application, "submitted", received_at=application.received_at)


def withdrawn(application: "Application") -> Iterator[Letter]:
    """The applicant is told that the application was withdrawn."""
    yield from _to_applicant(application, "withdrawn")


def discarded(application: "Application") -> Iterator[Letter]:
    """The applicant is told that the draft was thrown away."""
    yield from _to_applicant(application, "discarded")


def linked(application: "Application") -> Iterator[Letter]:
    """The person learns that an application on paper is now opened from this account."""
    yield from _to_applicant(application, "linked")


def returned(application: "Application") -> Iterator[Letter]:
    """The applicant learns what to mend and until when."""
    latest = application.returns.order_by("-number").first()
    yield from _to_applicant(
        application,
        "returned",
        until=application.returned_until,
        note=latest.note,
        items=latest.items,
    )


def checked(application: "Application") -> Iterator[Letter]:
    """The applicant learns, once the check is closed, how it ended."""
    yield from _to_applicant(
        application, "checked", outcome=application.state, ground=application.ground
    )


def awarded(application: "Application") -> Iterator[Letter]:
    """The applicant learns of the grant."""
    yield from _to_applicant(application, "awarded", granted=application.granted)


def reserved(application: "Application") -> Iterator[Letter]:
    """The applicant learns of the place in the reserve."""
    yield from _to_applicant(application, "reserved", place=application.reserve_place)


def passed_over(application: "Application") -> Iterator[Letter]:
    """The applicant learns that the initiative is not financed, and why."""
    yield from _to_applicant(application, "passed_over", ground=application.ground)


def forgone(application: "Application") -> Iterator[Letter]:
    """The applicant is told that the award lapsed."""
    yield from _to_applicant(application, "forgone")


def _about(application: "Application", person: "User", template: str, **facts: Any) -> Letter:
    """A letter to anybody who acts for the application."""
    return Letter(
        to=person,
        template=f"applications/{template}",
        facts={**facts_of(application), "is_draft": application.is_draft, **facts},
        link=application.get_absolute_url(),
    )


def extended(application: "Application", person: "User", **moved: Any) -> Letter:
    """Somebody who has begun or handed in learns of the new last minute, and why."""
    return _about(application, person, "extended", **moved)


def cancelled(application: "Application", person: "User") -> Letter:
    """Somebody who has begun or handed in learns that the call is cancelled, and why."""
    call = application.competition
    names = ("ended_reason_ky", "ended_reason_ru", "ended_basis_ky", "ended_basis_ru")
    facts = {name.removeprefix("ended_"): getattr(call, name) for name in names}
    return _about(application, person, "cancelled", **facts)


def reminded(application: "Application", person: "User") -> Letter:
    """Somebody who has begun learns when the last minute is, and how much is left to do."""
    left = sum(1 for part in application.parts if faults_of_part(application, part))
    closes_at = application.competition.closes_at
    return _about(application, person, "reminded", closes_at=closes_at, pages_left=left)
