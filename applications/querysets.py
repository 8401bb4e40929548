"""Who sees which applications."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db.models import (
    Count,
    DateTimeField,
    Exists,
    ExpressionWrapper,
    F,
    Max,
    OuterRef,
    Prefetch,
    Q,
    QuerySet,
    Subquery,
)
from django.db.models.functions import Coalesce

from accounts.choices import Role
from accounts.querysets import fold
from applications.choices import (
    CHECK_OUTCOMES,
    GIVEN_UP,
    RECEIVED,
    REMINDERS,
    SCORED,
    UNCHECKED,
    UNRECEIVED,
    ApplicationState,
    Route,
)
from audit import clock
from competitions.choices import CompetitionState
from competitions.querysets import OFFICE

ABANDONED_AFTER = timedelta(days=3)
MOST_GAPS = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class Numbering:
    """The check line of a registration book."""

    last: int
    missing: tuple[int, ...] = ()

    @property
    def gaps(self) -> list[str]:
        """The missing numbers as stretches, "3–5" or "9"; of very many only the first."""
        stretches: list[list[int]] = []
        for number in self.missing:
            if stretches and stretches[-1][1] == number - 1:
                stretches[-1][1] = number
            else:
                stretches.append([number, number])
        said = [
            str(first) if first == last else f"{first}–{last}"
            for first, last in stretches[:MOST_GAPS]
        ]
        return said if len(stretches) <= MOST_GAPS else [*said, "…"]


class ApplicationQuerySet(QuerySet):
    def visible_to(self, user: Any) -> "ApplicationQuerySet":
        """One's own; the office sees what was handed in, and its paper desk's drafts.

        The commission sees applications through its own pages only.
        """
        if not user.is_authenticated:
            return self.none()
        office = self._of_offices(user, *OFFICE)
        handed_in = ~Q(state__in=UNRECEIVED) | Q(route=Route.PAPER)
        return self.filter((office & handed_in) | self._own(user))

    def of_person(self, user: Any) -> "ApplicationQuerySet":
        """Those this person represents, or whose group he or she belongs to."""
        return self.filter(self._own(user))

    def _own(self, user: Any) -> Q:
        # SECURITY: a phone number opens nothing to an account nobody has confirmed (see acts_for).
        if not user.phone or user.confirmed_at is None:
            return Q(applicant=user)
        every, members = self.model.objects, self.model.members.rel.related_model.objects
        # Three short lists, each by its index: asked as one "or", the whole table would be read.
        spoken_for = (
            every.filter(applicant=user)
            .values("pk")
            .union(
                every.filter(representative_phone=user.phone).values("pk"),
                members.filter(phone=user.phone).values("application"),
            )
        )
        return Q(pk__in=spoken_for)

    def _of_offices(self, user: Any, *roles: str) -> Q:
        # By a list of calls and not by a join: a register is then read in its order, by its index.
        calls = self.model._meta.get_field("competition").related_model.objects
        return Q(competition__in=calls.of_office(user, *roles))

    def of_office(self, user: Any) -> "ApplicationQuerySet":
        """Those handed in to the municipalities this person serves as a clerk or head."""
        office = self._of_offices(user, Role.CLERK, Role.HEAD)
        return self.filter(office & (~Q(state__in=UNRECEIVED) | Q(route=Route.PAPER)))

    def discarded(self) -> "ApplicationQuerySet":
        """Drafts that were thrown away."""
        return self.filter(state=ApplicationState.DISCARDED)

    def kept(self) -> "ApplicationQuerySet":
        """Everything but the drafts that were thrown away."""
        return self.exclude(state=ApplicationState.DISCARDED)

    def standing(self) -> "ApplicationQuerySet":
        """Those neither withdrawn nor thrown away."""
        return self.exclude(state__in=GIVEN_UP)

    def in_register(self, user: Any) -> "ApplicationQuerySet":
        """What stands in the registers this person may read: everything that has a number."""
        return self.filter(self._of_offices(user, *OFFICE)).exclude(number=None)

    def in_book(self) -> "ApplicationQuerySet":
        """Everything that has a number, with its envelope, as the registration book shows it."""
        envelopes = self.model.envelopes.rel.related_model.objects.select_related("received_by")
        return (
            self.exclude(number=None)
            .prefetch_related(Prefetch("envelopes", envelopes, to_attr="taken_in"))
            .only(
                *("number", "competition", "route", "state", "title", "group_name"),
                *("representative_name", "received_at", "begun_at", "submitted_at"),
                "versions_count",
            )
        )

    def numbering(self) -> "Numbering":
        """Whether the numbers of one call run from 1 to the last without a gap."""
        given = self.exclude(number=None)
        counted = given.aggregate(count=Count("pk"), last=Max("number"))
        last = counted["last"] or 0
        if counted["count"] == last:
            # No number stands twice: the database sees to that. So none can be missing.
            return Numbering(last=last)
        there = set(given.values_list("number", flat=True))
        return Numbering(last=last, missing=tuple(sorted(set(range(1, last + 1)) - there)))

    def next_number(self, competition: Any) -> int:
        """The next registration number of a call; whoever asks holds the call."""
        numbers = self.filter(competition=competition).aggregate(highest=Max("number"))
        return (numbers["highest"] or 0) + 1

    def to_remind(self) -> "ApplicationQuerySet":
        """Drafts on the screen whose call closes soon and whose people have not been told yet."""
        now = clock.now()
        closing = F("competition__closes_at")
        due = Q(pk__in=[])
        for stretch in REMINDERS:
            begins = ExpressionWrapper(closing - stretch, output_field=DateTimeField())
            untold = Q(reminded_at=None) | Q(reminded_at__lt=begins)
            due |= untold & Q(competition__closes_at__lte=now + stretch, begun_at__lt=begins)
        return self.filter(
            due,
            state=ApplicationState.DRAFT,
            competition__state=CompetitionState.ANNOUNCED,
            competition__opens_at__lte=now,
            competition__closes_at__gte=now,
        ).exclude(route=Route.PAPER)

    def search(self, words: str) -> "ApplicationQuerySet":
        """Those whose title, names or village contain all these words, or whose number it is."""
        found = self
        for word in fold(words.replace("№", " ")).split():
            number = Q(number=int(word)) if word.isdecimal() and len(word) < 9 else Q()
            found = found.filter(Q(search__contains=word) | number)
        return found

    def lapsed(self) -> "ApplicationQuerySet":
        """Returned, and not handed in again before the term ran out."""
        return self.filter(state=ApplicationState.RETURNED, returned_until__lt=clock.arrival())

    def received(self) -> "ApplicationQuerySet":
        """Those that have been handed in."""
        return self.filter(state__in=RECEIVED)

    def unchecked(self) -> "ApplicationQuerySet":
        """Those that wait for their check."""
        return self.filter(state__in=UNCHECKED)

    def checked(self) -> "ApplicationQuerySet":
        """Those whose check has ended."""
        return self.filter(state__in=CHECK_OUTCOMES)

    def admitted(self) -> "ApplicationQuerySet":
        """Those admitted to the scoring."""
        return self.filter(state=ApplicationState.ADMITTED)

    def read_by_commission(self) -> "ApplicationQuerySet":
        """Those the commission reads, or will read unless the check ends otherwise."""
        return self.filter(state__in=[*UNCHECKED, *SCORED])

    def waiting_for_check(self) -> "ApplicationQuerySet":
        """What stands between the call and its scoring: unchecked, or paper not keyed."""
        unkeyed = Q(state=ApplicationState.DRAFT, route=Route.PAPER)
        return self.filter(Q(state__in=UNCHECKED) | unkeyed)

    def for_list(self) -> "ApplicationQuerySet":
        """What a list shows of each, in one query and without the long texts."""
        call = (
            "title_ky",
            "title_ru",
            "year",
            "number",
            "state",
            "opens_at",
            "closes_at",
            "check_until",
            "scoring_opened_at",
        )
        place = ("name_ky", "name_ru", "name_en", "rayon", "oblast")
        own = (
            "number",
            "title",
            "group_name",
            "representative_name",
            "representative_phone",
            "village",
            "place",
            "asked",
            "own",
            "state",
            "route",
            "received_at",
            "returned_until",
            "granted",
            "begun_at",
            "applicant",
        )
        return self.select_related("competition__municipality").only(
            *own,
            *(f"competition__{name}" for name in call),
            *(f"competition__municipality__{name}" for name in place),
        )

    def with_call(self) -> "ApplicationQuerySet":
        """With the call and its municipality, in one query."""
        return self.select_related("competition__municipality", "applicant")

    def for_submitting(self) -> "ApplicationQuerySet":
        """With the applicant, and the last registration number given in the same call."""
        given = self.model.objects.filter(competition=OuterRef("competition")).exclude(number=None)
        last = given.order_by("-number").values("number")[:1]
        return self.select_related("applicant").annotate(last_number=Coalesce(Subquery(last), 0))


class EnclosureQuerySet(QuerySet):
    def visible_to(self, user: Any) -> "EnclosureQuerySet":
        """The files of applications one sees; one taken out only if it was once handed in."""
        if not user.is_authenticated:
            return self.none()
        applications = self.model.application.field.related_model.objects.visible_to(user)
        version = self.model.application.field.related_model.versions.rel.related_model
        handed_in = version.objects.filter(
            application=OuterRef("application"),
            made_at__gte=OuterRef("added_at"),
            made_at__lt=OuterRef("removed_at"),
        )
        return self.filter(Q(removed_at=None) | Exists(handed_in), application__in=applications)


class EnvelopeQuerySet(QuerySet):
    def visible_to(self, user: Any) -> "EnvelopeQuerySet":
        """The envelopes of the offices one serves in or audits, and of one's own application."""
        if not user.is_authenticated:
            return self.none()
        return self.filter(
            application__in=self.model.application.field.related_model.objects.visible_to(user)
        )


class ScanQuerySet(QuerySet):
    def visible_to(self, user: Any) -> "ScanQuerySet":
        """The scanned pages of envelopes one sees, but for those taken out again."""
        envelopes = self.model.envelope.field.related_model.objects.visible_to(user)
        return self.filter(taken_out_at=None, envelope__in=envelopes)


class VersionQuerySet(QuerySet):
    def visible_to(self, user: Any) -> "VersionQuerySet":
        """The handed-in texts of the applications one sees."""
        if not user.is_authenticated:
            return self.none()
        return self.filter(
            application__in=self.model.application.field.related_model.objects.visible_to(user)
        )


class UploadQuerySet(QuerySet):
    def visible_to(self, user: Any) -> "UploadQuerySet":
        """One's own half-sent files, of applications one still sees."""
        if not user.is_authenticated:
            return self.none()
        applications = self.model.application.field.related_model.objects.visible_to(user)
        return self.filter(person=user, application__in=applications)

    def half_sent(self) -> "UploadQuerySet":
        """Those that are not enclosed yet."""
        return self.filter(finished_at=None)

    def abandoned(self) -> "UploadQuerySet":
        """Those nothing has come of for three days."""
        return self.filter(touched_at__lte=clock.now() - ABANDONED_AFTER)
