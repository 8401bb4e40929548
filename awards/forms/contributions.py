"""Forms of the contributions ledger."""

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from applications.choices import GiverKind
from competitions.choices import ContributionKind
from ui.forms import CountField, DayField, FigureField, LineField, MoneyField, UploadField
from ui.som import in_figures
from ui.uploads import IMAGES, PDF


class PromiseForm(forms.Form):
    wants_subject = True

    giver = LineField(label=_("Who gives"), max_length=200)
    giver_kind = forms.ChoiceField(label=_("Kind of giver"), choices=GiverKind)
    kind = forms.ChoiceField(label=_("Kind of contribution"), choices=ContributionKind)
    what = LineField(label=_("What is given"), max_length=200, required=False)
    quantity = FigureField(
        label=_("Quantity"), smallest="0.001", initial=Decimal(1), largest="9999999.999"
    )
    rate = forms.ModelChoiceField(queryset=None, label=_("Rate of the call"), required=False)
    value = MoneyField(label=_("Value of one, som"), smallest="0.01", required=False)

    def __init__(self, *args: Any, subject: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["rate"].queryset = subject.competition.rates.order_by("pk")


class WorthForm(forms.Form):
    """How much: by the rate of the call where there is one, else in som."""

    wants_subject = True

    quantity = FigureField(label=_("How much"), smallest="0.001", largest="9999999.999")
    amount = MoneyField(label=_("Worth, som"), smallest="0.01")

    def __init__(self, *args: Any, subject: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if subject.by_rate:
            del self.fields["amount"]
            self.fields["quantity"].help_text = _("%(unit)s, %(rate)s som each") % {
                "unit": subject.unit,
                "rate": in_figures(subject.rate_amount),
            }
            self.fields["quantity"].initial = subject.quantity
        else:
            del self.fields["quantity"]
            self.fields["amount"].initial = subject.amount


class ConfirmForm(WorthForm):
    document = LineField(label=_("Letter or receipt"), max_length=200)
    on = DayField(label=_("Date"))
    file = UploadField(label=_("Scan or photo"), kinds=(PDF, *IMAGES), required=False)


class UseForm(WorthForm):
    document = LineField(label=_("Act or day sheet"), max_length=200)
    on = DayField(label=_("Date"))
    women = CountField(label=_("Women at work"), required=False, largest=30000)
    men = CountField(label=_("Men at work"), required=False, largest=30000)
    hours = FigureField(label=_("Hours"), places=2, required=False, largest="99999.99")
    file = UploadField(label=_("Scan or photo"), kinds=(PDF, *IMAGES), required=False)

    def __init__(self, *args: Any, subject: Any, **kwargs: Any) -> None:
        super().__init__(*args, subject=subject, **kwargs)
        for name in ("quantity", "amount"):
            if name in self.fields:
                self.fields[name].initial = None
