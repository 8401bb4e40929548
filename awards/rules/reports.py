"""When reports can be begun and handed in."""

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as now_in_words
from django.utils.translation import gettext_lazy as _

from audit.acts import names_faults, requires
from awards.choices import ReportKind, ReportState

if TYPE_CHECKING:
    from awards.models import Report

INTERIM_WANTED = ("words", "results")
FINAL_WANTED = (*INTERIM_WANTED, "women", "men", "cared_by")


@requires(_("Another report is not finished yet."))
def no_report_is_open(report: "Report") -> bool:
    """Every earlier report has been accepted."""
    return all(one.state == ReportState.ACCEPTED for one in report.award.books.reports)


@requires(_("The final report is already there."))
def final_report_is_not_there(report: "Report") -> bool:
    """No final report has been begun."""
    return not any(one.kind == ReportKind.FINAL for one in report.award.books.reports)


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
    return faults


def _name(report: "Report", name: str) -> str:
    field: Any = report._meta.get_field(name)
    return str(field.verbose_name)
