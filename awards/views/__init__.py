from awards.views.agreement import (
    AgreementDetailView,
    AgreementDraftView,
    AgreementEditView,
    AmendmentDetailView,
    AmendmentDraftView,
)
from awards.views.award import (
    AwardDetailView,
    AwardListView,
    OfferDetailView,
    ReserveActView,
    ReserveView,
)
from awards.views.budget import AwardBudgetView, MoneyBeginView
from awards.views.closing import (
    AwardClosingView,
    AwardRefundsView,
    CompleteActView,
    ShortfallActView,
    UnspentActView,
)
from awards.views.files import FileView
from awards.views.giving import (
    ContributionListView,
    DaySheetListView,
    GivingActView,
    SheetRecordView,
)
from awards.views.hanging import (
    ContributionDetailView,
    DaySheetDetailView,
    ExpenseDetailView,
    ObligationDetailView,
    PaymentDetailView,
    ReportDetailView,
    VisitDetailView,
)
from awards.views.terms import AwardCalendarView, AwardTermsView
from awards.views.wording import (
    WordingBeginView,
    WordingDetailView,
    WordingEditView,
    WordingListView,
)

__all__ = [
    "AgreementDetailView",
    "AgreementDraftView",
    "AgreementEditView",
    "AmendmentDetailView",
    "AmendmentDraftView",
    "AwardBudgetView",
    "AwardCalendarView",
    "AwardClosingView",
    "AwardDetailView",
    "AwardListView",
    "AwardRefundsView",
    "AwardTermsView",
    "CompleteActView",
    "ContributionDetailView",
    "ContributionListView",
    "DaySheetDetailView",
    "DaySheetListView",
    "ExpenseDetailView",
    "FileView",
    "GivingActView",
    "MoneyBeginView",
    "ObligationDetailView",
    "OfferDetailView",
    "PaymentDetailView",
    "ReportDetailView",
    "ReserveActView",
    "ReserveView",
    "SheetRecordView",
    "ShortfallActView",
    "UnspentActView",
    "VisitDetailView",
    "WordingBeginView",
    "WordingDetailView",
    "WordingEditView",
    "WordingListView",
]
