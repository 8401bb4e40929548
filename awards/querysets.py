"""Who sees which awards, and what hangs on them."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from django.db.models import (
    Case,
    Count,
    Exists,
    F,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Sum,
    When,
)
from django.db.models.functions import Coalesce

from accounts.choices import Role
from accounts.querysets import places_of
from applications.choices import ApplicationState
from audit import clock
from awards.choices import (
    BEFORE_THE_TERM,
    FINISHED,
    HANDED_IN,
    PAID_OUT,
    AgreementState,
    AwardState,
    ExpenseState,
    FindingState,
    Moment,
    ObligationState,
    OfferState,
    PhotoState,
    Purse,
    Recognisable,
    ReportKind,
    ReportState,
    VisitState,
    WordingState,
)
from competitions.choices import RESULTS_KNOWN, ContributionKind, SeatRole
from competitions.querysets import OFFICE

# Rows that do not name their award themselves, and through what they reach it.
PATHS = {
    "amendment": "agreement__award",
    "finding": "visit__award",
    "use": "contribution__award",
    "proof": "contribution__award",
    "settlement": "obligation__award",
    "writeoff": "obligation__award",
}


class OfferQuerySet(QuerySet):
    def visible_to(self, user: Any) -> "OfferQuerySet":
        """The office, and whoever speaks for the application."""
        if not user.is_authenticated:
            return self.none()
        own = self.model._meta.get_field("application").related_model.objects.of_person(user)
        office = places_of(user, *OFFICE, path="competition__municipality")
        return self.filter(office | Q(application__in=own))

    def of_person(self, user: Any) -> "OfferQuerySet":
        """Those to applications this person represents, or to whose group he or she belongs."""
        own = self.model._meta.get_field("application").related_model.objects.of_person(user)
        return self.filter(application__in=own)

    def of_office(self, user: Any) -> "OfferQuerySet":
        """Those of the municipalities this person serves as a clerk or head."""
        return self.filter(places_of(user, Role.CLERK, Role.HEAD, path="competition__municipality"))

    def unsettled(self) -> "OfferQuerySet":
        """Those that wait for an answer, or for the award of what was accepted."""
        reserved = Q(application__state=ApplicationState.RESERVED)
        return self.filter(reserved, state__in=[OfferState.OFFERED, OfferState.ACCEPTED])


class AwardQuerySet(QuerySet):
    def visible_to(self, user: Any) -> "AwardQuerySet":
        """The office and the chair; the winner and the group once the results are published.

        Where the call hides the applicants, the chair too waits for the publication.
        """
        if not user.is_authenticated:
            return self.none()
        office = places_of(user, *OFFICE, path="competition__municipality")
        calls = self._related("competition").objects.seating(user, SeatRole.CHAIR)
        open_ = Q(competition__hidden=False) | Q(competition__state__in=RESULTS_KNOWN)
        return self.filter(office | self._own(user) | (open_ & Q(competition__in=calls)))

    def private_to(self, user: Any) -> "AwardQuerySet":
        """Those whose people's own data this person may read: the office, the winner, the group."""
        if not user.is_authenticated:
            return self.none()
        office = places_of(user, *OFFICE, path="competition__municipality")
        return self.filter(office | self._own(user))

    def of_person(self, user: Any) -> "AwardQuerySet":
        """Those of initiatives this person represents, or to whose group he or she belongs."""
        return self.filter(self._own(user))

    def _own(self, user: Any) -> Q:
        own = self._related("application").objects.of_person(user)
        return Q(application__in=own, competition__state__in=RESULTS_KNOWN)

    def _related(self, name: str) -> Any:
        return self.model._meta.get_field(name).related_model

    def of_office(self, user: Any) -> "AwardQuerySet":
        """Those of the municipalities this person serves as a clerk or head."""
        return self.filter(places_of(user, Role.CLERK, Role.HEAD, path="competition__municipality"))

    def unsigned(self) -> "AwardQuerySet":
        """Those whose agreement is not signed yet."""
        return self.filter(state=AwardState.GRANTED)

    def under_way(self) -> "AwardQuerySet":
        """Those being carried out."""
        return self.filter(state=AwardState.AGREED)

    def to_remind_of_reports(self) -> "AwardQuerySet":
        """Those being carried out, with what tells when their next report is due."""
        return self.under_way().prefetch_related("reports", "agreements")

    def unfinished(self) -> "AwardQuerySet":
        """Those neither closed, nor terminated, nor forgone."""
        return self.exclude(state__in=FINISHED)

    def with_terms(self) -> "AwardQuerySet":
        """Those that still wait for a date: on their way, or finished with something owed."""
        owed = self._owed_rows()
        return self.filter(~Q(state__in=FINISHED) | Exists(owed.filter(award=OuterRef("pk"))))

    def owing(self) -> "AwardQuerySet":
        """Those of which something has to be given back still."""
        return self.filter(Exists(self._owed_rows().filter(award=OuterRef("pk"))))

    def _owed_rows(self) -> Any:
        obligations: Any = self.model.obligations.rel.related_model  # type: ignore[attr-defined]
        return obligations.objects.filter(state=ObligationState.OWED)

    def free_money(self, competition: Any) -> Decimal:
        """What of a call's fund is bound by no award, som.

        A running award binds its grant; a finished one only what was paid and not given back.
        """
        return self.free_money_of([competition])[competition.pk]

    def free_money_of(self, competitions: Iterable[Any]) -> dict[int, Decimal]:
        """The free money of several calls, in three queries whatever their number."""
        calls = list(competitions)
        awards = self.filter(competition__in=[call.pk for call in calls])
        running = awards.filter(state__in=[AwardState.GRANTED, AwardState.AGREED])
        finished = awards.filter(state__in=[AwardState.CLOSED, AwardState.TERMINATED])
        bound = _totals(running, Coalesce("reduced_to", F("amount")))
        paid = _totals(finished.filter(payments__state__in=PAID_OUT), "payments__amount")
        returned = _totals(
            finished.filter(obligations__source=Purse.GRANT), "obligations__settled_amount"
        )
        nothing = Decimal(0)
        return {
            call.pk: call.fund
            - bound.get(call.pk, nothing)
            - paid.get(call.pk, nothing)
            + returned.get(call.pk, nothing)
            for call in calls
        }

    def with_giving(self) -> "AwardQuerySet":
        """With the rows the own share is reckoned from, whatever the count of awards."""
        return self.prefetch_related("contributions", "expenses", "payments")

    def granted_total(self) -> Decimal:
        """The grants of all these awards together, as they stand now, som."""
        return _whole(self.aggregate(total=Sum(Coalesce("reduced_to", F("amount"))))["total"])

    def giving_totals(self) -> dict[str, dict[str, Decimal]]:
        """What is promised, confirmed and used for all these awards, by kind of giver, som.

        Money is used by its expenses, everything else by its own acts and day sheets.
        """
        given: Any = self.model.contributions.rel.related_model  # type: ignore[attr-defined]
        spent: Any = self.model.expenses.rel.related_model  # type: ignore[attr-defined]
        awards = self.order_by().values("pk")
        sums: dict[str, dict[str, Decimal]] = {}
        promised = given.objects.filter(award__in=awards).values("giver_kind")
        rows = promised.annotate(
            promised=Sum("amount"),
            confirmed=Sum("confirmed_amount"),
            used=Sum("used_amount", filter=~Q(kind=ContributionKind.CASH)),
        )
        for row in rows.order_by("giver_kind"):
            names = ("promised", "confirmed", "used")
            sums[row["giver_kind"]] = {name: _whole(row[name]) for name in names}
        money = spent.objects.filter(award__in=awards, state=ExpenseState.RECORDED)
        for row in money.values("source").annotate(total=Sum("amount")).order_by("source"):
            if row["source"] in sums:
                sums[row["source"]]["used"] += _whole(row["total"])
        return sums

    def with_sums(self) -> "AwardQuerySet":
        """With what was paid of each grant, som."""
        return self.annotate(
            paid_sum=Sum("payments__amount", filter=Q(payments__state__in=PAID_OUT))
        )

    def with_call(self) -> "AwardQuerySet":
        """With the application, the call and its municipality, in one query."""
        return self.select_related(
            "application__applicant", "competition__municipality", "competition__regulation"
        )

    def with_books(self) -> "AwardQuerySet":
        """With everything their books are reckoned from, each kind read once for all of them."""
        return self.with_call().prefetch_related(
            *("agreements", "lines", "payments", "contributions", "expenses"),
            *("obligations", "reports", "visits__found"),
        )

    def with_dues(self) -> "AwardQuerySet":
        """With what tells, without another query, when a report, a visit, a mending is due."""
        model: Any = self.model

        def some(name: str, **narrow: Any) -> QuerySet:
            rows = model._meta.get_field(name).related_model.objects
            return rows.filter(award=OuterRef("pk"), **narrow)

        visits = model._meta.get_field("visits").related_model
        findings = visits._meta.get_field("found").related_model.objects.open()
        found = findings.filter(visit__award=OuterRef("pk")).order_by("until")
        planned = some("visits", state=VisitState.PLANNED).order_by("planned_on")
        returned = some("reports", state=ReportState.RETURNED).order_by("-number")
        given = some("reports", state__in=HANDED_IN)
        signed = some("agreements", state=AgreementState.SIGNED).order_by("-pk")
        return self.annotate(
            finding_until=Subquery(found.values("until")[:1]),
            visit_on=Subquery(planned.values("planned_on")[:1]),
            returned_until=Subquery(returned.values("returned_until")[:1]),
            reports_given=Coalesce(
                Subquery(given.values("award").annotate(found=Count("pk")).values("found")), 0
            ),
            has_final=Exists(given.filter(kind=ReportKind.FINAL)),
            interim_days=Subquery(signed.values("interim_days")[:1]),
        )

    def for_work(self) -> "AwardQuerySet":
        """What a list of work says of each, in one query and without the long texts."""
        own = ("granted_at", "implementation_until", "signing_until", "settled_at", "state")
        call = ("title_ky", "title_ru", "year", "number", "published_at")
        terms = ("agreement_days", "implementation_until", "report_days")
        return self.select_related("application", "competition").only(
            *own,
            "application__number",
            "application__title",
            *(f"competition__{name}" for name in (*call, *terms)),
        )


