"""Who sees which regulations, calls, seats and permits."""

from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from accounts.choices import Role
from accounts.querysets import fold, places_of
from audit import clock
from competitions.choices import (
    RESULTS_KNOWN,
    CompetitionState,
    PermitState,
    RegulationState,
    SeatState,
)

OFFICE = (Role.CLERK, Role.HEAD, Role.AUDITOR)


class RegulationQuerySet(QuerySet):
    def visible_to(self, user: Any) -> "RegulationQuerySet":
        """Those in force or superseded are public acts; drafts are the office's own."""
        public = ~Q(state=RegulationState.DRAFT)
        if not user.is_authenticated:
            return self.filter(public)
        return self.filter(public | places_of(user, *OFFICE, path="municipality"))

    def in_force(self) -> "RegulationQuerySet":
        """The regulation each municipality now works by."""
        return self.filter(state=RegulationState.IN_FORCE)


class CompetitionQuerySet(QuerySet):
    def visible_to(self, user: Any) -> "CompetitionQuerySet":
        """Announced calls are public; a draft is seen by its office."""
        public = ~Q(state=CompetitionState.DRAFT) & ~Q(
            state=CompetitionState.CANCELLED, announced_at=None
        )
        if not user.is_authenticated:
            return self.filter(public)
        return self.filter(public | places_of(user, *OFFICE, path="municipality"))

    def public(self) -> "CompetitionQuerySet":
        """Calls that have been announced."""
        return self.exclude(announced_at=None)

    def open(self) -> "CompetitionQuerySet":
        """Calls that take applications at this moment."""
        moment = clock.arrival()
        return self.filter(
            state=CompetitionState.ANNOUNCED, opens_at__lte=moment, closes_at__gte=moment
        )

    def past_reception(self) -> "CompetitionQuerySet":
        """Announced calls whose last minute has passed and whom no late permit keeps open."""
        moment = clock.arrival()
        permits = self.model.permits.rel.related_model.objects
        running = permits.running(moment).filter(competition=OuterRef("pk"))
        return self.filter(~Exists(running), state=CompetitionState.ANNOUNCED, closes_at__lt=moment)

    def concerning(self, user: Any) -> "CompetitionQuerySet":
        """Calls this person has to do with by office or by a seat in the commission."""
        seats = self.model.seats.rel.related_model.objects.seated()
        sitting = Exists(seats.filter(competition=OuterRef("pk"), user=user))
        return self.filter(places_of(user, *OFFICE, path="municipality") | Q(sitting))

    def search(self, words: str) -> "CompetitionQuerySet":
        """Calls whose title, number or municipality contains all these words, in any spelling."""
        found = self
        for word in fold(words).split():
            found = found.filter(search__contains=word)
        return found

    def count_by_state(self) -> dict[str, int]:
        """How many calls stand in each state."""
        return dict(self.order_by().values_list("state").annotate(Count("pk")))

    def for_list(self) -> "CompetitionQuerySet":
        """What a list shows of each call, in one query and without its seventy settings."""
        own = (
            *("municipality", "title_ky", "title_ru", "year", "number", "state", "fund"),
            *("announced_at", "opens_at", "closes_at", "check_until", "scoring_opened_at"),
            *("scores_until", "decision_by", "publication_by", "implementation_until"),
        )
        place = ("soate", "name_ky", "name_ru", "name_en", "rayon", "oblast")
        return self.select_related("municipality").only(
            *own, *(f"municipality__{name}" for name in place)
        )

    def with_terms(self) -> "CompetitionQuerySet":
        """With everything a call promises, each table read once."""
        related = ("municipality__rayon", "municipality__oblast", "regulation")
        tables = ("sources", "criteria", "checklist", "rates", "priority_fields")
        return self.select_related(*related).prefetch_related(*tables)

    def with_results(self) -> "CompetitionQuerySet":
        """Calls whose results have been published."""
        return self.filter(state__in=RESULTS_KNOWN)

    def of_office(self, user: Any, *roles: str) -> "CompetitionQuerySet":
        """Calls of the municipalities this person serves in these offices."""
        return self.filter(places_of(user, *(roles or OFFICE), path="municipality"))

    def seating(self, user: Any, *roles: str) -> "CompetitionQuerySet":
        """Calls in whose commission this person sits (in one of these seats)."""
        seats = self.model.seats.rel.related_model.objects.filter(
            competition=OuterRef("pk"), user=user, state=SeatState.SEATED
        )
        return self.filter(Exists(seats.filter(role__in=roles) if roles else seats))


class SeatQuerySet(QuerySet):
    def visible_to(self, user: Any) -> "SeatQuerySet":
        """The office of the municipality, and the commission itself."""
        if not user.is_authenticated:
            return self.none()
        colleagues = Q(
            competition__in=self.model.competition.field.related_model.objects.seating(user)
        )
        return self.filter(places_of(user, *OFFICE, path="competition__municipality") | colleagues)

    def with_offices(self) -> "SeatQuerySet":
        """Marked where the person also holds an office somewhere."""
        person = self.model.user.field.related_model
        return self.annotate(
            holds_office=Exists(person.objects.holding_office().filter(pk=OuterRef("user")))
        )

    def without_office(self) -> "SeatQuerySet":
        """Those whose holders have no office anywhere: a clerk may print slips for them."""
        return self.with_offices().filter(holds_office=False)

    def seated(self) -> "SeatQuerySet":
        """Seats held now."""
        return self.filter(state=SeatState.SEATED)


class PermitQuerySet(QuerySet):
    def visible_to(self, user: Any) -> "PermitQuerySet":
        """The office of the municipality, and the person let in."""
        if not user.is_authenticated:
            return self.none()
        return self.filter(
            Q(user=user) | places_of(user, *OFFICE, path="competition__municipality")
        )

    def granted(self) -> "PermitQuerySet":
        """Permits that were given and not taken back, with the person let in."""
        return self.filter(state=PermitState.GRANTED).select_related("user").order_by("pk")

    def running(self, moment: Any) -> "PermitQuerySet":
        """Permits that still let somebody in at this moment."""
        return self.filter(state=PermitState.GRANTED, until__gte=moment)
