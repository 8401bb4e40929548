"""The file route: the workbook leaves with the questions and comes back with the answers."""

from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.http import FileResponse, HttpRequest
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from django.views.generic import View
from django.views.generic.detail import SingleObjectMixin

from applications import actions
from applications.actions import Answered
from applications.choices import PART_TITLES, ApplicationState, Route
from applications.models import Application
from applications.rules import may_edit
from audit.acts import Refused
from competitions.models import Competition
from papers.blank import SPOKEN, draft_workbook, read_workbook
from papers.forms import FillDraftForm, WorkbookForm
from papers.twin import Filled, is_nothing
from papers.views.workbooks import XLSX
from ui.languages import active
from ui.views import ActView, BeginView, Scoped


def spoken(request: HttpRequest) -> str:
    """The language of a workbook: the one asked for, or the reader's."""
    asked = request.GET.get("language", "")
    return asked if asked in SPOKEN else active()


def workbook_answer(file: Any, name: str) -> FileResponse:
    answer = FileResponse(file, as_attachment=True, filename=f"{name}.xlsx", content_type=XLSX)
    answer["Cache-Control"] = "private, no-store"
    return answer


class DraftWorkbookView(Scoped, SingleObjectMixin, View):
    """My draft as a workbook, to go on with it where there is no link."""

    model = Application
    asking: Any = None

    def get_queryset(self) -> Any:
        return super().get_queryset().with_call()

    def get(self, request: HttpRequest, *_args: Any, **_kwargs: Any) -> FileResponse:
        application = self.get_object()
        if not application.is_draft or not may_edit(application, request.user):
            raise PermissionDenied
        language = spoken(request)
        with translation.override(language):
            file = draft_workbook(application, self.asking)
        return workbook_answer(file, f"draft-{application.pk}-{language}")


class Taking:
    """Reads the workbook that was sent; a faulty one changes nothing and is told cell by cell."""

    asking: Any = None
    template_name = "papers/fill_from_file.html"
    filled: Filled | None = None

    def taken(self, file: Any, call: Competition) -> Filled:
        # Whoever may not, and whatever is not open, is told so before the file is looked into.
        reasons = self.ask().reasons
        if reasons:
            raise Refused(reasons)
        try:
            self.filled = read_workbook(file, call, self.asking)
        except ValidationError as error:
            raise ValidationError({"file": error}) from error
        count = len(self.filled.faults) + self.filled.untold
        if count:
            told = ngettext(
                "The workbook has %(count)d fault. Nothing was taken in.",
                "The workbook has %(count)d faults. Nothing was taken in.",
                count,
            )
            raise ValidationError(told % {"count": count})
        return self.filled

    def say_done(self, parts: list[str]) -> None:
        named = ", ".join(str(PART_TITLES[part]) for part in parts)
        self.done = _t("Filled in from the workbook: %(pages)s. Check it, then submit.") % {
            "pages": named
        }
        if self.filled is not None and self.filled.passed_over:
            names = {"sheets": ", ".join(self.filled.passed_over)[:300]}
            self.done += (
                " " + _t("Sheets that are none of the form were passed over: %(sheets)s.") % names
            )

    def get_context_data(self, **more: Any) -> dict[str, Any]:
        return super().get_context_data(filled=self.filled, **more)


class BeginFromFileView(Taking, BeginView):
    """A filled-in workbook becomes a new draft."""

    model, parent, form_class = Application, Competition, WorkbookForm
    act = actions.begin_from_file
    label = _("Hand over a filled-in workbook")
    lead = _("A draft is made of it, for you to check. Nothing is received until you submit it.")

    def blank(self) -> Application:
        return Application(competition=self.subject, applicant=self.request.user, route=Route.FILE)

    def can_press(self) -> bool:
        # Nothing is typed here that could remove what stands in the way.
        return not self.reasons

    def do(self, facts: dict[str, Any]) -> Any:
        filled = self.taken(facts["file"], self.subject)
        # What the workbook leaves empty stays as a new draft has it: the person's own name.
        pages = [
            Answered(
                part=part,
                answers={name: value for name, value in answers.items() if not is_nothing(value)},
                rows=filled.rows[part],
            )
            for part, answers in filled.answers.items()
        ]
        begun = super().do({"pages": pages, "sha256": filled.sha256})
        self.say_done([page.part for page in pages])
        return begun

    def leads_to(self, result: Any) -> Any:
        return reverse("application_tasks", args=[result.pk])

    def get_context_data(self, **more: Any) -> dict[str, Any]:
        own = Application.objects.visible_to(self.request.user).of_person(self.request.user)
        begun = own.filter(competition=self.subject, state=ApplicationState.DRAFT).order_by("pk")
        return super().get_context_data(
            call=self.subject,
            begun=list(begun),
            back=reverse("competition_apply", args=[self.subject.pk]),
            **more,
        )


class FillFromFileView(Taking, ActView):
    """A filled-in workbook replaces pages of a draft that is already there."""

    model, verb, form_class = Application, "fill_from_file", FillDraftForm
    act = actions.fill_from_file
    label = _("Fill in from a workbook")
    lead = _("What the workbook answers is put into this draft, for you to check.")

    def get_queryset(self) -> Any:
        return super().get_queryset().with_call()

    def form_valid(self, form: Any) -> Any:
        self.sent = form
        return super().form_valid(form)

    def form_invalid(self, form: Any) -> Any:
        self.find()
        form.look_again(self.subject)
        return super().form_invalid(form)

    def do(self, facts: dict[str, Any]) -> Any:
        filled = self.taken(facts["file"], self.subject.competition)
        pages = [
            Answered(part=part, answers=answers, rows=filled.rows[part])
            for part, answers in filled.answers.items()
            if self.sent.may_replace(part)
        ]
        if not pages:
            raise ValidationError(
                {"replace": _t("The workbook answers none of the pages that may be replaced.")}
            )
        self.refuse_older(filled, pages)
        result = super().do({"pages": pages, "seen": self.sent.seen, "sha256": filled.sha256})
        self.say_done([page.part for page in pages])
        return result

    def refuse_older(self, filled: Filled, pages: list[Answered]) -> None:
        """A workbook taken from this draft does not cover unasked what was saved after that."""
        if filled.identity.draft != self.subject.pk or self.sent.cleaned_data.get("newer"):
            return
        seen, saved = filled.identity.seen, self.subject.part_versions
        newer = [page.part for page in pages if saved.get(page.part, 0) != seen.get(page.part, 0)]
        if newer:
            named = {"pages": ", ".join(str(PART_TITLES[part]) for part in newer)}
            raise ValidationError(
                {
                    "newer": _t(
                        "Saved after the workbook was taken from the draft: %(pages)s. Take their "
                        "tick away to keep them, or tick here to replace them; then choose the "
                        "file again."
                    )
                    % named
                }
            )

    def leads_to(self, result: Any) -> Any:
        return reverse("application_tasks", args=[result.pk])

    def get_context_data(self, **more: Any) -> dict[str, Any]:
        return super().get_context_data(
            call=self.subject.competition,
            draft=self.subject,
            back=reverse("application_tasks", args=[self.subject.pk]),
            **more,
        )
