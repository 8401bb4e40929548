"""The public doors."""

from django.urls import path

from applications.forms import definition_of
from portal import views

urlpatterns = [
    path("", views.PortalView.as_view(), name="portal"),
    path("calls/<int:pk>/", views.CallDetailView.as_view(), name="call_detail"),
    path(
        "calls/<int:pk>/announcement/",
        views.CallAnnouncementView.as_view(),
        name="call_announcement",
    ),
    path(
        "calls/<int:pk>/form.pdf",
        views.CallFormPrintView.as_view(asking=definition_of),
        name="call_form_print",
    ),
    path(
        "calls/<int:pk>/form.xlsx",
        views.CallFormWorkbookView.as_view(asking=definition_of),
        name="call_form_workbook",
    ),
    path("calls/<int:pk>/results/", views.CallResultsView.as_view(), name="call_results"),
    path(
        "calls/<int:pk>/results.pdf",
        views.CallResultsPrintView.as_view(),
        name="call_results_print",
    ),
    path("initiatives/", views.InitiativeListView.as_view(), name="initiative_list"),
    path("initiatives/<int:pk>/", views.InitiativeCardView.as_view(), name="initiative_card"),
    path("initiatives/photos/<int:pk>/", views.PublicPhotoView.as_view(), name="public_photo"),
    path(
        "initiatives/photos/<int:pk>/small/",
        views.PublicPhotoView.as_view(field="small"),
        name="public_photo_small",
    ),
    path("open/", views.OpenDataView.as_view(), name="open_data"),
    path("open/calls.json", views.OpenCallsView.as_view(), name="open_calls"),
    path("open/awards.csv", views.OpenAwardsView.as_view(), name="open_awards"),
    path("check/", views.CodeCheckView.as_view(), name="code_check"),
]
