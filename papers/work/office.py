"""What waits for the clerk and the head: calls by stage, and awards with something to do."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _

from accounts.choices import Role
from accounts.models import User
from applications.choices import RECEIVED, UNCHECKED, ApplicationState
from applications.models import Application
from audit import clock
from awards.choices import (
    AgreementState,
    AmendmentState,
    AwardState,
    PaymentState,
    ReportKind,
    ReportState,
)
from awards.models import Agreement, Amendment, Award, Obligation, Payment, Report
from competitions.choices import CompetitionState
from competitions.models import Competition
from papers.work.late import late
from papers.work.tasks import LONGEST, Due, Task, is_past

GONE = [CompetitionState.COMPLETED, CompetitionState.FAILED, CompetitionState.CANCELLED]


@dataclass(frozen=True, slots=True, kw_only=True)
class CallRow:
    """One call on its way, with its counts."""

    call: Competition
    due: Due
    received: int = 0
    unchecked: int = 0
    admitted: int = 0

    @property
    def is_overdue(self) -> bool:
        return is_past(self.due)

    @property
    def is_moment(self) -> bool:
        return isinstance(self.due, datetime)


def due_of(call: Competition) -> Due:
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


def calls_of(user: User) -> list[CallRow]:
    """The calls on their way where this person serves, with their counts, in two queries."""
    calls = list(
        Competition.objects.of_office(user)
        .exclude(state__in=GONE)
        .for_list()
        .order_by("closes_at", "pk")[:LONGEST]
    )
    counts = {
        row["competition"]: row
        for row in Application.objects.filter(competition__in=[call.pk for call in calls])
        .values("competition")
        .annotate(
            received=Count("pk", filter=Q(state__in=RECEIVED)),
            unchecked=Count("pk", filter=Q(state__in=UNCHECKED)),
            admitted=Count("pk", filter=Q(state=ApplicationState.ADMITTED)),
        )
    }
    return [
        CallRow(
            call=call,
            due=due_of(call),
            **{
                name: counts.get(call.pk, {}).get(name, 0)
                for name in ("received", "unchecked", "admitted")
            },
        )
        for call in calls
    ]


def of_calls(rows: list[CallRow], roles: set[str]) -> Iterator[Task]:
    """What each call asks of this person now."""
    for row in rows:
        sentence = _for_clerk(row) if Role.CLERK in roles else None
        if sentence is None and Role.HEAD in roles:
            sentence = _for_head(row)
        if sentence:
            yield Task(
                subject=str(row.call),
                address=row.call.get_absolute_url(),
                what=sentence,
                due=row.due,
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


def of_awards(user: User, roles: set[str]) -> Iterator[Task]:
    """What the awards ask of this person now, in one query."""
    for award in _awards(user):
        for sentence, due in _asked(award, roles):
            yield Task(
                subject=str(award),
                address=award.get_absolute_url(),
                what=sentence,
                where=str(award.competition),
                due=due,
            )


def _awards(user: User) -> QuerySet:
    def some(rows: QuerySet) -> Exists:
        return Exists(rows.filter(award=OuterRef("pk")))

    return (
        Award.objects.of_office(user)
        .unfinished()
        .for_work()
        .with_dues()
        .annotate(
            has_agreement=some(Agreement.objects.exclude(state=AgreementState.TERMINATED)),
            to_sign=some(
                Agreement.objects.filter(
                    state=AgreementState.DRAFTED, winner_signed_on__isnull=False
                )
            ),
            amendment_to_sign=Exists(
                Amendment.objects.filter(
                    agreement__award=OuterRef("pk"),
                    state=AmendmentState.DRAFTED,
                    winner_signed_on__isnull=False,
                )
            ),
            to_approve=some(Payment.objects.filter(state=PaymentState.PLANNED)),
            to_pay=some(Payment.objects.filter(state=PaymentState.APPROVED)),
            to_accept=some(Report.objects.filter(state=ReportState.SUBMITTED)),
            is_owed=some(Obligation.objects.owed()),
            has_account=some(
                Report.objects.filter(kind=ReportKind.FINAL, state=ReportState.ACCEPTED)
            ),
        )
        .order_by("competition_id", "application__number", "pk")[:LONGEST]
    )


def _asked(award: Award, roles: set[str]) -> Iterator[tuple[str, Due]]:
    if Role.CLERK in roles:
        yield from _asked_of_clerk(award)
    if Role.HEAD in roles:
        yield from _asked_of_head(award)
    if {Role.CLERK, Role.HEAD} & roles:
        yield from late(award)


def _asked_of_clerk(award: Award) -> Iterator[tuple[str, Due]]:
    if award.state == AwardState.GRANTED and not award.has_agreement:
        yield _("Draft the agreement."), award.sign_until
    if award.to_pay:
        yield _("A payment is approved: enter it when it is made."), None
    if award.visit_on is not None and award.visit_on < clock.today():
        yield _("A planned visit was not made: enter it or call it off."), award.visit_on
    if award.has_account and award.settled_at is None:
        yield _("The final report is accepted: make up the accounts."), None
    if award.settled_at is not None and not award.is_owed:
        yield _("Nothing is owed any more: see what still keeps the award open."), None


def _asked_of_head(award: Award) -> Iterator[tuple[str, Due]]:
    if award.state == AwardState.GRANTED and is_past(award.sign_until):
        yield (
            _("The agreement was not signed in its term: declare the award forgone."),
            award.sign_until,
        )
    elif award.to_sign:
        yield _("The winner has signed: sign the agreement."), award.sign_until
    if award.amendment_to_sign:
        yield _("The winner has signed an amendment: sign it."), None
    if award.to_approve:
        yield _("A payment waits for approval."), None
    if award.to_accept:
        yield _("A report was handed in: accept, return or refuse it."), None
