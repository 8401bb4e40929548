"""Applying: from the call to a filled-in draft, page by page."""

from collections.abc import Sequence
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
from applications.models import Application, sections_of, text_of
from applications.rules import faults_of_part, may_edit
from applications.views.base import ApplicationAct, ApplicationPage
from applications.views.sums import sums_of
from applications.views.tasks import address_of, next_part, tasks_of
from applications.views.turns import now_of
from audit.acts import Refused
from competitions.models import Competition
from ui.forms import blame
from ui.views import BeginView


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
        return super().get_context_data(
            tasks=tasks,
            done=sum(1 for task in tasks if not task.faults),
            filling=filling,
            sums=sums_of(application),
            latest_return=application.latest_return,
            envelope=application.envelope if application.is_paper else None,
            second=_second_keying(application),
            **more,
        )


def _second_keying(application: Application) -> Standing | None:
    if not application.is_paper or application.envelope is None:
        return None
    if not application.envelope.repeated:
        return Standing.TO_DO
    return Standing.FAULT if application.keying_differences() else Standing.DONE


class ApplicationEditView(ApplicationAct):
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
        if self.request.method == "POST":
            return {}
        application = self.subject
        rows = {
            name: list(getattr(application, name).order_by("position", "pk").values())
            for name in PART_ROWS.get(self.part, ())
        }
        for pledge in rows.get("pledges", []):
            pledge["rate"] = pledge["rate_id"]
        answers = {name: getattr(application, name) for name in application.parts[self.part]}
        return answers | rows | {"seen": self.saved}

    @property
    def saved(self) -> int:
        return self.subject.part_versions.get(self.part, 0)

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
            self.find()
            form.compare_with(self.saved)
            return self.form_invalid(form)
        messages.success(self.request, _("The page is saved."))
        return redirect(self.goes_on())

    def goes_on(self) -> str:
        following = next_part(self.subject, self.part)
        if "next" in self.request.POST and following:
            return address_of(self.subject, following)
        return reverse("application_tasks", args=[self.subject.pk])

    def get_context_data(self, **more: Any) -> dict[str, Any]:
        application, part = self.subject, self.part
        clash = (
            any(error.code == "clash" for error in more["form"].non_field_errors().as_data())
            if "form" in more
            else False
        )
        return super().get_context_data(
            part=part,
            label=PART_TITLES[part],
            back=reverse("application_tasks", args=[application.pk]),
            place=list(application.parts).index(part) + 1,
            places=len(application.parts),
            following=next_part(application, part),
            faults=faults_of_part(application, part) if part in application.part_versions else [],
            sums=sums_of(application) if part in ("budget", "contributions", SHORT) else None,
            rates=_rates(application) if part == "contributions" else [],
            saved_now=_sections(application, part) if clash else [],
            envelope=application.envelope if application.is_paper else None,
            **more,
        )


def _rates(application: Application) -> Sequence[Any]:
    return list(application.competition.rates.order_by("pk"))


def _sections(application: Application, part: str) -> list[Any]:
    sections = sections_of(text_of(application))
    return [section for section in sections if part in (SHORT, section.part)]
