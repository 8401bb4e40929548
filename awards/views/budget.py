"""The budget of an award against its actuals: a table, bars, and every document behind it."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from audit.acts import moves
from awards.models import Award, Expense, Payment
from awards.models.budget import BudgetLine
from ui.charts import drawn, percent
from ui.views import BeginView, DetailPage, paged


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """One line as a bar: what is spent, what is paid or planned beyond it, where the line ends."""

    line: BudgetLine
    approved: str
    mark: str
    spent: str
    paid: str
    paid_at: str
    planned: str
    planned_at: str


def bars_of(lines: list[BudgetLine]) -> list[Bar]:
    """Every line on one scale, the longest of them as long as the drawing."""
    largest = max((max(one.most, one.spent, one.paid + one.planned) for one in lines), default=0)

    def width(amount: Decimal) -> str:
        return drawn(percent(max(amount, Decimal(0)), largest))

    return [
        Bar(
            line=one,
            approved=width(one.approved),
            mark=drawn(max(percent(one.approved, largest) - Decimal("0.5"), Decimal(0))),
            spent=width(one.spent),
            paid=width(one.paid - one.spent),
            paid_at=width(one.spent),
            planned=width(one.planned),
            planned_at=width(max(one.spent, one.paid)),
        )
        for one in lines
    ]


class MoneyBeginView(BeginView):
    """Planning a payment or recording an expense: what does not fit its line leads further."""

    parent = Award
    template_name = "awards/money_begin.html"

    def get_initial(self) -> dict[str, Any]:
        """A tranche is proposed as the agreement sets it."""
        agreed = self.subject.books.next_tranche if self.model is Payment else None
        if agreed is None:
            return super().get_initial()
        return super().get_initial() | {
            "amount": Decimal(agreed["amount"]),
            "planned_for": date.fromisoformat(agreed["on"]) if agreed["on"] else None,
            "needs_report": agreed["needs_report"],
            "bank_details": self.subject.agreement.winner_details,
        }

    def get_context_data(self, **more: Any) -> dict[str, Any]:
        agreement = self.subject.agreement
        amends = agreement is not None and any(
            move.verb == "amend" and not move.reasons
            for move in moves(agreement, self.request.user)
        )
        proposed = self.model is Payment and self.subject.books.next_tranche is not None
        return super().get_context_data(
            agreement=agreement, amends=amends, proposed=proposed, **more
        )


class AwardBudgetView(DetailPage):
    """Approved, planned, paid, spent and left, by line and by source; and the documents."""

    model = Award
    template_name = "awards/award_budget.html"

    def get_queryset(self) -> Any:
        return super().get_queryset().with_call()

    def get_entries(self) -> list[Any]:
        return []

    def get_context_data(self, **more: Any) -> dict[str, Any]:
        books = self.object.books
        found = paged(self.request, books.expenses)
        lines = {line.pk: line for line in books.lines}
        twice = self.known_elsewhere(found["page_obj"].object_list)
        documents = [(one, lines[one.line_id], one.pk in twice) for one in found["page_obj"]]
        return super().get_context_data(
            award=self.object,
            books=books,
            budget=books.budget,
            bars=bars_of(books.budget.lines),
            documents=documents,
            known_elsewhere=bool(twice),
            **found,
            **more,
        )

    def known_elsewhere(self, expenses: Any) -> set[int]:
        """Which of these documents stand in another award too, as far as this person sees it."""
        keys = {one.document_key for one in expenses}
        # SECURITY: only who sees the other award anyway learns that it holds the same document.
        others = (
            Expense.objects.visible_to(self.request.user)
            .recorded()
            .filter(
                document_key__in=keys,
                award__competition__municipality=self.object.competition.municipality_id,
            )
            .exclude(award=self.object)
            .values_list("document_key", "document_on")
        )
        known = set(others) if keys else set()
        return {
            one.pk
            for one in expenses
            if not one.struck_reason and (one.document_key, one.document_on) in known
        }
