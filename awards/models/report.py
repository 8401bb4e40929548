"""Reports of the winner, interim and final."""

from django.core.exceptions import ValidationError
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django_fsm import FSMField, transition

from audit import clock
from audit.acts import Beginning, says
from audit.canonical import plain
from awards import rules
from awards.choices import (
    REPORT_COUNTS,
    REPORT_ROWS,
    REPORT_TEXTS,
    ReportKind,
    ReportState,
)
from awards.models.award import Award
from awards.querysets import HangingQuerySet


class Report(models.Model):
    """What the winner says of the work and the money."""

    award = models.ForeignKey(
        Award, models.PROTECT, related_name="reports", verbose_name=_("award")
    )
    kind = models.CharField(_("kind"), max_length=7, choices=ReportKind)
    number = models.PositiveSmallIntegerField(_("number"))
    words = models.TextField(_("what was done"), max_length=6000, blank=True)
    results = models.TextField(_("results against the plan"), max_length=6000, blank=True)
    women = models.PositiveIntegerField(_("women who benefit"), null=True, blank=True)
    men = models.PositiveIntegerField(_("men who benefit"), null=True, blank=True)
    children = models.PositiveIntegerField(_("of them children under 18"), null=True, blank=True)
    youth = models.PositiveIntegerField(_("of them young people 18 to 28"), null=True, blank=True)
    elderly = models.PositiveIntegerField(_("of them elderly people"), null=True, blank=True)
    disabled = models.PositiveIntegerField(
        _("of them people with disability"), null=True, blank=True
    )
    added_afterwards = models.TextField(
        _("what others added afterwards"), max_length=4000, blank=True
    )
    cared_by = models.TextField(_("who takes care of it now"), max_length=1000, blank=True)
    paid_women = models.PositiveIntegerField(_("women paid for work"), null=True, blank=True)
    paid_men = models.PositiveIntegerField(_("men paid for work"), null=True, blank=True)
    paid_with_disability = models.PositiveIntegerField(
        _("of the paid from families with disability"), null=True, blank=True
    )
    added_participants = models.PositiveIntegerField(
        _("how many people took part in what others added"), null=True, blank=True
    )
    # Rows: what was planned beside what came; who added what; gatherings; what is to be mended.
    outcomes = models.JSONField(_("result by result"), default=list, blank=True)
    additions = models.JSONField(_("who added what"), default=list, blank=True)
    gatherings = models.JSONField(_("gatherings"), default=list, blank=True)
    items = models.JSONField(_("what to mend, with the answers"), default=list, blank=True)
    begun_at = models.DateTimeField(_("begun"))
    submitted_at = models.DateTimeField(_("handed in"), null=True, blank=True)
    returned_until = models.DateField(_("to be handed in again until"), null=True, blank=True)
    refused_for = models.TextField(_("why it was refused"), max_length=2000, blank=True)
    refused_at = models.DateTimeField(_("refused"), null=True, blank=True)
    accepted_at = models.DateTimeField(_("accepted"), null=True, blank=True)
    facts = models.JSONField(default=dict, blank=True)
    sha256 = models.CharField(max_length=64, blank=True)
    state = FSMField(
        _("state"), choices=ReportState, default=ReportState.DRAFT, protected=True, editable=False
    )

    objects = HangingQuerySet.as_manager()

    beginning = Beginning(
        verb="begin_report",
        label=_("Begin a report"),
        done=_("Report begun"),
        may=rules.may_record,
        conditions=[
            rules.work_is_under_way,
            rules.no_report_is_open,
            rules.final_report_is_not_there,
        ],
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["award", "number"], name="one_report_a_number"),
            models.UniqueConstraint(
                fields=["award"],
                condition=models.Q(kind=ReportKind.FINAL) & ~models.Q(state=ReportState.REFUSED),
                name="one_final_report",
                violation_error_message=_("There is already a final report."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} № {self.number}"

    @property
    def journal_chain(self) -> str:
        return self.award.journal_chain

    def get_absolute_url(self) -> str:
        return reverse("report_detail", args=[self.pk])

    @property
    def is_final(self) -> bool:
        return self.kind == ReportKind.FINAL

    @property
    def is_refused(self) -> bool:
        return self.state == ReportState.REFUSED

    @property
    def has_acceptance(self) -> bool:
        """Whether its acceptance can be printed."""
        return self.is_final and self.state == ReportState.ACCEPTED

    @property
    def is_late(self) -> bool:
        """Whether it was returned and its term is over."""
        return self.returned_until is not None and self.returned_until < clock.today()

    @property
    def is_open(self) -> bool:
        """Whether its words can still be written."""
        return self.state in (ReportState.DRAFT, ReportState.RETURNED)

    @property
    def open_items(self) -> list[str]:
        """What it was returned for and nobody has answered."""
        if self.state != ReportState.RETURNED:
            return []
        return [item["what"] for item in self.items if not item["answer"]]

    @property
    def paid_workers(self) -> int:
        """All who were paid for work, people."""
        return (self.paid_women or 0) + (self.paid_men or 0)

    @property
    def beneficiaries(self) -> int:
        """All who benefit, people."""
        return (self.women or 0) + (self.men or 0)

    @transition(
        state,
        source=[ReportState.DRAFT, ReportState.RETURNED],
        target=None,
        permission=rules.may_record,
        conditions=[rules.work_is_under_way],
        custom=says(_("Fill in the report"), _("Report filled in"), silent=True),
    )
    def edit(self, *, at, values):
        for name in (*REPORT_TEXTS, *REPORT_COUNTS):
            if name in values:
                setattr(self, name, values[name])
        for name in REPORT_ROWS:
            if name in values:
                setattr(self, name, plain(values[name]))

    @transition(
        state,
        source=[ReportState.DRAFT, ReportState.RETURNED],
        target=ReportState.SUBMITTED,
        permission=rules.may_record,
        conditions=[rules.work_is_under_way, rules.report_is_filled_in],
        custom=says(_("Hand the report in"), _("Report handed in"), weight="main"),
    )
    def submit(self, *, at, facts, sha256):
        self.submitted_at, self.facts, self.sha256 = at, facts, sha256
        self.returned_until = None

    @transition(
        state,
        source=ReportState.SUBMITTED,
        target=ReportState.RETURNED,
        permission=rules.may_close,
        custom=says(_("Return the report"), _("Report returned to be mended")),
    )
    def send_back(self, *, at, items, until):
        if until < clock.local_day(at):
            raise ValidationError({"until": _("This day has passed already.")})
        self.items = [{"what": what, "answer": ""} for what in items]
        self.returned_until = until

    @transition(
        state,
        source=ReportState.SUBMITTED,
        target=ReportState.ACCEPTED,
        permission=rules.may_decide,
        conditions=[rules.work_is_under_way],
        custom=says(_("Accept the report"), _("Report accepted"), weight="main"),
    )
    def accept(self, *, at):
        self.accepted_at = at

    @transition(
        state,
        source=[ReportState.SUBMITTED, ReportState.RETURNED],
        target=ReportState.REFUSED,
        permission=rules.may_decide,
        conditions=[rules.report_had_its_chance],
        custom=says(_("Refuse the report"), _("Report refused"), weight="danger"),
    )
    def refuse(self, *, at, reason):
        self.refused_for, self.refused_at = reason, at
        self.returned_until = None
