"""Covering names for the commission: one application, and all of a call before its scoring."""

from dataclasses import dataclass
from typing import Any

from django.http import FileResponse, Http404
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy as _
from django.views.generic import View
from django.views.generic.detail import SingleObjectMixin

from accounts.rules import is_clerk_of
from applications import actions
from applications.forms import CoverForm
from applications.models import Application, Cover, CoveredFile, Enclosure
from applications.models.covering import Coverable
from applications.rules import is_office, may_cover
from applications.views.base import ApplicationAct
from competitions.models import Competition
from ui.handing import handed_over
from ui.views import ListPage, Scoped


class ApplicationCoverView(ApplicationAct):
    verb, act, form_class = "cover", actions.cover, CoverForm
    template_name = "applications/application_cover.html"
    lead = _(
        "Names, phones and addresses are covered by themselves. Look through what was written "
        "freely: what you change or empty here is all that the commission reads; the original "
        "stays with the office."
    )


class EnclosureCoveredView(Scoped, SingleObjectMixin, View):
    """The covered copy, for the office to look at."""

    model = Enclosure

    def get(self, request: Any, *args: Any, **kwargs: Any) -> FileResponse:
        enclosure = self.get_object()
        cover: CoveredFile | None = getattr(enclosure, "cover", None)
        office = is_office(request.user, enclosure.application.competition.municipality)
        if cover is None or not cover.file or not office:
            raise Http404
        return handed_over(cover.file, f"{enclosure.application.code}-{enclosure.pk}", cover.kind)


@dataclass(frozen=True, slots=True, kw_only=True)
class Readiness:
    """How far an application is covered: what may still name people, what has no copy."""

    application: Application
    hints: list[tuple[Coverable, str]]
    changed: list[Coverable]
    unopened: int

    @property
    def is_ready(self) -> bool:
        return not self.hints and not self.changed


def readiness_of(application: Application, uncovered: int) -> Readiness:
    """What the clerk should look at before the commission reads."""
    answers = Cover(application).coverable()
    return Readiness(
        application=application,
        hints=[(one, ", ".join(one.hints)) for one in answers if one.hints],
        changed=[one for one in answers if one.is_stale],
        unopened=uncovered,
    )


def covering_of(application: Application, user: Any) -> Readiness | None:
    """The warning on the check desk of a call with codes."""
    if not may_cover(application, user):
        return None
    kept = application.enclosures.filter(removed_at=None, cover__isnull=True)
    return readiness_of(application, kept.count())


class CompetitionCoveringsView(ListPage):
    """Before the scoring of a call with codes: which texts still seem to name somebody."""

    model = Application
    ordering = ("number", "pk")
    template_name = "applications/competition_coverings.html"

    def get_queryset(self) -> Any:
        user = self.request.user
        calls = Competition.objects.visible_to(user).of_office(user).filter(hidden=True)
        self.competition = get_object_or_404(calls, pk=self.kwargs["pk"])
        found = super().get_queryset().filter(competition=self.competition).read_by_commission()
        return found.select_related("applicant", "competition__municipality").prefetch_related(
            "versions", "coverings", "enclosures__cover"
        )

    def get_context_data(self, **more: Any) -> dict[str, Any]:
        context = super().get_context_data(competition=self.competition, **more)
        for application in context["object_list"]:
            application.readiness = _of_row(application)
        covers = is_clerk_of(self.request.user, self.competition.municipality_id)
        return context | {"covers": covers}


def _of_row(application: Application) -> Readiness:
    kept = [one for one in application.enclosures.all() if one.removed_at is None]
    return readiness_of(
        application, sum(1 for enclosure in kept if getattr(enclosure, "cover", None) is None)
    )
