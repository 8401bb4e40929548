"""The call: its money, its calendar, its criteria, its ladder."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as now_in_words
from django.utils.translation import gettext_lazy as _
from django_fsm import FSMField, transition

from accounts.models import Municipality
from accounts.querysets import fold
from audit import clock
from audit.acts import Beginning, says
from audit.canonical import canonical
from competitions import rules
from competitions.choices import (
    CANCELLABLE,
    PAST_SCORING,
    RESULTS_KNOWN,
    SCORING_ROLES,
    TERMS_PARTS,
    ApplicantKind,
    Combining,
    CompetitionState,
    Field,
    InitiativeKind,
    SeatRole,
    SourceKind,
)
from competitions.models.regulation import Regulation, in_two, row_shown
from competitions.models.terms import NOT_NEGATIVE, Terms
from competitions.querysets import CompetitionQuerySet
from ui.languages import pick

TABLES = {
    "sources": _("sources of money"),
    "criteria": _("criteria"),
    "checklist": _("what is asked from applicants"),
    "rates": _("what work is worth"),
    "priority_fields": _("priority fields"),
}
KEYS = ("municipality", "regulation")
LATER_DAYS = ("check_until", "scores_until", "decision_by", "publication_by", "appeals_until")


def every_kind() -> list[str]:
    return [str(kind) for kind in InitiativeKind]


def every_applicant() -> list[str]:
    return [str(kind) for kind in ApplicantKind]


class Competition(Terms):
    """One call of one municipality for local initiatives."""

    municipality = models.ForeignKey(
        Municipality, models.PROTECT, related_name="+", verbose_name=_("municipality")
    )
    regulation = models.ForeignKey(
        Regulation, models.PROTECT, related_name="+", verbose_name=_("regulation")
    )
    year = models.PositiveSmallIntegerField(_("year"))
    number = models.PositiveSmallIntegerField(_("number"))
    title_ky = models.CharField(_("title in Kyrgyz"), max_length=300)
    title_ru = models.CharField(_("title in Russian"), max_length=300)
    purpose_ky = models.TextField(_("purpose in Kyrgyz"), max_length=4000, blank=True)
    purpose_ru = models.TextField(_("purpose in Russian"), max_length=4000, blank=True)
    kinds = models.JSONField(_("kinds of initiative admitted"), default=every_kind)
    applicant_kinds = models.JSONField(_("who may apply"), default=every_applicant)
    not_financed_ky = models.TextField(
        _("what is not financed, in Kyrgyz"), max_length=4000, blank=True
    )
    not_financed_ru = models.TextField(
        _("what is not financed, in Russian"), max_length=4000, blank=True
    )
    place_ky = models.CharField(
        _("where applications are received, in Kyrgyz"), max_length=300, blank=True
    )
    place_ru = models.CharField(
        _("where applications are received, in Russian"), max_length=300, blank=True
    )
    contact = models.CharField(_("contact"), max_length=200, blank=True)
    fund = models.DecimalField(
        _("fund"), max_digits=12, decimal_places=2, default=Decimal(0), validators=NOT_NEGATIVE
    )
    maximum_grant = models.DecimalField(
        _("maximum grant"),
        max_digits=12,
        decimal_places=2,
        default=Decimal(0),
        validators=NOT_NEGATIVE,
    )
    opens_at = models.DateTimeField(_("reception opens"), null=True, blank=True)
    closes_at = models.DateTimeField(_("last minute of reception"), null=True, blank=True)
    check_until = models.DateField(_("check until"), null=True, blank=True)
    scores_until = models.DateField(_("scores until"), null=True, blank=True)
    decision_by = models.DateField(_("decision by"), null=True, blank=True)
    publication_by = models.DateField(_("publication by"), null=True, blank=True)
    appeals_until = models.DateField(_("appeals until"), null=True, blank=True)
    implementation_until = models.DateField(_("implementation until"), null=True, blank=True)
    first_closes_at = models.DateTimeField(
        _("last minute as first announced"), null=True, blank=True
    )
    extensions = models.PositiveSmallIntegerField(_("extensions made"), default=0)
    terms_version = models.PositiveSmallIntegerField(_("version of the terms"), default=0)
    announced_at = models.DateTimeField(_("announced"), null=True, blank=True)
    closed_at = models.DateTimeField(_("reception closed"), null=True, blank=True)
    scoring_opened_at = models.DateTimeField(_("scoring opened"), null=True, blank=True)
    scoring_closed_at = models.DateTimeField(_("scoring closed"), null=True, blank=True)
    decided_at = models.DateTimeField(_("decided"), null=True, blank=True)
    published_at = models.DateTimeField(_("results published"), null=True, blank=True)
    completed_at = models.DateTimeField(_("completed"), null=True, blank=True)
    ended_reason_ky = models.TextField(_("reason in Kyrgyz"), max_length=2000, blank=True)
    ended_reason_ru = models.TextField(_("reason in Russian"), max_length=2000, blank=True)
    ended_basis_ky = models.CharField(_("basis in Kyrgyz"), max_length=300, blank=True)
    ended_basis_ru = models.CharField(_("basis in Russian"), max_length=300, blank=True)
    search = models.TextField(editable=False, default="")
    state = FSMField(
        _("state"),
        choices=CompetitionState,
        default=CompetitionState.DRAFT,
        protected=True,
        editable=False,
    )

    objects = CompetitionQuerySet.as_manager()

    # What the criteria were called, in terms read back from a frozen version.
    _named: dict[str, str] | None = None

    beginning = Beginning(
        verb="begin_competition",
        label=_("Prepare a call"),
        done=_("Call begun"),
        may=rules.may_begin_competition,
        conditions=[rules.municipality_stands, rules.regulation_in_force],
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["municipality", "year", "number"],
                name="one_call_a_number",
                violation_error_message=_("There is already a call with this number in this year."),
            )
        ]
        indexes = [models.Index(fields=["state", "closes_at"], name="calls_by_state")]

    def __str__(self) -> str:
        return f"{pick(self, 'title')}, {self.year}-{self.number}"

    @property
    def title(self) -> str:
        return pick(self, "title")

    @property
    def journal_chain(self) -> str:
        return self.municipality.soate

    def get_absolute_url(self) -> str:
        return reverse("competition_detail", args=[self.pk])

    def save(self, **options: Any) -> None:
        # Reckoned from the row itself on every save, so that no act can forget it.
        self.search = self.fold_texts()
        super().save(**options)

    def fold_texts(self) -> str:
        """What a search in any spelling looks through."""
        words = (
            self.title_ky,
            self.title_ru,
            f"{self.year}-{self.number}",
            self.municipality.fold_names(),
        )
        return fold(" ".join(words))

    @property
    def applicants_shown(self) -> str:
        return self.shown("applicant_kinds")

    @property
    def kinds_shown(self) -> str:
        return self.shown("kinds")

    @property
    def earliest_extension(self) -> Any:
        """The earliest last minute an extension may set."""
        return self.closes_at + timedelta(days=self.extension_days)

    @property
    def is_public(self) -> bool:
        return self.announced_at is not None

    @property
    def is_received(self) -> bool:
        """Whether applications are still being received or waited for."""
        return self.state == CompetitionState.ANNOUNCED

    @property
    def is_checked_now(self) -> bool:
        return self.state in (CompetitionState.ANNOUNCED, CompetitionState.CHECKING)

    @property
    def is_scored_now(self) -> bool:
        return self.state == CompetitionState.SCORING

    @property
    def is_past_scoring(self) -> bool:
        return self.state in PAST_SCORING

    @property
    def is_open(self) -> bool:
        """Whether an application arriving now is in time: a question put to the dates."""
        return (
            self.state == CompetitionState.ANNOUNCED
            and self.opens_at is not None
            and self.closes_at is not None
            and self.opens_at <= clock.arrival() <= self.closes_at
        )

    @property
    def is_upcoming(self) -> bool:
        """Announced, and its reception has not begun."""
        return self.is_received and self.opens_at is not None and clock.arrival() < self.opens_at

    @property
    def check_is_closed(self) -> bool:
        """Whether what the admissibility check found may be known outside the office."""
        if self.state == CompetitionState.CANCELLED:
            return self.scoring_opened_at is not None
        return self.state not in (
            CompetitionState.DRAFT,
            CompetitionState.ANNOUNCED,
            CompetitionState.CHECKING,
        )

    @property
    def results_are_known(self) -> bool:
        """Whether anybody may read the results."""
        return self.state in RESULTS_KNOWN

    @property
    def covers_names(self) -> bool:
        """Whether the commission still knows the applicants by their codes only."""
        return self.hidden and self.state not in RESULTS_KNOWN

    def takes_at(self, moment: Any, person: Any = None) -> bool:
        """Whether what arrives at this moment (from this person, by a late permit) is in time."""
        return self.state == CompetitionState.ANNOUNCED and self.was_open_at(moment, person)

    def was_open_at(self, moment: Any, person: Any = None) -> bool:
        """Whether that moment lies in the reception, or before the end of this person's permit."""
        if self.opens_at is None or self.closes_at is None:
            return False
        if self.opens_at <= moment <= self.closes_at:
            return True
        return (
            person is not None
            and moment > self.closes_at
            and self.permits_running(moment).filter(user=person).exists()
        )

    def last_minute_for(self, person: Any) -> datetime | None:
        """The last minute of reception; or of this person's late permit, once that has passed."""
        if self.closes_at is None or clock.arrival() <= self.closes_at or person is None:
            return self.closes_at
        running = self.permits_running(clock.arrival()).filter(user=person)
        return max(running.values_list("until", flat=True), default=self.closes_at)

    def permits_running(self, moment: Any) -> models.QuerySet:
        """Late permits that still let somebody in."""
        return self.permits.running(moment)

    @cached_property
    def _seats(self) -> list[Any]:
        return list(self.seats.seated().select_related("user").order_by("pk"))

    def seated(self) -> list[Any]:
        """The seats held now, read once."""
        for seat in self._seats:
            seat.competition = self
        return self._seats

    def has_seat(self, user: Any, *roles: str) -> bool:
        """Whether this person holds a seat here (of one of these roles)."""
        return any(
            seat.user_id == user.pk and (not roles or seat.role in roles) for seat in self.seated()
        )

    def scoring_roles(self) -> list[str]:
        """The seats whose holders score: set in the call for the secretary."""
        return [*SCORING_ROLES, *([SeatRole.SECRETARY] if self.secretary_scores else [])]

    def composition(self) -> rules.Composition:
        """The commission as it sits now, in figures, against the minimums of the call."""
        return rules.composition_of(self, self.seated())

    def criteria_in_order(self) -> Sequence["Criterion"]:
        """The criteria as they stand in the announcement."""
        return sorted(self.criteria.all(), key=lambda criterion: (criterion.position, criterion.pk))

    def sum_of_sources(self) -> Decimal:
        """The sum of all sources of money, som."""
        return sum((source.amount for source in self.sources.all()), Decimal(0))

    def points_of_the_act(self) -> dict[str, str]:
        """The points of the regulation this call rests on."""
        return self.regulation.points

    def criteria_named(self) -> dict[str, str]:
        """The criteria's titles by their keys."""
        if self._named is not None:
            return self._named
        return {criterion.key: criterion.title for criterion in self.criteria_in_order()}

    @classmethod
    def from_facts(cls, facts: dict[str, Any]) -> "Competition":
        """The terms as they once stood, for reading; never saved."""
        columns = {field.name: field for field in cls._meta.concrete_fields}
        known = {name: facts[name] for name in columns if name in facts and name != "state"}
        frozen = cls(
            **{
                name: columns[name].to_python(value)
                for name, value in known.items()
                if name not in KEYS
            }
        )
        frozen._named = {row["key"]: row[f"title_{in_two()}"] for row in facts["criteria"]}
        return frozen

    def lines(self, name: str) -> list[str]:
        """One frozen column for reading."""
        value = getattr(self, name)
        if name == "ladder":
            return self.rungs()
        if isinstance(value, datetime):
            return [clock.words(value)]
        if isinstance(value, date):
            return [value.strftime("%d.%m.%Y")]
        return [self.shown(name) or "–"]

    def highest_score(self, criteria: Sequence["Criterion"]) -> Decimal:
        """The most points an application can get without a bonus."""
        if self.combining == Combining.WEIGHTED_PERCENT:
            return Decimal(100)
        return sum((criterion.maximum for criterion in criteria), Decimal(0))

    def bonus_for(self, field: str) -> Decimal:
        """The additional points a priority field brings, points."""
        found = [row.points for row in self.priority_fields.all() if row.field == field]
        return found[0] if found else Decimal(0)

    def part_is_untouched(self, part: str) -> bool:
        """Whether nobody has filled in anything on this page of the terms yet."""
        untouched = {
            "basics": not (self.purpose_ky or self.purpose_ru or self.place_ky or self.place_ru),
            "money": not (self.fund or self.maximum_grant),
            "calendar": not (self.opens_at or self.closes_at or self.implementation_until),
            "scoring": not self.criteria_in_order(),
        }
        return untouched.get(part, False)

    @property
    def short_form(self) -> bool:
        return self.maximum_grant < self.short_form_below

    @transition(
        state,
        source=CompetitionState.DRAFT,
        target=None,
        permission=rules.may_edit_competition,
        custom=says(_("Edit the terms"), _("Terms edited"), silent=True),
    )
    def edit(self, *, at, part, values):
        for name in TERMS_PARTS[part]:
            if name in values:
                setattr(self, name, values[name])

    @transition(
        state,
        source=CompetitionState.DRAFT,
        target=CompetitionState.ANNOUNCED,
        permission=rules.may_decide_on_competition,
        conditions=[
            rules.regulation_in_force,
            rules.texts_are_filled,
            rules.sources_add_up,
            rules.maximum_fits_fund,
            rules.criteria_are_sound,
            rules.calendar_is_in_order,
            rules.calendar_is_long_enough,
            rules.closing_lies_ahead,
            rules.ladder_always_decides,
        ],
        custom=says(_("Announce"), _("Call announced"), weight="main"),
    )
    def announce(self, *, at):
        self.announced_at, self.first_closes_at, self.terms_version = at, self.closes_at, 1

    @transition(
        state,
        source=CompetitionState.ANNOUNCED,
        target=None,
        permission=rules.may_decide_on_competition,
        conditions=[rules.reception_is_running, rules.extension_is_left],
        custom=says(_("Extend the reception"), _("Reception extended")),
    )
    def extend(self, *, at, closes_at, reason_ky, reason_ru):
        earliest = self.earliest_extension
        if closes_at < earliest:
            fault = now_in_words(
                "An extension lasts at least %(days)s days: choose %(earliest)s or later."
            ) % {
                "days": self.extension_days,
                "earliest": clock.words(earliest),
            }
            raise ValidationError({"closes_at": rules.cited(self, "extension_days", fault)})
        later = clock.local_day(closes_at) - clock.local_day(self.closes_at)
        for name in LATER_DAYS:
            setattr(self, name, getattr(self, name) + later)
        if self.implementation_until <= self.publication_by:
            raise ValidationError(
                {
                    "closes_at": now_in_words(
                        "So late a closing leaves no time to carry the initiatives out."
                    )
                }
            )
        self.closes_at = closes_at
        self.extensions += 1
        self.terms_version += 1

    @transition(
        state,
        source=CompetitionState.ANNOUNCED,
        target=CompetitionState.CHECKING,
        permission=rules.may_close_reception,
        conditions=[rules.reception_is_over],
        custom=says(_("Close the reception"), _("Reception closed"), weight="main"),
    )
    def close_reception(self, *, at):
        self.closed_at = at

    @transition(
        state,
        source=CompetitionState.CHECKING,
        target=CompetitionState.SCORING,
        permission=rules.may_open_scoring,
        conditions=[rules.commission_is_seated],
        custom=says(_("Open the scoring"), _("Scoring opened"), weight="main"),
    )
    def open_scoring(self, *, at):
        self.scoring_opened_at = at

    @transition(
        state,
        source=CompetitionState.CHECKING,
        target=CompetitionState.FAILED,
        permission=rules.may_decide_on_competition,
        custom=says(_("Declare the call failed"), _("Call declared failed"), weight="danger"),
    )
    def declare_failed(self, *, at, reason_ky, reason_ru):
        self.ended_reason_ky, self.ended_reason_ru = reason_ky, reason_ru

    @transition(
        state,
        source=CompetitionState.SCORING,
        target=CompetitionState.DELIBERATION,
        permission=rules.may_close_scoring,
        custom=says(_("Close the scoring"), _("Scoring closed"), weight="main"),
    )
    def close_scoring(self, *, at):
        self.scoring_closed_at = at

    @transition(
        state,
        source=CompetitionState.DELIBERATION,
        target=CompetitionState.DECIDED,
        permission=rules.may_decide,
        custom=says(_("Record the decision"), _("Decision recorded"), weight="main"),
    )
    def decide(self, *, at):
        self.decided_at = at

    @transition(
        state,
        source=CompetitionState.DECIDED,
        target=CompetitionState.PUBLISHED,
        permission=rules.may_decide_on_competition,
        custom=says(_("Publish the results"), _("Results published"), weight="main"),
    )
    def publish(self, *, at):
        self.published_at = at

    @transition(
        state,
        source=CompetitionState.PUBLISHED,
        target=CompetitionState.COMPLETED,
        permission=rules.may_decide_on_competition,
        custom=says(_("Complete the competition"), _("Competition completed"), weight="main"),
    )
    def complete(self, *, at):
        self.completed_at = at

    @transition(
        state,
        source=CANCELLABLE,
        target=CompetitionState.CANCELLED,
        permission=rules.may_decide_on_competition,
        custom=says(_("Cancel the call"), _("Call cancelled"), weight="danger"),
    )
    def cancel(self, *, at, reason_ky, reason_ru, basis_ky, basis_ru):
        self.ended_reason_ky, self.ended_reason_ru = reason_ky, reason_ru
        self.ended_basis_ky, self.ended_basis_ru = basis_ky, basis_ru


