"""Expenses: by budget line and source, each with its document."""

import unicodedata
from decimal import Decimal

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django_fsm import FSMField, transition

from accounts.querysets import fold
from audit.acts import Beginning, says
from awards import rules
from awards.choices import DocumentKind, ExpenseState, Purse
from awards.models.award import SOME, Award
from awards.models.line import AwardLine
from awards.models.payment import TAX_NUMBER, Payment
from awards.querysets import ExpenseQuerySet

# Latin letters that look like Cyrillic ones: nobody sees on paper which of them was typed.
LOOK_ALIKE = str.maketrans("abcehkmoptxy", "авсенкмортху")
# What a firm calls itself besides its name, folded: limited company, entrepreneur, farm.
FORMS = {"осоо", "жчк", "жчксы", "ооо", "ип", "жи", "жк", "чп", "оао", "ак", "кх", "фх"}


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
    document_kind = models.CharField(
        _("kind of document"), max_length=8, choices=DocumentKind, default=DocumentKind.OTHER
    )
    document_number = models.CharField(_("number of the document"), max_length=60)
    document_on = models.DateField(_("date of the document"))
    supplier = models.CharField(_("supplier"), max_length=200)
    supplier_tax_number = models.CharField(
        _("tax number of the supplier"), max_length=14, blank=True, validators=[TAX_NUMBER]
    )
    document_key = models.CharField(max_length=300, editable=False)
    document_amount = models.DecimalField(
        _("total of the document, som"), max_digits=12, decimal_places=2, validators=SOME
    )
    amount = models.DecimalField(_("sum, som"), max_digits=12, decimal_places=2, validators=SOME)
    what = models.CharField(_("what was bought"), max_length=200, blank=True)
    file = models.FileField(_("file"), upload_to="expenses/%Y/%m/", max_length=200, blank=True)
    recorded_at = models.DateTimeField(_("recorded"))
    struck_reason = models.TextField(_("why it was struck out"), max_length=2000, blank=True)
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
        """One spelling for a document that may be written in many.

        Case, spaces, signs and quotation marks do not count, nor "№" before the number, nor
        noughts in front of it, nor whether the firm is named with its form.
        """
        return f"{_plain_name(supplier)}|{_plain_number(number)}"

    def same_document(self) -> models.QuerySet:
        """Other recorded expenses by this very document, in any award of the municipality."""
        same = models.Q(document_key=self.document_key)
        if self.supplier_tax_number:
            number = "|" + self.document_key.rpartition("|")[2]
            same |= models.Q(
                supplier_tax_number=self.supplier_tax_number, document_key__endswith=number
            )
        known = (
            type(self)
            .objects.recorded()
            .filter(
                same,
                award__competition__municipality=self.award.competition.municipality_id,
                document_on=self.document_on,
            )
        )
        return known.exclude(pk=self.pk)

    def same_document_here(self) -> models.QuerySet:
        """Other recorded expenses by this very document in the same award."""
        return self.same_document().filter(award=self.award_id)

    def same_document_elsewhere(self) -> models.QuerySet:
        """Recorded expenses by this very document in other awards of the municipality."""
        return self.same_document().exclude(award=self.award_id)

    @property
    def is_partial(self) -> bool:
        """Whether only a part of the document was paid from this source."""
        return self.document_amount > self.amount

    def left_of_document(self) -> Decimal:
        """What of the document's total is not entered in this award yet, som."""
        taken = self.same_document_here().aggregate(total=models.Sum("amount"))["total"] or Decimal(
            0
        )
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
    def strike_out(self, *, at, reason):
        self.struck_reason = reason


def _plain_name(supplier: str) -> str:
    words = "".join(
        letter if letter.isalnum() else " " for letter in unicodedata.normalize("NFKC", supplier)
    )
    folded = fold(words).split()
    return " ".join(word for word in folded if word not in FORMS) or " ".join(folded)


def _plain_number(number: str) -> str:
    folded = unicodedata.normalize("NFKC", number.replace("№", "")).casefold()
    letters = "".join(letter for letter in folded if letter.isalnum())
    letters = letters.removeprefix("номер").removeprefix("no") or letters
    if letters[:1] == "n" and letters[1:2].isdigit():
        letters = letters[1:]
    letters = letters.translate(LOOK_ALIKE)
    return letters.lstrip("0") or letters
