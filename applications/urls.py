from django.urls import path

from applications import views

urlpatterns = [
    path("applications/", views.ApplicationListView.as_view(), name="application_list"),
    path(
        "applications/<int:pk>/", views.ApplicationDetailView.as_view(), name="application_detail"
    ),
    path(
        "applications/<int:pk>/tasks/",
        views.ApplicationTasksView.as_view(),
        name="application_tasks",
    ),
    path(
        "applications/<int:pk>/edit/<slug:part>/",
        views.ApplicationEditView.as_view(),
        name="application_edit",
    ),
    path(
        "applications/<int:pk>/enclosures/",
        views.ApplicationEncloseView.as_view(),
        name="application_enclose",
    ),
    path(
        "applications/<int:pk>/uploads/",
        views.ApplicationUploadView.as_view(),
        name="application_upload",
    ),
    path("uploads/<int:pk>/", views.UploadPieceView.as_view(), name="upload_piece"),
    path("uploads/<int:pk>/drop/", views.UploadDropView.as_view(), name="upload_drop"),
    path(
        "applications/<int:pk>/submit/",
        views.ApplicationSubmitView.as_view(),
        name="application_submit",
    ),
    path(
        "applications/<int:pk>/submitted/",
        views.ApplicationSubmittedView.as_view(),
        name="application_submitted",
    ),
    path(
        "applications/<int:pk>/withdraw/",
        views.ApplicationWithdrawView.as_view(),
        name="application_withdraw",
    ),
    path(
        "applications/<int:pk>/discard/",
        views.ApplicationDiscardView.as_view(),
        name="application_discard",
    ),
    path(
        "applications/<int:pk>/repeat-keying/",
        views.ApplicationRepeatKeyingView.as_view(),
        name="application_repeat_keying",
    ),
    path(
        "applications/<int:pk>/resolve-keying/",
        views.ApplicationResolveKeyingView.as_view(),
        name="application_resolve_keying",
    ),
    path(
        "applications/<int:pk>/registered/",
        views.ApplicationRegisteredView.as_view(),
        name="application_registered",
    ),
    path(
        "applications/<int:pk>/scan/", views.ApplicationScanView.as_view(), name="application_scan"
    ),
    path(
        "applications/<int:pk>/link-applicant/",
        views.ApplicationLinkApplicantView.as_view(),
        name="application_link_applicant",
    ),
    path("scans/<int:pk>/", views.ScanFileView.as_view(), name="scan_file"),
    path("scans/<int:pk>/take-out/", views.ScanTakeOutView.as_view(), name="scan_take_out"),
    path(
        "applications/<int:pk>/mark-items/",
        views.ApplicationMarkItemsView.as_view(),
        name="application_mark_items",
    ),
    path(
        "applications/<int:pk>/cover/",
        views.ApplicationCoverView.as_view(),
        name="application_cover",
    ),
    path(
        "applications/<int:pk>/send-back/",
        views.ApplicationSendBackView.as_view(),
        name="application_send_back",
    ),
    path(
        "applications/<int:pk>/admit/",
        views.ApplicationAdmitView.as_view(),
        name="application_admit",
    ),
    path(
        "applications/<int:pk>/decline/",
        views.ApplicationDeclineView.as_view(),
        name="application_decline",
    ),
    path("versions/<int:pk>/compare/", views.VersionCompareView.as_view(), name="version_compare"),
    path("versions/<int:pk>/", views.VersionDetailView.as_view(), name="version_detail"),
    path("enclosures/<int:pk>/", views.EnclosureDownloadView.as_view(), name="enclosure_download"),
    path(
        "enclosures/<int:pk>/covered/",
        views.EnclosureCoveredView.as_view(),
        name="enclosure_covered",
    ),
    path(
        "enclosures/<int:pk>/take-out/",
        views.EnclosureTakeOutView.as_view(),
        name="enclosure_take_out",
    ),
    path("envelopes/<int:pk>/scan/", views.EnvelopeScanView.as_view(), name="envelope_scan"),
    path(
        "competitions/<int:pk>/apply/",
        views.CompetitionApplyView.as_view(),
        name="competition_apply",
    ),
    path(
        "competitions/<int:pk>/envelopes/new/",
        views.EnvelopeRegisterView.as_view(),
        name="envelope_register",
    ),
    path(
        "competitions/<int:pk>/book/", views.CompetitionBookView.as_view(), name="competition_book"
    ),
    path(
        "competitions/<int:pk>/coverings/",
        views.CompetitionCoveringsView.as_view(),
        name="competition_coverings",
    ),
    path(
        "competitions/<int:pk>/unchecked/",
        views.CompetitionUncheckedView.as_view(),
        name="competition_unchecked",
    ),
    path(
        "competitions/<int:pk>/declare-failed/",
        views.CompetitionDeclareFailedView.as_view(),
        name="competition_declare_failed",
    ),
]
