"""What is asked of an applicant, from the draft to the final report."""

from collections.abc import Collection, Iterator

from django.utils.translation import gettext as _

from accounts.models import User
from applications.choices import ApplicationState
from applications.models import Application
from audit import clock
from awards.choices import AwardState
from awards.models import Award
from papers.work.late import late
from papers.work.tasks import LONGEST, Due, Task


def of_applicant(user: User, told: Collection[int] = ()) -> Iterator[Task]:
    """My applications and what is asked of me, in one query; but those told of already."""
    found = Application.objects.of_person(user).kept().for_list().order_by("-pk")[:LONGEST]
    for row in found:
        if row.pk in told:
            continue
        # SECURITY: what the check found is covered until it is closed.
        application = row.veiled_for(user)
        sentence, due, tone = asked_of_applicant(application)
        yield Task(
            subject=str(application),
            address=application.get_absolute_url(),
            what=sentence,
            where=str(application.competition),
            due=due,
            mark=str(application.get_state_display()),
            tone=tone,
        )


def asked_of_applicant(application: Application) -> tuple[str, Due, str]:
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


def of_winner(user: User) -> Iterator[Task]:
    """My awards that are not finished, in one query."""
    own = Award.objects.of_person(user).unfinished().for_work().with_dues()
    for award in own.order_by("-pk")[:LONGEST]:
        for words, due in asked_of_winner(award):
            yield Task(
                subject=str(award),
                address=award.get_absolute_url(),
                what=words,
                where=str(award.competition),
                due=due,
                mark=str(award.get_state_display()),
                tone=AwardState(award.state).tone,
            )


def asked_of_winner(award: Award) -> Iterator[tuple[str, Due]]:
    """What the award asks of the winner now, what is late first."""
    if award.state == AwardState.GRANTED:
        yield _("Sign the agreement at the aiyl okmotu."), award.sign_until
        return
    behind = list(late(award))
    yield from behind
    if award.returned_until is not None:
        yield _("The report was returned: answer each point."), award.returned_until
    elif not behind:
        yield _("Enter contributions and expenses; hand in the report."), award.last_day
