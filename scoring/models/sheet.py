"""The sheet of one seat about one application, its marks, and every version that was sent."""

from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as now_in_words
from django.utils.translation import gettext_lazy as _
from django_fsm import FSMField, transition

from applications.models import Application
from audit import clock
from audit.acts import Beginning, says
from competitions.models import Competition, Criterion, Seat
from scoring import rules
from scoring.choices import APART, DECLARED_KINDS, WRITABLE, InterestKind, SheetState
from scoring.querysets import SheetQuerySet


class WholeSheets(models.Manager):
    """A sheet with what every act about it asks: the call, the seat, the application."""

    def get_queryset(self) -> SheetQuerySet:
        return SheetQuerySet(self.model, using=self._db).with_all()


class Sheet(models.Model):
    """What one seat declares and gives to one application."""

    competition = models.ForeignKey(
        Competition, models.PROTECT, related_name="+", verbose_name=_("call")
    )
    seat = models.ForeignKey(Seat, models.PROTECT, related_name="+", verbose_name=_("seat"))
    application = models.ForeignKey(
        Application, models.PROTECT, related_name="+", verbose_name=_("application")
    )
    position = models.PositiveIntegerField(_("order"), default=0)
    interest_kind = models.CharField(
        _("kind of interest"), max_length=10, choices=InterestKind, blank=True
    )
    interest_words = models.TextField(_("what the interest is"), max_length=1000, blank=True)
    reason = models.TextField(_("reason"), max_length=2000, blank=True)
    declared_at = models.DateTimeField(_("declared"), null=True, blank=True)
    reopened_until = models.DateTimeField(_("reopened until"), null=True, blank=True)
    sent_at = models.DateTimeField(_("sent"), null=True, blank=True)
    versions_count = models.PositiveSmallIntegerField(default=0, editable=False)
    state = FSMField(
        _("state"),
        choices=SheetState,
        default=SheetState.UNDECLARED,
        protected=True,
        editable=False,
    )

    objects = SheetQuerySet.as_manager()
    whole = WholeSheets()

    beginning = Beginning(
        verb="call_alternate",
        label=_("Call an alternate"),
        done=_("Alternate called"),
        may=rules.may_call_alternate,
        conditions=[rules.marks_may_still_change],
    )

    class Meta:
        # The kernel reads a sheet afresh for every act; all acts ask about seat, call and text.
        base_manager_name = "whole"
        constraints = [
            models.UniqueConstraint(
                fields=["seat", "application"],
                name="one_sheet_a_seat",
                violation_error_message=_("This seat already has a sheet for this application."),
            )
        ]
        indexes = [models.Index(fields=["competition", "state"], name="sheets_of_call")]

    def __str__(self) -> str:
        # The label is printed in the journal: by number or code, never by name.
        one = self.application
        return now_in_words("Sheet of %(person)s, application № %(number)s") % {
            "person": self.seat.user.name,
            "number": one.code if self.competition.covers_names else one.number,
        }

    @property
    def journal_chain(self) -> str:
        return self.competition.journal_chain

    def get_absolute_url(self) -> str:
        return reverse("sheet_detail", args=[self.pk])

    @property
    def is_writable(self) -> bool:
        return self.state in WRITABLE

    @property
    def is_undeclared(self) -> bool:
        return self.state == SheetState.UNDECLARED

    @property
    def is_sent(self) -> bool:
        return self.state == SheetState.SENT

    @property
    def is_apart(self) -> bool:
        """Whether its holder has no part in the application."""
        return self.state in APART

    def marks_in_order(self) -> list[tuple[Criterion, Any]]:
        """Every criterion of the call with the mark given, or none."""
        return self._marks

    @cached_property
    def _marks(self) -> list[tuple[Criterion, Any]]:
        marks = {mark.criterion_id: mark for mark in self.marks.all()}
        criteria = self.competition.criteria_in_order()
        return [(criterion, marks.get(criterion.pk)) for criterion in criteria]

    @cached_property
    def holder_speaks_for_it(self) -> bool:
        """Whether whoever holds the seat belongs to the applicant, asked once a request."""
        return bool(self.application.speaks_for(self.seat.user))

    @transition(
        state,
        source=SheetState.UNDECLARED,
        target=SheetState.OPEN,
        permission=rules.may_fill_sheet,
        conditions=[
            rules.marks_may_still_change,
            rules.application_is_in_play,
            rules.holder_has_no_part_in_it,
        ],
        custom=says(_("I have no interest in it"), _("No interest declared"), weight="main"),
    )
    def declare_no_interest(self, *, at):
        self.declared_at = at

    @transition(
        state,
        source=SheetState.UNDECLARED,
        target=SheetState.RECUSED,
        permission=rules.may_fill_sheet,
        conditions=[rules.marks_may_still_change],
        custom=says(_("I have an interest in it"), _("Interest declared: recused")),
    )
    def declare_interest(self, *, at, interest_kind, interest_words):
        self._keep_interest(interest_kind, interest_words)
        self.declared_at = at

    @transition(
        state,
        source=[*WRITABLE, SheetState.SENT],
        target=SheetState.VOIDED,
        permission=rules.may_declare_late_interest,
        conditions=[rules.marks_may_still_change],
        custom=says(
            _("Declare an interest found later"),
            _("Interest found later: sheet void"),
            weight="danger",
        ),
    )
    def declare_late_interest(self, *, at, interest_kind, interest_words):
        self._keep_interest(interest_kind, interest_words)
        self.reopened_until = None

    @transition(
        state,
        source=WRITABLE,
        target=None,
        permission=rules.may_fill_sheet,
        conditions=[
            rules.marks_may_still_change,
            rules.application_is_in_play,
            rules.reopened_term_is_running,
            rules.holder_has_no_part_in_it,
        ],
        custom=says(_("Give points"), _("Points entered"), silent=True),
    )
    def score(self, *, at):
        pass

    @transition(
        state,
        source=WRITABLE,
        target=SheetState.SENT,
        permission=rules.may_fill_sheet,
        conditions=[
            rules.marks_may_still_change,
            rules.application_is_in_play,
            rules.reopened_term_is_running,
            rules.holder_has_no_part_in_it,
            rules.every_criterion_has_points,
            rules.reasons_are_given,
        ],
        custom=says(_("Send the sheet"), _("Sheet sent"), weight="main"),
    )
    def send(self, *, at):
        self.sent_at, self.reopened_until = at, None
        self.versions_count += 1

    @transition(
        state,
        source=[SheetState.SENT, SheetState.REOPENED],
        target=SheetState.REOPENED,
        permission=rules.may_rule_on_sheet,
        conditions=[rules.marks_may_still_change, rules.application_is_in_play],
        custom=says(_("Reopen the sheet"), _("Sheet reopened")),
    )
    def reopen(self, *, at, reason, until):
        if until <= clock.arrival():
            raise ValidationError({"until": now_in_words("The term must end later than now.")})
        self.reason, self.reopened_until = reason, until

    @transition(
        state,
        source=[SheetState.UNDECLARED, *WRITABLE],
        target=SheetState.EXCUSED,
        permission=rules.may_rule_on_sheet,
        conditions=[rules.marks_may_still_change],
        custom=says(_("Excuse from scoring it"), _("Excused from scoring it")),
    )
    def excuse(self, *, at, reason):
        self.reason, self.reopened_until = reason, None

    @transition(
        state,
        source=[SheetState.UNDECLARED, *WRITABLE],
        target=None,
        permission=rules.may_remind,
        conditions=[rules.marks_may_still_change, rules.application_is_in_play],
        custom=says(_("Remind of it"), _("Reminded")),
    )
    def remind(self, *, at):
        pass

    @transition(
        state,
        source=[SheetState.UNDECLARED, SheetState.OPEN],
        target=SheetState.DECLINED,
        permission=rules.may_fill_sheet,
        conditions=[rules.marks_may_still_change],
        custom=says(_("Decline to score it"), _("Declined to score it"), weight="danger"),
    )
    def decline_to_score(self, *, at, reason):
        self.reason = reason

    def _keep_interest(self, kind: str, words: str) -> None:
        if kind not in dict(DECLARED_KINDS):
            raise ValidationError({"interest_kind": now_in_words("Choose the kind of interest.")})
        self.interest_kind, self.interest_words = kind, words


