"""Payments of the grant: tranches to the winner, or purchases by the municipality."""

from django.core.exceptions import ValidationError
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django_fsm import FSMField, transition

from audit import clock
from audit.acts import Beginning, says
from awards import rules
from awards.choices import PaymentKind, PaymentState
from awards.models.award import SOME, Award
from awards.models.line import AwardLine
from awards.querysets import HangingQuerySet


class Payment(models.Model):
    """One payment of the grant."""

    award = models.ForeignKey(
        Award, models.PROTECT, related_name="payments", verbose_name=_("award")
    )
    kind = models.CharField(_("kind"), max_length=8, choices=PaymentKind)
    number = models.PositiveSmallIntegerField(_("number"))
    amount = models.DecimalField(_("sum, som"), max_digits=12, decimal_places=2, validators=SOME)
    planned_for = models.DateField(_("planned for"), null=True, blank=True)
    needs_report = models.BooleanField(_("only after an accepted interim report"), default=False)
    depends_on = models.ForeignKey(
        "awards.Report",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="payments",
        verbose_name=_("report"),
    )
    line = models.ForeignKey(
        AwardLine,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="payments",
        verbose_name=_("budget line"),
    )
    supplier = models.CharField(_("supplier"), max_length=200, blank=True)
    order_number = models.CharField(_("number of the payment order"), max_length=60, blank=True)
    order_on = models.DateField(_("date of the payment order"), null=True, blank=True)
    state = FSMField(
        _("state"),
        choices=PaymentState,
        default=PaymentState.PLANNED,
        protected=True,
        editable=False,
    )

    objects = HangingQuerySet.as_manager()

    beginning = Beginning(
        verb="plan_payment",
        label=_("Plan a payment"),
        done=_("Payment planned"),
        may=rules.may_keep,
        conditions=[
            rules.ledger_is_open,
            rules.payment_is_of_the_calls_kind,
            rules.purchase_names_its_line,
            rules.payment_fits_the_grant,
            rules.purchase_fits_its_line,
        ],
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["award", "number"], name="one_payment_a_number")
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} № {self.number}"

    @property
    def journal_chain(self) -> str:
        return self.award.journal_chain

    def get_absolute_url(self) -> str:
        return reverse("payment_detail", args=[self.pk])

    @property
    def is_purchase(self) -> bool:
        return self.kind == PaymentKind.PURCHASE

    @transition(
        state,
        source=PaymentState.PLANNED,
        target=PaymentState.APPROVED,
        permission=rules.may_decide,
        conditions=[
            rules.ledger_is_open,
            rules.payment_fits_the_grant,
            rules.purchase_fits_its_line,
            rules.earlier_account_is_accepted,
        ],
        custom=says(_("Approve the payment"), _("Payment approved"), weight="main"),
    )
    def approve(self, *, at, depends_on=None):
        self.depends_on = depends_on

    @transition(
        state,
        source=PaymentState.APPROVED,
        target=PaymentState.PAID,
        permission=rules.may_keep,
        conditions=[rules.ledger_is_open, rules.payment_fits_the_grant],
        custom=says(_("Enter the payment"), _("Payment made"), weight="main"),
    )
    def pay(self, *, at, order_number, order_on):
        if order_on > clock.local_day(at):
            raise ValidationError({"order_on": _("This day has not come yet.")})
        if self.award.agreed_at and order_on < clock.local_day(self.award.agreed_at):
            raise ValidationError({"order_on": _("This day is before the agreement was signed.")})
        self.order_number, self.order_on = order_number, order_on

    @transition(
        state,
        source=PaymentState.PAID,
        target=PaymentState.ACCOUNTED,
        permission=rules.may_keep,
        conditions=[rules.tranche_is_documented],
        custom=says(_("Account for the payment"), _("Payment accounted for"), weight="main"),
    )
    def account(self, *, at):
        pass

    @transition(
        state,
        source=[PaymentState.PLANNED, PaymentState.APPROVED],
        target=PaymentState.CANCELLED,
        permission=rules.may_cancel,
        custom=says(_("Cancel the payment"), _("Payment cancelled"), weight="danger"),
    )
    def cancel(self, *, at):
        pass
