"""What may be read across rooms: papers, my work, the journal."""

from papers.views.home import HomeView, NoticeListView
from papers.views.issued import IssuedDetailView, IssuedListView, IssuedPrintView, PaperView

__all__ = [
    "HomeView",
    "IssuedDetailView",
    "IssuedListView",
    "IssuedPrintView",
    "NoticeListView",
    "PaperView",
]
