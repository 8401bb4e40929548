"""The sheet givers sign when their money comes back; the terms of awards as a workbook."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import FileResponse, HttpRequest, HttpResponse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.generic import View
from django.views.generic.detail import SingleObjectMixin

from audit import clock
from awards.models import Award
from awards.models.desk import awards_on_the_desk, desk_asked_for
from papers import facts, journal, prints
from papers.desk import desk_leaves
from papers.rules import may_take_refund_list
from papers.sheets import workbook
from papers.views.issued import language_asked, pdf_answer
from papers.views.workbooks import XLSX
from ui.views import Scoped


class RefundListPrintView(Scoped, SingleObjectMixin, View):
    """Every giver with the sum, room for a signature, and what was given back already."""

    model = Award

    def get_queryset(self) -> Any:
        return super().get_queryset().with_call()

    def get(self, request: HttpRequest, *_args: Any, **_kwargs: Any) -> HttpResponse:
        award, language = self.get_object(), language_asked(request)
        if not may_take_refund_list(award, request.user):
            raise PermissionDenied
        said = facts.refund_list(award, journal.head_of(award.journal_chain))
        return pdf_answer(prints.list_of_refunds(said, language), f"refunds-{award.pk}-{language}")


class TermsWorkbookView(Scoped, View):
    """The desk as the reader sees it, of the same call and kind of term."""

    model = Award

    def get(self, request: HttpRequest, *_args: Any, **_kwargs: Any) -> FileResponse:
        found = awards_on_the_desk(self.get_queryset())
        desk = desk_asked_for(found, request.GET.get("call", ""), request.GET.get("kind", ""))
        with translation.override(language_asked(request)):
            about = [
                (_("Made"), clock.words(clock.now())),
                (_("Made by"), request.user),
                (_("Awards"), len(found)),
            ]
            file = workbook(desk_leaves(desk), about)
        return FileResponse(file, as_attachment=True, filename="terms.xlsx", content_type=XLSX)
