"""The paper desk: registering an envelope, keying it a second time, reading its scan."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import FileResponse, Http404
from django.urls import reverse
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _
from django.views.generic import View
from django.views.generic.detail import SingleObjectMixin

from applications import actions
from applications.choices import Route
from applications.forms import EnvelopeForm, RepeatKeyingForm
from applications.models import Application, Envelope
from applications.rules import may_begin
from applications.views.base import ApplicationAct
from applications.views.enclosures import handed_over
from audit import clock
from audit.acts import Move
from competitions.models import Competition
from ui.uploads import TYPES
from ui.views import BeginView, Scoped


class EnvelopeRegisterView(BeginView):
    model, parent, form_class = Application, Competition, EnvelopeForm
    act = actions.register_envelope
    label, done = _("Register an envelope"), _("Envelope registered")
    lead = _("The minute of receipt counts for the deadline. Keying can follow later.")

    def get_initial(self) -> dict[str, Any]:
        return {"received_at": clock.arrival()}

    def ask(self) -> Move:
        # Whether it came in time is asked of the minute on the envelope, so only when it is sent.
        if not may_begin(
            Application(competition=self.subject, route=Route.PAPER), self.request.user
        ):
            raise PermissionDenied
        return Move(verb=self.verb, label=self.label, reasons=[], weight="main")

    def leads_to(self, result: Any) -> Any:
        return reverse("application_tasks", args=[result.pk])


class ApplicationRepeatKeyingView(ApplicationAct):
    verb, form_class = "repeat_keying", RepeatKeyingForm
    template_name = "applications/application_repeat_keying.html"
    done = _("Keyed a second time.")
    lead = _("Key these from the paper once more, without looking at what was keyed first.")

    def do(self, facts: dict[str, Any]) -> Any:
        return actions.repeat_keying(self.subject, actor=self.request.user, repeated=facts)

    def leads_to(self, result: Any) -> Any:
        name = "application_repeat_keying" if result.keying_differences() else "application_tasks"
        return reverse(name, args=[result.pk])

    def get_context_data(self, **more: Any) -> dict[str, Any]:
        application = self.subject
        repeated = bool(application.envelope and application.envelope.repeated)
        return super().get_context_data(
            back=reverse("application_tasks", args=[application.pk]),
            envelope=application.envelope,
            differences=application.keying_differences() if repeated else [],
            repeated=repeated,
            **more,
        )


class EnvelopeScanView(Scoped, SingleObjectMixin, View):
    model = Envelope

    def get(self, request: Any, *args: Any, **kwargs: Any) -> FileResponse:
        envelope = self.get_object()
        if not envelope.scan:
            raise Http404
        title = _t("Envelope %(number)s") % {"number": envelope.application.number}
        return handed_over(
            envelope.scan, title, TYPES.get(envelope.scan.name.rpartition(".")[2], "")
        )