class Source(models.Model):
    """Where the money of the fund comes from."""

    competition = models.ForeignKey(Competition, models.CASCADE, related_name="sources")
    kind = models.CharField(_("source"), max_length=15, choices=SourceKind)
    name = models.CharField(_("who gives"), max_length=200, blank=True)
    amount = models.DecimalField(
        _("sum, som"),
        max_digits=12,
        decimal_places=2,
        validators=[MinValueValidator(Decimal("0.01"))],
    )

    def __str__(self) -> str:
        return self.name or str(self.get_kind_display())


class Criterion(models.Model):
    """What the commission scores, with the meaning of each level."""

    competition = models.ForeignKey(Competition, models.CASCADE, related_name="criteria")
    position = models.PositiveSmallIntegerField(_("order"), default=0)
    key = models.CharField(max_length=20)
    title_ky = models.CharField(_("criterion in Kyrgyz"), max_length=300)
    title_ru = models.CharField(_("criterion in Russian"), max_length=300)
    levels_ky = models.TextField(_("what the levels mean, in Kyrgyz"), max_length=2000, blank=True)
    levels_ru = models.TextField(_("what the levels mean, in Russian"), max_length=2000, blank=True)
    minimum = models.DecimalField(
        _("least points"), max_digits=6, decimal_places=2, default=Decimal(0)
    )
    maximum = models.DecimalField(
        _("most points"), max_digits=6, decimal_places=2, default=Decimal(10)
    )
    step = models.DecimalField(_("step"), max_digits=6, decimal_places=2, default=Decimal(1))
    weight = models.DecimalField(_("weight"), max_digits=6, decimal_places=2, default=Decimal(1))
    reason_required = models.BooleanField(_("a reason is always asked"), default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["competition", "key"], name="one_criterion_a_key"),
            models.CheckConstraint(
                condition=Q(maximum__gt=models.F("minimum")), name="criterion_has_a_scale"
            ),
            models.CheckConstraint(
                condition=Q(step__gt=0, weight__gte=0), name="criterion_step_and_weight"
            ),
        ]

    def __str__(self) -> str:
        return pick(self, "title")

    @property
    def title(self) -> str:
        return pick(self, "title")

    def faults(self) -> list[str]:
        """What is not sound about this criterion."""
        faults = []
        if (self.maximum - self.minimum) % self.step:
            faults.append(
                now_in_words("“%(criterion)s”: the step must divide the scale evenly.")
                % {"criterion": self.title}
            )
        if self.weight <= 0:
            faults.append(
                now_in_words("“%(criterion)s”: the weight must be more than nothing.")
                % {"criterion": self.title}
            )
        return faults

    def allows(self, points: Decimal) -> bool:
        """Whether these points lie on the scale."""
        return self.minimum <= points <= self.maximum and not (points - self.minimum) % self.step


