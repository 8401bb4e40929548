"""What may be read across rooms: papers, my work, the journal."""

from papers.views.closing import RefundListPrintView, TermsWorkbookView
from papers.views.giving import (
    BlankDaySheetView,
    ContributionActView,
    ContributionWorkbookView,
    DaySheetPrintView,
)
from papers.views.home import HomeView, NoticeListView
from papers.views.issued import (
    ExtractListView,
    IssuedDetailView,
    IssuedListView,
    IssuedPrintView,
    PaperView,
    ProtocolExtractView,
)
from papers.views.journal import EntryExportView, EntryListView, EntryPrintView
from papers.views.package import PackageReadView, PackageView
from papers.views.twin import BeginFromFileView, DraftWorkbookView, FillFromFileView
from papers.views.visits import VisitActPrintView
from papers.views.workbooks import (
    AwardsWorkbookView,
    BookPrintView,
    BookWorkbookView,
    BudgetWorkbookView,
    GridWorkbookView,
    RegisterWorkbookView,
)

__all__ = [
    "AwardsWorkbookView",
    "BeginFromFileView",
    "BlankDaySheetView",
    "BookPrintView",
    "BookWorkbookView",
    "BudgetWorkbookView",
    "ContributionActView",
    "ContributionWorkbookView",
    "DaySheetPrintView",
    "DraftWorkbookView",
    "EntryExportView",
    "EntryListView",
    "EntryPrintView",
    "ExtractListView",
    "FillFromFileView",
    "GridWorkbookView",
    "HomeView",
    "IssuedDetailView",
    "IssuedListView",
    "IssuedPrintView",
    "NoticeListView",
    "PackageReadView",
    "PackageView",
    "PaperView",
    "ProtocolExtractView",
    "RefundListPrintView",
    "RegisterWorkbookView",
    "TermsWorkbookView",
    "VisitActPrintView",
]
