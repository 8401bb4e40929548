"""The files of an application: added, taken out, and handed to whoever may see them."""

from typing import Any

from django.core.exceptions import ValidationError
from django.http import FileResponse, Http404
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.text import get_valid_filename
from django.utils.translation import gettext_lazy as _
from django.views.generic import View
from django.views.generic.detail import SingleObjectMixin

from applications import actions
from applications.forms import EncloseForm
from applications.models import Enclosure
from applications.rules import faults_of_part, locks_of
from applications.views.base import ApplicationAct
from audit.acts import Move, Refused, ask
from ui.forms import blame
from ui.uploads import TYPES
from ui.views import ActView, Scoped

ENDINGS = {content_type: kind for kind, content_type in TYPES.items()}


class ApplicationEncloseView(ApplicationAct):
    verb, form_class, label = "edit", EncloseForm, _("Enclosures")
    template_name = "applications/application_enclose.html"

    def form_valid(self, form: Any) -> Any:
        reasons = self.ask().reasons if self.subject.is_veiled else []
        if reasons:
            # SECURITY: the kernel's refusal would name the true state; what is seen answers.
            return self.refused(form, reasons)
        try:
            actions.enclose(self.subject, actor=self.request.user, **form.facts)
        except Refused as refusal:
            return self.refused(form, refusal.reasons)
        except ValidationError as error:
            blame(form, error)
            return self.form_invalid(form)
        return redirect("application_enclose", self.subject.pk)

    def get_context_data(self, **more: Any) -> dict[str, Any]:
        application = self.subject
        return super().get_context_data(
            back=reverse("application_tasks", args=[application.pk]),
            enclosures=application.kept_enclosures,
            faults=faults_of_part(application, "enclosures"),
            envelope=application.envelope if application.is_paper else None,
            **more,
        )


class EnclosureTakeOutView(ActView):
    model, verb, label, done = Enclosure, "take_out", _("Take out"), _("The file was taken out.")
    lead = _(
        "The file is taken out of the application. What was handed in with it before stays kept."
    )

    def get_queryset(self) -> Any:
        return (
            super()
            .get_queryset()
            .filter(removed_at=None)
            .select_related("application__competition__municipality", "item")
        )

    def ask(self) -> Move:
        application = self.subject.application.veiled_for(self.request.user)
        move = ask(application, "edit", actor=self.request.user)
        reasons = [*move.reasons, *locks_of(application, "enclosures", self.subject.item)]
        return Move(verb=self.verb, label=self.label, reasons=reasons, weight="danger")

    def do(self, facts: dict[str, Any]) -> Any:
        # SECURITY: the kernel's refusal would name the true state; what is seen answers first.
        reasons = self.ask().reasons
        if reasons:
            raise Refused(reasons)
        return actions.take_out(
            self.subject.application, actor=self.request.user, enclosure=self.subject
        )

    def leads_to(self, result: Any) -> Any:
        return reverse("application_enclose", args=[self.subject.application_id])

    def get_context_data(self, **more: Any) -> dict[str, Any]:
        return super().get_context_data(back=self.leads_to(None), **more)


class EnclosureDownloadView(Scoped, SingleObjectMixin, View):
    model = Enclosure

    def get(self, request: Any, *args: Any, **kwargs: Any) -> FileResponse:
        enclosure = self.get_object()
        return handed_over(enclosure.file, str(enclosure), enclosure.kind)


def handed_over(file: Any, title: str, content_type: str) -> FileResponse:
    """A kept file as a download.

    SECURITY: only kinds we checked keep their type, and nothing is ever shown inside our pages.
    """
    try:
        opened = file.open("rb")
    except FileNotFoundError as error:
        raise Http404 from error
    ending = ENDINGS.get(content_type)
    name = get_valid_filename(title[:80]) or "file"
    if ending and not name.lower().endswith(f".{ending}"):
        name = f"{name}.{ending}"
    answer = FileResponse(
        opened,
        as_attachment=True,
        filename=name,
        content_type=content_type if ending else "application/octet-stream",
    )
    answer["Cache-Control"] = "private, no-store"
    return answer
