"""What has to be given back, part by part, and what a gathering decided about residents' money."""

from decimal import Decimal

from django.core.exceptions import ValidationError
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django_fsm import FSMField, transition

from audit import clock
from audit.acts import Beginning, says
from awards import rules
from awards.choices import RESIDENTS, GatheringState, ObligationReason, ObligationState, Purse
from awards.models.award import NOT_NEGATIVE, SOME, Award
from awards.models.contribution import Contribution
from awards.querysets import HangingQuerySet
from ui.som import in_figures


class Gathering(models.Model):
    """A gathering of residents that gave their unspent money another purpose."""

    award = models.ForeignKey(
        Award, models.PROTECT, related_name="gatherings", verbose_name=_("award")
    )
    held_on = models.DateField(_("held on"))
    place = models.CharField(_("place"), max_length=300)
    present = models.PositiveIntegerField(_("people present"))
    votes_for = models.PositiveIntegerField(_("votes for"))
    purpose = models.TextField(_("what the money is for now"), max_length=2000)
    file = models.FileField(
        _("minutes of the gathering"), upload_to="gatherings/%Y/", max_length=200, blank=True
    )
    state = FSMField(
        _("state"),
        choices=GatheringState,
        default=GatheringState.RECORDED,
        protected=True,
        editable=False,
    )

    objects = HangingQuerySet.as_manager()

    beginning = Beginning(
        verb="record_gathering",
        label=_("Record a gathering about unspent money"),
        done=_("Gathering recorded: residents' money has another purpose"),
        may=rules.may_keep,
        conditions=[
            rules.residents_money_is_owed,
            rules.gathering_was_held,
            rules.majority_was_for,
        ],
    )

    def __str__(self) -> str:
        return f"{self.held_on:%d.%m.%Y}, {self.place}"

    @property
    def journal_chain(self) -> str:
        return self.award.journal_chain

    def get_absolute_url(self) -> str:
        return self.award.get_absolute_url()


class Obligation(models.Model):
    """Money that has to go back: from which purse, to whom, until when."""

    award = models.ForeignKey(
        Award, models.PROTECT, related_name="obligations", verbose_name=_("award")
    )
    contribution = models.ForeignKey(
        Contribution,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="obligations",
        verbose_name=_("contribution"),
    )
    source = models.CharField(_("whose money"), max_length=12, choices=Purse)
    to_whom = models.CharField(_("to whom"), max_length=200)
    amount = models.DecimalField(_("sum, som"), max_digits=12, decimal_places=2, validators=SOME)
    settled_amount = models.DecimalField(
        _("given back, som"),
        max_digits=12,
        decimal_places=2,
        default=Decimal(0),
        validators=NOT_NEGATIVE,
    )
    due_on = models.DateField(_("until"))
    reason = models.CharField(_("why"), max_length=12, choices=ObligationReason)
    gathering = models.ForeignKey(
        Gathering, models.PROTECT, null=True, blank=True, related_name="obligations"
    )
    decision_number = models.CharField(_("number of the decision"), max_length=60, blank=True)
    decision_on = models.DateField(_("date of the decision"), null=True, blank=True)
    decision_words = models.TextField(_("ground"), max_length=2000, blank=True)
    state = FSMField(
        _("state"),
        choices=ObligationState,
        default=ObligationState.OWED,
        protected=True,
        editable=False,
    )

    objects = HangingQuerySet.as_manager()

    beginning = Beginning(
        verb="owe", label=_("Record what is owed"), done=_("Obligation made"), may=rules.may_close
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(settled_amount__lte=models.F("amount")),
                name="settled_within_owed",
            )
        ]

    def __str__(self) -> str:
        return f"{self.to_whom}: {self.amount}"

    @property
    def journal_chain(self) -> str:
        return self.award.journal_chain

    def get_absolute_url(self) -> str:
        return reverse("obligation_detail", args=[self.pk])

    @property
    def left(self) -> Decimal:
        """What is still owed, som."""
        return self.amount - self.settled_amount

    @property
    def is_residents(self) -> bool:
        return self.source in RESIDENTS

    @property
    def is_overdue(self) -> bool:
        return self.state == ObligationState.OWED and self.due_on < clock.today()

    @transition(
        state,
        source=ObligationState.OWED,
        target=None,
        permission=rules.may_keep,
        custom=says(_("Enter a part given back"), _("Part of the debt given back")),
    )
    def settle_part(self, *, at, amount, on, document):
        if on > clock.local_day(at):
            raise ValidationError({"on": _("This day has not come yet.")})
        if amount >= self.left:
            sentence = _("Only %(left)s som is owed: enter the whole sum as given back.")
            raise ValidationError({"amount": sentence % {"left": in_figures(self.left)}})
        self.settled_amount += amount

    @transition(
        state,
        source=ObligationState.OWED,
        target=ObligationState.SETTLED,
        permission=rules.may_keep,
        custom=says(_("Enter that all is given back"), _("Debt given back"), weight="main"),
    )
    def settle(self, *, at, on, document):
        if on > clock.local_day(at):
            raise ValidationError({"on": _("This day has not come yet.")})
        self.settled_amount = self.amount

    @transition(
        state,
        source=ObligationState.OWED,
        target=ObligationState.SETTLED,
        permission=rules.may_keep,
        conditions=[rules.obligation_is_to_residents],
        custom=says(_("Give it another purpose"), _("Money given another purpose by a gathering")),
    )
    def redirect(self, *, at, gathering):
        self.gathering = gathering

    @transition(
        state,
        source=ObligationState.OWED,
        target=ObligationState.WRITTEN_OFF,
        permission=rules.may_decide,
        custom=says(_("Write the debt off"), _("Debt written off"), weight="danger"),
    )
    def write_off(self, *, at, decision_number, decision_on, ground):
        if decision_on > clock.local_day(at):
            raise ValidationError({"decision_on": _("This day has not come yet.")})
        self.decision_number, self.decision_on, self.decision_words = (
            decision_number,
            decision_on,
            ground,
        )


class Settlement(models.Model):
    """One sum given back, with its proof."""

    obligation = models.ForeignKey(Obligation, models.PROTECT, related_name="settlements")
    amount = models.DecimalField(_("sum, som"), max_digits=12, decimal_places=2, validators=SOME)
    on = models.DateField(_("on"))
    document = models.CharField(_("document"), max_length=200)
    file = models.FileField(_("file"), upload_to="settlements/%Y/", max_length=200, blank=True)
    recorded_at = models.DateTimeField(_("recorded"))

    objects = HangingQuerySet.as_manager()

    def __str__(self) -> str:
        return self.document

    @property
    def award(self) -> Award:
        return self.obligation.award
