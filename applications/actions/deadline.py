"""What the deadline asks: reminders before it, letters when it moves or the call is cancelled."""

from collections.abc import Iterable, Iterator

from accounts.models import User
from applications import notices
from applications.models import Application, Member
from audit.acts import Refused, also_tells, perform
from audit.letters import Letter
from competitions.actions import BY_THE_CALENDAR
from competitions.models import Competition


def people_of(applications: Iterable[Application]) -> Iterator[tuple[User, Application]]:
    """Everybody who acts for these applications, once each, with the first that concerns him.

    The account that applied, and the members of the group seen at a desk: in three queries.
    """
    rows = list(applications)
    members: dict[int, list[str]] = {}
    for key, phone in Member.objects.filter(
        application__in=[row.pk for row in rows if row.pk]
    ).values_list("application", "phone"):
        members.setdefault(key, []).append(phone)
    phones = {row.representative_phone for row in rows} | set().union(*members.values())
    confirmed = User.objects.filter(phone__in=phones - {""}, confirmed_at__isnull=False)
    by_phone = {person.phone: person for person in confirmed}
    told: set[int] = set()
    for row in rows:
        named = (row.representative_phone, *members.get(row.pk, ()))
        for person in (row.applicant, *map(by_phone.get, named)):
            if person is not None and person.pk not in told:
                told.add(person.pk)
                yield person, row


def _concerned(competition: Competition) -> Iterator[tuple[User, Application]]:
    """Drafts first: a letter leads to what is still to be done."""
    standing = Application.objects.filter(competition=competition).standing().with_call()
    return people_of(sorted(standing.order_by("pk"), key=lambda row: not row.is_draft))


def letters_of_extension(competition: Competition) -> Iterator[Letter]:
    """Whoever has begun or handed in an application learns of the new last minute, and why."""
    now, before = competition.versions.order_by("-number")[:2]
    for person, application in _concerned(competition):
        yield notices.extended(
            application,
            person,
            earlier=before.closes_at,
            closes_at=now.closes_at,
            reason_ky=now.reason_ky,
            reason_ru=now.reason_ru,
        )


def letters_of_cancellation(competition: Competition) -> Iterator[Letter]:
    """Whoever has begun or handed in an application learns that the call is cancelled, and why."""
    for person, application in _concerned(competition):
        yield notices.cancelled(application, person)


also_tells(Competition, "extend", letters_of_extension)
also_tells(Competition, "cancel", letters_of_cancellation)


def remind(application: Application, *, actor: User) -> Application:
    """Remind those who have begun an application that its last minute comes near."""

    def letters(reminded: Application) -> Iterator[Letter]:
        for person, row in people_of([reminded]):
            yield notices.reminded(row, person)

    return perform(application, "remind", actor=actor, tell=letters)


def remind_of_deadlines(actor: User) -> int:
    """Remind of every draft that was not handed in while its call is about to close; once each."""
    reminded = 0
    for application in Application.objects.to_remind().with_call().order_by("pk"):
        try:
            remind(application, actor=actor)
        except Refused:
            # It was handed in or thrown away meanwhile: then there is nothing to remind of.
            continue
        reminded += 1
    return reminded


BY_THE_CALENDAR.append(remind_of_deadlines)
