"""Applying: from the call to a filled-in draft, page by page."""

import json
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from applications import actions
from applications.choices import (
    MINUTES_TO_FILL,
    PART_ROWS,
    PART_TITLES,
    SHORT,
    Standing,
    form_of,
)
from applications.forms import PART_FORMS
from applications.models import Application
from applications.rules import faults_of_part, may_edit
from applications.views.base import ApplicationAct, ApplicationPage
from applications.views.comparing import compare, last_saving, latest_savings
from applications.views.drafting import SavesItself
from applications.views.sums import sums_of
from applications.views.tasks import address_of, next_part, tasks_of
from applications.views.turns import now_of
from audit.acts import Refused, history
from competitions.models import Competition
from ui.forms import blame
from ui.views import BeginView

# Buttons that only show both texts of a page.
LOOKS = {"compare", "take"}
NOT_TYPED = {"id", "application", "position"}


class CompetitionApplyView(BeginView):
    model, parent, act = Application, Competition, actions.begin_application
    template_name = "applications/competition_apply.html"
    lead = _("An empty application is opened for you. Nothing is received until you submit it.")

    def blank(self) -> Application:
        return Application(competition=self.subject, applicant=self.request.user)

    def get_context_data(self, **more: Any) -> dict[str, Any]:
        own = Application.objects.visible_to(self.request.user).of_person(self.request.user)
        begun = [
            application.veiled_for(self.request.user)
            for application in own.kept()
            .filter(competition=self.subject)
            .with_call()
            .order_by("pk")
        ]
        asked = self.subject.checklist.order_by("position", "pk")
        return super().get_context_data(
            begun=begun,
            last_minute=self.subject.last_minute_for(self.request.user),
            documents=[item for item in asked if item.is_document],
            minutes=MINUTES_TO_FILL[self.subject.short_form],
            pages=len(form_of(short=self.subject.short_form)),
            **more,
        )

    def can_press(self) -> bool:
        # Nothing is typed here that could remove what stands in the way.
        return not self.reasons

    def leads_to(self, result: Any) -> Any:
        # One page needs no list of pages before it.
        if result.is_short:
            return address_of(result, SHORT)
        return reverse("application_tasks", args=[result.pk])


class ApplicationTasksView(ApplicationPage):
    template_name = "applications/application_tasks.html"

    def get_now(self) -> Any:
        return now_of(self.object)

    def get_context_data(self, **more: Any) -> dict[str, Any]:
        application = self.object
        filling = application.is_open_to_changes and may_edit(application, self.request.user)
        tasks = tasks_of(application)
        context = super().get_context_data(
            done=sum(1 for task in tasks if not task.faults),
            filling=filling,
            sums=sums_of(application),
            latest_return=application.latest_return,
            envelope=application.envelope if application.is_paper else None,
            second=_second_keying(application),
            **more,
        )
        savings = latest_savings(context["entries"])
        saved = [replace(task, saving=savings.get(task.part)) for task in tasks]
        return context | {"tasks": saved}


def _second_keying(application: Application) -> Standing | None:
    if not application.is_paper or application.envelope is None:
        return None
    if not application.envelope.repeated:
        return Standing.TO_DO
    return Standing.FAULT if application.keying_differences() else Standing.DONE


class ApplicationEditView(SavesItself, ApplicationAct):
    verb, act = "edit", actions.edit_part
    template_name = "applications/application_edit.html"

    @property
    def part(self) -> str:
        part = self.kwargs["part"]
        if part not in PART_FORMS or part not in self.subject.parts:
            raise Http404
        return part

    def get_form_class(self) -> Any:
        return PART_FORMS[self.part]

    def get_initial(self) -> dict[str, Any]:
        return {} if self.request.method == "POST" else self.saved_text() | {"seen": self.saved}

    def saved_text(self) -> dict[str, Any]:
        """The page as it is saved now."""
        application = self.subject
        rows = {
            name: [_as_typed(row) for row in getattr(application, name).order_by("position", "pk")]
            for name in PART_ROWS.get(self.part, ())
        }
        answers = {name: getattr(application, name) for name in application.parts[self.part]}
        return answers | rows

    @property
    def saved(self) -> int:
        return self.subject.part_versions.get(self.part, 0)

    def post(self, request: Any, *args: Any, **kwargs: Any) -> Any:
        if LOOKS & set(request.POST):
            return self.look_at_both()
        return super().post(request, *args, **kwargs)

    def look_at_both(self) -> Any:
        """Both texts beside each other; nothing is saved. What is taken over replaces the typed."""
        self.look()
        form = self.get_form()
        name, saved = self.request.POST.get("take"), self.saved_text()
        if name in saved:
            form.take_over(name, saved[name])
        return self.both(form)

    def both(self, form: Any) -> Any:
        form.compare_with(self.saved)
        form.is_valid()
        entry = last_saving(history(self.subject), self.part)
        comparison = compare(self.subject, self.part, form, entry)
        return self.render_to_response(self.get_context_data(form=form, comparison=comparison))

    def form_valid(self, form: Any) -> Any:
        try:
            self.do(
                {
                    "part": self.part,
                    "values": form.answers,
                    "rows": form.rows,
                    "seen": form.cleaned_data["seen"],
                }
            )
        except Refused as refusal:
            return self.refused(form, refusal.reasons)
        except ValidationError as error:
            blame(form, error)
            self.look()
            if getattr(error, "code", "") == "clash":
                return self.both(form)
            return self.form_invalid(form)
        messages.success(self.request, _("The page is saved."))
        return redirect(self.goes_on())

    def goes_on(self) -> str:
        following = next_part(self.subject, self.part)
        if "more" in self.request.POST:
            return address_of(self.subject, self.part)
        if "next" in self.request.POST and following:
            return address_of(self.subject, following)
        return reverse("application_tasks", args=[self.subject.pk])

    def get_context_data(self, **more: Any) -> dict[str, Any]:
        application, part = self.subject, self.part
        form = more["form"] = more.get("form") or self.get_form()
        return super().get_context_data(
            part=part,
            rates_data=_rates_of(form),
            label=PART_TITLES[part],
            back=reverse("application_tasks", args=[application.pk]),
            place=list(application.parts).index(part) + 1,
            places=len(application.parts),
            following=next_part(application, part),
            faults=faults_of_part(application, part) if part in application.part_versions else [],
            sums=sums_of(application) if part in ("budget", "contributions", SHORT) else None,
            rates=_rates(application) if part == "contributions" else [],
            has_tables=part in PART_ROWS,
            envelope=application.envelope if application.is_paper else None,
            **more,
        )


def _rates(application: Application) -> Sequence[Any]:
    return list(application.competition.rates.order_by("pk"))


def _rates_of(form: Any) -> str:
    """What one is worth at each rate of the call, for the page's script."""
    if "pledges" not in form.fields:
        return ""
    rates = form.fields["pledges"].widget.row_form.rates
    return json.dumps({str(rate.pk): str(rate.amount) for rate in rates}) if rates else ""


def _as_typed(row: Any) -> dict[str, Any]:
    """A row as a form shows it: it has no key, every saving makes the rows anew."""
    kept = {column.name: getattr(row, column.attname) for column in row._meta.concrete_fields}
    return {name: value for name, value in kept.items() if name not in NOT_TYPED}
