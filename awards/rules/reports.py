"""When reports can be begun and handed in."""

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as now_in_words
from django.utils.translation import gettext_lazy as _

from audit.acts import names_faults, requires
from awards.choices import ReportKind, ReportState
from awards.rules.visits import reminder_is_due

if TYPE_CHECKING:
    from awards.models import Award, Report

INTERIM_WANTED = ("words", "results")
FINAL_WANTED = (*INTERIM_WANTED, "women", "men", "cared_by")


@requires(_("Another report is not finished yet."))
def no_report_is_open(report: "Report") -> bool:
    """Every earlier report has been accepted or refused."""
    over = (ReportState.ACCEPTED, ReportState.REFUSED)
    return all(one.state in over for one in report.award.books.reports)


@requires(_("The final report is already there."))
def final_report_is_not_there(report: "Report") -> bool:
    """No final report has been begun, or it was refused."""
    return not any(
        one.kind == ReportKind.FINAL and one.state != ReportState.REFUSED
        for one in report.award.books.reports
    )


@requires(_("It was returned to be mended, and the term for that is still running."))
def report_had_its_chance(report: "Report") -> bool:
    """It lies before the head, or it was returned and its term has run out."""
    return report.state != ReportState.RETURNED or report.is_late


@requires(_("No reminder of a report is due."))
def report_reminder_is_due(award: "Award") -> bool:
    """The day of the next report comes near or is over, and nobody was reminded of that yet."""
    due = award.report_due_on
    return due is not None and reminder_is_due(due, award.report_reminded_at)


@names_faults(_("Everything the report has to say is filled in."))
def report_is_filled_in(report: "Report") -> list[Any]:
    """Every text and number this kind of report asks for is there; no part is above the whole."""
    wanted = FINAL_WANTED if report.kind == ReportKind.FINAL else INTERIM_WANTED
    faults = [
        now_in_words("“%(field)s” is empty.") % {"field": _name(report, name)}
        for name in wanted
        if getattr(report, name) in (None, "")
    ]
    faults += [
        now_in_words("“%(field)s”: more than the women and men together.")
        % {"field": _name(report, name)}
        for name in ("children", "youth", "elderly", "disabled")
        if (getattr(report, name) or 0) > report.beneficiaries
    ]
    return [*faults, *_parts_of_the_whole(report), *_rows_left(report)]


def _parts_of_the_whole(report: "Report") -> list[Any]:
    """Nobody is a child, young and elderly at once; families with disability are of the paid."""
    faults = []
    ages = sum(getattr(report, name) or 0 for name in ("children", "youth", "elderly"))
    if ages > report.beneficiaries and all(
        (getattr(report, name) or 0) <= report.beneficiaries
        for name in ("children", "youth", "elderly")
    ):
        faults.append(
            now_in_words(
                "Children, young and elderly people together are %(ages)s: more than the women "
                "and men together."
            )
            % {"ages": ages}
        )
    if (report.paid_with_disability or 0) > report.paid_workers:
        faults.append(
            now_in_words("“%(field)s”: more than the women and men who were paid.")
            % {"field": _name(report, "paid_with_disability")}
        )
    return faults


def _rows_left(report: "Report") -> list[Any]:
    faults = []
    if report.kind == ReportKind.FINAL:
        faults += [
            now_in_words("“%(planned)s”: say what came of it.") % {"planned": row["planned"]}
            for row in report.outcomes
            if not row.get("came") and row.get("came_quantity") in (None, "")
        ]
    faults += [
        now_in_words("To be mended and not answered yet: %(what)s") % {"what": what}
        for what in report.open_items
    ]
    return faults


def _name(report: "Report", name: str) -> str:
    field: Any = report._meta.get_field(name)
    return str(field.verbose_name)
