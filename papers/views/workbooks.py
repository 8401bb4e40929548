"""Workbooks for the office and the auditor."""

from collections.abc import Sequence
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import FileResponse, HttpRequest, HttpResponse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.generic import View
from django.views.generic.detail import SingleObjectMixin

from awards.models import Award
from competitions.models import Competition
from papers import leaves, prints
from papers.book import book_facts
from papers.budgeted import control_sums
from papers.rules import may_take_workbooks
from papers.sheets import Leaf, workbook
from papers.views.issued import language_asked, pdf_answer
from scoring.models import sight_of
from ui.views import Scoped

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class WorkbookView(Scoped, SingleObjectMixin, View):
    """One workbook of a call."""

    model = Competition
    name = ""

    def get_queryset(self) -> Any:
        return super().get_queryset().select_related("municipality")

    def get(self, request: HttpRequest, *_args: Any, **_kwargs: Any) -> FileResponse:
        call = self.get_object()
        if not may_take_workbooks(call, request.user):
            raise PermissionDenied
        with translation.override(language_asked(request)):
            file = workbook(self.leaves(call), leaves.about(call, request.user))
        name = f"{self.name}-{call.year}-{call.number}.xlsx"
        return FileResponse(file, as_attachment=True, filename=name, content_type=XLSX)

    def leaves(self, call: Competition) -> Sequence[Leaf]:
        raise NotImplementedError


class RegisterWorkbookView(WorkbookView):
    """The register of applications."""

    name = "register"

    def leaves(self, call: Competition) -> Sequence[Leaf]:
        return leaves.register_leaves(call)


class BookWorkbookView(WorkbookView):
    """The registration book."""

    name = "book"

    def leaves(self, call: Competition) -> Sequence[Leaf]:
        return leaves.book_leaves(call)


class BookPrintView(Scoped, SingleObjectMixin, View):
    """The registration book on paper."""

    model = Competition

    def get_queryset(self) -> Any:
        return super().get_queryset().select_related("municipality")

    def get(self, request: HttpRequest, *_args: Any, **_kwargs: Any) -> HttpResponse:
        call, language = self.get_object(), language_asked(request)
        if not may_take_workbooks(call, request.user):
            raise PermissionDenied
        with translation.override(language):
            facts = book_facts(call)
        content = prints.registration_book(facts, language)
        return pdf_answer(content, f"book-{call.year}-{call.number}-{language}")


class GridWorkbookView(WorkbookView):
    """The scoring grid, as far as this reader may know it."""

    name = "grid"

    def leaves(self, call: Competition) -> Sequence[Leaf]:
        return leaves.grid_leaves(call, sight_of(call, self.request.user))


class BudgetWorkbookView(Scoped, SingleObjectMixin, View):
    """The budget of one award against its actuals, for whoever sees its page."""

    model = Award

    def get_queryset(self) -> Any:
        return super().get_queryset().with_call()

    def get(self, request: HttpRequest, *_args: Any, **_kwargs: Any) -> FileResponse:
        award = self.get_object()
        with translation.override(language_asked(request)):
            about = [
                (_("Initiative"), award),
                *leaves.about_to_winner(award, request.user),
                *control_sums(award),
            ]
            file = workbook(leaves.budget_leaves(award), about)
        return FileResponse(
            file, as_attachment=True, filename=f"budget-{award.pk}.xlsx", content_type=XLSX
        )


class AwardsWorkbookView(WorkbookView):
    """The awards with their contributions."""

    name = "awards"

    def leaves(self, call: Competition) -> Sequence[Leaf]:
        return leaves.awards_leaves(call)
