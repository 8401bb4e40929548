"""What appeals ask: a decision in its term, an answer, an amending protocol, its carrying out."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.choices import Role
from accounts.models import User
from awards.rules import STANDS
from competitions.choices import SeatRole
from competitions.models import Competition
from papers.work.tasks import LONGEST, Due, Task
from scoring.choices import AppealState
from scoring.models import Appeal, Protocol


def of_appeals(user: User) -> Iterator[Task]:
    """What waits for this person; the number of queries is the same for any count."""
    found = Appeal.objects.to_work_on(user).unfinished()
    found = found.select_related("competition__municipality", "application").prefetch_related(
        "protocols__proposals__application", "effects"
    )
    appeals = list(found.order_by("answer_until", "pk")[:LONGEST])
    if not appeals:
        return
    chaired = set(Competition.objects.seating(user, SeatRole.CHAIR).values_list("pk", flat=True))
    for appeal in appeals:
        decides = appeal.competition_id in chaired or user.holds(
            Role.HEAD, appeal.competition.municipality_id
        )
        for words, due, address in _asked(appeal, decides=decides):
            yield Task(
                subject=str(appeal),
                address=address,
                what=words,
                where=str(appeal.competition),
                due=due,
            )


def _asked(appeal: Appeal, *, decides: bool) -> Iterator[tuple[str, Due, str]]:
    page = appeal.get_absolute_url()
    if appeal.state == AppealState.FILED:
        if decides:
            yield _("An appeal waits for its decision."), appeal.answer_until, page
        return
    if appeal.answered_on is None:
        words = _("The appeal is decided: send the answer and enter its number.")
        yield words, appeal.answer_until, page
    if appeal.state != AppealState.UPHELD:
        return
    protocols = sorted(appeal.protocols.all(), key=lambda protocol: protocol.number)
    if not protocols and appeal.effects.all():
        yield _("The appeal is upheld: draw up the amending protocol."), None, page
    for protocol in protocols:
        if not protocol.is_signed:
            words = _("The amending protocol waits for the meeting and the signature.")
            yield words, None, protocol.get_absolute_url()
    last = protocols[-1] if protocols else None
    if decides and last is not None and last.is_signed and not _is_carried_out(last):
        words = _("The amending protocol is signed: carry it out.")
        yield words, None, reverse("protocol_apply_amendment", args=[last.pk])


def _is_carried_out(protocol: Protocol) -> bool:
    """Whether each application stands as it says, or has gone further since."""
    return all(row.application.state in STANDS[row.outcome] for row in protocol.proposals.all())
