"""Who sees which applications."""

from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from accounts.choices import Role
from applications.choices import RECEIVED, UNCHECKED, ApplicationState, Route
from competitions.querysets import OFFICE, municipalities


class ApplicationQuerySet(QuerySet):
    def visible_to(self, user: Any) -> "ApplicationQuerySet":
        """One's own; the office sees what was handed in, and its paper desk's drafts.

        The commission sees applications through its own pages only.
        """
        if not user.is_authenticated:
            return self.none()
        office = municipalities(self, user, *OFFICE, path="competition__municipality")
        handed_in = ~Q(state=ApplicationState.DRAFT) | Q(route=Route.PAPER)
        return self.filter(self._own(user) | (office & handed_in))

    def of_person(self, user: Any) -> "ApplicationQuerySet":
        """Those this person represents, or whose group he or she belongs to."""
        return self.filter(self._own(user))

    def _own(self, user: Any) -> Q:
        own = Q(applicant=user)
        if not user.phone:
            return own
        member = self.model.members.rel.related_model.objects.filter(application=OuterRef("pk"), phone=user.phone)
        return own | Q(representative_phone=user.phone) | Q(Exists(member))

    def of_office(self, user: Any) -> "ApplicationQuerySet":
        """Those handed in to the municipalities this person serves as a clerk or head."""
        office = municipalities(self, user, Role.CLERK, Role.HEAD, path="competition__municipality")
        return self.filter(office & (~Q(state=ApplicationState.DRAFT) | Q(route=Route.PAPER)))

    def received(self) -> "ApplicationQuerySet":
        """Those that have been handed in."""
        return self.filter(state__in=RECEIVED)

    def unchecked(self) -> "ApplicationQuerySet":
        """Those that wait for their check."""
        return self.filter(state__in=UNCHECKED)

    def admitted(self) -> "ApplicationQuerySet":
        """Those admitted to the scoring."""
        return self.filter(state=ApplicationState.ADMITTED)

    def with_call(self) -> "ApplicationQuerySet":
        """With the call and its municipality, in one query."""
        return self.select_related("competition__municipality", "applicant")
