from competitions.views.commission import SeatListView, SeatSlipsView
from competitions.views.competition import (
    CompetitionBeginView,
    CompetitionDetailView,
    CompetitionListView,
    TermsVersionView,
)
from competitions.views.regulation import (
    RegulationBeginView,
    RegulationDetailView,
    RegulationFileView,
    RegulationListView,
    RegulationPartView,
    RegulationSettingsView,
)
from competitions.views.terms import CompetitionEditView, CompetitionPartView

__all__ = [
    "CompetitionBeginView",
    "CompetitionDetailView",
    "CompetitionEditView",
    "CompetitionListView",
    "CompetitionPartView",
    "RegulationBeginView",
    "RegulationDetailView",
    "RegulationFileView",
    "RegulationListView",
    "RegulationPartView",
    "RegulationSettingsView",
    "SeatListView",
    "SeatSlipsView",
    "TermsVersionView",
]