def _whole(total: Decimal | None) -> Decimal:
    # SQLite adds as it counts, in binary fractions: back to whole tyiyn.
    return (total or Decimal(0)).quantize(Decimal("0.01"))


def _totals(rows: QuerySet, what: Any) -> dict[int, Decimal]:
    sums = rows.values_list("competition").annotate(total=Sum(what))
    return {call: _whole(total) for call, total in sums}


class HangingQuerySet(QuerySet):
    """Rows that hang on an award: whoever sees the award sees them."""

    def visible_to(self, user: Any) -> "HangingQuerySet":
        """Whatever hangs on an award this person sees."""
        model: Any = self.model
        for step in self._path.split("__"):
            model = model._meta.get_field(step).related_model
        return self.filter(**{f"{self._path}__in": model.objects.visible_to(user)})

    @property
    def _path(self) -> str:
        return PATHS.get(self.model._meta.model_name or "", "award")

    def with_award(self) -> "HangingQuerySet":
        """With the award, its application and call, in one query."""
        path = self._path
        return self.select_related(
            f"{path}__application__applicant", f"{path}__competition__municipality"
        )

    def owed(self) -> "HangingQuerySet":
        """Obligations not yet met."""
        return self.filter(state=ObligationState.OWED)

    def to_givers(self) -> "HangingQuerySet":
        """Obligations to whoever gave money, not to the fund."""
        return self.exclude(source=Purse.GRANT)


