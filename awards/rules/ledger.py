"""When the books of an award can be written in, and what every entry has to keep."""

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as now_in_words
from django.utils.translation import gettext_lazy as _

from audit import clock
from audit.acts import names_faults, requires
from awards import ledger
from awards.choices import AwardState, ReportKind, ReportState
from awards.rules.who import award_of
from ui.som import in_figures

if TYPE_CHECKING:
    from awards.models import AwardLine


@requires(_("The agreement must be signed and in force."))
def work_is_under_way(subject: Any) -> bool:
    """The agreement is signed and the award neither closed nor terminated."""
    return award_of(subject).state == AwardState.AGREED


@names_faults(_("The agreement is in force and the final report is not handed in yet."))
def ledger_is_open(subject: Any) -> list[Any]:
    """The agreement is signed, the final report not handed in: the books can be written."""
    award = award_of(subject)
    if award.settled_at is not None:
        return [
            now_in_words(
                "The accounts were made up on %(day)s and are not opened again. A document found "
                "later goes to the head of the aiyl okmotu, who may write off what is owed by a "
                "recorded decision that names it."
            )
            % {"day": clock.local_day(award.settled_at).strftime("%d.%m.%Y")}
        ]
    if award.state != AwardState.AGREED:
        return [now_in_words("The agreement must be signed and in force.")]
    handed_in = (ReportState.SUBMITTED, ReportState.ACCEPTED)
    if any(
        report.kind == ReportKind.FINAL and report.state in handed_in
        for report in award.books.reports
    ):
        return [now_in_words("The accounts are closed: the final report has been handed in.")]
    return []


def nothing_typed(subject: Any) -> bool:
    """Whether the page only asks if something may be begun here."""
    return subject.amount is None


def over(line: "AwardLine", spent: Decimal, new: Decimal, tolerance: Decimal) -> list[Any]:
    """By how much a line would be overspent beyond the tolerance, as a sentence."""
    much = ledger.over_line(line.amount, spent, new, tolerance)
    if not much:
        return []
    return [
        now_in_words(
            "“%(line)s”: %(approved)s som is approved, with the tolerance of %(tolerance)s %% at "
            "most %(most)s som. %(spent)s + %(new)s = %(whole)s som: %(over)s som too much. "
            "Amend the agreement first."
        )
        % {
            "line": line.title,
            "approved": in_figures(line.amount),
            "tolerance": in_figures(tolerance),
            "most": in_figures(spent + new - much),
            "spent": in_figures(spent),
            "new": in_figures(new),
            "whole": in_figures(spent + new),
            "over": in_figures(much),
        }
    ]
