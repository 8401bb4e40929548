from competitions.forms.acts import (
    BeginCompetitionForm,
    BeginRegulationForm,
    CancelForm,
    EditSeatForm,
    ExtendForm,
    PermitForm,
    RegulationForm,
    ReleaseForm,
    ReplaceForm,
    SearchForm,
    SeatForm,
    SlipsForm,
)
from competitions.forms.parts import SettingsPartForm, TermsPartForm

__all__ = [
    "BeginCompetitionForm",
    "BeginRegulationForm",
    "CancelForm",
    "EditSeatForm",
    "ExtendForm",
    "PermitForm",
    "RegulationForm",
    "ReleaseForm",
    "ReplaceForm",
    "SearchForm",
    "SeatForm",
    "SettingsPartForm",
    "SlipsForm",
    "TermsPartForm",
]
