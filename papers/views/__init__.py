"""What may be read across rooms: papers, my work, the journal."""

from papers.views.home import HomeView, NoticeListView
from papers.views.issued import IssuedDetailView, IssuedListView, IssuedPrintView, PaperView
from papers.views.journal import EntryExportView, EntryListView

__all__ = [
    "EntryExportView",
    "EntryListView",
    "HomeView",
    "IssuedDetailView",
    "IssuedListView",
    "IssuedPrintView",
    "NoticeListView",
    "PaperView",
]
