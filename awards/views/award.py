"""The list of awards, the page of one award, the reserve of a call."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView

from accounts.rules import is_head_of
from applications.choices import ApplicationState
from applications.models import Application
from audit import clock
from audit.acts import Move, ask_to_begin, history
from awards import rules
from awards.choices import AwardState, OfferState, Purse
from awards.models import (
    Agreement,
    Award,
    Contribution,
    DaySheet,
    Expense,
    Gathering,
    Offer,
    Payment,
    Report,
    Visit,
)
from awards.views.now import now_of
from competitions.choices import ContributionKind
from competitions.models import Competition
from ui.views import ActView, DetailPage, ListPage, Now, Scoped

BEGINNINGS = (
    ("agreement_draft", Agreement),
    ("payment_plan", Payment),
    ("contribution_promise", Contribution),
    ("daysheet_record", DaySheet),
    ("expense_record", Expense),
    ("visit_plan", Visit),
    ("report_begin", Report),
    ("gathering_record", Gathering),
)


class AwardListView(ListPage):
    model = Award
    template_name = "awards/award_list.html"

    def get_queryset(self) -> Any:
        awards = super().get_queryset().with_call().with_sums()
        call = self.request.GET.get("call", "")
        return (
            awards.filter(competition=int(call)) if call.isdecimal() and len(call) < 10 else awards
        )


class AwardDetailView(DetailPage):
    model = Award
    template_name = "awards/award_detail.html"

    def get_queryset(self) -> Any:
        return super().get_queryset().with_call()

    def get_now(self) -> Now | None:
        return now_of(self.object)

    def get_context_data(self, **more: Any) -> dict[str, Any]:
        books = self.object.books
        kinds = [
            (ContributionKind(kind).label, standing)
            for kind, standing in sorted(books.standing_by_kind.items())
        ]
        purses = [(Purse(source).label, purse) for source, purse in books.purses.items()]
        context = super().get_context_data(
            books=books,
            kinds=kinds,
            purses=purses,
            beginnings=self.beginnings(),
            offers_reserve=rules.may_close(self.object, self.request.user),
            **more,
        )
        return context | {"story": self.story(context["entries"])}

    def get_entries(self) -> list[Any]:
        return history(*self.object.books.rows)

    def story(self, entries: list[Any]) -> list[tuple[Any, str]]:
        """What happened to the award and to what hangs on it, each with the name of what it was."""
        own = self.object._meta.label_lower
        return [(one, "" if one.subject_type == own else one.subject_label) for one in entries]

    def beginnings(self) -> list[dict[str, Any]]:
        """What this person may begin here, each with what still stands in the way."""
        return beginnings_of(self.object, self.request.user, awaited=self.awaited())

    def awaited(self) -> tuple[Any, ...]:
        """What will be begun here sooner or later: shown with the reason even before its time."""
        if self.object.state == AwardState.GRANTED:
            return (Agreement,)
        return (Payment, Expense, Report) if self.object.state == AwardState.AGREED else ()


def beginnings_of(
    award: Award, user: Any, *, models: Any = BEGINNINGS, awaited: Any = ()
) -> list[dict[str, Any]]:
    """What this person may begin below an award; what is awaited is shown before its time."""
    found = []
    for name, model in models:
        try:
            move = ask_to_begin(model(award=award), actor=user)
        except PermissionDenied:
            continue
        if not move.reasons or model in awaited:
            found.append({"name": name, "move": move})
    return found


class ReserveView(Scoped, TemplateView):
    """The reserve of a call, and the money that is free."""

    template_name = "awards/reserve.html"

    def get_context_data(self, **more: Any) -> dict[str, Any]:
        user = self.request.user
        calls = Competition.objects.visible_to(user).of_office(user).select_related("municipality")
        call = get_object_or_404(calls, pk=self.kwargs["pk"])
        reserved = Application.objects.visible_to(user).filter(
            competition=call, state=ApplicationState.RESERVED
        )
        awards = Award.objects.visible_to(user)
        offers = Offer.objects.visible_to(user).filter(competition=call)
        offers = list(offers.select_related("application").order_by("pk"))
        latest = {one.application_id: one for one in offers}
        until = rules.reserve_lasts_until(call)
        return super().get_context_data(
            call=call,
            reserved=[
                (one, latest.get(one.pk)) for one in reserved.order_by("reserve_place", "pk")
            ],
            free=awards.free_money(call),
            valid_until=until,
            is_over=until is not None and clock.now() > until,
            offers=offers,
            decides=is_head_of(user, call.municipality_id),
            **more,
        )


class OfferDetailView(DetailPage):
    """An offer to the reserve: what, why, until when, and the answer."""

    model = Offer
    template_name = "awards/offer_detail.html"

    def get_queryset(self) -> Any:
        return super().get_queryset().select_related("competition__municipality", "application")

    def get_now(self) -> Now:
        if self.object.state != OfferState.OFFERED:
            return Now(next=_("An accepted offer becomes an award by a recorded decision."))
        return Now(turn=_("The applicant"), until=clock.last_minute_of(self.object.answer_until))


class ReserveActView(ActView):
    """An act upon the reserve, which is the head's alone."""

    model = Application

    def ask(self) -> Move:
        if not rules.may_promote(self.subject, self.request.user):
            raise PermissionDenied
        return super().ask()
