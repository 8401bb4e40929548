"""Visits to the place, and what each of them found."""

from django.core.exceptions import ValidationError
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django_fsm import FSMField, transition

from audit import clock
from audit.acts import Beginning, says
from awards import rules
from awards.choices import FindingState, VisitState
from awards.models.award import Award
from awards.querysets import FindingQuerySet, HangingQuerySet


class Visit(models.Model):
    """One visit of the aiyl okmotu: what was seen, what has to be mended."""

    award = models.ForeignKey(Award, models.PROTECT, related_name="visits", verbose_name=_("award"))
    number = models.PositiveSmallIntegerField(_("number of the act"))
    planned_on = models.DateField(_("planned for"))
    held_on = models.DateField(_("made on"), null=True, blank=True)
    place = models.CharField(_("place"), max_length=300, blank=True)
    present = models.CharField(_("who was present"), max_length=500, blank=True)
    findings = models.TextField(_("what was found"), max_length=4000, blank=True)
    called_off_for = models.TextField(_("why it was called off"), max_length=2000, blank=True)
    state = FSMField(
        _("state"), choices=VisitState, default=VisitState.PLANNED, protected=True, editable=False
    )

    objects = HangingQuerySet.as_manager()

    beginning = Beginning(
        verb="plan_visit",
        label=_("Plan a visit"),
        done=_("Visit planned"),
        may=rules.may_keep,
        conditions=[rules.work_is_under_way],
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["award", "number"], name="one_visit_a_number")
        ]

    def __str__(self) -> str:
        return str(_("Visit № %(number)s") % {"number": self.number})

    @property
    def journal_chain(self) -> str:
        return self.award.journal_chain

    def get_absolute_url(self) -> str:
        return reverse("visit_detail", args=[self.pk])

    @property
    def is_planned(self) -> bool:
        return self.state == VisitState.PLANNED

    @property
    def open_findings(self) -> list["Finding"]:
        """What it found and nobody has recorded as mended, in the order of the act."""
        rows = [one for one in self.found.all() if one.is_open]
        return sorted(rows, key=lambda one: one.number)

    @transition(
        state,
        source=VisitState.PLANNED,
        target=VisitState.MADE,
        permission=rules.may_keep,
        custom=says(_("Enter the visit"), _("Visit made"), weight="main"),
    )
    def make_visit(self, *, at, held_on, place, findings, present=""):
        if held_on > clock.local_day(at):
            raise ValidationError({"held_on": _("This day has not come yet.")})
        self.held_on, self.place, self.findings, self.present = held_on, place, findings, present

    @transition(
        state,
        source=VisitState.PLANNED,
        target=VisitState.CALLED_OFF,
        permission=rules.may_keep,
        custom=says(_("Call the visit off"), _("Visit called off"), weight="danger"),
    )
    def call_off(self, *, at, reason):
        self.called_off_for = reason


class Finding(models.Model):
    """One thing a visit found wrong, with its own term and its own closing."""

    visit = models.ForeignKey(Visit, models.PROTECT, related_name="found", verbose_name=_("visit"))
    number = models.PositiveSmallIntegerField(_("number"))
    what = models.CharField(_("what has to be mended"), max_length=500)
    until = models.DateField(_("to be mended until"))
    mended_on = models.DateField(_("mended on"), null=True, blank=True)
    mended_note = models.TextField(_("how it was mended"), max_length=2000, blank=True)
    closed_by = models.CharField(_("who saw that it is mended"), max_length=160, blank=True)
    closed_at = models.DateTimeField(_("closed"), null=True, blank=True)
    reminded_at = models.DateTimeField(_("reminded of the term"), null=True, blank=True)
    state = FSMField(
        _("state"), choices=FindingState, default=FindingState.OPEN, protected=True, editable=False
    )

    objects = FindingQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["visit", "number"], name="one_finding_a_number")
        ]

    def __str__(self) -> str:
        words = {"visit": self.visit, "number": self.number}
        return str(_("%(visit)s, finding %(number)s") % words)

    @property
    def award(self) -> Award:
        return self.visit.award

    @property
    def journal_chain(self) -> str:
        return self.award.journal_chain

    def get_absolute_url(self) -> str:
        return reverse("finding_detail", args=[self.pk])

    @property
    def is_open(self) -> bool:
        return self.state == FindingState.OPEN

    @property
    def is_overdue(self) -> bool:
        """Whether its term is over and nobody has recorded it as mended."""
        return self.is_open and self.until < clock.today()

    @transition(
        state,
        source=FindingState.OPEN,
        target=FindingState.MENDED,
        permission=rules.may_keep,
        custom=says(_("Record that it is mended"), _("Finding mended"), weight="main"),
    )
    def mend(self, *, at, mended_on, mended_note, closed_by):
        if mended_on > clock.local_day(at):
            raise ValidationError({"mended_on": _("This day has not come yet.")})
        if self.visit.held_on and mended_on < self.visit.held_on:
            raise ValidationError({"mended_on": _("This day lies before the visit.")})
        self.mended_on, self.mended_note = mended_on, mended_note
        self.closed_by, self.closed_at = closed_by, at

    @transition(
        state,
        source=FindingState.OPEN,
        target=None,
        permission=rules.may_remind,
        conditions=[rules.finding_reminder_is_due],
        custom=says(_("Remind of the finding"), _("Reminded of what is to be mended")),
    )
    def remind_of_finding(self, *, at):
        self.reminded_at = at
