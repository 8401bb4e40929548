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
    AwardGivingView,
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
)
from awards.views.reports import ReportDetailView, ReportEditView
from awards.views.terms import AwardCalendarView, AwardTermsView
from awards.views.visits import (
    ConsentFileView,
    FindingDetailView,
    PhotoAddView,
    PhotoDetailView,
    VisitDetailView,
)
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
    "AwardGivingView",
    "AwardListView",
    "AwardRefundsView",
    "AwardTermsView",
    "CompleteActView",
    "ConsentFileView",
    "ContributionDetailView",
    "ContributionListView",
    "DaySheetDetailView",
    "DaySheetListView",
    "ExpenseDetailView",
    "FileView",
    "FindingDetailView",
    "GivingActView",
    "MoneyBeginView",
    "ObligationDetailView",
    "OfferDetailView",
    "PaymentDetailView",
    "PhotoAddView",
    "PhotoDetailView",
    "ReportDetailView",
    "ReportEditView",
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
