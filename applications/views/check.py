"""The check desk: item by item, then admitted, returned or declined; and a call that has failed."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _

from applications import actions
from applications.forms import ChecklistForm, DeclineForm, SendBackForm
from applications.models import earlier_of
from applications.views.base import ApplicationAct
from applications.views.covering import covering_of
from audit.acts import Refused
from competitions.models import Competition
from ui.forms import BilingualNoteForm, blame
from ui.views import ActView


class CheckAct(ApplicationAct):
    """An act of the check desk; the findings and the files stand beside it."""

    template_name = "applications/application_check.html"

    def get_context_data(self, **more: Any) -> dict[str, Any]:
        application = self.subject
        checks = [
            (item, application.marks_by_item.get(item.pk)) for item in application.asked_items
        ]
        return super().get_context_data(
            checks=checks,
            enclosures=application.kept_enclosures,
            covering=covering_of(application, self.request.user),
            latest_version=latest_of(application),
            **more,
        )


def latest_of(application: Any) -> Any:
    """The text handed in last, where there is an earlier one to compare it with."""
    if application.versions_count < 2:
        return None
    return application.versions.order_by("-number").first()


class ApplicationMarkItemsView(CheckAct):
    verb, form_class = "mark_items", ChecklistForm
    template_name = "applications/application_mark_items.html"
    done = _("The findings are kept.")

    def form_valid(self, form: Any) -> Any:
        try:
            actions.mark_items(self.subject, actor=self.request.user, marks=form.marks)
        except Refused as refusal:
            return self.refused(form, refusal.reasons)
        except ValidationError as error:
            blame(form, error)
            return self.form_invalid(form)
        messages.success(self.request, self.done)
        return redirect(self.subject)

    def get_context_data(self, **more: Any) -> dict[str, Any]:
        earlier = earlier_of(self.subject, self.request.user)
        return super().get_context_data(earlier=earlier, **more)


class ApplicationSendBackView(CheckAct):
    verb, act, form_class = "send_back", actions.send_back, SendBackForm

    def get_context_data(self, **more: Any) -> dict[str, Any]:
        return super().get_context_data(until=self.subject.cure_term_if_returned_now(), **more)


class ApplicationAdmitView(CheckAct):
    verb, act = "admit", actions.admit


class ApplicationDeclineView(CheckAct):
    verb, act, form_class = "decline", actions.decline, DeclineForm


class CompetitionDeclareFailedView(ActView):
    model, verb, act, form_class = (
        Competition,
        "declare_failed",
        actions.declare_failed,
        BilingualNoteForm,
    )
    lead = _("Not one application was admitted. The applicants are told how the check ended.")
