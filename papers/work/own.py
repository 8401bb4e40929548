"""What is asked of an applicant, from the draft to the final report."""

from collections.abc import Collection, Iterator

from django.utils.translation import gettext as _

from accounts.models import User
from applications.choices import ApplicationState
from applications.models import Application
from audit import clock
from awards.choices import AwardState
from awards.models import Award
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
    for award in Award.objects.of_person(user).unfinished().for_work().order_by("-pk")[:LONGEST]:
        if award.state == AwardState.GRANTED:
            words, due = _("Sign the agreement at the aiyl okmotu."), award.sign_until
        else:
            words, due = _("Enter contributions and expenses; hand in the report."), award.last_day
        yield Task(
            subject=str(award),
            address=award.get_absolute_url(),
            what=words,
            where=str(award.competition),
            due=due,
            mark=str(award.get_state_display()),
            tone=AwardState(award.state).tone,
        )
