"""What the journal can be narrowed to."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ui.forms import DayField, LineField


class EntryFilterForm(forms.Form):
    chain = forms.ChoiceField(label=_("Whose journal"), required=False)
    act = LineField(label=_("Act"), required=False, max_length=80)
    person = LineField(label=_("Person"), required=False, max_length=160)
    since = DayField(label=_("From"), required=False)
    until = DayField(label=_("To"), required=False)

    def __init__(self, *args: Any, chains: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["chain"].choices = chains
