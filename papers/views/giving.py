"""Papers and the workbook of the contributions ledger."""

from typing import Any

from django.http import FileResponse, HttpRequest, HttpResponse
from django.utils import translation
from django.views.generic import View
from django.views.generic.detail import SingleObjectMixin

from awards.models import Award, Confirmation, DaySheet
from papers import facts, leaves, prints
from papers.sheets import workbook
from papers.views.issued import language_asked, pdf_answer
from papers.views.workbooks import XLSX
from ui.views import Scoped


class AwardFile(Scoped, SingleObjectMixin, View):
    """A file about an award, for whoever sees the award."""

    model: Any = Award

    def get_queryset(self) -> Any:
        found = super().get_queryset()
        return found.with_call() if self.model is Award else found.with_award()


class BlankDaySheetView(AwardFile):
    """The empty sheet of a day, with project and rate; `?contribution=` chooses the promise."""

    def get(self, request: HttpRequest, *_args: Any, **_kwargs: Any) -> HttpResponse:
        award, language = self.get_object(), language_asked(request)
        fitting = [one for one in award.books.contributions if one.takes_day_sheets]
        asked = request.GET.get("contribution", "")
        chosen = [one for one in fitting if str(one.pk) == asked] or fitting
        said = facts.blank_day_sheet(award, chosen[0] if chosen else None)
        content = prints.sheet_of_a_day(said, language)
        return pdf_answer(content, f"day-sheet-{award.pk}-{language}")


class DaySheetPrintView(AwardFile):
    """A recorded day sheet on paper."""

    model = DaySheet

    def get_queryset(self) -> Any:
        return super().get_queryset().select_related("contribution")

    def get(self, request: HttpRequest, *_args: Any, **_kwargs: Any) -> HttpResponse:
        sheet, language = self.get_object(), language_asked(request)
        content = prints.sheet_of_a_day(facts.day_sheet(sheet), language)
        return pdf_answer(content, f"day-sheet-{sheet.award_id}-{sheet.number}-{language}")


class ContributionActView(AwardFile):
    """The act of a contribution received, to be signed by both sides."""

    model = Confirmation

    def get_queryset(self) -> Any:
        return super().get_queryset().select_related("contribution__award__competition")

    def get(self, request: HttpRequest, *_args: Any, **_kwargs: Any) -> HttpResponse:
        confirmation, language = self.get_object(), language_asked(request)
        content = prints.act_of_contribution(facts.contribution_act(confirmation), language)
        return pdf_answer(content, f"contribution-{confirmation.pk}-{language}")


class ContributionWorkbookView(AwardFile):
    """The ledger of one award: promises, what came, day sheets; names only with consent."""

    def get(self, request: HttpRequest, *_args: Any, **_kwargs: Any) -> FileResponse:
        award = self.get_object()
        with translation.override(language_asked(request)):
            about = leaves.about_award(award, request.user)
            file = workbook(leaves.giving_leaves(award), about)
        name = f"contributions-{award.pk}.xlsx"
        return FileResponse(file, as_attachment=True, filename=name, content_type=XLSX)
