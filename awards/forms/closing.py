"""Forms of the closing: shortfall, unspent money, debts, gatherings."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from audit import clock
from awards.choices import (
    FUNDS_GROUNDS,
    GIVERS_GROUNDS,
    OBLIGATION_DAYS,
    TerminationGround,
)
from competitions.choices import Shortfall
from ui.forms import CountField, DayField, LineField, MoneyField, TextField, UploadField
from ui.som import in_figures
from ui.uploads import IMAGES, PDF


class TermForm(forms.Form):
    """Until when money has to be given back."""

    due_on = DayField(label=_("Money is given back until"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["due_on"].initial = clock.today() + timedelta(days=OBLIGATION_DAYS)


class ShortfallForm(TermForm):
    wants_subject = True

    reason = TextField(
        label=_("Reason"),
        max_length=2000,
        required=False,
        help_text=_("Needed where the call lets a shortfall be accepted."),
    )

    def __init__(self, *args: Any, subject: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].required = subject.competition.shortfall == Shortfall.ACCEPT
        if self.fields["reason"].required:
            del self.fields["due_on"]


class SettleUpForm(TermForm):
    pass


class TerminateForm(TermForm):
    ground = forms.ChoiceField(
        label=_("Ground"), choices=TerminationGround, widget=forms.RadioSelect
    )
    reason = TextField(label=_("What happened, in words"), max_length=2000)
    demanded = MoneyField(
        label=_("Of the money spent, the winner pays back, som"),
        required=False,
        help_text=_("What is unspent goes back in any case."),
    )

    field_order = ["ground", "reason", "demanded", "due_on"]

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


class GiverChoice(forms.ModelMultipleChoiceField):
    def label_from_instance(self, obj: Any) -> str:
        return str(
            _("%(giver)s: %(amount)s som") % {"giver": obj.to_whom, "amount": in_figures(obj.left)}
        )


class GiveBackForm(ProofForm):
    """Several givers at once, by the list they signed."""

    wants_subject = True

    debts = GiverChoice(
        queryset=None,
        label=_("Who got the money back"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Mark at least one.")},
    )

    field_order = ["debts", "on", "document", "file"]

    def __init__(self, *args: Any, subject: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["debts"].queryset = subject.obligations.owed().to_givers().order_by("pk")


class WriteOffForm(forms.Form):
    wants_subject = True

    ground_kind = forms.ChoiceField(label=_("Ground"), widget=forms.RadioSelect)
    ground = TextField(label=_("In words"), max_length=2000)
    decision_number = LineField(label=_("Number of the decision"), max_length=60)
    decision_on = DayField(label=_("Date of the decision"))
    decided_by = LineField(label=_("Who decided"), max_length=200)
    file = UploadField(label=_("The decision, scan or photo"), kinds=(PDF, *IMAGES))

    def __init__(self, *args: Any, subject: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        grounds = FUNDS_GROUNDS if subject.is_to_the_fund else GIVERS_GROUNDS
        self.fields["ground_kind"].choices = [(one.value, one.label) for one in grounds]


class WriteOffPartForm(WriteOffForm):
    amount = MoneyField(label=_("Sum that is written off, som"), smallest="0.01")

    field_order = ["amount"]


class GatheringForm(forms.Form):
    held_on = DayField(label=_("Held on"))
    place = LineField(label=_("Place"), max_length=300)
    women = CountField(label=_("Women present"), largest=100000)
    men = CountField(label=_("Men present"), largest=100000)
    votes_for = CountField(label=_("Votes for"), largest=100000)
    votes_against = CountField(label=_("Votes against"), largest=100000)
    votes_abstained = CountField(label=_("Abstained"), largest=100000)
    purpose = TextField(label=_("What the money is for now"), max_length=2000)
    file = UploadField(label=_("Minutes of the gathering"), kinds=(PDF, *IMAGES))
