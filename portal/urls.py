"""The public doors."""

from django.urls import path

from portal import views

urlpatterns = [
    path("", views.PortalView.as_view(), name="portal"),
    path("calls/<int:pk>/", views.CallDetailView.as_view(), name="call_detail"),
    path(
        "calls/<int:pk>/announcement/",
        views.CallAnnouncementView.as_view(),
        name="call_announcement",
    ),
    path("check/", views.CodeCheckView.as_view(), name="code_check"),
]
