"""What narrows the register down."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from applications.choices import RECEIVED
from competitions.models import Competition
from ui.fields import LineField, LongSelect

LAPSED = "lapsed"


class RegisterForm(forms.Form):
    """By call, by state, by words."""

    call = forms.ChoiceField(label=_("Call"), required=False, widget=LongSelect)
    state = forms.ChoiceField(label=_("State"), required=False, widget=LongSelect)
    words = LineField(label=_("Number, title, name or village"), max_length=100, required=False)

    def __init__(self, *args: Any, calls: Sequence[Competition], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["call"].choices = [
            ("", _("every call")),
            *((str(call.pk), str(call)) for call in calls),
        ]
        self.fields["state"].choices = [
            ("", _("every state")),
            ("unchecked", _("waiting for the check")),
            (LAPSED, _("the term for mending has run out")),
            *((state.value, state.label) for state in RECEIVED),
        ]
