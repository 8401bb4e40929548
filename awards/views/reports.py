"""Pages of reports: what the books tell, what the group adds, what the office answers."""

from decimal import Decimal
from typing import Any

from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from audit import clock
from awards import actions
from awards.choices import AdderKind, ReportState
from awards.forms import REPORT_PAGES
from awards.models import Report
from awards.views.now import HEAD, WINNER
from awards.views.visits import WithPhotos
from competitions.choices import ContributionKind
from ui.views import ActView, Now


def pages_of(report: Report, current: str = "") -> list[tuple[str, Any, bool]]:
    """The pages of a report: address, name, whether it is the one that is open."""
    return [
        (reverse("report_edit_page", args=[report.pk, part]), title, part == current)
        for part, (title, _form) in REPORT_PAGES.items()
        if part != "answers" or report.items
    ]


class ReportDetailView(WithPhotos):
    model = Report
    template_name = "awards/report_detail.html"
    adds_at = "photo_add_to_report"

    def get_now(self) -> Now | None:
        report = self.object
        if report.state == ReportState.SUBMITTED:
            return Now(turn=HEAD, next=_("the report is accepted, returned or refused"))
        if report.is_open:
            due = report.returned_until or report.award.report_due_on
            until = clock.last_minute_of(due) if due else None
            return Now(turn=WINNER, until=until, next=_("the report is handed in"))
        return Now()

    def get_context_data(self, **more: Any) -> dict[str, Any]:
        report = self.object
        # Once handed in it says what was frozen then, whatever the books say now.
        said = actions.report_facts(report) if report.is_open else report.facts
        return super().get_context_data(
            said=said,
            is_frozen=not report.is_open,
            kinds=[
                (ContributionKind(row["kind"]).label, *_sums(row, "promised", "confirmed", "used"))
                for row in said.get("by_kind", [])
            ],
            sources=actions.named_sources(said),
            lines=actions.figured(said.get("lines", []), "approved", "spent"),
            outcomes=actions.figured(said.get("outcomes", []), "planned_quantity", "came_quantity"),
            additions=[
                row | {"who": AdderKind(row["kind"]).label}
                for row in actions.figured(said.get("additions", []), "quantity")
            ],
            gatherings=actions.figured(said.get("gatherings", []), "share_of_women"),
            pages=pages_of(report) if report.is_open else [],
            **more,
        )


def _sums(row: dict[str, Any], *names: str) -> list[Decimal]:
    return [Decimal(row[name]) for name in names]


class ReportEditView(ActView):
    """One page of the report; the figures of the books are not asked anywhere."""

    model, verb, act = Report, "edit", actions.edit_report
    template_name = "awards/report_edit.html"
    page = ""

    @property
    def part(self) -> str:
        part = self.kwargs.get("part") or self.page
        if part not in REPORT_PAGES or (part == "answers" and not self.subject.items):
            raise Http404
        return part

    def get_queryset(self) -> Any:
        return super().get_queryset().with_award()

    def get_form_class(self) -> Any:
        return REPORT_PAGES[self.part][1]

    def form_valid(self, form: Any) -> Any:
        answer = super().form_valid(form)
        if answer.status_code == 302 and "next" in self.request.POST:
            return redirect(self.following() or self.subject.get_absolute_url())
        return answer

    def following(self) -> str:
        addresses = [address for address, _title, _open in self.pages()]
        place = [is_open for _address, _title, is_open in self.pages()].index(True) + 1
        return addresses[place] if place < len(addresses) else ""

    def pages(self) -> list[tuple[str, Any, bool]]:
        return pages_of(self.subject, self.part)

    def get_context_data(self, **more: Any) -> dict[str, Any]:
        return super().get_context_data(
            pages=self.pages(),
            page_title=REPORT_PAGES[self.part][0],
            following=self.following(),
            award=self.subject.award,
            **more,
        )
