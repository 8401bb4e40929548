"""The filter of the contributions ledger."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from applications.choices import GiverKind
from awards.choices import ContributionState
from competitions.choices import ContributionKind

EVERY = [("", _("all"))]


class LedgerFilterForm(forms.Form):
    kind = forms.ChoiceField(
        label=_("Kind"), choices=[*EVERY, *ContributionKind.choices], required=False
    )
    giver_kind = forms.ChoiceField(
        label=_("Kind of giver"), choices=[*EVERY, *GiverKind.choices], required=False
    )
    state = forms.ChoiceField(
        label=_("State"), choices=[*EVERY, *ContributionState.choices], required=False
    )

    def narrowed(self, rows: Any) -> Any:
        """The rows that fit what was chosen; what cannot be understood chooses nothing."""
        self.is_valid()
        chosen = {name: value for name, value in self.cleaned_data.items() if value}
        return rows.filter(**chosen)
