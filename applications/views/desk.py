"""The paper desk: envelopes registered and scanned, keyed twice, resolved, given to an account."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import FileResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.generic import View
from django.views.generic.detail import SingleObjectMixin

from applications import actions
from applications.choices import KEYED_COLUMNS, Route
from applications.forms import EnvelopeForm, LinkForm, RepeatKeyingForm, ResolveForm, ScanForm
from applications.models import Application, Envelope, Scan
from applications.rules import may_begin, may_key
from applications.views.base import ApplicationAct, ApplicationPage
from applications.views.tasks import address_of
from audit import clock
from audit.acts import Move, ask
from competitions.models import Competition
from ui.handing import handed_over
from ui.views import ActView, BeginView, DetailPage, Scoped

# SECURITY: a scan is shown inside our page, and may do nothing there: no script, no form, nothing
# fetched; the browser's own viewer draws it all the same.
SEALED_OFF = "sandbox; default-src 'none'; frame-ancestors 'self'"


class EnvelopeRegisterView(BeginView):
    model, parent, form_class = Application, Competition, EnvelopeForm
    act = actions.register_envelope
    template_name = "applications/envelope_register.html"
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

    def form_valid(self, form: Any) -> Any:
        form.cleaned_data = form.facts
        return super().form_valid(form)

    def leads_to(self, result: Any) -> Any:
        return reverse("application_registered", args=[result.pk])


class ApplicationRegisteredView(ApplicationPage):
    """What is handed to whoever brought the envelope: the slip, and then the next one."""

    template_name = "applications/application_registered.html"

    def get(self, request: Any, *args: Any, **kwargs: Any) -> Any:
        answer = super().get(request, *args, **kwargs)
        return answer if self.object.is_paper else redirect(self.object)

    def get_context_data(self, **more: Any) -> dict[str, Any]:
        application = self.object
        keys = application.is_open_to_changes and may_key(application, self.request.user)
        return super().get_context_data(envelope=application.envelope, keys=keys, **more)


class EnvelopeScanView(DetailPage):
    """All pages of a scan, one below the other."""

    model = Envelope
    template_name = "applications/envelope_scan.html"

    def get_queryset(self) -> Any:
        return super().get_queryset().select_related("application__competition__municipality")

    def get_entries(self) -> list[Any]:
        return []

    def get_context_data(self, **more: Any) -> dict[str, Any]:
        application = self.object.application
        keys = application.is_open_to_changes and may_key(application, self.request.user)
        return super().get_context_data(
            application=application, envelope=self.object, keys=keys, **more
        )


@method_decorator(xframe_options_sameorigin, "dispatch")
class ScanFileView(Scoped, SingleObjectMixin, View):
    """One file of a scan: to look at beside the form, or to keep."""

    model = Scan

    def get_queryset(self) -> Any:
        return super().get_queryset().select_related("envelope__application")

    def get(self, request: Any, *args: Any, **kwargs: Any) -> FileResponse:
        scan = self.get_object()
        words = {"number": scan.envelope.application.number, "page": scan.position}
        answer = handed_over(scan.file, _t("Envelope %(number)s-%(page)s") % words, scan.kind)
        answer["Content-Security-Policy"] = SEALED_OFF
        known = answer["Content-Type"] == scan.kind
        if known and "download" not in request.GET:
            kept_as = answer["Content-Disposition"]
            answer["Content-Disposition"] = kept_as.replace("attachment", "inline", 1)
        return answer


class ApplicationScanView(ApplicationAct):
    verb, form_class = "scan", ScanForm
    template_name = "applications/application_scan.html"
    lead = _("Photograph or scan every page; they are shown beside the form while it is keyed.")

    def do(self, facts: dict[str, Any]) -> Any:
        return actions.scan_pages(self.subject, actor=self.request.user, **facts)

    def leads_to(self, result: Any) -> Any:
        return reverse("application_scan", args=[self.subject.pk])

    def get_context_data(self, **more: Any) -> dict[str, Any]:
        return super().get_context_data(envelope=self.subject.envelope, **more)


class ScanTakeOutView(ActView):
    model, verb, label, done = Scan, "take_out", _("Take out"), _("The page was taken out.")
    lead = _("The page is taken out of the scan. The file stays kept.")

    def get_queryset(self) -> Any:
        related = "envelope__application__competition__municipality"
        return super().get_queryset().select_related(related)

    @property
    def application(self) -> Application:
        return self.subject.envelope.application

    def ask(self) -> Move:
        move = ask(self.application, "scan", actor=self.request.user)
        return Move(verb=self.verb, label=self.label, reasons=move.reasons, weight="danger")

    def do(self, facts: dict[str, Any]) -> Any:
        return actions.scan_take_out(self.application, actor=self.request.user, scan=self.subject)

    def leads_to(self, result: Any) -> Any:
        return reverse("application_scan", args=[self.application.pk])

    def get_context_data(self, **more: Any) -> dict[str, Any]:
        return super().get_context_data(back=self.leads_to(None), **more)


class ApplicationRepeatKeyingView(ApplicationAct):
    verb, form_class = "repeat_keying", RepeatKeyingForm
    template_name = "applications/application_repeat_keying.html"
    done = _("Keyed a second time.")
    lead = _("Key these from the paper once more, without looking at what was keyed first.")

    def do(self, facts: dict[str, Any]) -> Any:
        return actions.repeat_keying(self.subject, actor=self.request.user, repeated=facts)

    def leads_to(self, result: Any) -> Any:
        name = "application_resolve_keying" if result.keying_differences() else "application_tasks"
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


class ApplicationResolveKeyingView(ApplicationAct):
    verb, form_class = "resolve_keying", ResolveForm
    template_name = "applications/application_resolve_keying.html"
    done = _("What the paper says is kept, with your name.")
    lead = _("Look at the paper and say of each difference what is right.")

    def form_valid(self, form: Any) -> Any:
        form.cleaned_data = form.facts
        return super().form_valid(form)

    def do(self, facts: dict[str, Any]) -> Any:
        return actions.resolve_keying(self.subject, actor=self.request.user, **facts)

    def leads_to(self, result: Any) -> Any:
        # A sum is put right where it is made: in the lines of the budget.
        for row in result.keying_differences():
            if row["name"] not in KEYED_COLUMNS:
                return address_of(result, result.page_of(row["name"]))
        return reverse("application_tasks", args=[result.pk])

    def get_context_data(self, **more: Any) -> dict[str, Any]:
        envelope = self.subject.envelope
        return super().get_context_data(
            back=reverse("application_tasks", args=[self.subject.pk]), envelope=envelope, **more
        )


class ApplicationLinkApplicantView(ApplicationAct):
    verb, form_class = "link_applicant", LinkForm
    lead = _(
        "The applicant then reads the application from this account, gets the letters about it, "
        "and can sign what follows from it."
    )

    def form_valid(self, form: Any) -> Any:
        form.cleaned_data = form.facts
        return super().form_valid(form)

    def do(self, facts: dict[str, Any]) -> Any:
        return actions.link_applicant(self.subject, actor=self.request.user, **facts)
