"""The end of an award: what a decision will do, who gets money back, what is still open."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from awards import rules
from awards.choices import Purse
from awards.models import Award
from awards.models.account import account_of, shares_of
from awards.models.matters import open_points, points_of
from awards.models.shortfall import figures_of, given_of, steps_of
from awards.views.now import now_of
from ui.views import ActView, DetailPage

# The columns of the two tables, each with the words that stand above it.
REFUNDS = {
    "amount": _("Sum"),
    "settled_amount": _("Given back"),
    "redirected_amount": _("Given another purpose"),
    "written_off_amount": _("Written off"),
    "left": _("Still owed"),
}
ACCOUNT = {
    "received": _("Came"),
    "spent": _("Spent"),
    "returned": _("Given back"),
    "redirected": _("Given another purpose"),
    "written_off": _("Written off"),
    "owed": _("Still owed"),
}


class ShortfallActView(ActView):
    """The decision on a shortfall, with its arithmetic before it is taken."""

    model = Award
    template_name = "awards/award_resolve_shortfall.html"

    def get_context_data(self, **more: Any) -> dict[str, Any]:
        award = self.subject
        decided = award.shortfall_steps
        return super().get_context_data(
            given=given_of(award),
            steps=decided or steps_of(figures_of(award)),
            rule=award.competition.get_shortfall_display(),
            books=award.books,
            **more,
        )


class UnspentActView(ActView):
    """An act after which unspent money goes back: shown giver by giver before it is done."""

    model = Award
    template_name = "awards/award_settle_up.html"

    def get_context_data(self, **more: Any) -> dict[str, Any]:
        shares = shares_of(self.subject)
        return super().get_context_data(
            shares=[(share, Purse(share.source).label) for share in shares],
            together=sum(share.amount for share in shares),
            most=self.subject.books.spent_from_grant - self.subject.books.owed_from_grant,
            **more,
        )


class AwardRefundsView(DetailPage):
    """Who gets money back: every giver with the sum, what has been given, what is left."""

    model = Award
    template_name = "awards/award_refunds.html"

    def get_queryset(self) -> Any:
        return super().get_queryset().with_call()

    def get_entries(self) -> list[Any]:
        return []

    def get_context_data(self, **more: Any) -> dict[str, Any]:
        debts = [one for one in self.object.books.obligations if not one.is_to_the_fund]
        return super().get_context_data(
            debts=debts,
            may_keep=rules.may_keep(self.object, self.request.user)
            and any(one.left and not one.gathering_id for one in debts),
            totals=[
                (label, sum(getattr(one, name) for one in debts)) for name, label in REFUNDS.items()
            ],
            **more,
        )


class AwardClosingView(DetailPage):
    """How far an award is from its closing act: each point, and where it is settled."""

    model = Award
    template_name = "awards/award_closing.html"

    def get_queryset(self) -> Any:
        return super().get_queryset().with_call()

    def get_now(self) -> Any:
        return now_of(self.object)

    def get_entries(self) -> list[Any]:
        return []

    def get_context_data(self, **more: Any) -> dict[str, Any]:
        account = account_of(self.object)
        return super().get_context_data(
            points=points_of(self.object),
            account=account,
            sources=[(Purse(one.source).label, one) for one in account.sources],
            totals=[(label, account.total(name)) for name, label in ACCOUNT.items()],
            **more,
        )


class CompleteActView(ActView):
    """The completion of a call: every award that is not finished, with what keeps it open."""

    template_name = "awards/competition_complete.html"

    def get_context_data(self, **more: Any) -> dict[str, Any]:
        awards = (
            Award.objects.visible_to(self.request.user)
            .filter(competition=self.subject)
            .with_terms()
            .with_books()
            .order_by("application__number", "pk")
        )
        return super().get_context_data(
            unfinished=[(award, open_points(award)) for award in awards], **more
        )