class ExpenseQuerySet(HangingQuerySet):
    def recorded(self) -> "ExpenseQuerySet":
        """Expenses that were not struck out."""
        return self.filter(state=ExpenseState.RECORDED)


class WordingQuerySet(QuerySet):
    def visible_to(self, user: Any) -> "WordingQuerySet":
        """The office of the municipality whose wording it is."""
        if not user.is_authenticated:
            return self.none()
        return self.filter(places_of(user, *OFFICE, path="municipality"))

    def adopted(self) -> "WordingQuerySet":
        """The wording each municipality now writes its agreements from."""
        return self.filter(state=WordingState.ADOPTED)


class FindingQuerySet(HangingQuerySet):
    def open(self) -> "FindingQuerySet":
        """Those nobody has recorded as mended."""
        return self.filter(state=FindingState.OPEN)

    def overdue(self) -> "FindingQuerySet":
        """Those whose term is over and that are not mended."""
        return self.open().filter(until__lt=clock.today())

    def to_remind(self) -> "FindingQuerySet":
        """Those whose term comes near or is over, of awards under way, not reminded of yet."""
        today = clock.today()
        near = Q(reminded_at=None, until__lte=today + BEFORE_THE_TERM)
        over = Q(until__lt=today, reminded_at__date__lte=F("until"))
        return self.open().filter(near | over, visit__award__state=AwardState.AGREED)


class PhotoQuerySet(HangingQuerySet):
    """Photos: inside the house for whoever sees the award; outside only what was published."""

    def public(self) -> "PhotoQuerySet":
        """Those anybody may see: published by the office, nobody in them without consent.

        SECURITY: the consent is asked here again, and the results must be known, so that no act
        forgotten elsewhere opens a face or an award before its time.
        """
        faces = Q(people=Recognisable.NOBODY) | Q(
            people=Recognisable.PEOPLE, consent_on__isnull=False
        )
        known = Q(award__competition__state__in=RESULTS_KNOWN)
        return self.filter(faces & known, state=PhotoState.PUBLISHED)

    def with_consents_for(self, user: Any) -> "PhotoQuerySet":
        """Those whose consents this person may read: names are there which the chair needs not."""
        awards = self.model._meta.get_field("award").related_model.objects
        return self.filter(award__in=awards.private_to(user))

    def in_order(self) -> "PhotoQuerySet":
        """Before, during and after the work, each in the order they came."""
        order = Case(
            *(When(moment=moment, then=place) for place, moment in enumerate(Moment.values)),
            output_field=IntegerField(),
        )
        return self.order_by(order, "pk")