class ChecklistItem(models.Model):
    """A document or a condition the check goes through, item by item."""

    competition = models.ForeignKey(Competition, models.CASCADE, related_name="checklist")
    position = models.PositiveSmallIntegerField(_("order"), default=0)
    title_ky = models.CharField(_("item in Kyrgyz"), max_length=300)
    title_ru = models.CharField(_("item in Russian"), max_length=300)
    applicant_kind = models.CharField(
        _("asked from"), max_length=10, choices=ApplicantKind, blank=True
    )
    is_document = models.BooleanField(_("a file is enclosed"), default=True)
    required = models.BooleanField(_("required"), default=True)
    # What a refusal rests on, when the municipality has entered it: named to the applicant.
    point = models.CharField(_("point of the regulation"), max_length=60, blank=True)

    def __str__(self) -> str:
        return pick(self, "title")

    @property
    def title(self) -> str:
        return pick(self, "title")

    def concerns(self, kind: str) -> bool:
        """Whether this item is asked from that kind of applicant (from everybody when blank)."""
        return self.applicant_kind in ("", kind)


class Rate(models.Model):
    """What an hour or a day of work is worth, approved with the call."""

    competition = models.ForeignKey(Competition, models.CASCADE, related_name="rates")
    title_ky = models.CharField(_("kind of work in Kyrgyz"), max_length=200)
    title_ru = models.CharField(_("kind of work in Russian"), max_length=200)
    unit_ky = models.CharField(_("unit in Kyrgyz"), max_length=40)
    unit_ru = models.CharField(_("unit in Russian"), max_length=40)
    amount = models.DecimalField(
        _("rate, som"),
        max_digits=12,
        decimal_places=2,
        validators=[MinValueValidator(Decimal("0.01"))],
    )

    def __str__(self) -> str:
        return pick(self, "title")


