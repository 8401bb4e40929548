"""What has to be given back, part by part, and what a gathering decided about residents' money."""

from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django_fsm import FSMField, transition

from audit import clock
from audit.acts import Beginning, says
from awards import rules
from awards.choices import (
    FUNDS_GROUNDS,
    GIVERS_GROUNDS,
    OF_THE_UNSPENT,
    RESIDENTS,
    GatheringState,
    ObligationReason,
    ObligationState,
    Purse,
    WriteOffGround,
)
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
    women = models.PositiveIntegerField(_("women present"), null=True, blank=True)
    men = models.PositiveIntegerField(_("men present"), null=True, blank=True)
    present = models.PositiveIntegerField(_("people present"))
    votes_for = models.PositiveIntegerField(_("votes for"))
    votes_against = models.PositiveIntegerField(_("votes against"), null=True, blank=True)
    votes_abstained = models.PositiveIntegerField(_("abstained"), null=True, blank=True)
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
            rules.votes_add_up,
            rules.majority_was_for,
            rules.minutes_are_enclosed,
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
    redirected_amount = models.DecimalField(
        _("given another purpose, som"),
        max_digits=12,
        decimal_places=2,
        default=Decimal(0),
        validators=NOT_NEGATIVE,
    )
    written_off_amount = models.DecimalField(
        _("written off, som"),
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
                condition=models.Q(
                    # SQLite adds in binary fractions: half a tyiyn is no difference.
                    amount__gt=models.F("settled_amount")
                    + models.F("redirected_amount")
                    + models.F("written_off_amount")
                    - Decimal("0.005")
                ),
                name="met_within_owed",
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
        met = self.settled_amount + self.redirected_amount + self.written_off_amount
        return self.amount - met

    @property
    def is_of_unspent(self) -> bool:
        """Whether it is money that was never spent; else spent money is paid back."""
        return self.reason in OF_THE_UNSPENT

    @property
    def is_to_the_fund(self) -> bool:
        return self.source == Purse.GRANT

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
        self.settled_amount += self.left

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
        self.redirected_amount = self.left

    @transition(
        state,
        source=ObligationState.OWED,
        target=ObligationState.WRITTEN_OFF,
        permission=rules.may_decide,
        custom=says(_("Write the debt off"), _("Debt written off"), weight="danger"),
    )
    def write_off(self, *, at, decision_number, decision_on, ground, ground_kind):
        self._look_at(at, decision_on, ground_kind)
        self.written_off_amount += self.left
        self.decision_number, self.decision_on, self.decision_words = (
            decision_number,
            decision_on,
            ground,
        )

    @transition(
        state,
        source=ObligationState.OWED,
        target=None,
        permission=rules.may_decide,
        custom=says(_("Write a part off"), _("Part of the debt written off"), weight="danger"),
    )
    def write_off_part(self, *, at, amount, decision_on, ground_kind):
        self._look_at(at, decision_on, ground_kind)
        if amount >= self.left:
            sentence = _("Only %(left)s som is owed: write the whole debt off.")
            raise ValidationError({"amount": sentence % {"left": in_figures(self.left)}})
        self.written_off_amount += amount

    def _look_at(self, at: Any, decision_on: Any, ground_kind: str) -> None:
        if decision_on > clock.local_day(at):
            raise ValidationError({"decision_on": _("This day has not come yet.")})
        if ground_kind not in (FUNDS_GROUNDS if self.is_to_the_fund else GIVERS_GROUNDS):
            sentence = (
                _("The fund's money is not a giver's: choose another ground.")
                if self.is_to_the_fund
                else _(
                    "This is a giver's own money. It is given back, or residents decide on it at a "
                    "gathering; it is written off only on the giver's word, a court's, when the "
                    "giver cannot be found, or for a document found later."
                )
            )
            raise ValidationError({"ground_kind": sentence})


class WriteOff(models.Model):
    """One decision by which a debt, or a part of it, is no longer asked for."""

    obligation = models.ForeignKey(Obligation, models.PROTECT, related_name="write_offs")
    amount = models.DecimalField(_("sum, som"), max_digits=12, decimal_places=2, validators=SOME)
    decision_number = models.CharField(_("number of the decision"), max_length=60)
    decision_on = models.DateField(_("date of the decision"))
    decided_by = models.CharField(_("who decided"), max_length=200, blank=True)
    ground_kind = models.CharField(_("ground"), max_length=12, choices=WriteOffGround)
    ground = models.TextField(_("in words"), max_length=2000)
    file = models.FileField(_("file"), upload_to="write-offs/%Y/", max_length=200, blank=True)
    recorded_at = models.DateTimeField(_("recorded"))

    objects = HangingQuerySet.as_manager()

    def __str__(self) -> str:
        return f"№ {self.decision_number}"

    @property
    def award(self) -> Award:
        return self.obligation.award


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
