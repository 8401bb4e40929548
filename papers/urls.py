"""The doors of papers, of my work and of the journal."""

from django.urls import path

from applications.models import Application
from competitions.models import Competition
from papers import views
from papers.choices import Kind

urlpatterns = [
    path("home/", views.HomeView.as_view(), name="home"),
    path("notices/", views.NoticeListView.as_view(), name="notice_list"),
    path("journal/", views.EntryListView.as_view(), name="entry_list"),
    path("journal/export/", views.EntryExportView.as_view(), name="entry_export"),
    path("papers/", views.IssuedListView.as_view(), name="issued_list"),
    path("papers/<int:pk>/", views.IssuedDetailView.as_view(), name="issued_detail"),
    path("papers/<int:pk>/print/", views.IssuedPrintView.as_view(), name="issued_print"),
    path(
        "competitions/<int:pk>/announcement/",
        views.PaperView.as_view(model=Competition, kind=Kind.ANNOUNCEMENT),
        name="paper_announcement",
    ),
    path(
        "applications/<int:pk>/receipt/",
        views.PaperView.as_view(model=Application, kind=Kind.RECEIPT),
        name="paper_receipt",
    ),
]
