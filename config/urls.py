"""All doors of the house, room by room."""

from django.conf.urls.i18n import set_language
from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("language/", set_language, name="set_language"),
    path("", include("portal.urls")),
    path("", include("papers.urls")),
    path("", include("accounts.urls")),
    path("", include("competitions.urls")),
    path("", include("applications.urls")),
    path("", include("scoring.urls")),
    path("", include("awards.urls")),
]
