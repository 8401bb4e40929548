"""Forms of payments and expenses."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from awards.choices import DocumentKind, Purse
from awards.models.payment import TAX_NUMBER
from competitions.choices import Purchasing
from ui.forms import (
    DayField,
    FigureField,
    LineField,
    MoneyField,
    RowsField,
    TextField,
    UploadField,
)
from ui.som import in_figures
from ui.uploads import IMAGES, PDF


def named(line: Any) -> str:
    """A line of the budget with what is approved for it."""
    return str(
        _("%(line)s: %(amount)s som") % {"line": line.title, "amount": in_figures(line.amount)}
    )


class LineChoice(forms.ModelChoiceField):
    def label_from_instance(self, obj: Any) -> str:
        return named(obj)


class TaxNumberField(LineField):
    """The fourteen figures of a taxpayer, as they are typed: with spaces or without."""

    def __init__(self, **kwargs: Any) -> None:
        words = {
            "label": _("Tax number of the supplier"),
            "help_text": _("Fourteen figures, if the document gives it."),
            "required": False,
        }
        super().__init__(max_length=30, **(words | kwargs))

    def to_python(self, value: Any) -> str:
        return "".join((super().to_python(value) or "").split())

    def validate(self, value: Any) -> None:
        super().validate(value)
        if value:
            TAX_NUMBER(value)


class ItemForm(forms.Form):
    """One thing that is bought."""

    line = forms.TypedChoiceField(label=_("Budget line"))
    what = LineField(label=_("What"), max_length=200)
    unit = LineField(label=_("Unit"), max_length=40, required=False)
    quantity = FigureField(label=_("Quantity"), smallest="0.001", largest="9999999.999")
    price = MoneyField(label=_("Price, som"), smallest="0.01")

    def __init__(self, *args: Any, lines: Any = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = {str(line.pk): line for line in lines}
        self.fields["line"].choices = [
            ("", "–"),
            *[(pk, named(line)) for pk, line in known.items()],
        ]
        self.fields["line"].coerce = known.get


MOST_ITEMS = 30


class PaymentForm(forms.Form):
    """A tranche with its sum and what it waits for; or a purchase with its supplier and things."""

    wants_subject = True

    amount = MoneyField(label=_("Sum, som"), smallest="0.01")
    supplier = LineField(label=_("Supplier"), max_length=200)
    supplier_tax_number = TaxNumberField()
    purchase_number = LineField(label=_("Number of the purchase order or contract"), max_length=60)
    purchase_on = DayField(label=_("Date of the purchase order or contract"))
    items = RowsField(
        ItemForm,
        label=_("What is bought"),
        extra=3,
        most=MOST_ITEMS,
        sums={"quantity*price": _("Together, som")},
        required=True,
    )
    bank_details = TextField(label=_("Bank details of the payee"), max_length=1000, required=False)
    planned_for = DayField(label=_("Planned for"), required=False)
    needs_report = forms.BooleanField(
        label=_("Only after an accepted interim report"), required=False
    )
    needs_account = forms.BooleanField(
        label=_("Only after the payments before are accounted for"), required=False
    )

    def __init__(self, *args: Any, subject: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        buys = subject.competition.purchasing == Purchasing.MUNICIPALITY
        for name in TRANCHE_FIELDS if buys else PURCHASE_FIELDS:
            del self.fields[name]
        if buys:
            lines = subject.lines.filter(source="grant").order_by("position", "pk")
            self.fields["items"].widget.form_kwargs = {"lines": list(lines)}


TRANCHE_FIELDS = ("amount", "needs_report", "needs_account")
PURCHASE_FIELDS = ("supplier", "supplier_tax_number", "purchase_number", "purchase_on", "items")


class PayForm(forms.Form):
    order_number = LineField(label=_("Number of the payment order"), max_length=60)
    order_on = DayField(label=_("Date of the payment order"))


class ReceiveForm(forms.Form):
    number = LineField(label=_("Number of the act of receipt"), max_length=60)
    on = DayField(label=_("Received on"))
    by = LineField(
        label=_("Who received"),
        max_length=300,
        help_text=_("Names and offices of those who signed the act, parted by semicolons."),
    )
    words = TextField(
        label=_("What was found"),
        max_length=2000,
        required=False,
        help_text=_("Quantity and quality, what is missing or broken."),
    )
    file = UploadField(
        label=_("Scan or photo of the signed act"), kinds=(PDF, *IMAGES), required=False
    )


class AccountForm(forms.Form):
    wants_subject = True

    document_kind = forms.ChoiceField(label=_("Kind of document"), choices=DocumentKind)
    document_number = LineField(label=_("Number of the document"), max_length=60)
    document_on = DayField(label=_("Date of the document"))
    what = LineField(label=_("What was bought"), max_length=200, required=False)
    file = UploadField(label=_("Scan of the document"), kinds=(PDF, *IMAGES), required=False)

    def __init__(self, *args: Any, subject: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not subject.is_purchase:
            self.fields.clear()


class ExpenseForm(forms.Form):
    wants_subject = True

    line = LineChoice(queryset=None, label=_("Budget line"))
    source = forms.ChoiceField(label=_("Whose money"))
    amount = MoneyField(label=_("Sum, som"), smallest="0.01")
    document_kind = forms.ChoiceField(label=_("Kind of document"), choices=DocumentKind)
    document_number = LineField(label=_("Number of the document"), max_length=60)
    document_on = DayField(label=_("Date of the document"))
    supplier = LineField(label=_("Supplier"), max_length=200)
    supplier_tax_number = TaxNumberField()
    document_amount = MoneyField(
        label=_("Total of the document, som"),
        required=False,
        smallest="0.01",
        help_text=_("Only when a part of the document was paid from this money."),
    )
    what = LineField(label=_("What was bought"), max_length=200, required=False)
    file = UploadField(label=_("Scan or photo of the document"), kinds=(PDF, *IMAGES))

    def __init__(self, *args: Any, subject: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["line"].queryset = subject.lines.filter(source__in=["grant", "cash"]).order_by(
            "position", "pk"
        )
        self.fields["source"].choices = [
            (
                source,
                _("%(purse)s: %(left)s som left")
                % {"purse": Purse(source).label, "left": in_figures(purse.unspent)},
            )
            for source, purse in subject.books.purses.items()
        ]


class SayWhyForm(forms.Form):
    note = TextField(label=_("Reason"), max_length=2000)
