"""Forms of the closing: shortfall, unspent money, debts, gatherings."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from audit import clock
from awards.choices import OBLIGATION_DAYS
from ui.forms import CountField, DayField, LineField, MoneyField, TextField, UploadField
from ui.uploads import IMAGES, PDF


class TermForm(forms.Form):
    """Until when money has to be given back."""

    due_on = DayField(label=_("Money is given back until"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["due_on"].initial = clock.today() + timedelta(days=OBLIGATION_DAYS)


class ShortfallForm(TermForm):
    reason = TextField(
        label=_("Reason"),
        max_length=2000,
        required=False,
        help_text=_("Needed where the call lets a shortfall be accepted."),
    )


class SettleUpForm(TermForm):
    pass


class TerminateForm(TermForm):
    reason = TextField(label=_("Reason"), max_length=2000)
    demanded = MoneyField(
        label=_("Of the money spent, the winner pays back, som"),
        required=False,
        help_text=_("What is unspent goes back in any case."),
    )

    field_order = ["reason", "demanded", "due_on"]

    def clean_demanded(self) -> Decimal:
        return self.cleaned_data["demanded"] or Decimal(0)


class ProofForm(forms.Form):
    on = DayField(label=_("Given back on"))
    document = LineField(label=_("Document"), max_length=200)
    file = UploadField(label=_("Scan or photo"), kinds=(PDF, *IMAGES), required=False)


class SettleForm(ProofForm):
    pass


class SettlePartForm(ProofForm):
    amount = MoneyField(label=_("Sum, som"), smallest="0.01")

    field_order = ["amount", "on", "document", "file"]


class WriteOffForm(forms.Form):
    decision_number = LineField(label=_("Number of the decision"), max_length=60)
    decision_on = DayField(label=_("Date of the decision"))
    ground = TextField(label=_("Ground"), max_length=2000)


class GatheringForm(forms.Form):
    held_on = DayField(label=_("Held on"))
    place = LineField(label=_("Place"), max_length=300)
    present = CountField(label=_("People present"), smallest=1, largest=1000000)
    votes_for = CountField(label=_("Votes for"), largest=1000000)
    purpose = TextField(label=_("What the money is for now"), max_length=2000)
    file = UploadField(label=_("Minutes of the gathering"), kinds=(PDF, *IMAGES), required=False)
