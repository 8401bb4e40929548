"""Payments of the grant: tranches to the winner, or purchases by the municipality."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator, RegexValidator
from django.db import models
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django_fsm import FSMField, transition

from accounts.models import User
from audit import clock
from audit.acts import Beginning, says
from awards import rules
from awards.choices import PaymentKind, PaymentState
from awards.models.award import SOME, Award
from awards.models.line import AwardLine
from awards.querysets import HangingQuerySet

SOME_QUANTITY = [MinValueValidator(Decimal("0.001"))]
TAX_NUMBER = RegexValidator(r"^\d{14}$", _("A tax number has fourteen figures."))


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
    needs_account = models.BooleanField(
        _("only after the payments before are accounted for"), default=False
    )
    supplier = models.CharField(_("supplier"), max_length=200, blank=True)
    supplier_tax_number = models.CharField(
        _("tax number of the supplier"), max_length=14, blank=True, validators=[TAX_NUMBER]
    )
    bank_details = models.TextField(_("bank details of the payee"), max_length=1000, blank=True)
    purchase_number = models.CharField(
        _("number of the purchase order or contract"), max_length=60, blank=True
    )
    purchase_on = models.DateField(
        _("date of the purchase order or contract"), null=True, blank=True
    )
    planned_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("planned by")
    )
    approved_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("approved by")
    )
    order_number = models.CharField(_("number of the payment order"), max_length=60, blank=True)
    order_on = models.DateField(_("date of the payment order"), null=True, blank=True)
    receipt_number = models.CharField(_("number of the act of receipt"), max_length=60, blank=True)
    received_on = models.DateField(_("received on"), null=True, blank=True)
    received_by = models.CharField(_("who received"), max_length=300, blank=True)
    receipt_words = models.TextField(_("what was found on receipt"), max_length=2000, blank=True)
    receipt = models.FileField(
        _("act of receipt"), upload_to="receipts/%Y/%m/", max_length=200, blank=True
    )
    cancelled_reason = models.TextField(_("reason"), max_length=2000, blank=True)
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
            rules.purchase_order_is_of_its_time,
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

    @property
    def is_received(self) -> bool:
        return self.received_on is not None

    # What is going to be bought, before the payment itself is kept.
    new_items: Sequence[Any] = ()

    @cached_property
    def bought(self) -> list[Any]:
        """What is bought with it, item by item."""
        if self.pk is None:
            return list(self.new_items)
        return list(self.items.select_related("line").order_by("position", "pk"))

    @property
    def by_line(self) -> dict[AwardLine, Decimal]:
        """What is bought for each line of the budget, som."""
        sums: dict[AwardLine, Decimal] = {}
        for item in self.bought:
            sums[item.line] = sums.get(item.line, Decimal(0)) + item.amount
        return sums

    @transition(
        state,
        source=PaymentState.PLANNED,
        target=PaymentState.APPROVED,
        permission=rules.may_approve,
        conditions=[
            rules.ledger_is_open,
            rules.payment_fits_the_grant,
            rules.purchase_fits_its_line,
            rules.earlier_account_is_accepted,
        ],
        custom=says(_("Approve the payment"), _("Payment approved"), weight="main"),
    )
    def approve(self, *, at, by, depends_on=None):
        self.approved_by, self.depends_on = by, depends_on

    @transition(
        state,
        source=PaymentState.APPROVED,
        target=PaymentState.PAID,
        permission=rules.may_pay,
        conditions=[
            rules.ledger_is_open,
            rules.payment_fits_the_grant,
            rules.purchase_fits_its_line,
        ],
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
        source=[PaymentState.APPROVED, PaymentState.PAID],
        target=None,
        permission=rules.may_receive,
        conditions=[rules.ledger_is_open, rules.nothing_is_received_yet],
        custom=says(_("Enter the act of receipt"), _("Purchase received")),
    )
    def receive(self, *, at, number, on, by, words="", file=None):
        if on > clock.local_day(at):
            raise ValidationError({"on": _("This day has not come yet.")})
        if self.purchase_on and on < self.purchase_on:
            raise ValidationError({"on": _("This day is before the purchase order.")})
        if self.award.agreed_at and on < clock.local_day(self.award.agreed_at):
            raise ValidationError({"on": _("This day is before the agreement was signed.")})
        self.receipt_number, self.received_on, self.received_by = number, on, by
        self.receipt_words = words
        if file:
            self.receipt = file

    @transition(
        state,
        source=PaymentState.PAID,
        target=PaymentState.ACCOUNTED,
        permission=rules.may_keep,
        conditions=[rules.purchase_is_received, rules.tranche_is_documented],
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
    def cancel(self, *, at, reason=""):
        self.cancelled_reason = reason


class PurchaseItem(models.Model):
    """One thing the municipality buys: for which line of the budget, how much, at what price."""

    award = models.ForeignKey(Award, models.PROTECT, related_name="purchase_items")
    payment = models.ForeignKey(Payment, models.PROTECT, related_name="items")
    line = models.ForeignKey(
        AwardLine, models.PROTECT, related_name="purchases", verbose_name=_("budget line")
    )
    position = models.PositiveSmallIntegerField(default=1)
    what = models.CharField(_("what is bought"), max_length=200)
    unit = models.CharField(_("unit"), max_length=40, blank=True)
    quantity = models.DecimalField(
        _("quantity"), max_digits=10, decimal_places=3, validators=SOME_QUANTITY
    )
    price = models.DecimalField(_("price, som"), max_digits=12, decimal_places=2, validators=SOME)
    amount = models.DecimalField(_("sum, som"), max_digits=12, decimal_places=2, validators=SOME)

    objects = HangingQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["payment", "position"], name="one_purchase_item_a_place"
            )
        ]

    def __str__(self) -> str:
        return self.what
