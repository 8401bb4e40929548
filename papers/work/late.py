"""What an award is late with: the same sentence for the clerk, the head and the winner."""

from collections.abc import Iterator
from datetime import date

from django.utils.translation import gettext as _

from audit import clock
from awards.choices import AwardState
from awards.models import Award, next_report
from papers.work.tasks import Due


def report_due(award: Award) -> date | None:
    """The last day for the next report of an award read `with_dues`."""
    if award.state != AwardState.AGREED:
        return None
    return next_report(
        last_day=award.last_day,
        report_days=award.competition.report_days,
        returned_until=award.returned_until,
        interim_days=award.interim_days or [],
        given=award.reports_given,
        has_final=award.has_final,
    )


def late(award: Award) -> Iterator[tuple[str, Due]]:
    """A report that is not there, a finding that is not mended: each with the day it was due."""
    today = clock.today()
    due = report_due(award)
    if due is not None and due < today:
        yield _("The report is late."), due
    if award.finding_until is not None and award.finding_until < today:
        yield _("What a visit found is not mended in its term."), award.finding_until
