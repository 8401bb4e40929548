"""What waits for a seat in a commission: declare, score, meet, vote."""

from collections.abc import Iterator

from django.db.models import Count, Q
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import User
from competitions.choices import CompetitionState, SeatRole
from competitions.models import Competition
from papers.work.tasks import LONGEST, Task
from scoring.choices import WRITABLE, SheetState
from scoring.models import Sheet

AT_WORK = [CompetitionState.SCORING, CompetitionState.DELIBERATION]
NO_SHEETS = {"undeclared": 0, "writable": 0, "sent": 0, "all": 0}


def of_seats(user: User) -> Iterator[Task]:
    """What each commission asks of this person now, in two queries."""
    calls = list(
        Competition.objects.seating(user)
        .filter(state__in=AT_WORK)
        .for_list()
        .prefetch_related("seats")
        .order_by("scores_until", "pk")[:LONGEST]
    )
    if not calls:
        return
    counts = {
        row["competition"]: row
        for row in Sheet.objects.of_person(user)
        .in_play()
        .filter(competition__in=[call.pk for call in calls])
        .values("competition")
        .annotate(
            undeclared=Count("pk", filter=Q(state=SheetState.UNDECLARED)),
            writable=Count("pk", filter=Q(state__in=WRITABLE)),
            sent=Count("pk", filter=Q(state=SheetState.SENT)),
        )
    }
    for call in calls:
        yield from _asked(call, counts.get(call.pk, NO_SHEETS), user)


def _asked(call: Competition, sheets: dict[str, int], user: User) -> Iterator[Task]:
    if call.state == CompetitionState.SCORING:
        if sheets["undeclared"]:
            words = _("Say whether you have an interest. Applications: %(count)s.")
            yield _task(call, "declarations", words % {"count": sheets["undeclared"]})
        if sheets["writable"] or sheets["sent"]:
            words = {
                "sent": sheets["sent"],
                "all": sheets["sent"] + sheets["writable"] + sheets["undeclared"],
            }
            tone = "waiting" if sheets["writable"] else "done"
            yield _task(call, "grid", _("Score: %(sent)s of %(all)s sent.") % words, tone=tone)
        elif _leads(call, user) and not sheets["undeclared"]:
            yield _task(
                call, "grid", _("See who still owes sheets; close the scoring when all are sent.")
            )
        return
    words = _("Look at the ranking and come to the meeting to vote.")
    if _leads(call, user):
        words = _("Hold the meeting, draw up the protocol and have it signed.")
    yield _task(call, "ranking", words)


def _task(call: Competition, name: str, words: str, tone: str = "waiting") -> Task:
    due = call.scores_until if call.state == CompetitionState.SCORING else call.decision_by
    return Task(
        subject=str(call), address=reverse(name, args=[call.pk]), what=words, due=due, tone=tone
    )


def _leads(call: Competition, user: User) -> bool:
    leads = (SeatRole.CHAIR, SeatRole.DEPUTY, SeatRole.SECRETARY)
    return any(seat.user_id == user.pk and seat.role in leads for seat in call.seats.all())
