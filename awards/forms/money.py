"""Forms of payments and expenses."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from awards.choices import Purse
from competitions.choices import Purchasing
from ui.forms import DayField, LineField, MoneyField, TextField, UploadField
from ui.som import in_figures
from ui.uploads import IMAGES, PDF


class LineChoice(forms.ModelChoiceField):
    def label_from_instance(self, obj: Any) -> str:
        return str(
            _("%(line)s: %(amount)s som") % {"line": obj.title, "amount": in_figures(obj.amount)}
        )


class PaymentForm(forms.Form):
    wants_subject = True

    amount = MoneyField(label=_("Sum, som"), smallest="0.01")
    planned_for = DayField(label=_("Planned for"), required=False)
    needs_report = forms.BooleanField(
        label=_("Only after an accepted interim report"), required=False
    )
    line = LineChoice(queryset=None, label=_("Budget line"))
    supplier = LineField(label=_("Supplier"), max_length=200)

    def __init__(self, *args: Any, subject: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if subject.competition.purchasing == Purchasing.MUNICIPALITY:
            del self.fields["needs_report"]
            self.fields["line"].queryset = subject.lines.filter(source="grant").order_by(
                "position", "pk"
            )
        else:
            del self.fields["line"], self.fields["supplier"]


class PayForm(forms.Form):
    order_number = LineField(label=_("Number of the payment order"), max_length=60)
    order_on = DayField(label=_("Date of the payment order"))


class AccountForm(forms.Form):
    wants_subject = True

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
    supplier = LineField(label=_("Supplier"), max_length=200)
    document_number = LineField(label=_("Number of the document"), max_length=60)
    document_on = DayField(label=_("Date of the document"))
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
