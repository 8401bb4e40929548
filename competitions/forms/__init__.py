from competitions.forms.acts import (
    BeginCompetitionForm,
    BeginRegulationForm,
    CancelForm,
    ExtendForm,
    PermitForm,
    RegulationForm,
    ReleaseForm,
    SearchForm,
    SeatForm,
)
from competitions.forms.parts import SettingsPartForm, TermsPartForm

__all__ = [
    "BeginCompetitionForm",
    "BeginRegulationForm",
    "CancelForm",
    "ExtendForm",
    "PermitForm",
    "RegulationForm",
    "ReleaseForm",
    "SearchForm",
    "SeatForm",
    "SettingsPartForm",
    "TermsPartForm",
]
