"""My work: for each office a person holds, what waits, until when, and where to do it."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db.models import Count, Q
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.choices import Role
from accounts.models import User
from applications.choices import RECEIVED, UNCHECKED, ApplicationState
from applications.models import Application
from audit import clock
from competitions.choices import CompetitionState
from competitions.models import Competition

GONE = [CompetitionState.COMPLETED, CompetitionState.FAILED, CompetitionState.CANCELLED]
LONGEST = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """One thing that waits for this person."""

    subject: str
    address: str
    what: str
    due: date | datetime | None = None
    mark: str = ""
    tone: str = "waiting"

    @property
    def is_moment(self) -> bool:
        return isinstance(self.due, datetime)

    @property
    def is_overdue(self) -> bool:
        if self.due is None:
            return False
        return (
            self.due < clock.now() if isinstance(self.due, datetime) else self.due < clock.today()
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class CallRow:
    """One call on its way, with its counts."""

    call: Competition
    due: date | datetime | None
    received: int = 0
    unchecked: int = 0
    admitted: int = 0

    @property
    def is_overdue(self) -> bool:
        return Task(subject="", address="", what="", due=self.due).is_overdue

    @property
    def is_moment(self) -> bool:
        return isinstance(self.due, datetime)


@dataclass(slots=True, kw_only=True)
class Work:
    """Everything the first page shows to one person."""

    waits: list[Task] = field(default_factory=list)
    calls: list[CallRow] = field(default_factory=list)
    own: list[Task] = field(default_factory=list)
    reading: list[Task] = field(default_factory=list)
    roles: set[str] = field(default_factory=set)

    @property
    def overdue(self) -> int:
        return sum(1 for task in self.waits if task.is_overdue)


def work_of(user: User) -> Work:
    """What waits for this person in every office he or she holds; the number of queries is the same for any count."""
    work = Work(roles=set(user.roles))
    if work.roles & {Role.CLERK, Role.HEAD, Role.AUDITOR}:
        work.calls = list(_calls(user))
        for row in work.calls:
            work.waits += _of_office(row, work.roles)
    work.own = list(_own(user))
    work.reading = list(_reading(work.roles))
    work.waits.sort(key=lambda task: (task.due is None, _as_day(task.due)))
    return work


def _as_day(due: date | datetime | None) -> date:
    if due is None:
        return date.max
    return clock.local_day(due) if isinstance(due, datetime) else due


# --- the office


def due_of(call: Competition) -> date | datetime | None:
    """The date the call's present stage is to be over by."""
    return {
        CompetitionState.DRAFT: call.opens_at,
        CompetitionState.ANNOUNCED: call.closes_at,
        CompetitionState.CHECKING: call.check_until,
        CompetitionState.SCORING: call.scores_until,
        CompetitionState.DELIBERATION: call.decision_by,
        CompetitionState.DECIDED: call.publication_by,
        CompetitionState.PUBLISHED: call.implementation_until,
    }.get(call.state)


def _calls(user: User) -> Iterator[CallRow]:
    calls = (
        Competition.objects.of_office(user)
        .exclude(state__in=GONE)
        .select_related("municipality")
        .order_by("closes_at", "pk")[:LONGEST]
    )
    found = list(calls)
    counts = {
        row["competition"]: row
        for row in Application.objects.filter(competition__in=[call.pk for call in found])
        .values("competition")
        .annotate(
            received=Count("pk", filter=Q(state__in=RECEIVED)),
            unchecked=Count("pk", filter=Q(state__in=UNCHECKED)),
            admitted=Count("pk", filter=Q(state=ApplicationState.ADMITTED)),
        )
    }
    for call in found:
        numbers = counts.get(call.pk, {})
        yield CallRow(
            call=call,
            due=due_of(call),
            received=numbers.get("received", 0),
            unchecked=numbers.get("unchecked", 0),
            admitted=numbers.get("admitted", 0),
        )


def _of_office(row: CallRow, roles: set[str]) -> Iterator[Task]:
    sentence = None
    if Role.CLERK in roles:
        sentence = _for_clerk(row)
    if sentence is None and Role.HEAD in roles:
        sentence = _for_head(row)
    if sentence:
        yield Task(
            subject=str(row.call), address=row.call.get_absolute_url(), what=sentence, due=row.due
        )


def _for_clerk(row: CallRow) -> str | None:
    call = row.call
    if call.state == CompetitionState.DRAFT:
        return _("Finish the terms, so that the call can be announced.")
    if call.state == CompetitionState.ANNOUNCED and call.closes_at and call.closes_at < clock.now():
        return _("Reception is over: close it.")
    if call.state == CompetitionState.CHECKING:
        if row.unchecked:
            return _("Applications to be checked: %(count)s.") % {"count": row.unchecked}
        return _("Everything is checked: open the scoring.")
    return None


def _for_head(row: CallRow) -> str | None:
    return {
        CompetitionState.DRAFT: _("Announce the call when its terms are complete."),
        CompetitionState.DECIDED: _("The decision is recorded: publish the results."),
    }.get(row.call.state)


# --- the applicant


def _own(user: User) -> Iterator[Task]:
    found = Application.objects.of_person(user).with_call().order_by("-pk")[:LONGEST]
    for row in found:
        # SECURITY: what the check found is covered until it is closed.
        application = row.veiled_for(user)
        sentence, due, tone = asked_of_applicant(application)
        yield Task(
            subject=str(application),
            address=application.get_absolute_url(),
            what=sentence,
            due=due,
            mark=str(application.get_state_display()),
            tone=tone,
        )


def asked_of_applicant(application: Application) -> tuple[str, date | datetime | None, str]:
    """What is asked of the applicant now, until when, and how pressing it is."""
    call = application.competition
    match application.state:
        case ApplicationState.DRAFT:
            if call.closes_at and call.closes_at < clock.now():
                return _("Reception is over; this draft was not handed in."), None, "neutral"
            return _("Finish it and hand it in."), call.closes_at, "waiting"
        case ApplicationState.RETURNED:
            return _("Mend what was named and hand it in again."), application.returned_until, "bad"
        case ApplicationState.AWARDED:
            return _("The grant is awarded: follow the agreement."), None, "good"
        case ApplicationState.DECLINED | ApplicationState.PASSED_OVER:
            return _("Nothing is asked of you. The reason is on its page."), None, "neutral"
        case ApplicationState.RESERVED:
            return _("In the reserve: you will be told when money becomes free."), None, "waiting"
        case _:
            return _("Nothing is asked of you now."), None, "neutral"


# --- the auditor and the administrator


def _reading(roles: set[str]) -> Iterator[Task]:
    pages: list[tuple[str, Any, Any]] = []
    if Role.AUDITOR in roles:
        pages += [
            ("issued_list", _("Papers"), _("Everything that was issued, with its code.")),
            ("entry_list", _("Journal"), _("Every act, who did it and when; check the chain.")),
        ]
    if Role.ADMINISTRATOR in roles:
        pages += [
            ("user_list", _("People"), _("Accounts, offices and sign-in slips.")),
            ("municipality_list", _("Municipalities"), _("The register, letterheads, mergers.")),
        ]
    for name, label, words in pages:
        yield Task(subject=str(label), address=reverse(name), what=str(words), tone="neutral")
