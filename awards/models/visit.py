"""Visits to the place, and photos."""

from django.core.exceptions import ValidationError
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django_fsm import FSMField, transition

from audit import clock
from audit.acts import Beginning, says
from awards import rules
from awards.choices import Moment, VisitState
from awards.models.award import Award
from awards.querysets import HangingQuerySet


class Visit(models.Model):
    """One visit of the aiyl okmotu: what was seen, what has to be mended."""

    award = models.ForeignKey(Award, models.PROTECT, related_name="visits", verbose_name=_("award"))
    number = models.PositiveSmallIntegerField(_("number of the act"))
    planned_on = models.DateField(_("planned for"))
    held_on = models.DateField(_("made on"), null=True, blank=True)
    place = models.CharField(_("place"), max_length=300, blank=True)
    present = models.CharField(_("who was present"), max_length=500, blank=True)
    findings = models.TextField(_("what was found"), max_length=4000, blank=True)
    to_mend = models.TextField(_("what has to be mended"), max_length=2000, blank=True)
    mend_until = models.DateField(_("to be mended until"), null=True, blank=True)
    mended = models.TextField(_("how it was mended"), max_length=2000, blank=True)
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
    def waits_for_mending(self) -> bool:
        return self.state == VisitState.MADE and self.mend_until is not None

    @transition(
        state,
        source=VisitState.PLANNED,
        target=VisitState.MADE,
        permission=rules.may_keep,
        custom=says(_("Enter the visit"), _("Visit made"), weight="main"),
    )
    def make_visit(self, *, at, held_on, place, findings, present="", to_mend="", mend_until=None):
        if held_on > clock.local_day(at):
            raise ValidationError({"held_on": _("This day has not come yet.")})
        if bool(to_mend) != bool(mend_until):
            raise ValidationError(
                {"mend_until": _("What has to be mended needs its term, and a term what to mend.")}
            )
        if mend_until and mend_until < held_on:
            raise ValidationError({"mend_until": _("The term ends before the visit.")})
        self.held_on, self.place, self.findings, self.present = held_on, place, findings, present
        self.to_mend, self.mend_until = to_mend, mend_until

    @transition(
        state,
        source=VisitState.MADE,
        target=VisitState.SETTLED,
        permission=rules.may_keep,
        conditions=[rules.something_was_to_mend],
        custom=says(
            _("Record that it is mended"), _("Findings of the visit mended"), weight="main"
        ),
    )
    def mend(self, *, at, mended):
        self.mended = mended


class Photo(models.Model):
    """A photo of a visit or of a report."""

    award = models.ForeignKey(Award, models.PROTECT, related_name="photos")
    visit = models.ForeignKey(Visit, models.PROTECT, null=True, blank=True, related_name="photos")
    report = models.ForeignKey(
        "awards.Report", models.PROTECT, null=True, blank=True, related_name="photos"
    )
    moment = models.CharField(
        _("before or after"), max_length=6, choices=Moment, default=Moment.AFTER
    )
    caption = models.CharField(_("what it shows"), max_length=200, blank=True)
    file = models.FileField(_("photo"), upload_to="photos/%Y/%m/", max_length=200)
    added_at = models.DateTimeField(_("added"))

    objects = HangingQuerySet.as_manager()

    def __str__(self) -> str:
        return self.caption or self.get_moment_display()
