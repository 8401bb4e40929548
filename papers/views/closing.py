"""The sheet on which givers sign that their money came back."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.views.generic import View
from django.views.generic.detail import SingleObjectMixin

from awards.models import Award
from papers import facts, journal, prints
from papers.rules import may_take_refund_list
from papers.views.issued import language_asked, pdf_answer
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
