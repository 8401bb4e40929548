"""Expenses: by budget line and source, each with its document."""

from decimal import Decimal

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django_fsm import FSMField, transition

from accounts.querysets import fold
from audit.acts import Beginning, says
from awards import rules
from awards.choices import ExpenseState, Purse
from awards.models.award import SOME, Award
from awards.models.line import AwardLine
from awards.models.payment import Payment
from awards.querysets import ExpenseQuerySet


class Expense(models.Model):
    """Money spent on a line of the budget from one source, by a document."""

    award = models.ForeignKey(
        Award, models.PROTECT, related_name="expenses", verbose_name=_("award")
    )
    line = models.ForeignKey(
        AwardLine, models.PROTECT, related_name="expenses", verbose_name=_("budget line")
    )
    source = models.CharField(_("whose money"), max_length=12, choices=Purse)
    payment = models.ForeignKey(
        Payment,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="expenses",
        verbose_name=_("purchase"),
    )
    document_number = models.CharField(_("number of the document"), max_length=60)
    document_on = models.DateField(_("date of the document"))
    supplier = models.CharField(_("supplier"), max_length=200)
    document_key = models.CharField(max_length=300, editable=False)
    document_amount = models.DecimalField(
        _("total of the document, som"), max_digits=12, decimal_places=2, validators=SOME
    )
    amount = models.DecimalField(_("sum, som"), max_digits=12, decimal_places=2, validators=SOME)
    what = models.CharField(_("what was bought"), max_length=200, blank=True)
    file = models.FileField(_("file"), upload_to="expenses/%Y/%m/", max_length=200, blank=True)
    recorded_at = models.DateTimeField(_("recorded"))
    state = FSMField(
        _("state"),
        choices=ExpenseState,
        default=ExpenseState.RECORDED,
        protected=True,
        editable=False,
    )

    objects = ExpenseQuerySet.as_manager()

    beginning = Beginning(
        verb="record_expense",
        label=_("Record an expense"),
        done=_("Expense recorded"),
        may=rules.may_record,
        conditions=[
            rules.ledger_is_open,
            rules.line_takes_this_money,
            rules.winner_spends_this_money,
            rules.document_is_of_its_time,
            rules.document_covers_it,
            rules.purse_holds_it,
            rules.line_is_not_overspent,
        ],
    )

    class Meta:
        indexes = [models.Index(fields=["document_key"], name="expenses_by_document")]

    def __str__(self) -> str:
        return f"{self.supplier}, № {self.document_number}"

    @property
    def journal_chain(self) -> str:
        return self.award.journal_chain

    def get_absolute_url(self) -> str:
        return reverse("expense_detail", args=[self.pk])

    @staticmethod
    def key_of(supplier: str, number: str) -> str:
        """One spelling for a document that may be written in many."""
        letters = "".join(letter for letter in number.casefold() if letter.isalnum())
        return f"{fold(supplier)}|{letters}"

    def same_document(self) -> models.QuerySet:
        """Other recorded expenses by this very document, in any award of the municipality."""
        known = (
            type(self)
            .objects.recorded()
            .filter(
                award__competition__municipality=self.award.competition.municipality_id,
                document_key=self.document_key,
                document_on=self.document_on,
            )
        )
        return known.exclude(pk=self.pk)

    @property
    def is_partial(self) -> bool:
        """Whether only a part of the document was paid from this source."""
        return self.document_amount > self.amount

    def left_of_document(self) -> Decimal:
        """What of the document's total is not entered yet, som."""
        taken = self.same_document().aggregate(total=models.Sum("amount"))["total"] or Decimal(0)
        # SQLite adds in binary fractions: back to whole tyiyn.
        return self.document_amount - taken.quantize(Decimal("0.01"))

    @transition(
        state,
        source=ExpenseState.RECORDED,
        target=ExpenseState.STRUCK_OUT,
        permission=rules.may_record,
        conditions=[rules.ledger_is_open, rules.expense_is_not_of_a_purchase],
        custom=says(_("Strike the expense out"), _("Expense struck out"), weight="danger"),
    )
    def strike_out(self, *, at):
        pass
