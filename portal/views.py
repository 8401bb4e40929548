"""Pages for everybody: no sign-in, no phone, no document, no birth date."""

from typing import Any

from django.core.paginator import Paginator
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.generic import TemplateView, View

from accounts.actions import clock_account
from applications.choices import MINUTES_TO_FILL, PART_TITLES, form_of
from audit.acts import Refused
from awards.models import Photo
from competitions.choices import (
    RESULTS_KNOWN,
    ApplicantKind,
    ContributionKind,
    Field,
    InitiativeKind,
    SourceKind,
)
from papers.actions import issue_announcement
from papers.blank import blank_workbook, printed_form
from papers.codes import Found, find
from papers.prints import results_sheet
from papers.views.issued import language_asked, languages_asked, pdf_answer, printed
from papers.views.twin import spoken, workbook_answer
from portal import opendata, public, tries
from portal.results import (
    Sought,
    awards,
    card_of,
    finished_as,
    protocol_paper,
    public_name,
    results_of,
    sheet_facts,
    years_and_villages,
)
from ui.handing import handed_over, type_of

INITIATIVES_A_PAGE = 20


class PortalView(TemplateView):
    """The front page: calls open now, upcoming, at work, and results lately."""

    template_name = "portal/portal.html"

    def get_context_data(self, **more: Any) -> dict[str, Any]:
        words = self.request.GET.get("q", "")[:100]
        return super().get_context_data(
            words=words,
            open_now=list(public.open_now(words)),
            upcoming=list(public.upcoming(words)),
            at_work=list(public.at_work(words)),
            with_results=list(public.with_results(words)),
            **more,
        )


def call_or_404(pk: int) -> Any:
    """The announced call, or no page at all."""
    call = public.calls().select_related("regulation", "municipality").filter(pk=pk).first()
    if call is None:
        raise Http404
    return call


class CallDetailView(TemplateView):
    """One call, as announced."""

    template_name = "portal/call_detail.html"

    def get_context_data(self, pk: int, **more: Any) -> dict[str, Any]:
        call = call_or_404(pk)
        announced = public.Announced(call)
        return super().get_context_data(
            call=call,
            announced=announced,
            calendar=calendar_of(call),
            sources=[
                (row.name or str(SourceKind(row.kind).label), row.amount)
                for row in announced.sources
            ],
            applicant_kinds=[ApplicantKind(kind).label for kind in call.applicant_kinds],
            counted=[ContributionKind(kind).label for kind in call.counted_kinds],
            priorities=[
                (Field(row["field"]).label, row["points"])
                for row in announced.terms.get("priority_fields", [])
            ],
            parts=[PART_TITLES[part] for part in form_of(short=call.short_form)],
            minutes=MINUTES_TO_FILL[call.short_form],
            **more,
        )


def calendar_of(call: Any) -> list[tuple[str, Any]]:
    """The dates of a call in their order, with the words the page says."""
    return [
        (_("Announced"), call.announced_at),
        (_("Reception opens"), call.opens_at),
        (_("Last minute of reception"), call.closes_at),
        (_("Check until"), call.check_until),
        (_("Scores until"), call.scores_until),
        (_("Decision by"), call.decision_by),
        (_("Publication by"), call.publication_by),
        (_("Appeals until"), call.appeals_until),
        (_("Carried out until"), call.implementation_until),
    ]


class CallResultsView(TemplateView):
    """The published results of a call; no page at all before."""

    template_name = "portal/call_results.html"

    def get_context_data(self, pk: int, **more: Any) -> dict[str, Any]:
        call = call_or_404(pk)
        if call.state not in RESULTS_KNOWN:
            raise Http404
        return super().get_context_data(call=call, results=results_of(call), **more)


