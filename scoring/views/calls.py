"""A page about one call for those whom a rule admits."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.views.generic import DetailView

from competitions.models import Competition
from scoring import rules
from ui.views import Scoped


class CallPage(Scoped, DetailView):
    """A page about one call for those whom a rule admits."""

    model = Competition
    may: Any = None

    def get_queryset(self) -> Any:
        return super().get_queryset().select_related("municipality", "regulation")

    def get_object(self, queryset: Any = None) -> Competition:
        competition = super().get_object(queryset)
        if not type(self).__dict__["may"](competition, self.request.user):
            raise PermissionDenied
        return competition

    def get_context_data(self, **more: Any) -> dict[str, Any]:
        if "has_own" not in more:
            call, user = self.object, self.request.user
            more["has_own"] = call.has_seat(user) and rules.may_declare(call, user)
        return super().get_context_data(**more)
