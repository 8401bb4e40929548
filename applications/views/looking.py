"""One application to read, and its earlier texts."""

from typing import Any

from django.views.generic import DetailView

from applications.choices import ApplicationState
from applications.models import Version, earlier_of, sections_of, text_of
from applications.rules import is_office, may_edit
from applications.views.base import ApplicationPage
from applications.views.sums import sums_of
from applications.views.turns import now_of
from ui.views import Scoped

CHECKED_BY_NOW = (ApplicationState.SUBMITTED, ApplicationState.RETURNED)


class ApplicationDetailView(ApplicationPage):
    template_name = "applications/application_detail.html"

    def get_now(self) -> Any:
        return now_of(self.object)

    def get_context_data(self, **more: Any) -> dict[str, Any]:
        application, user = self.object, self.request.user
        office = is_office(user, application.competition.municipality)
        returned = application.state == ApplicationState.RETURNED
        return super().get_context_data(
            sections=sections_of(text_of(application)),
            sums=sums_of(application),
            enclosures=application.kept_enclosures,
            versions=application.versions.order_by("number") if application.versions_count else [],
            filling=application.is_open_to_changes and may_edit(application, user),
            latest_return=application.latest_return if returned else None,
            office=office,
            checks=_checks(application) if office and not application.is_draft else [],
            earlier=earlier_of(application, user)
            if office and application.state in CHECKED_BY_NOW
            else [],
            envelope=application.envelope if application.is_paper else None,
            **more,
        )


def _checks(application: Any) -> list[tuple[Any, Any]]:
    """Every item that concerns this applicant with what was found."""
    return [(item, application.marks_by_item.get(item.pk)) for item in application.asked_items]


class VersionDetailView(Scoped, DetailView):
    model = Version
    template_name = "applications/version_detail.html"

    def get_queryset(self) -> Any:
        return super().get_queryset().select_related("application__competition__municipality")

    def get_context_data(self, **more: Any) -> dict[str, Any]:
        facts = self.object.facts
        files = {
            enclosure.sha256: enclosure
            for enclosure in self.object.application.enclosures.visible_to(self.request.user)
        }
        kept = [
            (entry["title"], files.get(entry["sha256"])) for entry in facts.get("enclosures", [])
        ]
        return super().get_context_data(sections=sections_of(facts), enclosures=kept, **more)
