"""My work: for each office a person holds, what waits, until when, and where to do it."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.choices import Role
from accounts.models import User
from competitions.choices import CompetitionState
from papers.work.appeals import of_appeals
from papers.work.commission import of_seats
from papers.work.debts import of_debts, of_own_debts
from papers.work.exceptions import of_auditor
from papers.work.office import CallRow, calls_of, of_awards, of_calls
from papers.work.own import of_applicant, of_winner
from papers.work.reserve import of_offers, of_reserve, offers_to
from papers.work.tasks import Task, as_day

OFFICE = {Role.CLERK, Role.HEAD}
DECIDED = {CompetitionState.DECIDED, CompetitionState.PUBLISHED}


@dataclass(slots=True, kw_only=True)
class Work:
    """Everything the first page shows to one person."""

    waits: list[Task] = field(default_factory=list)
    calls: list[CallRow] = field(default_factory=list)
    own: list[Task] = field(default_factory=list)
    reading: list[Task] = field(default_factory=list)
    exceptions: list[Task] = field(default_factory=list)
    in_office: bool = False

    @property
    def overdue(self) -> int:
        return sum(1 for task in self.waits if task.is_overdue)


def work_of(user: User) -> Work:
    """What waits for this person; the number of queries is the same for any count."""
    work, roles = Work(), user.roles
    if roles & (OFFICE | {Role.AUDITOR}):
        work.calls = calls_of(user)
    if roles & OFFICE:
        work.waits += of_calls(work.calls, roles)
        # Awards and their money are there once it is decided; those calls stand first in the list.
        if any(row.call.state in DECIDED for row in work.calls):
            work.waits += [*of_awards(user, roles), *of_reserve(user, roles), *of_debts(user)]
    work.waits += [*of_seats(user), *of_appeals(user)]
    work.waits.sort(key=lambda task: as_day(task.due))
    offered = offers_to(user)
    told = {one.application_id for one in offered}
    work.own = [
        *of_offers(offered),
        *of_own_debts(user),
        *of_winner(user),
        *of_applicant(user, told),
    ]
    work.reading = list(_reading(roles))
    work.exceptions = list(of_auditor(user)) if Role.AUDITOR in roles else []
    work.in_office = bool(roles & OFFICE)
    return work


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