class Mark(models.Model):
    """The points of one sheet by one criterion, with the reason."""

    sheet = models.ForeignKey(Sheet, models.CASCADE, related_name="marks")
    criterion = models.ForeignKey(
        Criterion, models.PROTECT, related_name="+", verbose_name=_("criterion")
    )
    points = models.DecimalField(_("points"), max_digits=6, decimal_places=2, null=True, blank=True)
    reason = models.TextField(_("reason"), max_length=2000, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["sheet", "criterion"], name="one_points_a_criterion")
        ]

    def __str__(self) -> str:
        return str(self.criterion)

    def asks_reason(self, criterion: Criterion) -> bool:
        """Whether these points need words: where the call asks for them, and at both ends."""
        return criterion.reason_required or self.points in (criterion.minimum, criterion.maximum)

    @staticmethod
    def fault(criterion: Criterion, points: Decimal | None) -> str:
        """What is wrong with these points, if anything."""
        if points is None or criterion.allows(points):
            return ""
        return now_in_words("From %(minimum)s to %(maximum)s, in steps of %(step)s.") % {
            "minimum": f"{criterion.minimum.normalize():f}",
            "maximum": f"{criterion.maximum.normalize():f}",
            "step": f"{criterion.step.normalize():f}",
        }


class SheetVersion(models.Model):
    """The sheet as it was sent, frozen: every one of them is kept."""

    sheet = models.ForeignKey(Sheet, models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField(_("version"))
    facts = models.JSONField()
    sha256 = models.CharField(max_length=64)
    made_at = models.DateTimeField(_("made"))

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["sheet", "number"], name="one_sheet_version_a_number")
        ]

    def __str__(self) -> str:
        return f"{self.sheet_id}: {self.number}"
