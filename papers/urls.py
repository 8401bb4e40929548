"""The doors of papers, of my work and of the journal."""

from django.urls import path

from applications.forms import definition_of
from applications.models import Application
from awards.models import Agreement, Amendment, Award, Payment, Report, SigningExtension
from competitions.models import Competition
from papers import views
from papers.choices import Kind
from papers.rules import may_read_key, may_read_protocol
from scoring.forms import ScoreForm
from scoring.models import Protocol

urlpatterns = [
    path("home/", views.HomeView.as_view(), name="home"),
    path("notices/", views.NoticeListView.as_view(), name="notice_list"),
    path("journal/", views.EntryListView.as_view(), name="entry_list"),
    path("journal/print/", views.EntryPrintView.as_view(), name="entry_print"),
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
    path(
        "protocols/<int:pk>/paper/",
        views.PaperView.as_view(model=Protocol, kind=Kind.PROTOCOL, may=may_read_protocol),
        name="paper_protocol",
    ),
    path(
        "competitions/<int:pk>/key-to-codes/",
        views.PaperView.as_view(model=Competition, kind=Kind.KEY, may=may_read_key),
        name="paper_key",
    ),
    path(
        "protocols/<int:pk>/extract/<int:number>/",
        views.ProtocolExtractView.as_view(),
        name="protocol_extract",
    ),
    path(
        "applications/<int:pk>/extracts/",
        views.ExtractListView.as_view(),
        name="application_extracts",
    ),
    path(
        "agreements/<int:pk>/paper/",
        views.PaperView.as_view(model=Agreement, kind=Kind.AGREEMENT),
        name="paper_agreement",
    ),
    path(
        "amendments/<int:pk>/paper/",
        views.PaperView.as_view(model=Amendment, kind=Kind.AMENDMENT),
        name="paper_amendment",
    ),
    path(
        "signing-extensions/<int:pk>/paper/",
        views.PaperView.as_view(model=SigningExtension, kind=Kind.EXTENSION),
        name="paper_extension",
    ),
    path(
        "reports/<int:pk>/acceptance/",
        views.PaperView.as_view(model=Report, kind=Kind.ACCEPTANCE),
        name="paper_acceptance",
    ),
    path(
        "reports/<int:pk>/paper/",
        views.PaperView.as_view(model=Report, kind=Kind.REPORT),
        name="paper_report",
    ),
    path("visits/<int:pk>/act/", views.VisitActPrintView.as_view(), name="visit_act_print"),
    path(
        "awards/<int:pk>/closing-act/",
        views.PaperView.as_view(model=Award, kind=Kind.CLOSING_ACT),
        name="paper_closing_act",
    ),
    path("awards/terms.xlsx", views.TermsWorkbookView.as_view(), name="workbook_terms"),
    path(
        "awards/<int:pk>/refunds.pdf",
        views.RefundListPrintView.as_view(),
        name="refund_list_print",
    ),
    path(
        "awards/<int:pk>/day-sheet.pdf",
        views.BlankDaySheetView.as_view(),
        name="day_sheet_blank",
    ),
    path(
        "day-sheets/<int:pk>/sheet.pdf",
        views.DaySheetPrintView.as_view(),
        name="day_sheet_print",
    ),
    path(
        "confirmations/<int:pk>/act.pdf",
        views.ContributionActView.as_view(),
        name="contribution_act_print",
    ),
    path(
        "awards/<int:pk>/contributions.xlsx",
        views.ContributionWorkbookView.as_view(),
        name="workbook_contributions",
    ),
    path(
        "payments/<int:pk>/order/",
        views.PaperView.as_view(model=Payment, kind=Kind.PAYMENT_ORDER),
        name="paper_payment_order",
    ),
    path(
        "payments/<int:pk>/act-of-receipt/",
        views.PaperView.as_view(model=Payment, kind=Kind.ACT_OF_RECEIPT),
        name="paper_act_of_receipt",
    ),
    path(
        "competitions/<int:pk>/register.xlsx",
        views.RegisterWorkbookView.as_view(),
        name="workbook_register",
    ),
    path(
        "competitions/<int:pk>/my-sheets.xlsx",
        views.PackageView.as_view(),
        name="package_take",
    ),
    path(
        "competitions/<int:pk>/my-sheets/",
        views.PackageReadView.as_view(desk=ScoreForm),
        name="package_hand_back",
    ),
    path("competitions/<int:pk>/book.xlsx", views.BookWorkbookView.as_view(), name="workbook_book"),
    path("competitions/<int:pk>/book.pdf", views.BookPrintView.as_view(), name="book_print"),
    path("competitions/<int:pk>/grid.xlsx", views.GridWorkbookView.as_view(), name="workbook_grid"),
    path(
        "competitions/<int:pk>/awards.xlsx",
        views.AwardsWorkbookView.as_view(),
        name="workbook_awards",
    ),
    path("awards/<int:pk>/budget.xlsx", views.BudgetWorkbookView.as_view(), name="workbook_budget"),
    path(
        "competitions/<int:pk>/apply/file/",
        views.BeginFromFileView.as_view(asking=definition_of),
        name="application_begin_from_file",
    ),
    path(
        "applications/<int:pk>/fill-from-file/",
        views.FillFromFileView.as_view(asking=definition_of),
        name="application_fill_from_file",
    ),
    path(
        "applications/<int:pk>/form.xlsx",
        views.DraftWorkbookView.as_view(asking=definition_of),
        name="workbook_draft",
    ),
]
