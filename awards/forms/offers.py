"""Forms of the reserve: what is offered, and by which decision it is awarded."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from applications.models import Application
from awards import rules
from awards.choices import FreedBy
from ui.forms import DayField, LineField, MoneyField, TextField


class OfferForm(forms.Form):
    """What is offered to the reserve, why the money is free, until when to answer."""

    freed_by = forms.ChoiceField(label=_("Why the money is free"), choices=FreedBy.choices)
    amount = MoneyField(
        label=_("Sum, som"),
        required=False,
        help_text=_("Left empty: all that was asked, or all that is free."),
    )
    answer_until = DayField(label=_("Answer until"))


class PromoteForm(forms.Form):
    """The decision by which an accepted offer becomes an award; without one, also why."""

    wants_subject = True

    decision_number = LineField(label=_("Number and date of the decision"), max_length=60)
    reason = TextField(
        label=_("Why it is awarded at once, without an offer"),
        max_length=2000,
        rows=3,
        help_text=_("The usual way is an offer with a term to answer. The reason is recorded."),
    )

    def __init__(self, *args: Any, subject: Application, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if rules.accepted_offer(subject) is not None:
            del self.fields["reason"]
