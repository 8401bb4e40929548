"""The act of a visit on paper: blank before the trip, filled in after it."""

from django.http import HttpRequest, HttpResponse

from awards.models import Visit
from papers import facts, prints
from papers.views.giving import AwardFile
from papers.views.issued import language_asked, pdf_answer


class VisitActPrintView(AwardFile):
    """The sheet to take along, or what was entered."""

    model = Visit

    def get(self, request: HttpRequest, *_args: object, **_kwargs: object) -> HttpResponse:
        visit, language = self.get_object(), language_asked(request)
        content = prints.act_of_visit(facts.visit_act(visit), language)
        return pdf_answer(content, f"visit-{visit.award_id}-{visit.number}-{language}")
