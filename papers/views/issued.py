"""Issued papers: their register, one of them, its print in either language."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import get_language
from django.views.generic import DetailView, View
from django.views.generic.detail import SingleObjectMixin

from applications.models import Application
from audit.acts import Refused
from competitions.choices import RESULTS_KNOWN
from competitions.models import Competition
from papers import actions, prints
from papers.choices import LANGUAGES, Kind
from papers.models import Issued
from papers.rules import may_take_extract, may_take_workbooks
from scoring.models import Protocol
from ui.views import DetailPage, ListPage, Scoped


def language_asked(request: HttpRequest) -> str:
    """The language of the paper: the one asked for, or the reader's, or Kyrgyz."""
    asked = request.GET.get("language") or (get_language() or "")[:2]
    return asked if asked in LANGUAGES else LANGUAGES[0]


def languages_asked(request: HttpRequest) -> tuple[str, ...]:
    """The languages of a sheet to fill in: one, or both where the reader reads neither."""
    asked = request.GET.get("language") or (get_language() or "")[:2]
    return (asked,) if asked in LANGUAGES else LANGUAGES


def pdf_answer(content: bytes, name: str) -> HttpResponse:
    answer = HttpResponse(content, content_type="application/pdf")
    answer["Content-Disposition"] = f'inline; filename="{name}.pdf"'
    answer["Cache-Control"] = "private, no-store"
    return answer


def printed(issued: Issued, language: str) -> HttpResponse:
    """The issued paper in this language."""
    name = f"{issued.number}-{issued.kind}-{language}"
    return pdf_answer(prints.pdf(issued, language), name)


class PaperView(Scoped, SingleObjectMixin, View):
    """The paper about one thing: issued at the first request after the act that settled it.

    Before that act, where the paper can be drawn as a draft, it is one, marked across.
    """

    kind: str = ""
    model: Any = None
    may: Any = None

    def get(self, request: HttpRequest, *_args: Any, **_kwargs: Any) -> HttpResponse:
        subject, language = self.get_object(), language_asked(request)
        if self.may is not None and not self.may(subject, request.user):
            raise PermissionDenied
        try:
            issued = actions.issue(self.kind, subject, actor=request.user)
        except Refused as refusal:
            said = actions.draft_facts(self.kind, subject)
            if said is None:
                raise Http404 from refusal
            return pdf_answer(
                prints.draft(self.kind, said, language), f"draft-{self.kind}-{language}"
            )
        return printed(issued, language)


class ProtocolExtractView(Scoped, SingleObjectMixin, View):
    """What a signed protocol says of one application, for the office or its own applicant."""

    model = Protocol

    def get(self, request: HttpRequest, *_args: Any, **_kwargs: Any) -> HttpResponse:
        protocol, number = self.get_object(), self.kwargs["number"]
        if not may_take_extract(protocol, number, request.user):
            raise PermissionDenied
        issued = actions.current(Kind.PROTOCOL, protocol)
        language = language_asked(request)
        content = issued and prints.extract_of_protocol(issued, number, language)
        if not content:
            raise Http404
        return pdf_answer(content, f"extract-{protocol.number}-{number}-{language}")


class ExtractListView(Scoped, DetailView):
    """What the signed protocols say of one application, to be printed; no page before."""

    model = Application
    template_name = "papers/extract_list.html"

    def get_queryset(self) -> Any:
        known = super().get_queryset().filter(competition__state__in=RESULTS_KNOWN)
        return known.select_related("competition__municipality")

    def get_context_data(self, **more: Any) -> dict[str, Any]:
        user, number = self.request.user, self.object.number
        named = (
            Protocol.objects.visible_to(user).signed().filter(proposals__application=self.object.pk)
        )
        protocols = [
            protocol
            for protocol in named.select_related("competition__municipality")
            if may_take_extract(protocol, number, user)
        ]
        return super().get_context_data(protocols=protocols, **more)


class IssuedListView(ListPage):
    """The register of papers of the municipalities this person serves, or of one call."""

    model = Issued
    template_name = "papers/issued_list.html"

    def get_queryset(self) -> Any:
        papers = super().get_queryset().with_place()
        if self.kind:
            papers = papers.filter(kind=self.kind)
        return papers.filter(competition=self.call) if self.call else papers

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self.kind = request.GET.get("kind") if request.GET.get("kind") in Kind.values else ""
        asked = request.GET.get("call", "")
        seen = Competition.objects.visible_to(request.user)
        self.call = (
            seen.select_related("municipality").filter(pk=asked).first()
            if asked.isdecimal()
            else None
        )
        return super().get(request, *args, **kwargs)

    def get_context_data(self, **more: Any) -> dict[str, Any]:
        offers = self.call is not None and may_take_workbooks(self.call, self.request.user)
        return super().get_context_data(
            call=self.call, kinds=Kind.choices, kind=self.kind, offers_workbooks=offers, **more
        )


class IssuedDetailView(DetailPage):
    """One paper: what it should say, its code, what it rests on."""

    model = Issued
    template_name = "papers/issued_detail.html"

    def get_queryset(self) -> Any:
        return super().get_queryset().with_place().select_related("replaces")

    def get_context_data(self, **more: Any) -> dict[str, Any]:
        return super().get_context_data(rests_on=actions.entry_of(self.object), **more)


class IssuedPrintView(Scoped, SingleObjectMixin, View):
    """The print of a paper already issued, drawn again from its stored facts."""

    model = Issued

    def get(self, request: HttpRequest, *_args: Any, **_kwargs: Any) -> HttpResponse:
        return printed(self.get_object(), language_asked(request))
