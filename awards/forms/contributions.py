"""Forms of the contributions ledger."""

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from applications.arithmetic import line_amount
from applications.choices import GiverKind
from awards import rules
from competitions.choices import ContributionKind
from ui.forms import (
    CountField,
    DayField,
    FigureField,
    LineField,
    MoneyField,
    SeveralField,
    TextField,
)
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
    named_on = DayField(
        label=_("Agreed to be named on"),
        required=False,
        help_text=_("Without this day outsiders read only the kind of giver, never the name."),
    )

    def __init__(self, *args: Any, subject: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["rate"].queryset = subject.competition.rates.order_by("pk")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("kind") == ContributionKind.GOODS and not cleaned.get("what"):
            self.add_error("what", _("Say what goods are given."))
        return cleaned


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


PROOF = {
    "label": _("Photos or scans"),
    "kinds": (PDF, *IMAGES),
    "required": False,
    "help_text": _("A phone offers its camera here; several pictures can be chosen at once."),
}


class ConfirmForm(WorthForm):
    document = LineField(label=_("Letter, act or receipt"), max_length=200)
    on = DayField(label=_("Date"))
    more = forms.BooleanField(
        label=_("More came than was promised"),
        required=False,
        help_text=_("Tick only when what came is really worth more than what is still awaited."),
    )
    files = SeveralField(**PROOF)

    def __init__(self, *args: Any, subject: Any, **kwargs: Any) -> None:
        super().__init__(*args, subject=subject, **kwargs)
        self.subject = subject
        if subject.is_cash:
            self.fields["document"].label = _("Number of the receipt")
            self.fields["document"].help_text = _(
                "One receipt is entered once: the same number is refused a second time."
            )
        if "amount" in self.fields:
            self.fields["amount"].initial = subject.awaited or None
        elif subject.awaited != subject.amount:
            self.fields["quantity"].initial = None

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        really = cleaned.pop("more", False)
        quantity, amount = cleaned.get("quantity"), cleaned.get("amount")
        came = amount if quantity is None else line_amount(quantity, self.subject.rate_amount)
        if came is not None and came > self.subject.awaited and not really:
            sentence = _(
                "%(came)s som is more than the %(awaited)s som still awaited. "
                "Mend it, or tick that more came than was promised."
            )
            words = {
                "came": in_figures(came),
                "awaited": in_figures(self.subject.awaited),
            }
            self.add_error("quantity" if amount is None else "amount", sentence % words)
        self.cleaned_data = cleaned
        return cleaned


class UseForm(WorthForm):
    document = LineField(label=_("Act or day sheet"), max_length=200)
    on = DayField(label=_("Date"))
    women = CountField(label=_("Women at work"), required=False, largest=30000)
    men = CountField(label=_("Men at work"), required=False, largest=30000)
    hours = FigureField(label=_("Hours"), places=2, required=False, largest="99999.99")
    files = SeveralField(**PROOF)

    def __init__(self, *args: Any, subject: Any, **kwargs: Any) -> None:
        super().__init__(*args, subject=subject, **kwargs)
        for name in ("quantity", "amount"):
            if name in self.fields:
                self.fields[name].initial = None
        if subject.kind != ContributionKind.LABOUR:
            del self.fields["women"], self.fields["men"], self.fields["hours"]


class WithdrawPartForm(forms.Form):
    wants_subject = True

    part = MoneyField(label=_("Worth of what is withdrawn, som"), smallest="0.01")
    note = TextField(label=_("Reason"), max_length=2000)

    def __init__(self, *args: Any, subject: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rest = subject.awaited + rules.spare_of(subject)
        self.fields["part"].initial = rest
        self.fields["part"].help_text = _(
            "At most %(rest)s som: what did not come, or came and was not used."
        ) % {"rest": in_figures(rest)}


class NameGiverForm(forms.Form):
    wants_subject = True

    named_on = DayField(
        label=_("Agreed to be named on"),
        required=False,
        help_text=_("Leave it empty when the giver does not agree, or no longer agrees."),
    )
    note = TextField(label=_("How the consent was given"), max_length=2000, required=False, rows=2)

    def __init__(self, *args: Any, subject: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["named_on"].initial = subject.named_on


class AttachForm(forms.Form):
    files = SeveralField(**(PROOF | {"required": True}))
    caption = LineField(label=_("What it shows"), max_length=200, required=False)
