"""The desk of terms: across all awards what is overdue, what is due, what falls short."""

from datetime import date, timedelta
from typing import Any

from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views.generic import TemplateView

from audit import clock
from awards.choices import TermKind
from awards.models import Award
from awards.models.desk import MOST, Desk, awards_on_the_desk, desk_asked_for
from ui.views import Scoped, paged

WEEKS = 4
SHOWS = ("due", "overdue", "this_week", "later", "short", "unspent")


class DeskPage(Scoped, TemplateView):
    """For the office all awards on their way, for a winner his own; of one call, of one kind."""

    model = Award

    @cached_property
    def found(self) -> list[Award]:
        return awards_on_the_desk(self.get_queryset())

    @property
    def call(self) -> str:
        asked = self.request.GET.get("call", "")
        return asked if asked in {str(award.competition_id) for award in self.found} else ""

    @property
    def kind(self) -> str:
        asked = self.request.GET.get("kind", "")
        return asked if asked in TermKind.values else ""

    def desk(self) -> Desk:
        return desk_asked_for(self.found, self.call, self.kind)

    def get_context_data(self, **more: Any) -> dict[str, Any]:
        calls = {award.competition_id: award.competition for award in self.found}
        return super().get_context_data(
            calls=[calls[key] for key in sorted(calls, reverse=True)],
            kinds=TermKind.choices,
            call=self.call,
            kind=self.kind,
            cut_off=len(self.found) > MOST,
            most=MOST,
            **more,
        )


class AwardTermsView(DeskPage):
    """What is overdue and due this week; what comes later; what is short; what is unspent."""

    template_name = "awards/award_terms.html"

    def get_context_data(self, **more: Any) -> dict[str, Any]:
        desk = self.desk()
        show = self.request.GET.get("show", "")
        show = show if show in SHOWS else SHOWS[0]
        rows = [*desk.overdue, *desk.this_week] if show == "due" else getattr(desk, show)
        page = paged(self.request, rows)
        return super().get_context_data(
            desk=desk,
            today=desk.today,
            show=show,
            tabs=self.tabs(desk),
            kept=[("show", self.request.GET.get("show", ""))],
            nothing=_("Nothing is overdue, and nothing is due in the next seven days.")
            if show == "due"
            else "",
            rows=page["page_obj"].object_list,
            **{name: getattr(desk, name) for name in SHOWS[1:]},
            **page,
            **more,
        )

    def tabs(self, desk: Desk) -> list[tuple[str, Any, int]]:
        """The lists of the desk, each with its name and how much is in it."""
        return [
            ("due", _("Overdue and due this week"), len(desk.overdue) + len(desk.this_week)),
            ("overdue", _("Overdue"), len(desk.overdue)),
            ("this_week", _("In the next seven days"), len(desk.this_week)),
            ("later", _("Later"), len(desk.later)),
            ("short", _("Short of contribution"), len(desk.short)),
            ("unspent", _("Unspent"), len(desk.unspent)),
        ]


class AwardCalendarView(DeskPage):
    """The terms week by week, to be printed and hung on the wall."""

    template_name = "awards/award_calendar.html"

    def get_context_data(self, **more: Any) -> dict[str, Any]:
        desk, first = self.desk(), self.first_day()
        weeks = list(desk.weeks(first, WEEKS))
        stretch = timedelta(weeks=WEEKS)
        return super().get_context_data(
            desk=desk,
            kept=[("from", self.request.GET.get("from", ""))],
            weeks=[(week, week.holds(desk.today)) for week in weeks],
            overdue=[term for term in desk.overdue if term.on < weeks[0].begins],
            earlier=(weeks[0].begins - stretch).isoformat(),
            later=(weeks[0].begins + stretch).isoformat(),
            **more,
        )

    def first_day(self) -> date:
        try:
            asked = date.fromisoformat(self.request.GET.get("from", ""))
        except ValueError:
            return clock.today()
        return asked if 2000 <= asked.year <= 2100 else clock.today()
