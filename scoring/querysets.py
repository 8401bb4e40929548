"""Who sees which sheets, meetings, protocols and appeals."""

from typing import Any

from django.db.models import Count, Q, QuerySet

from accounts.choices import Role
from accounts.querysets import places_of
from applications.choices import SCORED
from competitions.choices import RESULTS_KNOWN, CompetitionState, SeatRole, SeatState
from competitions.querysets import OFFICE
from scoring.choices import (
    SETTLED,
    AppealState,
    MeetingState,
    ProtocolState,
    SheetState,
    TieState,
)

DECIDED_UPON = (CompetitionState.DECIDED, CompetitionState.PUBLISHED)
LEADS = (SeatRole.CHAIR, SeatRole.DEPUTY, SeatRole.SECRETARY)


def inside(queryset: QuerySet, user: Any, *roles: str) -> Q:
    """Rows of the calls whose commission this person sits in, or whose office he or she serves."""
    calls = queryset.model._meta.get_field("competition").related_model.objects
    office = places_of(user, *OFFICE, path="competition__municipality")
    return Q(competition__in=calls.seating(user, *roles)) | office


class SheetQuerySet(QuerySet):
    def visible_to(self, user: Any) -> "SheetQuerySet":
        """One's own; the chair, the deputy, the secretary and the office see who has done what.

        Seeing a sheet is not yet seeing its points: the page asks for those separately.
        """
        if not user.is_authenticated:
            return self.none()
        return self.filter(self._own(user) | inside(self, user, *LEADS))

    def of_person(self, user: Any) -> "SheetQuerySet":
        """Those of the seats this person holds now."""
        return self.filter(self._own(user))

    def _own(self, user: Any) -> Q:
        return Q(seat__user=user, seat__state=SeatState.SEATED)

    def in_play(self) -> "SheetQuerySet":
        """Those about applications that were admitted and not withdrawn."""
        return self.filter(application__state__in=SCORED)

    def counted(self) -> "SheetQuerySet":
        """Those whose points count: sent, not void, not recused."""
        return self.filter(state=SheetState.SENT)

    def undeclared(self) -> "SheetQuerySet":
        """Those whose holder has not yet said whether he has an interest."""
        return self.filter(state=SheetState.UNDECLARED)

    def unsettled(self) -> "SheetQuerySet":
        """Those somebody still owes; what a released seat has not sent nobody waits for."""
        return self.filter(seat__state=SeatState.SEATED).exclude(state__in=SETTLED)

    def waiting_by_person(self) -> list[tuple[str, int]]:
        """Who still owes how many sheets."""
        waiting = (
            self.in_play().unsettled().values_list("seat__user__name").annotate(number=Count("pk"))
        )
        return list(waiting.order_by("seat__user__name"))

    def scores_by_application(self) -> list[tuple[int, str, int]]:
        """Of each application its number, its code and how many sheets about it count."""
        sent = Count("pk", filter=Q(state=SheetState.SENT))
        names = ("application__number", "application__code")
        rows = self.in_play().values_list(*names).annotate(sent=sent)
        return list(rows.order_by("application__number"))

    def with_all(self) -> "SheetQuerySet":
        """With the call, the seat and the application, in one query."""
        return self.select_related("competition__municipality", "seat__user", "application")


class RoomQuerySet(QuerySet):
    def visible_to(self, user: Any) -> "RoomQuerySet":
        """The commission and the office."""
        return self.filter(inside(self, user)) if user.is_authenticated else self.none()


class PinQuerySet(QuerySet):
    def visible_to(self, user: Any) -> "PinQuerySet":
        """The commission and the office: that there is one, never which."""
        return self.filter(inside(self, user)) if user.is_authenticated else self.none()


class TieBreakQuerySet(QuerySet):
    def visible_to(self, user: Any) -> "TieBreakQuerySet":
        """The commission and the office."""
        return self.filter(inside(self, user)) if user.is_authenticated else self.none()

    def recorded(self) -> "TieBreakQuerySet":
        """Those that stand."""
        return self.filter(state=TieState.RECORDED)


class ConsentQuerySet(QuerySet):
    def visible_to(self, user: Any) -> "ConsentQuerySet":
        """The commission and the office."""
        return self.filter(inside(self, user)) if user.is_authenticated else self.none()


class AnswerQuerySet(QuerySet):
    def visible_to(self, user: Any) -> "AnswerQuerySet":
        """The commission and the office."""
        return self.filter(inside(self, user)) if user.is_authenticated else self.none()


class MeetingQuerySet(QuerySet):
    def visible_to(self, user: Any) -> "MeetingQuerySet":
        """The commission and the office."""
        return self.filter(inside(self, user)) if user.is_authenticated else self.none()

    def held(self) -> "MeetingQuerySet":
        """Those that took place, the latest first."""
        return self.filter(state=MeetingState.HELD).order_by("-held_at", "-pk")


class ProtocolQuerySet(QuerySet):
    def visible_to(self, user: Any) -> "ProtocolQuerySet":
        """The commission and the office; everybody who signs in once the results are published."""
        if not user.is_authenticated:
            return self.none()
        published = Q(state=ProtocolState.SIGNED, competition__state__in=RESULTS_KNOWN)
        return self.filter(published | inside(self, user))

    def signed(self) -> "ProtocolQuerySet":
        """Those that bind, the latest first."""
        return self.filter(state=ProtocolState.SIGNED).order_by("-number")


class AppealQuerySet(QuerySet):
    def visible_to(self, user: Any) -> "AppealQuerySet":
        """Whoever filed it or speaks for the application; the commission and the office."""
        if not user.is_authenticated:
            return self.none()
        applications = self.model._meta.get_field("application").related_model.objects
        own = Q(filed_by=user) | Q(application__in=applications.of_person(user))
        return self.filter(own | inside(self, user))

    def to_work_on(self, user: Any) -> "AppealQuerySet":
        """Those of the calls this person leads, or whose office he or she works in."""
        calls = self.model._meta.get_field("competition").related_model.objects
        office = places_of(user, Role.CLERK, Role.HEAD, path="competition__municipality")
        led = calls.seating(user, SeatRole.CHAIR, SeatRole.SECRETARY)
        return self.filter(office | Q(competition__in=led))

    def unfinished(self) -> "AppealQuerySet":
        """Those that wait for a decision or an answer; and all upheld ones of a running call."""
        waits = Q(state=AppealState.FILED) | Q(answered_on=None) | Q(state=AppealState.UPHELD)
        return self.filter(waits, competition__state__in=DECIDED_UPON)