class PriorityField(models.Model):
    """A field of activity that brings additional points."""

    competition = models.ForeignKey(Competition, models.CASCADE, related_name="priority_fields")
    field = models.CharField(_("field"), max_length=15, choices=Field)
    points = models.DecimalField(
        _("additional points"),
        max_digits=5,
        decimal_places=2,
        validators=[MinValueValidator(Decimal("0.01"))],
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["competition", "field"], name="one_bonus_a_field")
        ]

    def __str__(self) -> str:
        return str(self.get_field_display())


class TermsVersion(models.Model):
    """The terms as announced or extended, frozen."""

    competition = models.ForeignKey(Competition, models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField(_("version"))
    facts = models.JSONField()
    sha256 = models.CharField(max_length=64)
    made_at = models.DateTimeField(_("made"))
    closes_at = models.DateTimeField(_("last minute of reception"))
    reason_ky = models.TextField(blank=True)
    reason_ru = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["competition", "number"], name="one_terms_version_a_number"
            )
        ]

    def __str__(self) -> str:
        return f"{self.competition_id}: {self.number}"

    def shown(self) -> list[tuple[str, list[str]]]:
        """The frozen facts in the reader's words: what each is called, its value or its rows."""
        frozen = Competition.from_facts(self.facts)
        language = in_two()
        return [
            (str(TABLES[name]), [row_shown(name, row, language) for row in self.facts[name]])
            if name in TABLES
            else (frozen.called(name), frozen.lines(name))
            for name in self.facts
            if name not in ("municipality", "regulation", "quorum_denominator")
        ]

    @property
    def sealed(self) -> str:
        """The very text whose fingerprint it is."""
        return canonical(self.facts)
