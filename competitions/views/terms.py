"""The terms of a call, page by page."""

from typing import Any

from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from competitions import actions, rules
from competitions.choices import TERMS_PARTS, TermsPart
from competitions.forms import TermsPartForm
from competitions.models import Competition
from ui.views import ActView

DONE, TO_DO, FAULT = (_("done"), "good"), (_("to do"), "neutral"), (_("has a fault"), "bad")


class CompetitionEditView(ActView):
    """The list of pages: what is done, what is to do, what has a fault."""

    model, verb, act = Competition, "edit", actions.edit_terms
    template_name = "competitions/competition_edit.html"
    http_method_names = ["get", "head", "options"]

    def get_queryset(self) -> Any:
        return super().get_queryset().with_terms()

    def get_context_data(self, **more: Any) -> dict[str, Any]:
        tasks = [task(self.subject, part) for part in TermsPart]
        left = sum(bool(found["faults"]) for found in tasks)
        return super().get_context_data(tasks=tasks, left=left, **more)


def task(call: Competition, part: TermsPart) -> dict[str, Any]:
    """One page of the terms on the list, with what is still wrong there."""
    faults = rules.faults_of_part(call, part)
    mark = (TO_DO if call.part_is_untouched(part) else FAULT) if faults else DONE
    return {"part": part, "label": part.label, "word": mark[0], "tone": mark[1], "faults": faults}


class PartView(ActView):
    """One short page of several; saved, it leads back to their list."""

    parts: dict[str, tuple[str, ...]]
    list_name: str

    def setup(self, request: Any, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        if kwargs["part"] not in self.parts:
            raise Http404
        self.part = TermsPart(kwargs["part"])
        self.label = self.part.label

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"part": self.part.value}

    def form_valid(self, form: Any) -> Any:
        answer = super().form_valid(form)
        if answer.status_code == 302:
            return redirect(self.list_name, pk=self.subject.pk)
        return answer

    def get_context_data(self, **more: Any) -> dict[str, Any]:
        back = reverse(self.list_name, args=[self.subject.pk])
        return super().get_context_data(**{"back": back} | more)


class CompetitionPartView(PartView):
    """One short page of the terms, with what is still to be mended there."""

    model, verb, act = Competition, "edit", actions.edit_terms
    form_class = TermsPartForm
    template_name = "competitions/competition_part.html"
    parts, list_name = TERMS_PARTS, "competition_edit"

    def get_context_data(self, **more: Any) -> dict[str, Any]:
        faults = rules.faults_of_part(self.subject, self.part)
        return super().get_context_data(faults=faults, **more)
