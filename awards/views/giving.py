"""The contributions ledger of one award: its promises, its day sheets, a day's work pasted."""

from typing import Any

from django.shortcuts import get_object_or_404
from django.utils.functional import cached_property

from applications.choices import GiverKind
from awards import actions
from awards.forms import DaySheetForm, LedgerFilterForm
from awards.ledger import NOTHING
from awards.models import Award, Contribution, DaySheet
from awards.views.award import beginnings_of
from competitions.choices import ContributionKind
from ui.views import ActView, BeginView, ListPage

BELOW = (("contribution_promise", Contribution), ("daysheet_record", DaySheet))


class LedgerPage(ListPage):
    """A list of one award's ledger, with the own share above it."""

    ordering = ("pk",)

    @cached_property
    def award(self) -> Award:
        seen = Award.objects.visible_to(self.request.user).with_call()
        return get_object_or_404(seen, pk=self.kwargs["pk"])

    def get_queryset(self) -> Any:
        return super().get_queryset().filter(award=self.award)

    def get_context_data(self, **more: Any) -> dict[str, Any]:
        beginnings = beginnings_of(self.award, self.request.user, models=BELOW)
        return super().get_context_data(award=self.award, beginnings=beginnings, **more)


class ContributionListView(LedgerPage):
    model = Contribution
    template_name = "awards/contribution_list.html"

    def get_queryset(self) -> Any:
        self.form = LedgerFilterForm(self.request.GET)
        return self.form.narrowed(super().get_queryset())

    def get_context_data(self, **more: Any) -> dict[str, Any]:
        books = self.award.books
        context = super().get_context_data(
            form=self.form,
            is_narrowed=bool(set(self.request.GET) - {"page"}),
            books=books,
            kinds=[
                (ContributionKind(kind).label, standing)
                for kind, standing in sorted(books.standing_by_kind.items())
            ],
            **more,
        )
        for row in context["object_list"]:
            row.used = books.used[row.pk]
        return context


class DaySheetListView(LedgerPage):
    model = DaySheet
    template_name = "awards/daysheet_list.html"
    ordering = ("-worked_on", "-number")


class AwardGivingView(ListPage):
    """The own shares of all awards, or of those of one call, with their totals."""

    model = Award
    template_name = "awards/award_giving.html"
    ordering = ("application__number", "pk")

    def get_queryset(self) -> Any:
        awards = super().get_queryset().with_call().with_giving()
        call = self.request.GET.get("call", "")
        if call.isdecimal() and len(call) < 10:
            awards = awards.filter(competition=int(call))
        return awards

    def get_context_data(self, **more: Any) -> dict[str, Any]:
        awards = self.get_queryset().prefetch_related(None)
        sums = awards.giving_totals()
        names = ("promised", "confirmed", "used")
        whole = {name: sum((row[name] for row in sums.values()), NOTHING) for name in names}
        return super().get_context_data(
            grants=awards.granted_total(),
            whole=whole,
            by_giver=[(GiverKind(kind).label, row) for kind, row in sums.items()],
            **more,
        )


class SheetRecordView(BeginView):
    """A list is shown as it was understood before it is recorded."""

    model, parent, act, form_class = DaySheet, Award, actions.record_sheet, DaySheetForm
    template_name = "awards/daysheet_record.html"

    def form_valid(self, form: Any) -> Any:
        if form.was_seen:
            return super().form_valid(form)
        self.look()
        return self.render_to_response(self.get_context_data(form=form))


class GivingActView(ActView):
    """An act upon a promise, with the own share of the award beside it."""

    model = Contribution
    template_name = "awards/contribution_act.html"

    def get_queryset(self) -> Any:
        return super().get_queryset().with_award()