class CallResultsPrintView(View):
    """The published results as a sheet for the notice board; no sheet at all before."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        call = call_or_404(pk)
        if call.state not in RESULTS_KNOWN:
            raise Http404
        language = language_asked(request)
        content = results_sheet(sheet_facts(call), protocol_paper(call), language)
        return pdf_answer(content, f"results-{call.year}-{call.number}-{language}")


class InitiativeListView(TemplateView):
    """The finished initiatives, by year, village and kind."""

    template_name = "portal/initiative_list.html"

    def get_context_data(self, **more: Any) -> dict[str, Any]:
        sought = Sought.of(self.request.GET)
        years, villages = years_and_villages()
        paginator = Paginator(finished_as(sought), INITIATIVES_A_PAGE)
        page = paginator.get_page(self.request.GET.get("page"))
        return super().get_context_data(
            sought=sought,
            years=years,
            villages=villages,
            kinds=InitiativeKind.choices,
            fields=Field.choices,
            rows=[(award, public_name(award.application)) for award in page.object_list],
            page_obj=page,
            paginator=paginator,
            is_paginated=page.has_other_pages(),
            **more,
        )


class InitiativeCardView(TemplateView):
    """One granted initiative."""

    template_name = "portal/initiative_card.html"

    def get_context_data(self, pk: int, **more: Any) -> dict[str, Any]:
        award = awards().filter(application=pk).first()
        if award is None:
            raise Http404
        photos = Photo.objects.public().filter(award=award).in_order()
        return super().get_context_data(
            card=card_of(award), call=award.competition, photos=photos, **more
        )


class PublicPhotoView(View):
    """One published photo, whole or small.

    SECURITY: asked at every request and kept by nobody on the way, so that a photo taken off the
    public pages is gone at once, also under its own address.
    """

    field = "file"

    def get(self, _request: Any, pk: int) -> FileResponse:
        photo = get_object_or_404(Photo.objects.public(), pk=pk)
        file = getattr(photo, self.field)
        if not file:
            raise Http404
        answer = handed_over(file, str(photo), type_of(file))
        kept_as = answer["Content-Disposition"]
        answer["Content-Disposition"] = kept_as.replace("attachment", "inline", 1)
        return answer


class OpenDataView(TemplateView):
    """What the open data are and what each field means."""

    template_name = "portal/open_data.html"

    def get_context_data(self, **more: Any) -> dict[str, Any]:
        return super().get_context_data(
            call_fields=opendata.CALL_FIELDS.items(),
            award_fields=opendata.AWARD_FIELDS.items(),
            **more,
        )


class OpenCallsView(View):
    """Announced calls as JSON."""

    def get(self, request: HttpRequest) -> StreamingHttpResponse:
        return StreamingHttpResponse(
            opendata.calls(), content_type="application/json; charset=utf-8"
        )


class OpenAwardsView(View):
    """Awards of published calls as CSV."""

    def get(self, request: HttpRequest) -> StreamingHttpResponse:
        answer = StreamingHttpResponse(opendata.awards(), content_type="text/csv; charset=utf-8")
        answer["Content-Disposition"] = 'attachment; filename="awards.csv"'
        return answer


class CallAnnouncementView(View):
    """The announcement as a paper; issued at the first request if nobody has asked for it yet."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        try:
            issued = issue_announcement(call_or_404(pk), actor=clock_account())
        except Refused as refusal:
            raise Http404 from refusal
        return printed(issued, language_asked(request))


class CallFormPrintView(View):
    """The form of a call to be filled in by hand: whoever has no phone applies all the same."""

    asking: Any = None

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        call, languages = call_or_404(pk), languages_asked(request)
        name = f"form-{call.year}-{call.number}-{'-'.join(languages)}"
        return pdf_answer(printed_form(call, self.asking, languages), name)


class CallFormWorkbookView(View):
    """The form of a call as a workbook, to be filled in where there is no link."""

    asking: Any = None

    def get(self, request: HttpRequest, pk: int) -> FileResponse:
        call, language = call_or_404(pk), spoken(request)
        with translation.override(language):
            file = blank_workbook(call, self.asking)
        return workbook_answer(file, f"form-{call.year}-{call.number}-{language}")


class CodeCheckView(View):
    """Type the code from a paper and see what the paper should say."""

    def get(self, request: HttpRequest) -> HttpResponse:
        typed = request.GET.get("code", "").strip()[:40]
        context: dict[str, Any] = {"typed": typed}
        address = request.META.get("REMOTE_ADDR", "")
        if not typed:
            return render(request, "portal/code_check.html", context)
        if tries.too_many(address):
            return render(
                request, "portal/code_check.html", context | {"too_many": True}, status=429
            )
        found: Found | None = find(typed)
        if found is None:
            tries.note(address)
        return render(request, "portal/code_check.html", context | {"found": found, "asked": True})
