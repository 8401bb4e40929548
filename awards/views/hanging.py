"""Pages of what hangs on an award: one thing a page."""

from typing import Any

from awards.choices import PaymentState
from awards.models import (
    Contribution,
    DaySheet,
    Expense,
    Obligation,
    Payment,
)
from awards.rules import earlier_account_is_accepted, may_decide, may_keep
from ui.views import DetailPage, paged


class HangingDetailView(DetailPage):
    """One row with its award above it."""

    def get_queryset(self) -> Any:
        return super().get_queryset().with_award()

    def get_context_data(self, **more: Any) -> dict[str, Any]:
        return super().get_context_data(award=self.object.award, **more)


class PaymentDetailView(HangingDetailView):
    model = Payment
    template_name = "awards/payment_detail.html"

    def get_queryset(self) -> Any:
        return super().get_queryset().select_related("depends_on", "planned_by", "approved_by")

    def get_context_data(self, **more: Any) -> dict[str, Any]:
        payment, user = self.object, self.request.user
        return super().get_context_data(
            expenses=payment.expenses.recorded().order_by("pk"),
            planned_here=payment.state == PaymentState.PLANNED
            and payment.planned_by_id == user.pk
            and may_decide(payment, user),
            approved_here=payment.state == PaymentState.APPROVED
            and payment.approved_by_id == user.pk
            and may_keep(payment, user),
            waits_for=earlier_account_is_accepted.faults(payment)
            if payment.state == PaymentState.PLANNED
            else (),
            **more,
        )


class ContributionDetailView(HangingDetailView):
    model = Contribution
    template_name = "awards/contribution_detail.html"

    def get_context_data(self, **more: Any) -> dict[str, Any]:
        given = self.object
        return super().get_context_data(
            confirmations=given.confirmations.order_by("on", "pk"),
            uses=given.uses.select_related("sheet").order_by("on", "pk"),
            used=given.award.books.used[given.pk],
            proofs=given.proofs.select_related("confirmation", "use").order_by("pk"),
            **more,
        )


class DaySheetDetailView(HangingDetailView):
    model = DaySheet
    template_name = "awards/daysheet_detail.html"

    def get_queryset(self) -> Any:
        return super().get_queryset().select_related("contribution")

    def get_context_data(self, **more: Any) -> dict[str, Any]:
        sheet = self.object
        return super().get_context_data(
            **paged(self.request, sheet.workers.order_by("position")),
            proofs=sheet.contribution.proofs.filter(use__sheet=sheet).order_by("pk"),
            **more,
        )


class ExpenseDetailView(HangingDetailView):
    model = Expense
    template_name = "awards/expense_detail.html"

    def get_queryset(self) -> Any:
        return super().get_queryset().select_related("line", "payment")

    def get_context_data(self, **more: Any) -> dict[str, Any]:
        # SECURITY: only who sees the other award anyway learns that it holds the same document.
        elsewhere = self.object.same_document_elsewhere().visible_to(self.request.user)
        return super().get_context_data(
            elsewhere=elsewhere.select_related("award__application").order_by("pk"), **more
        )


class ObligationDetailView(HangingDetailView):
    model = Obligation
    template_name = "awards/obligation_detail.html"

    def get_queryset(self) -> Any:
        return super().get_queryset().select_related("gathering", "contribution")

    def get_context_data(self, **more: Any) -> dict[str, Any]:
        return super().get_context_data(
            settlements=self.object.settlements.order_by("on", "pk"),
            write_offs=self.object.write_offs.order_by("pk"),
            **more,
        )
