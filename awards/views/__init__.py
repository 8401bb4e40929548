from awards.views.award import (
    AwardDetailView,
    AwardListView,
    OfferDetailView,
    ReserveActView,
    ReserveView,
)
from awards.views.closing import (
    AwardClosingView,
    AwardRefundsView,
    CompleteActView,
    ShortfallActView,
    UnspentActView,
)
from awards.views.files import FileView
from awards.views.hanging import (
    AgreementDetailView,
    ContributionDetailView,
    ExpenseDetailView,
    ObligationDetailView,
    PaymentDetailView,
    ReportDetailView,
    VisitDetailView,
)
from awards.views.terms import AwardTermsView

__all__ = [
    "AgreementDetailView",
    "AwardClosingView",
    "AwardDetailView",
    "AwardListView",
    "AwardRefundsView",
    "AwardTermsView",
    "CompleteActView",
    "ContributionDetailView",
    "ExpenseDetailView",
    "FileView",
    "ObligationDetailView",
    "OfferDetailView",
    "PaymentDetailView",
    "ReportDetailView",
    "ReserveActView",
    "ReserveView",
    "ShortfallActView",
    "UnspentActView",
    "VisitDetailView",
]
