"""Every page looks at the application as its reader may know it."""

from typing import Any

from applications.models import Application
from audit.acts import Refused
from ui.views import ActView, DetailPage, Scoped


class Veiled(Scoped):
    """SECURITY: outside the office what the check found is covered before anything looks."""

    model = Application

    def get_queryset(self) -> Any:
        return super().get_queryset().with_call()

    def get_object(self, queryset: Any = None) -> Application:
        return super().get_object(queryset).veiled_for(self.request.user)


class ApplicationPage(Veiled, DetailPage):
    """A page about one application, with its story as the reader may know it."""

    def get_context_data(self, **more: Any) -> dict[str, Any]:
        context = super().get_context_data(**more)
        shown = self.object.entries_shown_to(self.request.user, context["entries"])
        return context | {"entries": shown}


class ApplicationAct(Veiled, ActView):
    """One act about one application."""

    def do(self, facts: dict[str, Any]) -> Any:
        if self.subject.is_veiled:
            # SECURITY: the kernel's refusal would name the true state; what is seen answers.
            reasons = self.ask().reasons
            if reasons:
                raise Refused(reasons)
        return super().do(facts)
