"""Checking the answers, submitting, and what is said afterwards; taking it back."""

from typing import Any

from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from applications import actions
from applications.forms import LetterForm
from applications.models import sections_of, text_of
from applications.views.base import ApplicationAct, ApplicationPage
from applications.views.sums import sums_of
from applications.views.tasks import page_with, tasks_of
from applications.views.turns import now_of
from ui.forms import OptionalNoteForm


class ApplicationSubmitView(ApplicationAct):
    verb, act = "submit", actions.submit
    template_name = "applications/application_submit.html"
    label = _("Check your answers")
    lead = _("Check your answers. After this the text can no longer be changed.")

    def get_queryset(self) -> Any:
        # A press reads the row anew under its lock, with its call: in a rush not twice.
        found = super().get_queryset()
        return found.select_related(None) if self.request.method == "POST" else found

    def get_context_data(self, **more: Any) -> dict[str, Any]:
        application = self.subject
        addresses = {task.part: task.address for task in tasks_of(application)}
        pages = [
            (section, addresses[page_with(application, section.part)])
            for section in sections_of(text_of(application))
        ]
        tasks = reverse("application_tasks", args=[application.pk])
        return super().get_context_data(
            pages=pages,
            sums=sums_of(application),
            enclosures=application.kept_enclosures,
            enclose=addresses["enclosures"],
            back=tasks if application.is_open_to_changes else application.get_absolute_url(),
            **more,
        )

    def leads_to(self, result: Any) -> Any:
        return reverse("application_submitted", args=[self.subject.pk])


class ApplicationSubmittedView(ApplicationPage):
    template_name = "applications/application_submitted.html"

    def get(self, request: Any, *args: Any, **kwargs: Any) -> Any:
        answer = super().get(request, *args, **kwargs)
        return answer if self.object.versions_count else redirect(self.object)

    def get_now(self) -> Any:
        return now_of(self.object)


class ApplicationDiscardView(ApplicationAct):
    verb, act = "discard", actions.discard
    lead = _(
        "The draft is thrown away for good: it cannot be brought back. It no longer counts toward "
        "the number of applications the call allows."
    )


class ApplicationWithdrawView(ApplicationAct):
    verb, act = "withdraw", actions.withdraw
    lead = _("The application is taken back for good: it will not be checked, scored or financed.")

    def get_form_class(self) -> Any:
        # A clerk does not withdraw: the applicant does, by a letter, and the clerk records it.
        by_letter = self.subject.is_paper and not self.subject.acts_for(self.request.user)
        return LetterForm if by_letter else OptionalNoteForm

    def form_valid(self, form: Any) -> Any:
        if isinstance(form, LetterForm):
            form.cleaned_data = form.facts
        return super().form_valid(form)
