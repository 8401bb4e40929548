from awards.views.award import (
    AwardDetailView,
    AwardListView,
    OfferDetailView,
    ReserveActView,
    ReserveView,
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
    "AwardDetailView",
    "AwardListView",
    "AwardTermsView",
    "ContributionDetailView",
    "ExpenseDetailView",
    "FileView",
    "ObligationDetailView",
    "OfferDetailView",
    "PaymentDetailView",
    "ReportDetailView",
    "ReserveActView",
    "ReserveView",
    "VisitDetailView",
]
